"""`mathse report`: a run as one page to look at."""

import argparse
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from mathse.cli.text import many, place


def add_parser(subparsers: Any) -> None:
    """Add `report`."""
    parser = subparsers.add_parser(
        "report",
        help="a run as one page to look at: plots, problems before and after, repairs",
        description=(
            "Writes one HTML file that needs no other: accuracy by stage, what each step mended and\n"
            "broke, by family and level, what the judge said, problems with every stage's answer, the\n"
            "teacher's repairs, the losses. Of a run that is still going, what is recorded so far."
        ),
        epilog="example: mathse report runs/fake",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument(
        "--out", type=place, metavar="FILE", help="the page (default: DIR/report.html)"
    )
    parser.add_argument(
        "--examples", type=many, default=4, metavar="N", help="problems of a kind (default: 4)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from mathse.drive import open_run
    from mathse.report import gather, page
    from mathse.store.whole import write_whole

    out = arguments.out or arguments.dir / "report.html"
    with open_run(arguments.dir) as run:
        text = page(gather(run, arguments.dir, examples=arguments.examples))
    write_whole(out, text)
    print(f"wrote {out}: open it in a browser", file=sys.stderr)
    return 0
