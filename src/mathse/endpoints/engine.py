"""A server that mathse starts for a stage: its own environment, a free port, a log, and a sure end.

The command comes from the recipe, with {model}, {host} and {port} to be filled in:

    vllm serve {model} --host {host} --port {port}
    python -m sglang.launch_server --model-path {model} --host {host} --port {port}
    transformers serve {model} --host {host} --port {port}
"""

import os
import secrets
import shlex
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from mathse.endpoints import keeper, strays
from mathse.endpoints.keys import redacted, refuse_secrets, secret
from mathse.errors import EndpointError, MathseError, RecipeError

HOST = "127.0.0.1"  # an engine of ours serves nobody else
FAREWELL = keeper.GRACE * 3
# What belongs to our own Python, and must not lead an engine's Python to our packages.
OURS = frozenset({"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONSAFEPATH"})
# What an engine may see of our environment. A list of what it may not see is never complete: a
# recipe's `key_env` can have any name.
SEEN = frozenset(
    """PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TERM TMPDIR TMP TEMP HOSTNAME CC CXX CPATH
    LIBRARY_PATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH CONDA_PREFIX NO_PROXY HTTP_PROXY HTTPS_PROXY
    ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE ZE_AFFINITY_MASK
    GPU_DEVICE_ORDINAL""".split()
)
SEEN_PREFIXES = tuple(
    """LC_ XDG_ LD_ DYLD_ CUDA NVIDIA_ NCCL_ GLOO_ UCX_ FI_ HIP_ ROCM_ ROCR_ HSA_ AMD_ MIOPEN_ HF_
    TRANSFORMERS_ TOKENIZERS_ SAFETENSORS_ TORCH PYTORCH_ TRITON_ FLASHINFER_ XFORMERS_ VLLM_
    SGLANG_ SGL_ RAY_ XLA_ TPU_ OMP_ KMP_ GOMP_ MKL_ OPENBLAS_ NUMEXPR_ MALLOC_ PYTHON""".split()
)


@dataclass(frozen=True, slots=True)
class Start:
    """How an engine is started. Changes no row."""

    command: str  # with {model}, {host} and {port}
    environment: dict[str, str] = field(default_factory=dict)  # beside what it sees of ours
    environment_from: tuple[str, ...] = ()  # variables of ours that it sees as well, secret or not
    start_seconds: float = 900.0  # until it answers; large models load for minutes


def check(start: Start) -> None:
    """Raises RecipeError where the command cannot work, or the recipe would hold a secret."""
    try:
        words = shlex.split(start.command)
        filled = [word.format(model="m", host="h", port=1) for word in words]
    except (ValueError, KeyError, IndexError) as error:
        raise RecipeError(f"the engine's command cannot be read: {error}") from error
    # Without {host} some engines listen to the whole network.
    missing = [name for name in ("{model}", "{host}", "{port}") if name not in start.command]
    if not filled or missing:
        raise RecipeError(f"the engine's command lacks {', '.join(missing) or 'a program'}")
    named = 'name its variable in environment_from = ["..."]'
    refuse_secrets(start.environment, where="environment", instead=named)
    refuse_secrets(_given(words), where="command", instead=named)
    for name in start.environment_from:
        if not name.isidentifier():
            # Not quoted: it may be the secret itself.
            raise RecipeError("environment_from should hold the names of variables")
        refuse_secrets({"": name}, where="environment_from", instead="it should name the variable")


def _given(words: list[str]) -> dict[str, str]:
    """What the command's words say of themselves: --name value, --name=value, NAME=value."""
    found = {str(place): word for place, word in enumerate(words)}
    for word, after in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if equals:
            found[name] = value
        elif word.startswith("--") and not after.startswith("-"):
            found[word] = after
    return found


@contextmanager
def running(start: Start, *, model: Path, log: Path) -> Iterator[str]:
    """The base URL of a server of this model; it ends with the block, or with this process.

    Raises EndpointError where it does not start, or ends before the block does; its own words are in
    `log`.
    """
    for attempt in (1, 2, 3):
        port = free_port()
        words = shlex.split(start.command)
        command = [word.format(model=model, host=HOST, port=port) for word in words]
        env = environment(start.environment, start.environment_from)
        with _kept(command, env, log) as process:
            said = _wait(process, port, start.start_seconds)
            if said is None:
                try:
                    yield f"http://{HOST}:{port}/v1"
                except MathseError as error:
                    _check_alive(process, log, env, start, after=error)
                    raise
                _check_alive(process, log, env, start)
                return
        # Between our look and its start another program may have taken the port.
        if attempt == 3 or "address already in use" not in _tail(log).lower():
            raise EndpointError(f"the engine {said}; {_last_words(log, env, start)}")


def _check_alive(
    process: "subprocess.Popen[bytes]",
    log: Path,
    env: Mapping[str, str],
    start: Start,
    *,
    after: MathseError | None = None,
) -> None:
    """Raises EndpointError where the engine has ended: that names the cause, failed calls do not."""
    with suppress(subprocess.TimeoutExpired):
        # Its keeper looks every 0.2 s; calls that failed may be faster than that.
        process.wait(2.0 if after else 1.0)
    if process.returncode is None:
        return
    raise EndpointError(
        f"the engine ended with status {process.returncode} in the middle of its work; {_last_words(log, env, start)};"
        " what was answered is recorded: run the same command to go on"
    ) from after


def _last_words(log: Path, env: Mapping[str, str], start: Start) -> str:
    """Where the log is and its last line, without the secrets that the engine was given."""
    last = _last_line(log)
    for name in start.environment_from:
        last = redacted(last, env[name])
    return f"its log: {log} ({redacted(last, '')[:200]})"


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment(more: Mapping[str, str], names: Sequence[str] = ()) -> dict[str, str]:
    """What an engine sees: what it may of ours, `more`, and our variables of these `names`.

    Raises EndpointError where one of those is not set.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if (name.upper() in SEEN or name.startswith(SEEN_PREFIXES))
        and name not in OURS
        and not secret(name, value)
    }
    for name in names:
        if not os.environ.get(name):
            raise EndpointError(f"set the environment variable {name}: environment_from names it")
    named = {name: os.environ[name] for name in names}
    return {**kept, "PYTHONUNBUFFERED": "1", **more, **named}


@contextmanager
def _kept(
    command: list[str], env: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """The keeper of this command. Its pipe closes with the block, or with this process.

    Where the keeper is killed, what it leaves is ended from here, at once.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    mark = secrets.token_hex(16)
    reading, writing = os.pipe()
    told, tell = os.pipe()
    try:
        with log.open("ab") as file:
            file.write(f"$ {shlex.join(command)}\n".encode())
            file.flush()
            process = subprocess.Popen(
                # -E and -S: a bare interpreter, whatever the engine's environment says.
                [sys.executable, "-E", "-S", keeper.__file__, str(reading), str(tell), *command],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                pass_fds=(reading, tell),
                start_new_session=True,
                env={**env, strays.MARK: mark},
            )
    except BaseException:
        os.close(writing)
        os.close(told)
        raise
    finally:
        os.close(reading)
        os.close(tell)
    watching = threading.Thread(target=_sweep, args=(process, told, mark), daemon=True)
    watching.start()
    try:
        yield process
    finally:
        os.close(writing)
        try:
            process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()  # what it leaves is swept
        watching.join()


def _sweep(process: "subprocess.Popen[bytes]", told: int, mark: str) -> None:
    """Waits for the keeper's end; where that was a signal, ends what is left of its engine."""
    status = process.wait()
    with os.fdopen(told, "rb") as file:
        group = file.read().strip()  # ends at once: the keeper alone held the other end
    if status < 0:
        strays.end(int(group) if group.isdigit() else None, mark)


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
    return lines[-1] if lines else "empty"
