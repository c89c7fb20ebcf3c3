"""`mathse figures`: look at the built-in world, write its problems, make its base model."""

import argparse
from argparse import RawDescriptionHelpFormatter
from typing import Any

from mathse.cli.text import place
from mathse.errors import UserError
from mathse.figures.pretrain_cli import (
    add_card_arguments,
    add_pretrain_arguments,
    add_scan_arguments,
    run_card,
    run_pretrain,
    run_scan,
)


def add_parser(subparsers: Any) -> None:
    """Add `figures` and its subcommands."""
    parser = subparsers.add_parser(
        "figures",
        help="the built-in world of problems and its small base model",
        description="A world of math problems that are drawn and solved by program.",
        epilog="example: mathse figures sheet sheet.png",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    sheet = parts.add_parser(
        "sheet",
        help="draw a contact sheet of all families",
        epilog="example: mathse figures sheet sheet.png --scale 3",
    )
    sheet.add_argument("out", type=place, metavar="OUT.png", help="the picture to write")
    sheet.add_argument("--seed", type=int, default=1, help="other figures (default: 1)")
    sheet.add_argument("--scale", type=int, default=2, help="112 pixels times this (default: 2)")
    sheet.set_defaults(run=_sheet)

    problems = parts.add_parser(
        "problems",
        help="write problems as JSON lines and PNG images",
        epilog="example: mathse figures problems --n 20 --seed 1 --out problems",
    )
    problems.add_argument("--n", type=int, required=True, help="how many")
    problems.add_argument("--seed", type=int, required=True, help="same seed, same problems")
    problems.add_argument("--out", type=place, required=True, metavar="DIR", help="a new folder")
    problems.add_argument(
        "--family", action="append", metavar="NAME", help="only this family; may be repeated"
    )
    problems.add_argument(
        "--level", action="append", type=int, choices=(1, 2, 3, 4), help="only this level"
    )
    problems.set_defaults(run=_problems)

    pretrain = parts.add_parser(
        "pretrain",
        help="make the small base model; goes on where it stopped",
        epilog="example: mathse figures pretrain --out base --work pretraining --steps 4000",
    )
    add_pretrain_arguments(pretrain)
    pretrain.set_defaults(run=run_pretrain)

    card = parts.add_parser(
        "card",
        help="measure what a base model reads, computes and checks",
        epilog="example: mathse figures card --figures 50",
    )
    add_card_arguments(card)
    card.set_defaults(run=run_card)

    scanned = parts.add_parser(
        "scan",
        help="look for solutions and test figures in the base model's pretraining",
        epilog="example: mathse figures scan --rows 2000",
    )
    add_scan_arguments(scanned)
    scanned.set_defaults(run=run_scan)


def _sheet(arguments: argparse.Namespace) -> int:
    from mathse.figures.sheet import contact_sheet

    if not 1 <= arguments.scale <= 8:
        raise UserError("--scale is a whole number from 1 to 8")
    if arguments.out.suffix.lower() != ".png":
        raise UserError(f"{arguments.out} should end in .png")
    if not arguments.out.parent.is_dir():
        raise UserError(f"there is no folder {arguments.out.parent}")
    contact_sheet(seed=arguments.seed, scale=arguments.scale).save(arguments.out)
    print(f"wrote {arguments.out}")
    return 0


def _problems(arguments: argparse.Namespace) -> int:
    from mathse.figures.export import write_problems
    from mathse.figures.families import family_named
    from mathse.figures.world import LEVELS, problems

    if arguments.n < 1:
        raise UserError("--n is the number of problems: 1 or more")
    if (arguments.out / "problems.jsonl").exists():
        raise UserError(f"{arguments.out} holds problems already; name a new folder")
    for name in arguments.family or ():
        family_named(name)  # a mistyped name is said before a folder is made
    world = problems(
        n=arguments.n,
        seed=arguments.seed,
        families=arguments.family,
        levels=arguments.level or LEVELS,
        unique=True,
    )
    made = list(world)  # nothing is written where there are not so many
    count = write_problems(made, arguments.out)
    print(f"wrote {count} problems to {arguments.out / 'problems.jsonl'}")
    return 0
