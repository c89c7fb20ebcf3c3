"""Calls `mathse evaluate`, a small benchmark for it, and an endpoint that answers."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest

from mathse.cli import main


def evaluate(
    capsys: pytest.CaptureFixture[str], *words: str, status: int = 0
) -> tuple[dict[str, Any], str]:
    capsys.readouterr()
    assert main(("evaluate", *words, "--json", "--quiet")) == status
    captured = capsys.readouterr()
    return (json.loads(captured.out) if status == 0 else {}), captured.err


def problems(folder: Path) -> Path:
    file = folder / "problems.jsonl"
    rows = [
        {"id": str(i), "question": f"What is {i} + 2?", "answer": str(i + 2), "level": i % 2}
        for i in range(6)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def responses(file: Path, *rows: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


class Chat(BaseHTTPRequestHandler):
    """Answers every problem with 4."""

    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        message = {"role": "assistant", "content": "The answer to this problem is 4."}
        choices = [
            {"index": i, "message": message, "finish_reason": "stop"}
            for i in range(body.get("n") or 1)
        ]
        usage = {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}
        found = {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"],
                 "choices": choices, "usage": usage}  # fmt: skip
        content = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002
        """No line for each request."""
