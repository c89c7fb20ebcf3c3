"""`mathse export`: what a run trained on, for TRL, LLaMA-Factory, ms-swift or any reader of parquet."""

import argparse
import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mathse.cli.text import place
from mathse.errors import UserError

if TYPE_CHECKING:
    from mathse.drive import Recording

FORMATS = ("messages", "sharegpt", "swift", "parquet", "preference")


def add_parser(subparsers: Any) -> None:
    """Add `export`."""
    parser = subparsers.add_parser(
        "export",
        help="write D_SFT, or preference pairs, for other trainers",
        description=(
            "messages    TRL's SFTTrainer        swift       ms-swift\n"
            "sharegpt    LLaMA-Factory           parquet     `datasets` and the hub\n"
            "preference  accepted and rejected paths, for each of the three"
        ),
        epilog="example: mathse export runs/quickstart --format messages --out exported",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("run_dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--out", type=place, required=True, metavar="DIR", help="a new folder")
    parser.add_argument("--stage", metavar="NAME", help="D_SFT of this stage (default: the last)")
    parser.add_argument(
        "--prompts", metavar="SET", help="full, short or a folder (default: the trainer's)"
    )
    parser.add_argument(
        "--pairs", type=int, default=1, metavar="N", help="preference pairs a problem (default: 1)"
    )
    parser.add_argument(
        "--relative", action="store_true", help="name images relative to --out, so that it can move"
    )
    parser.add_argument("--json", action="store_true", help="print the manifest as JSON")
    parser.set_defaults(run=run)


class Exported(NamedTuple):
    """What was written."""

    manifest: dict[str, Any]
    left_out: list[str]  # why, a row each


def run(arguments: argparse.Namespace) -> int:
    """Writes the files and manifest.json."""
    from mathse.drive import open_run
    from mathse.store.database import named

    out: Path = arguments.out
    with named(out):
        full = out.exists() and any(out.iterdir())
    if full:
        raise UserError(f"{out} is not empty; name a new folder")
    if arguments.pairs < 1:
        raise UserError("--pairs is 1 or more")
    with open_run(arguments.run_dir) as recording:
        manifest, left_out = _export(recording, arguments)
    with named(out):
        (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if arguments.json:
        print(json.dumps(manifest, indent=2))
    else:
        print(f"{manifest['rows']} rows of {manifest['stage']} as {manifest['format']} in {out}")
    _warn(manifest["rows"], left_out)
    return 0


def _export(recording: "Recording", arguments: argparse.Namespace) -> Exported:
    """Writes all but the manifest."""
    from mathse.cli.progress import Shown
    from mathse.exporting import formats
    from mathse.exporting.images import Images, Whole
    from mathse.exporting.rows import pairs, pictured_first, prompts_of, sft_rows, stage_named
    from mathse.record import counting
    from mathse.store.database import named

    out: Path = arguments.out
    stage = stage_named(recording, arguments.stage)
    prompts = prompts_of(recording, arguments.prompts)
    with named(out):
        out.mkdir(parents=True, exist_ok=True)
    images = Images(out, relative=arguments.relative)
    whole = Whole(counting(Shown(quiet=False), "export", "pictures looked at"))
    if arguments.format == "preference":
        found = pictured_first(
            lambda: whole.only(pairs(recording, stage, prompts, per_problem=arguments.pairs))
        )
        count = formats.preference(found, out, images)
    else:
        write = {
            "messages": formats.messages,
            "sharegpt": formats.sharegpt,
            "swift": formats.swift,
            "parquet": formats.parquet,
        }[arguments.format]
        rows = pictured_first(lambda: whole.only(sft_rows(recording, stage, prompts)))
        count = write(rows, out, images)
    manifest = {
        "format": arguments.format,
        "rows": count,
        "left_out": len(whole.left_out),
        "images": len(images.done),
        "run": str(arguments.run_dir),
        "stage": stage.name,
        "model": stage.model.digest,
        "prompts": prompts.name,
    }
    return Exported(manifest, list(whole.left_out.values()))


def _warn(count: int, left_out: list[str]) -> None:
    """What a person would miss in what was written."""
    many = len(left_out)
    if many:
        of = f"{many:,} of {count + many:,} rows {'is' if many == 1 else 'are'} left out"
        print(
            f"mathse: {of}: their pictures do not open; the first: {left_out[0]}", file=sys.stderr
        )
    elif count == 0:
        print("mathse: no problem has both an accepted and a rejected path", file=sys.stderr)
