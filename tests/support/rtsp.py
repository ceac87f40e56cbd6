"""A small RTSP camera for tests: H.264 over RTP, interleaved in the TCP connection."""

import socketserver
import struct
import threading
import time
from fractions import Fraction

import av

_SDP = (
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=test\r\nt=0 0\r\n"
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 packetization-mode=1\r\na=control:track1\r\n"
)


class RtspServer:
    """Serves images again and again over RTSP; `url` is the address, `unplug()` ends it."""

    def __init__(self, images, fps=30.0):
        self.units = list(_h264(images))
        self.interval = 1 / fps
        self.over = threading.Event()
        handler = type("Handler", (_Handler,), {"camera": self})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"rtsp://127.0.0.1:{self._server.server_address[1]}/stream"

    def unplug(self):
        self.over.set()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.unplug()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    camera: RtspServer

    def handle(self):
        while lines := self._request():
            method, url = lines[0].split()[:2]
            number = next(line for line in lines if line.lower().startswith("cseq"))
            extra, body = "", ""
            if method == "OPTIONS":
                extra = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
            elif method == "DESCRIBE":
                body = _SDP
                extra = (
                    f"Content-Base: {url}/\r\nContent-Type: application/sdp\r\n"
                    f"Content-Length: {len(body)}\r\n"
                )
            elif method == "SETUP":
                extra = "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
            self.wfile.write(f"RTSP/1.0 200 OK\r\n{number}\r\n{extra}\r\n{body}".encode())
            if method == "PLAY":
                self._play()
                return

    def _request(self):
        lines = []
        while line := self.rfile.readline().decode().strip():
            lines.append(line)
        return lines

    def _play(self):
        sequence = 0
        begun = time.monotonic()
        try:
            while True:
                for units in self.camera.units:
                    if self.camera.over.wait(self.camera.interval):
                        return
                    stamp = int((time.monotonic() - begun) * 90_000)
                    for place, unit in enumerate(units, 1):
                        mark = 0x80 if place == len(units) else 0
                        head = struct.pack(">BBHII", 0x80, 96 | mark, sequence, stamp, 1)
                        packet = head + unit
                        self.wfile.write(b"$\0" + struct.pack(">H", len(packet)) + packet)
                        sequence = (sequence + 1) & 0xFFFF
        except OSError:
            pass  # the client has gone


def _h264(images):
    """The NAL units of each picture; every picture is a key frame with its parameter sets."""
    codec = av.CodecContext.create("libx264", "w")
    codec.height, codec.width = images[0].shape[:2]
    codec.pix_fmt, codec.time_base = "yuv420p", Fraction(1, 30)
    codec.options = {"tune": "zerolatency", "preset": "ultrafast", "x264-params": "keyint=1"}
    for number, image in enumerate(images):
        frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format="yuv420p")
        frame.pts = number
        for packet in codec.encode(frame):
            stream = bytes(packet).replace(b"\0\0\0\1", b"\0\0\1")
            yield [unit for unit in stream.split(b"\0\0\1") if unit]
