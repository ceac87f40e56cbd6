"""A camera on the network, for tests: MJPEG over HTTP on loopback."""

from __future__ import annotations

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2

BOUNDARY = "formchecktest"


class MjpegServer:
    """Serves images as multipart/x-mixed-replace, again and again or once.

    Args:
        images: (H, W, 3) uint8 BGR images, or any iterable of them when `loop` is false.
        fps: How many a second; None sends as fast as the connection takes them.
        loop: Start again after the last image; otherwise the stream ends there.
        credentials: "user:password" that a client must send.
        host: The loopback address to listen on, "127.0.0.1" or "::1".

    Use as a context manager; `url` is the address. `stall()` keeps connections open without
    sending, `resume()` goes on, `unplug()` ends them.
    """

    def __init__(self, images, fps=30.0, loop=True, credentials=None, host="127.0.0.1"):
        self.images = images
        self.interval = 1 / fps if fps else 0.0
        self.loop = loop
        self.credentials = credentials
        self.sent = 0
        self.requests = []
        self._may_send = threading.Event()
        self._may_send.set()
        self._over = threading.Event()
        server_class = type(
            "Server",
            (ThreadingHTTPServer,),
            {"address_family": 10 if ":" in host else 2, "daemon_threads": True},
        )
        handler = type("Handler", (_Handler,), {"camera": self})
        self._server = server_class((host, 0), handler)
        self.host = f"[{host}]" if ":" in host else host
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self):
        """The stream's address, without credentials."""
        return f"http://{self.host}:{self.port}/video"

    def stall(self):
        """Keep connections open but send nothing more."""
        self._may_send.clear()

    def resume(self):
        """Send again after `stall`."""
        self._may_send.set()

    def unplug(self):
        """End every stream."""
        self._over.set()
        self._may_send.set()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.unplug()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def parts(self):
        """The JPEG bytes to send, at the server's pace."""
        while True:
            for image in self.images:
                self._may_send.wait()
                if self._over.wait(self.interval):
                    return
                yield cv2.imencode(".jpg", image)[1].tobytes()
                self.sent += 1
            if not self.loop:
                return


class _Handler(BaseHTTPRequestHandler):
    camera: MjpegServer

    def do_GET(self):
        self.camera.requests.append(self.path)
        if not self._allowed():
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
            self.end_headers()
            return
        if self.path.startswith("/page"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>a page, not a stream</html>" * 40)
            return
        if not self.path.startswith("/video"):
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.end_headers()
        try:
            for jpeg in self.camera.parts():
                head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}"
                self.wfile.write(head.encode() + b"\r\n\r\n" + jpeg + b"\r\n")
        except OSError:
            pass  # the client has gone

    def _allowed(self):
        if self.camera.credentials is None:
            return True
        wanted = "Basic " + base64.b64encode(self.camera.credentials.encode()).decode()
        return self.headers.get("Authorization") == wanted

    def log_message(self, *_):
        pass
