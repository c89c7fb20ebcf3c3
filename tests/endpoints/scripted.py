"""A server for one test, in this process: what it answers is a function of what it is asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from serving import Serving

Asked = dict[str, Any]  # a request's JSON
Script = Callable[[Asked], tuple[int, Any]]  # -> status, and JSON or bytes


@contextmanager
def scripted(script: Script) -> Iterator[tuple[Serving, list[Asked]]]:
    """The server, and what it was asked so far."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
            status, value = script(body)
            raw = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Serving(f"http://127.0.0.1:{server.server_port}/v1", 0), asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(body: Asked, text: str = "It is 7.") -> dict[str, Any]:
    """A whole answer to this request, with as many paths as it asks for."""
    paths = int(body.get("n", 1))
    choices = [
        {"index": i, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        for i in range(paths)
    ]
    used = {"prompt_tokens": 20, "completion_tokens": 10 * paths, "total_tokens": 20 + 10 * paths}
    return {"model": body["model"], "choices": choices, "usage": used}
