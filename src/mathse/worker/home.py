"""A process that imports a module once and forks workers that need it (mathse.worker.nursery).

It does nothing else, and ends when the driver does. The module's `prepare()` does the imports; its `born()` is
called in each worker with the threads that it may use, which a library takes from the environment when it is imported.
"""

import gc
import importlib
import json
import os
import socket
import sys
import traceback
from typing import Any, NoReturn

from mathse.cores import cores
from mathse.worker import child
from mathse.worker.nursery import MOST


def main(module: str, descriptor: int) -> None:
    """Forks and reaps as the driver asks."""
    engine = importlib.import_module(module)
    engine.prepare()
    gc.freeze()  # so that no collection in a worker copies the pages that it shares with the others
    with socket.socket(fileno=descriptor) as link:
        while True:
            message, given, _, _ = socket.recv_fds(link, MOST, 2)
            if not message:
                return
            asked = json.loads(message)
            if "reap" in asked:
                _, status = os.waitpid(asked["reap"], 0)
                answer: dict[str, Any] = {"status": os.waitstatus_to_exitcode(status)}
            else:
                answer = _forked(link, engine, asked["environment"], given)
            link.send(json.dumps(answer).encode())


def _forked(
    link: socket.socket, engine: Any, environment: dict[str, str], given: list[int]
) -> dict[str, Any]:
    try:
        pid = os.fork()
        if pid == 0:
            link.close()
            _live(engine, environment, *given)
    except OSError as error:
        return {"error": str(error)}
    finally:
        for one in given:
            os.close(one)
    return {"pid": pid}


def _live(engine: Any, environment: dict[str, str], descriptor: int, log: int) -> NoReturn:
    """The worker's whole life."""
    status = 1
    try:
        os.setsid()  # the group ends with the worker
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.environ.clear()
        os.environ.update(environment)
        asked = environment.get("OMP_NUM_THREADS", "")
        engine.born(int(asked) if asked.isdigit() and int(asked) else cores())
        status = child.main(descriptor)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
