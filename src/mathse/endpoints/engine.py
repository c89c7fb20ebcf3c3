"""A server that mathse starts for a stage: its own environment, a free port, a log, and a sure end.

The command comes from the recipe, with {model}, {host} and {port} to be filled in:

    vllm serve {model} --host {host} --port {port}
    python -m sglang.launch_server --model-path {model} --host {host} --port {port}
    transformers serve {model} --host {host} --port {port}
"""

import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mathse.endpoints import keeper
from mathse.errors import EndpointError, RecipeError

HOST = "127.0.0.1"  # an engine of ours serves nobody else
FAREWELL = keeper.GRACE * 3
# What belongs to our own Python, and must not lead an engine's Python to our packages.
OURS = frozenset({"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONSAFEPATH"})
SECRET_WORDS = ("KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL")


@dataclass(frozen=True, slots=True)
class Start:
    """How an engine is started. Changes no row."""

    command: str  # with {model}, {host} and {port}
    environment: dict[str, str] = field(default_factory=dict)  # beside ours without its secrets
    start_seconds: float = 900.0  # until it answers; large models load for minutes


def check(start: Start) -> None:
    """Raises RecipeError where the command cannot work."""
    try:
        words = shlex.split(start.command)
        filled = [word.format(model="m", host="h", port=1) for word in words]
    except (ValueError, KeyError, IndexError) as error:
        raise RecipeError(f"the engine's command cannot be read: {error}") from error
    # Without {host} some engines listen to the whole network.
    missing = [name for name in ("{model}", "{host}", "{port}") if name not in start.command]
    if not filled or missing:
        raise RecipeError(f"the engine's command lacks {', '.join(missing) or 'a program'}")


@contextmanager
def running(start: Start, *, model: Path, log: Path) -> Iterator[str]:
    """The base URL of a server of this model; it ends with the block, or with this process.

    Raises EndpointError where it does not start; its own words are in `log`.
    """
    for attempt in (1, 2, 3):
        port = free_port()
        words = shlex.split(start.command)
        command = [word.format(model=model, host=HOST, port=port) for word in words]
        with _kept(command, environment(start.environment), log) as process:
            said = _wait(process, port, start.start_seconds)
            if said is None:
                yield f"http://{HOST}:{port}/v1"
                return
        # Between our look and its start another program may have taken the port.
        if attempt == 3 or "address already in use" not in _tail(log).lower():
            raise EndpointError(f"the engine {said}; its log: {log} ({_last_line(log)})")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """What an engine sees: ours without what is secret or belongs to our Python, and `more`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and not any(word in name.upper() for word in SECRET_WORDS)
    }
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def _kept(
    command: list[str], env: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """The keeper of this command. Its pipe closes with the block, or with this process."""
    log.parent.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    try:
        with log.open("ab") as file:
            file.write(f"$ {shlex.join(command)}\n".encode())
            file.flush()
            process = subprocess.Popen(
                # -E and -S: a bare interpreter, whatever the engine's environment says.
                [sys.executable, "-E", "-S", keeper.__file__, str(reading), *command],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                pass_fds=(reading,),
                start_new_session=True,
                env=env,
            )
    finally:
        os.close(reading)
    try:
        yield process
    finally:
        os.close(writing)
        try:
            process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()  # takes the engine with it
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, seconds: float) -> str | None:
    """None when it answers; else what happened instead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            return f"ended at once with status {process.returncode}"
        if any(_answers(f"http://{HOST}:{port}{path}") for path in ("/health", "/v1/models")):
            return None
        time.sleep(0.2)
    return f"did not answer within {seconds:g} seconds"


def _answers(url: str) -> bool:
    try:
        # No proxy: it is this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=5) as answer:
            return int(answer.status) == 200
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _tail(log: Path) -> str:
    return log.read_bytes()[-20_000:].decode("utf-8", "replace")


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in _tail(log).splitlines() if line.strip()]
    return lines[-1][:200] if lines else "empty"
