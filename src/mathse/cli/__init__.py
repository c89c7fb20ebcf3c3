"""The command line: one module a command, each with `add_parser(subparsers)` and `run(arguments)`.

Only the chosen command's module is imported in full, so that `mathse --help` stays fast: the
modules import their heavy parts inside `run`.
"""

import argparse
import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from mathse import __version__
from mathse.errors import MathseError, UserError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF)  # a closed stdout
COMMANDS: tuple[str, ...] = (
    "run",
    "plan",
    "check",
    "status",
    "show",
    "lineage",
    "report",
    "compare",
    "solve",
    "sources",
    "evaluate",
    "export",
    "import_",
    "figures",
    "grade",
    "ping",
)


class Parser(argparse.ArgumentParser):
    """argparse's own, but that a mistyped command is one line, and a full output an error, as everywhere."""

    def error(self, message: str) -> NoReturn:
        """Instead of the whole usage."""
        raise UserError(f"{message}; see {self.prog} --help")

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        (file or sys.stderr).write(message)  # argparse would pass over what cannot be written


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command's module adds its own."""
    parser = Parser(
        prog="mathse",
        description="Self-evolving training of multimodal models on math problems.",
        epilog="example: mathse run recipes/fake.toml",
    )
    parser.add_argument("--version", action="version", version=f"mathse {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"mathse.cli.{name}").add_parser(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 2 a person's mistake, see `errors`."""
    # Tables of a million small tuples are no garbage, and walking them is a sixth of a big plan.
    gc.set_threshold(1_000_000, 20, 20)
    try:
        status = _done(argv)
        sys.stdout.flush()  # here, where it can be named, and not when Python ends
        return status
    except MathseError as error:
        print(f"mathse: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("mathse: stopped; the same command goes on where it stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) went away: not an error, and nothing to tell it.
        _drop_output()
        return 0
    except OSError as error:
        if error.filename is not None:  # a folder or a file that a person named, or below one
            name = error.filename2 or error.filename  # what was to be replaced, where there is such
            print(f"mathse: cannot use {name}: {error.strerror}", file=sys.stderr)
            return UserError.exit_status
        if error.errno not in UNWRITTEN:
            raise
        _drop_output()
        print(f"mathse: cannot write the output: {error.strerror}", file=sys.stderr)
        return UserError.exit_status


def _done(argv: Sequence[str] | None) -> int:
    try:
        arguments = build_parser().parse_args(argv)
        return int(arguments.run(arguments))
    except SystemExit as ended:  # --help and --version
        return int(ended.code or 0)


def _drop_output() -> None:
    """What is still buffered goes nowhere: Python would fail on it once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    os.close(nowhere)
