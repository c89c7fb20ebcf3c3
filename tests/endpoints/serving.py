"""Starts the test server, asks for its books, and ends it."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("server.py")


@dataclass(frozen=True)
class Serving:
    """A server that is running."""

    base_url: str
    pid: int

    def books(self) -> dict[str, Any]:
        """What it saw and would bill."""
        with urllib.request.urlopen(f"{self.base_url}/books", timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def serving(*options: str) -> Iterator[Serving]:
    """A server with these options, for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, str(SERVER), *options], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield Serving(f"http://127.0.0.1:{port}/v1", process.pid)
    finally:
        process.kill()
        process.wait()
