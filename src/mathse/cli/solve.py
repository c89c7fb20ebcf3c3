"""`mathse solve`: one problem of your own, answered by a model that a run has made."""

import argparse
import json
import math
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import many, place

if TYPE_CHECKING:
    from mathse.evaluation.choosing import Choice
    from mathse.rows import Problem


def add_parser(subparsers: Any) -> None:
    """Add `solve`."""
    parser = subparsers.add_parser(
        "solve",
        help="answer one problem about an image",
        description="Draws n paths, lets the run's ORM (without any reference answer) weigh them, and "
        "gives the answer that most agree on, with its steps.",
        epilog='example: mathse solve figure.png "What is the area of the rectangle?" --n 8',
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("image", type=place, metavar="IMAGE", help="a picture file")
    parser.add_argument("question", metavar="QUESTION", help='"What is the area?"')
    parser.add_argument(
        "--option", action="append", default=[], metavar="TEXT", help="a choice; (A) comes first"
    )
    parser.add_argument(
        "--run-dir",
        type=place,
        metavar="DIR",
        default=Path("runs/quickstart"),
        help="the run whose last model and ORM are used (default: runs/quickstart)",
    )
    parser.add_argument(
        "--model",
        type=place,
        metavar="DIR",
        help="a model folder in place of a run's last; without ORM (one in RUN/store/models is asked as "
        "RUN asks it)",
    )
    parser.add_argument("--orm", type=place, metavar="DIR", help="a folder with an ORM")
    parser.add_argument(
        "--prompts", metavar="SET", help="full, short or a folder (default: the run's, else full)"
    )
    parser.add_argument("--n", type=many, default=8, help="paths drawn (default: 8)")
    parser.add_argument(
        "--temperature", type=float, default=0.8, help="of the paths; 0: one, greedy"
    )
    parser.add_argument("--max-tokens", type=many, default=1024, help="of a path")
    parser.add_argument("--seed", type=int, default=0, help="same seed, same answer")
    parser.add_argument("--json", action="store_true", help="print the choice as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer. 0: there is one; 1: no path gave any."""
    from mathse.cli.solve_models import of_folders, of_run
    from mathse.errors import UserError
    from mathse.evaluation.solving import draws

    if not 0 <= arguments.temperature < math.inf:
        raise UserError("--temperature is a number of at least 0")
    problem = _problem(arguments)
    if arguments.model is not None:
        solver = of_folders(arguments.model, arguments.orm, prompts=arguments.prompts)
    else:
        solver = of_run(arguments.run_dir, arguments.orm, prompts=arguments.prompts)
    wanted = draws(arguments.n, arguments.temperature, arguments.max_tokens)
    choice = solver.solve(problem, wanted, seed=arguments.seed)
    if arguments.json:
        print(json.dumps(_as_json(choice), indent=2, ensure_ascii=False))
    else:
        print(_text(choice))
    return 0 if choice.answer is not None else 1


def _problem(arguments: argparse.Namespace) -> "Problem":
    from PIL import Image as Picture

    from mathse.errors import UserError
    from mathse.evaluation.solving import problem_of

    try:
        with Picture.open(arguments.image) as picture:
            picture.load()
    except (OSError, SyntaxError) as error:
        raise UserError(f"cannot read the image {arguments.image}: {error}") from error
    return problem_of(arguments.image, arguments.question, tuple(arguments.option))


def _text(choice: "Choice") -> str:
    """As a person reads it."""
    lines = [choice.path.text, ""]
    if choice.answer is None:
        lines.append(f"No answer: none of {choice.n} paths gives one.")
    else:
        lines.append(f"Answer: {choice.answer}   ({choice.agree} of {choice.n} paths agree)")
    if choice.others:
        lines.append("Others: " + ", ".join(f"{answer} ({n})" for answer, n in choice.others))
    verdict = choice.verdict
    if verdict is not None:
        sure = "" if verdict.p_correct is None else f", p(correct) {verdict.p_correct:.2f}"
        lines.append(f"ORM, without a reference: {verdict.outcome}{sure}")
        if verdict.error_step:
            lines.append(f"  first wrong step: {verdict.error_step}")
        if verdict.analysis:
            lines.append(f"  {verdict.analysis}")
    return "\n".join(lines)


def _as_json(choice: "Choice") -> dict[str, Any]:
    """As a program reads it."""
    verdict = choice.verdict
    return {
        "answer": choice.answer,
        "path": choice.path.text,
        "status": choice.path.status,
        "agree": choice.agree,
        "n": choice.n,
        "others": [{"answer": answer, "paths": n} for answer, n in choice.others],
        "orm": verdict
        and {
            "outcome": verdict.outcome,
            "p_correct": verdict.p_correct,
            "error_step": verdict.error_step,
            "analysis": verdict.analysis,
        },
    }
