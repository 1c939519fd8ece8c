"""What the site talks to: a mail server that hangs at times, a program that listens, and one that always hangs."""

import json
import random
import socket
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TURN = (8.0, 20.0)
"""Seconds for which the mail server works, or hangs."""


class Mail(threading.Thread):
    """Takes letters and counts each Message-ID; while it hangs it accepts, and never says a word."""

    def __init__(self, seed: int) -> None:
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.server.getsockname()[1]
        self.taken, self.hangs = Counter[str](), 0
        self.chance, self.well, self.ended = random.Random(f"mail {seed}"), threading.Event(), threading.Event()
        self.well.set()
        self.start()
        threading.Thread(target=self._turn, daemon=True).start()

    def _turn(self) -> None:
        while not self.ended.wait(self.chance.uniform(*TURN)):
            if self.well.is_set():
                self.well.clear()
                self.hangs += 1
            else:
                self.well.set()

    def end(self) -> None:
        """It works from now on."""
        self.ended.set()
        self.well.set()

    def run(self) -> None:
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as file:
            try:
                self.well.wait()
                client.sendall(b"220 here\r\n")
                identity, data = "", False
                for line in file:
                    self.well.wait()
                    if data:
                        if line.lower().startswith(b"message-id:"):
                            identity = line.split(b":", 1)[1].strip().decode().strip("<>").split("@")[0]
                        if line == b".\r\n":
                            data = False
                            self.taken[identity] += 1
                            client.sendall(b"250 taken\r\n")
                    elif line.upper().startswith(b"DATA"):
                        data = True
                        client.sendall(b"354 go on\r\n")
                    elif line.upper().startswith(b"QUIT"):
                        client.sendall(b"221 bye\r\n")
                        return
                    else:
                        client.sendall(b"250 fine\r\n")
            except OSError:
                pass  # whoever called is dead


class Listening:
    """A program that is told, and counts each webhook-id."""

    def __init__(self) -> None:
        taken = self.taken = Counter[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                taken[self.headers["webhook-id"]] += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *told: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Hanging(threading.Thread):
    """A program that takes the call and says nothing."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}/"
        self.calls: list[socket.socket] = []
        self.start()

    def run(self) -> None:
        while True:
            self.calls.append(self.server.accept()[0])
