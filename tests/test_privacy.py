"""Nothing leaves this machine: no connection, and no look-up of a name."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import cv2
import pytest

from formcheck import privacy
from tests.support.models import model_or_skip
from tests.support.patience import LIMIT_S
from tests.support.videos import make_video

DEMO = Path(privacy.__file__).parent / "data" / "demo-heel-raise.mp4"
PROXIES = [case for name in privacy.PROXY_NAMES for case in (name, name.upper())]


@pytest.fixture
def clean(monkeypatch):
    for name in (*PROXIES, "no_proxy", "NO_PROXY", "FORMCHECK_ORIGINAL_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    yield monkeypatch
    for name in (*PROXIES, "no_proxy", "NO_PROXY", "FORMCHECK_ORIGINAL_PROXIES"):
        os.environ.pop(name, None)


def test_every_proxy_points_at_a_closed_port(clean):
    privacy.block_telemetry()
    assert {os.environ[name] for name in PROXIES} == {"http://127.0.0.1:9"}
    assert "no_proxy" not in os.environ
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", 9))


def test_the_original_environment_is_remembered_for_downloads(clean):
    before = {"https_proxy": "http://proxy.example:3128", "no_proxy": "*", "HTTP_PROXY": "x"}
    for name, value in before.items():
        clean.setenv(name, value)
    everything = dict(os.environ)
    privacy.block_telemetry()
    privacy.block_telemetry()
    assert privacy.original_environment() == everything
    child = subprocess.run(
        [sys.executable, "-c", "import formcheck.privacy as p, json; p.block_telemetry();"
         "print(json.dumps(p.original_environment()))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seen = json.loads(child.stdout)
    assert {name: seen.get(name) for name in before} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*", ""),
        ("googleapis.com", ""),
        ("camera.local, .example.com com", ""),
        ("localhost,127.0.0.1,::1,[::1]", "localhost,127.0.0.1,::1,[::1]"),
        ("192.168.1.7 10.0.0.0/8,*.com,,play.googleapis.com", "192.168.1.7,10.0.0.0/8"),
    ],
)
def test_an_inherited_exception_does_not_reopen_the_way(clean, before, after):
    clean.setenv("no_proxy", before)
    privacy.block_telemetry()
    assert os.environ.get("no_proxy", "") == os.environ.get("NO_PROXY", "") == after


def test_a_camera_added_later_stays(clean):
    privacy.block_telemetry()
    os.environ["no_proxy"] = "camera.local"
    privacy.block_telemetry()
    assert os.environ["no_proxy"] == "camera.local"


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A second of a real person, so that the whole of MediaPipe runs."""
    capture = cv2.VideoCapture(str(DEMO))
    images = [capture.read()[1] for _ in range(30)]
    capture.release()
    assert images[-1] is not None
    height, width = images[0].shape[:2]
    path = tmp_path_factory.mktemp("clip") / "person.mp4"
    return make_video(path, [i / 30 for i in range(30)], size=(width, height), images=images)


def analysis(clip, out):
    return [sys.executable, "-m", "formcheck", "analyze", str(clip), "--out", str(out)]


def environment():
    """As hostile as it gets: exceptions for everything, no proxy."""
    kept = {name: value for name, value in os.environ.items() if name not in PROXIES}
    kept.pop("FORMCHECK_ORIGINAL_PROXIES", None)
    return kept | {"no_proxy": "*", "NO_PROXY": "*"}


def tracing_works():
    strace = shutil.which("strace")
    return (
        bool(strace)
        and not subprocess.run(
            [strace, "-o", os.devnull, "true"], capture_output=True, check=False
        ).returncode
    )


def outward(trace):
    """Lines of a trace that leave the machine, or would look a name up."""
    loopback = re.compile(r'sa_family=AF_(UNIX|NETLINK)|inet_addr\("127\.|"::1"|AF_UNSPEC')
    for line in trace.splitlines():
        asks = re.search(r"nscd|resolv\.conf|/etc/hosts|htons\(53\)|sd_bus|systemd/resolve", line)
        sends = re.search(r"\b(connect|sendto|sendmsg|sendmmsg)\(", line) and "sa_family" in line
        if asks or (sends and not loopback.search(line)):
            yield line


def test_the_reader_of_traces_knows_what_it_looks_for():
    bad = """
1 connect(7, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT
1 openat(AT_FDCWD, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 7
1 connect(7, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0
1 connect(7, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("8.8.8.8")}, 16) = 0
1 connect(7, {sa_family=AF_INET6, inet_pton(AF_INET6, "2a00::1", &sin6_addr)}, 28) = 0
1 sendto(7, "x", 1, 0, {sa_family=AF_INET, sin_addr=inet_addr("8.8.8.8")}, 16) = 1
""".strip()
    good = """
1 connect(7, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1
1 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X0"}, 110) = 0
1 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 7
""".strip()
    assert list(outward(bad)) == bad.splitlines()
    assert list(outward(good)) == []


@pytest.mark.skipif(not tracing_works(), reason="strace is missing, or may not trace here")
def test_a_real_analysis_contacts_nobody_and_looks_nobody_up(tmp_path, clip):
    model_or_skip()
    log = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-s", "200", "-e", "trace=network,openat,open"]
    done = subprocess.run(
        [*command, "-o", str(log), *analysis(clip, tmp_path / "out")],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    trace = log.read_text(errors="replace")
    assert done.returncode == 0, done.stderr
    assert "libmediapipe" in trace  # it did load
    assert list(outward(trace)) == []


def test_what_is_reported_ends_at_the_proxy(tmp_path, clip):
    """Works without strace: what reaches a listening port did not go anywhere else."""
    model_or_skip()
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen():
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(LIMIT_S)
                    asked.append(connection.recv(4096).split(b"\r\n")[0])

        listener = threading.Thread(target=listen)
        listener.start()
        script = (
            f"import formcheck.privacy as p; p.BLOCKED_PROXY='http://127.0.0.1:"
            f"{server.getsockname()[1]}'; import runpy, sys; sys.argv[0] = 'formcheck';"
            "runpy.run_module('formcheck', run_name='__main__')"
        )
        try:
            run = subprocess.run(
                [sys.executable, "-c", script, *analysis(clip, tmp_path / "out")[3:]],
                env=environment(), capture_output=True, text=True, check=False,
            )  # fmt: skip
        finally:
            done.set()
            listener.join()
    assert run.returncode == 0, run.stderr
    if not asked:
        pytest.skip("this MediaPipe did not try to report anything")
    assert all(line.startswith(b"CONNECT ") for line in asked)
