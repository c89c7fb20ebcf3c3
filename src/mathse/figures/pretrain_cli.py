"""Arguments of `mathse figures pretrain`, and what it runs."""

import argparse
from dataclasses import replace
from pathlib import Path

from mathse.errors import UserError
from mathse.figures.model import BASE, RECORD

PARTS = {
    "steps": "first",
    "later_steps": "second",
    "last_steps": "third",
    "wide_steps": "fourth",
}


def add_pretrain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=BASE, help="the model folder to write")
    parser.add_argument(
        "--work", type=Path, default=Path("pretraining"), help="where a stopped run goes on from"
    )
    for name, what in PARTS.items():
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(flag, type=int, help=f"of the {what} part (default: as shipped)")
    parser.add_argument("--seed", type=int, default=0, help="weights and data (default: 0)")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="default: cpu")


def run_pretrain(arguments: argparse.Namespace) -> int:
    import torch

    from mathse.figures.curriculum import Pretraining
    from mathse.figures.pretrain import pretrain

    if arguments.device == "cuda" and not torch.cuda.is_available():
        raise UserError("--device cuda: torch finds no GPU here")
    given = {
        name: getattr(arguments, name) for name in PARTS if getattr(arguments, name) is not None
    }
    settings = replace(Pretraining(seed=arguments.seed, device=arguments.device), **given)
    if min(settings.parts) < 0 or not sum(settings.parts):
        raise UserError("the steps of each part are 0 or more, and not all 0")
    out = arguments.out
    if out.exists() and not (out.is_dir() and ((out / RECORD).exists() or not any(out.iterdir()))):
        raise UserError(f"--out {out} would be replaced, and is no model of a pretraining")
    pretrain(arguments.out, arguments.work, settings)
    return 0


def add_card_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, default=BASE, help="the model folder to measure")
    parser.add_argument("--figures", type=int, default=200, help="unseen figures per family")
    parser.add_argument("--seed", type=int, default=1, help="other figures and operands")


def run_card(arguments: argparse.Namespace) -> int:
    import sys
    import time

    from mathse.figures.card import as_markdown, write_card

    if arguments.figures < 1:
        raise UserError("--figures is 1 or more")
    started = time.monotonic()

    def say(done: int, total: int) -> None:
        left = (time.monotonic() - started) / done * (total - done) if done else 0.0
        to_go = f", {left / 60:.0f} min to go" if done else ""
        sys.stderr.write(f"{done} of {total} families{to_go}\n")

    card = write_card(arguments.model, figures=arguments.figures, seed=arguments.seed, progress=say)
    sys.stdout.write(as_markdown(card))
    return 0


def add_scan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2000, help="how many rows (default: 2000)")
    parser.add_argument("--first", type=int, default=0, help="from which row (default: 0)")
    parser.add_argument("--seed", type=int, default=0, help="of the pretraining (default: 0)")


def run_scan(arguments: argparse.Namespace) -> int:
    import sys
    import time

    from mathse.figures.curriculum import Pretraining
    from mathse.figures.stream.scan import scan

    if arguments.rows < 1 or arguments.first < 0:
        raise UserError("--rows is 1 or more, --first 0 or more")
    settings = Pretraining()
    most = sum(settings.parts) * settings.batch
    if arguments.first + arguments.rows > most:
        raise UserError(f"the pretraining has {most:,} rows: --first and --rows go beyond")
    started = time.monotonic()

    def say(done: int) -> None:
        if done % 2000 == 0:
            left = (time.monotonic() - started) / done * (arguments.rows - done)
            sys.stderr.write(f"{done} of {arguments.rows} rows, {left / 60:.0f} min to go\n")

    counts = scan(rows=arguments.rows, seed=arguments.seed, first=arguments.first, progress=say)
    sys.stdout.write(f"{counts}\n")
    return 0
