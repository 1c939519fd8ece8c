"""`balcao demo` starts everything on one port, lets anybody be anybody there, and leaves nothing running when it is told to stop."""

import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.processes import HUNG, environment, get, wait_until


def test_the_demo_starts_shows_its_people_and_stops(tmp_path):
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "balcao",
        "demo",
        "--folder",
        str(tmp_path),
        "--port",
        str(port),
        "--businesses",
        "2",
    ]
    log = (tmp_path / "log").open("w+")
    clean = {k: v for k, v in environment(tmp_path).items() if k != "BALCAO_DATABASE"}
    demo = subprocess.Popen(command, env=clean, stdout=log, stderr=log)
    try:
        home = f"http://localhost:{port}"
        wait_until(lambda: get(f"{home}/ready")[0] == 200)
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        text = browser.open(f"{home}/demo/").read().decode()
        owner = re.search(r'value="(\d+)" aria-label="Cheong \(owner 1\)', text) or re.search(
            r'value="(\d+)" aria-label="[^"]*owner 1\)', text
        )
        assert owner and "Ana Ribeiro" in text
        key = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
        form = urllib.parse.urlencode({"user": owner[1], "csrfmiddlewaretoken": key}).encode()
        page = browser.open(f"{home}/demo/sign-in/", form)
        assert "/businesses/" in page.url

        def read() -> bool:
            return (
                "/imports/" in browser.open(page.url).read().decode()
                or "/reports/" in browser.open(page.url).read().decode()
            )

        wait_until(read)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(HUNG) == 130 and get(f"{home}/health")[0] == 0
    finally:
        demo.kill()
        demo.wait()
    log.seek(0)
    assert f"http://localhost:{port}/" in log.read()
