"""SymPy, for what sample points and floats cannot decide, in a worker process that can be killed.

No text reaches SymPy: it is given trees that `expression` built, so nothing is ever evaluated as
code. A limit on the tree's size decides what is asked; the clock only ends a worker that hangs.
"""

import atexit
import json
import math
import os
import select
import subprocess
import sys
import threading
from fractions import Fraction
from typing import Any

from mathse.grading.expression import names
from mathse.grading.tokens import Tree

MAX_COST = 80
MAX_DEGREE = 50  # of a root
MAX_DIGITS = 60  # of one number
_BACKSTOP_SECONDS = 10.0
_START_SECONDS = 120.0  # on a busy machine importing SymPy takes long: that is no question's fault
_MEMORY_BYTES = 2 << 30
_lock = threading.Lock()
_worker: tuple[int, subprocess.Popen[bytes]] | None = None  # (the process that started it, it)


def cost(tree: Tree) -> int:
    """How large a tree is for SymPy: its numbers, names and operators, a power as often as it says."""
    if isinstance(tree, Fraction):
        return 1 if len(str(tree.numerator * tree.denominator)) <= MAX_DIGITS else MAX_COST + 1
    if not isinstance(tree, tuple):
        return 1
    parts = sum(cost(part) for part in tree[1:])
    if tree[0] == "^":
        power = tree[2]
        if isinstance(power, Fraction):
            return cost(tree[1]) * max(1, math.ceil(abs(power)))
        return parts + 1 if names(power) or power[0] in ("/", "neg") else MAX_COST + 1
    if tree[0] == "root" and (not isinstance(tree[2], Fraction) or tree[2] > MAX_DEGREE):
        return MAX_COST + 1
    if tree[0] in ("!", "binom"):
        small = all(isinstance(p, str) or (isinstance(p, Fraction) and p < 50) for p in tree[1:])
        return parts + 1 if small else MAX_COST + 1
    return parts + 1


def equal_exactly(a: Tree, b: Tree) -> bool:
    """Whether SymPy proves a = b. False where it cannot, or where the trees are over the limit."""
    if _sorted(a) == _sorted(b):
        return True
    left, right = names(a), names(b)
    if not (left <= right or right <= left) or cost(a) + cost(b) > MAX_COST:
        return False
    line = json.dumps([_plain(a), _plain(b)]).encode() + b"\n"
    with _lock:
        worker = _start()
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            worker.stdin.write(line)
            worker.stdin.flush()
            if select.select([worker.stdout], [], [], _BACKSTOP_SECONDS)[0]:
                answer = worker.stdout.readline()
                if answer:
                    return answer == b"1\n"
        except OSError:
            pass  # the worker died (memory): not proven
        _stop()
        return False


def _sorted(tree: Tree) -> Any:
    """A tree with its sums and products in one order: 1 + x is x + 1."""
    if not isinstance(tree, tuple):
        return tree
    if tree[0] not in ("+", "*"):
        return (tree[0], *map(_sorted, tree[1:]))
    return (tree[0], *sorted((_sorted(part) for part in _terms(tree, tree[0])), key=repr))


def _terms(tree: Tree, sign: str) -> list[Tree]:
    """What a sum or product of several parts adds or multiplies."""
    if not isinstance(tree, tuple) or tree[0] != sign:
        return [tree]
    return [term for part in tree[1:] for term in _terms(part, sign)]


def _plain(tree: Tree) -> Any:
    if isinstance(tree, tuple):
        return [tree[0], *(_plain(part) for part in tree[1:])]
    return {"n": str(tree)} if isinstance(tree, Fraction) else tree


def _start() -> subprocess.Popen[bytes]:
    global _worker
    if _worker is not None and _worker[0] == os.getpid() and _worker[1].poll() is None:
        return _worker[1]
    # Not multiprocessing: its children run the caller's main script again.
    code = f"import sys; sys.path[:] = {sys.path!r}; from mathse.grading.symbolic import serve; serve()"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    assert process.stdout is not None
    if select.select([process.stdout], [], [], _START_SECONDS)[0]:
        process.stdout.readline()  # it has SymPy now
    if _worker is None:
        atexit.register(_stop)
    _worker = (os.getpid(), process)
    return process


def _stop() -> None:
    global _worker
    if _worker is not None and _worker[0] == os.getpid():
        _worker[1].kill()
        _worker[1].wait()
        for pipe in (_worker[1].stdin, _worker[1].stdout):
            if pipe is not None:
                pipe.close()
    _worker = None


def serve() -> None:
    """The worker: a line with two trees in, 1 or 0 out, until the end of input."""
    import resource

    import sympy

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    sys.stdout.write(f"{sympy.__version__}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        a, b = json.loads(line)
        try:
            proven = bool((_sympy(a) - _sympy(b)).equals(0))
        except (
            ArithmeticError,
            LookupError,
            AttributeError,
            ValueError,
            TypeError,
            NotImplementedError,
            RecursionError,
            MemoryError,
        ):
            proven = False
        sys.stdout.write(f"{proven:d}\n")
        sys.stdout.flush()


def _sympy(tree: Any) -> Any:
    import sympy

    if isinstance(tree, dict):
        return sympy.Rational(tree["n"])
    if isinstance(tree, str):
        constants = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "infty": sympy.oo}
        return constants.get(tree) or sympy.Symbol(tree)
    parts = [_sympy(part) for part in tree[1:]]
    operators = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
        "^": lambda a, b: a**b, "neg": lambda a: -a, "root": sympy.real_root, "%": lambda a: a / 100,
        "°": lambda a: a * sympy.pi / 180, "abs": sympy.Abs, "!": sympy.factorial, "binom": sympy.binomial,
        "floor": sympy.floor, "ceil": sympy.ceiling, "ln": sympy.log,
        "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "cot": sympy.cot, "sec": sympy.sec,
        "csc": sympy.csc, "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh,
        "arcsin": sympy.asin, "arccos": sympy.acos, "arctan": sympy.atan,
    }  # fmt: skip
    return operators[tree[0]](*parts)
