"""Measures a base model: what it reads, computes and checks on figures and operands that no training row showed."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from mathse.figures.batches import IGNORED, SEEN, Encoded, encode, pixels
from mathse.figures.checker import is_right
from mathse.figures.families import FAMILIES
from mathse.figures.model import load_base
from mathse.figures.scene import FigureProblem
from mathse.figures.stream import drill_named
from mathse.figures.stream.arithmetic import LATER, check_line, check_same
from mathse.figures.stream.checks import choices, line_verdicts, verdicts_below
from mathse.figures.stream.pictures import (
    check_statement,
    describe,
    draw_scene,
    look_up,
)
from mathse.figures.stream.rows import RIGHT, WRONG, Row, Turn, bucket
from mathse.figures.tokens import ASSISTANT, END, USER
from mathse.figures.world import problems

BATCH = 50
GOALS = {"describe": 0.90, "look-up": 0.97, "statement": 0.97}
SHOWN = "The figure shows"


@dataclass(frozen=True)
class Asked:
    """One question put to the model, and where its answer counts."""

    family: str  # or "arithmetic"
    turn: Turn
    image: Any | None = None


def about_family(name: str, *, figures: int, seed: int) -> list[Asked]:
    """Questions about test figures of one family, one turn of each skill per figure."""
    rng = Random(f"card {name} {seed}")
    (family,) = (family for family in FAMILIES if family.name == name)
    asked: list[Asked] = []
    for _ in range(figures):
        scene = draw_scene(rng, family, "test")
        image = scene.draw()
        turns = [
            describe(scene),
            look_up(rng, scene),
            check_statement(rng, scene),
        ]
        asked += [Asked(name, turn, image) for turn in turns]
    return asked


def about_arithmetic(*, n: int, seed: int) -> list[Asked]:
    """Operand pairs that training held out."""
    rng = Random(f"card arithmetic {seed}")
    kinds = (check_line, check_same)
    return [Asked("arithmetic", kinds[k % 2](rng, LATER, unseen=True)) for k in range(n)]


def drilled_lines(*, n: int, seed: int) -> list[Row]:
    """Drills of lines to be computed, as in pretraining, of operand pairs that it held out."""
    rng = Random(f"card computing {seed}")
    return [drill_named(rng, unseen=True) for _ in range(n)]


def drilled_options(*, n: int, seed: int) -> list[Row]:
    """Drills below questions about test figures: which letter a value has."""
    rng = Random(f"card options {seed}")
    asked = (problem for problem in problems(n=60 * n, seed=seed) if problem.question.options)
    unseen = [problem for problem in asked if bucket(problem.group) == "test"][:n]
    return [choices(rng, problem.question.prompt, None, LATER) for problem in unseen]


def drills_about(name: str, *, figures: int, seed: int) -> list[Row]:
    """Statements below a question, a verdict behind each; about test figures."""
    rng = Random(f"card verdicts {name} {seed}")
    (family,) = (family for family in FAMILIES if family.name == name)
    return [verdicts_below(rng, draw_scene(rng, family, "test")) for _ in range(figures)]


def computed_shares(model: Any, processor: Any, rows: Sequence[Row]) -> dict[str, float]:
    """Operation -> share of lines whose result is right to the last digit, each after right ones.

    One pass: where every token of a result is the likeliest after those before it, it is what greedy writing gives.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        one, logits = _read(model, processor, row)
        said = logits.argmax(-1).tolist()
        at = 0
        for turn in row.turns:
            while one.labels[at] == IGNORED:
                at += 1
            good = True
            while at < len(one.labels) and one.labels[at] != IGNORED:
                good = good and said[at - 1] == one.labels[at]
                at += 1
            total[turn.skill] += 1
            right[turn.skill] += good
    return {skill: right[skill] / count for skill, count in total.items()}


def verdict_share(model: Any, processor: Any, rows: Sequence[Row], *, about: str) -> float:
    """The share of verdicts that are right, behind the statements that begin so."""
    words = [processor.tokenizer.encode(f" {word}")[0] for word in (RIGHT, WRONG)]
    right = total = 0
    for row in rows:
        one, logits = _read(model, processor, row)
        places = [at for at, label in enumerate(one.labels) if label != IGNORED]
        for at, turn in zip(places, row.turns, strict=True):
            if turn.asked.startswith(about):
                total += 1
                said = int(logits[at - 1, words].argmax())
                right += words[said] == one.labels[at]
    return right / total


def answers(model: Any, processor: Any, asked: Sequence[Asked], *, tokens: int) -> list[str]:
    """What the model says, greedily."""
    import torch

    said: list[str] = []
    tokenizer = processor.tokenizer
    for start in range(0, len(asked), BATCH):
        part = asked[start : start + BATCH]
        seen = [SEEN if one.image is not None else "" for one in part]
        texts = [
            f"{USER}{image}{one.turn.asked}{END}{ASSISTANT}"
            for image, one in zip(seen, part, strict=True)
        ]
        inputs = tokenizer(texts, padding=True, padding_side="left", return_tensors="pt")
        images = [one.image for one in part if one.image is not None]
        if images:
            inputs["pixel_values"] = pixels(images)
        with torch.inference_mode():
            written = model.generate(**inputs, max_new_tokens=tokens, do_sample=False)
        fresh = written[:, inputs["input_ids"].shape[1] :]
        said += tokenizer.batch_decode(fresh, skip_special_tokens=True)
    return said


def shares(asked: Sequence[Asked], said: Sequence[str]) -> dict[str, dict[str, float]]:
    """Family -> skill -> share of answers that are exactly right."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for one, text in zip(asked, said, strict=True):
        key = (one.family, one.turn.skill)
        total[key] += 1
        right[key] += text.strip() == one.turn.answer.strip()
    table: dict[str, dict[str, float]] = {}
    for (family, skill), count in total.items():
        table.setdefault(family, {})[skill] = right[family, skill] / count
    return table


def _read(model: Any, processor: Any, row: Row) -> tuple[Encoded, Any]:
    """A row in tokens, and the logits behind each."""
    import torch

    one = encode(row, processor.tokenizer)
    seen = pixels([one.image]) if one.image is not None else None
    with torch.inference_mode():
        return one, model(input_ids=torch.tensor([one.ids]), pixel_values=seen).logits[0]


def solved(model: Any, processor: Any, *, n: int, seed: int) -> float:
    """The share of test problems whose answer is right: near zero, since nothing taught it to solve."""
    chosen: list[FigureProblem] = []
    for problem in problems(n=20 * n, seed=seed):
        if bucket(problem.group) == "test" and len(chosen) < n:
            chosen.append(problem)
    asked = [
        Asked(
            problem.scene.family, Turn(problem.question.prompt, "", "solve"), problem.scene.draw()
        )
        for problem in chosen
    ]
    said = answers(model, processor, asked, tokens=120)
    right = [is_right(problem, text) for problem, text in zip(chosen, said, strict=True)]
    return sum(right) / len(right)


def measure(
    folder: Path, *, figures: int, seed: int, progress: Callable[[int, int], None]
) -> dict[str, Any]:
    """Everything that the card says; `progress` is told families done, of how many."""
    model, processor = load_base(folder)
    model.eval()
    asked = about_arithmetic(n=4 * figures, seed=seed)
    table = shares(asked, answers(model, processor, asked, tokens=12))
    rng = Random(f"card lines {seed}")
    lines = [line_verdicts(rng, n=8, unseen=True) for _ in range(figures)]
    table["arithmetic"] |= computed_shares(model, processor, drilled_lines(n=figures, seed=seed))
    table["arithmetic"]["verdict"] = verdict_share(model, processor, lines, about="")
    chosen = computed_shares(model, processor, drilled_options(n=figures, seed=seed))
    table["arithmetic"] |= {skill: chosen[skill] for skill in ("option", "option verdict")}
    for done, family in enumerate(FAMILIES):
        progress(done, len(FAMILIES))
        asked = about_family(family.name, figures=figures, seed=seed)
        table |= shares(asked, answers(model, processor, asked, tokens=80))
        drills = drills_about(family.name, figures=figures, seed=seed)
        table[family.name]["verdict"] = verdict_share(model, processor, drills, about=SHOWN)
    below = [
        name
        for name, skills in table.items()
        if any(skills.get(skill, 1.0) < goal for skill, goal in GOALS.items())
    ]
    solving = solved(model, processor, n=figures, seed=seed)
    return {"figures": figures, "seed": seed, "shares": table, "below": below, "solved": solving}


def as_markdown(card: dict[str, Any]) -> str:
    """The table of the model card."""
    skills = ["describe", "look-up", "statement", "verdict"]
    lines = ["| family | " + " | ".join(skills) + " | |", "|---" * (len(skills) + 2) + "|"]
    for name, got in card["shares"].items():
        if name != "arithmetic":
            cells = [f"{100 * got[skill]:.1f}" if skill in got else "" for skill in skills]
            mark = "below the goal" if name in card["below"] else ""
            lines.append(f"| {name} | {' | '.join(cells)} | {mark} |")
    sums = card["shares"]["arithmetic"]
    lines += ["", "| arithmetic, unseen operands | right, % |", "|---|---|"]
    lines += [f"| `{skill}` | {100 * share:.1f} |" for skill, share in sorted(sums.items())]
    return "\n".join([*lines, "", f"Problems solved: {100 * card['solved']:.1f} %.", ""])


def write_card(
    folder: Path,
    *,
    figures: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """Measure and keep the numbers beside the weights."""
    card = measure(folder, figures=figures, seed=seed, progress=progress)
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    return card
