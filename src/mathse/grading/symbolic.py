"""SymPy, for the near ties that floats cannot decide, in a worker process that can be killed.

No text reaches SymPy: it is given trees that `expression` built, so nothing is ever evaluated as
code. A limit on the tree's size decides what is asked; the clock only ends a worker that hangs.
"""

import atexit
import multiprocessing
import threading
from fractions import Fraction
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from mathse.grading.expression import Tree

MAX_NODES = 80
_BACKSTOP_SECONDS = 20.0
_MEMORY_BYTES = 2 << 30
_lock = threading.Lock()
_worker: tuple[BaseProcess, Connection] | None = None


def nodes(tree: Tree) -> int:
    """How many numbers, names and operators a tree has."""
    return 1 + sum(nodes(part) for part in tree[1:]) if isinstance(tree, tuple) else 1


def equal_exactly(a: Tree, b: Tree) -> bool:
    """Whether SymPy proves a = b. False where it cannot, or where the trees are over the limit."""
    if nodes(a) + nodes(b) > MAX_NODES:
        return False
    with _lock:
        pipe = _start()
        try:
            pipe.send((a, b))
            if pipe.poll(_BACKSTOP_SECONDS):
                return bool(pipe.recv())
        except (EOFError, OSError):
            pass  # the worker died (memory): not proven
        _stop()
        return False


def _start() -> Connection:
    global _worker
    if _worker is None or not _worker[0].is_alive():
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        _worker = (process, ours)
        atexit.register(_stop)
    return _worker[1]


def _stop() -> None:
    global _worker
    if _worker is not None:
        _worker[1].close()
        _worker[0].kill()
        _worker[0].join()
        _worker = None


def _serve(pipe: Connection) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    while True:
        try:
            a, b = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(bool((_sympy(a) - _sympy(b)).equals(0)))
        except (
            ArithmeticError,
            ValueError,
            TypeError,
            NotImplementedError,
            RecursionError,
            MemoryError,
        ):
            pipe.send(False)


def _sympy(tree: Tree) -> Any:
    import sympy

    if isinstance(tree, Fraction):
        return sympy.Rational(tree.numerator, tree.denominator)
    if isinstance(tree, str):
        constants = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "infty": sympy.oo}
        return constants.get(tree) or sympy.Symbol(tree)
    parts = [_sympy(part) for part in tree[1:]]
    operators = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
        "^": lambda a, b: a**b, "neg": lambda a: -a, "root": sympy.real_root, "%": lambda a: a / 100,
        "°": lambda a: a * sympy.pi / 180, "abs": sympy.Abs, "!": sympy.factorial, "binom": sympy.binomial,
        "arcsin": sympy.asin, "arccos": sympy.acos, "arctan": sympy.atan, "ln": sympy.log,
    }  # fmt: skip
    function = operators.get(tree[0]) or getattr(sympy, tree[0])
    return function(*parts)
