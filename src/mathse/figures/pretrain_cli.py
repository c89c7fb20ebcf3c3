"""Arguments of `mathse figures pretrain`, and what it runs."""

import argparse
from pathlib import Path

from mathse.errors import UserError
from mathse.figures.model import BASE


def add_pretrain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=BASE, help="the model folder to write")
    parser.add_argument(
        "--work", type=Path, default=Path("pretraining"), help="where a stopped run goes on from"
    )
    parser.add_argument("--steps", type=int, default=4000, help="of the first part (default: 4000)")
    parser.add_argument(
        "--later-steps", type=int, default=2500, help="of the second part (default: 2500)"
    )
    parser.add_argument("--last-steps", type=int, default=1200, help="of the third (default: 1200)")
    parser.add_argument("--wide-steps", type=int, default=500, help="of the fourth (default: 500)")
    parser.add_argument("--seed", type=int, default=0, help="weights and data (default: 0)")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="default: cpu")


def run_pretrain(arguments: argparse.Namespace) -> int:
    import torch

    from mathse.figures.curriculum import Pretraining
    from mathse.figures.pretrain import pretrain

    if arguments.device == "cuda" and not torch.cuda.is_available():
        raise UserError("--device cuda: torch finds no GPU here")
    settings = Pretraining(
        steps=arguments.steps,
        later_steps=arguments.later_steps,
        last_steps=arguments.last_steps,
        wide_steps=arguments.wide_steps,
        seed=arguments.seed,
        device=arguments.device,
    )
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

    from mathse.figures.stream.scan import scan

    started = time.monotonic()

    def say(done: int) -> None:
        if done % 2000 == 0:
            left = (time.monotonic() - started) / done * (arguments.rows - done)
            sys.stderr.write(f"{done} of {arguments.rows} rows, {left / 60:.0f} min to go\n")

    counts = scan(rows=arguments.rows, seed=arguments.seed, first=arguments.first, progress=say)
    sys.stdout.write(f"{counts}\n")
    return 0
