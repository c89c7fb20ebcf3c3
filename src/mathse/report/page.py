"""The page: one HTML file with its pictures and plots in it, which any browser shows and nothing else is asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from mathse.report.drawing import accuracies, changes, loss
from mathse.report.gather import KINDS, Answer, Example, Gathered, Kind, Repair
from mathse.report.pictures import picture
from mathse.report.style import STYLE
from mathse.rows import Problem

STEP = re.compile(r"\s*\n\s*|\s+(?=Step ?\d+ ?[:.]|The answer to this problem)")
TITLES: dict[Kind, str] = {
    "mended": "Mended on the way",
    "broken": "Right once, and wrong at the end",
    "unsolved": "Never right",
}


def page(found: Gathered) -> str:
    """The whole file's text."""
    stages = found.summary["stages"]
    parts = [
        f"<h1>{escape(found.name)}</h1>",
        *_opening(found),
        accuracies(stages),
        _stages(found.summary),
    ]
    if found.summary["transitions"]:
        parts += ["<h2>What each step mended and broke</h2>", changes(found.summary["transitions"])]
    parts += [*_tags(stages), *_judge(found.summary), *_examples(found), *_repairs(found)]
    if found.curves:
        parts.append("<h2>Trainings</h2><p>Loss over the steps, logarithmic.</p>")
        parts.append(
            '<div class="cards">'
            + "".join(
                f"<figure>{loss(one.points)}<figcaption>{escape(one.stage)}, {one.points[-1][0]:,} steps"
                "</figcaption></figure>"
                for one in found.curves
            )
            + "</div>"
        )
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found.name)}: a run of mathse</title><style>{STYLE}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def _opening(found: Gathered) -> Iterator[str]:
    stages = found.summary["stages"]
    first, last = stages[0], stages[-1]
    yield (
        f"<p class=lead>From {_percent(first['accuracy'])} of {last['n']:,} problems right "
        f"({escape(_said(first['name']))}) to <b>{_percent(last['accuracy'])}</b> "
        f"({escape(_said(last['name']))}). This run trains on none of these problems. "
        f"Seed {found.summary['seed']}: one run, so a step is no more than its p says.</p>"
    )
    if found.owed:
        yield f"<p class=note>The run is not finished: next is {escape(found.owed)}.</p>"


def _stages(summary: Mapping[str, Any]) -> str:
    p = {one["to"]: one for one in summary["transitions"]}
    purity = summary["judge"]["purity"]
    rows = []
    for one in summary["stages"]:
        low, high = one["interval"]
        step, pure = p.get(one["name"]), purity.get(one["name"])
        rows.append(
            [
                _said(one["name"]),
                f"{100 * one['accuracy']:.1f}",
                f"{100 * low:.1f} to {100 * high:.1f}",
                f"{one['d_sft']:,}",
                f"{step['wrong_right']} / {step['right_wrong']}" if step else "",
                f"{step['p']:.2g}" if step else "",
                "" if pure is None else f"{100 * pure:.1f}",
            ]
        )
    head = ["stage", "right, %", "95 % interval", "trained on", "mended / broken", "p"]
    head.append("new rows right in every step, %")
    return _table(head, rows)


def _tags(stages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Accuracy by family, level, ...: the darker the more."""
    names = [_said(one["name"]) for one in stages]
    for tag in stages[-1]["by"]:
        values = sorted({value for one in stages for value in one["by"].get(tag, {})}, key=_order)
        body = ""
        for value in values:
            body += f"<tr><td>{escape(value)}</td>"
            for one in stages:
                right, n = one["by"].get(tag, {}).get(value, (0, 0))
                shade = 0.65 * right / n if n else 0
                body += (
                    f'<td class=n style="background:rgba(43,138,87,{shade:.2f})">{right} / {n}</td>'
                )
            body += "</tr>"
        head = "".join(f"<th>{escape(name)}</th>" for name in (tag, *names))
        yield f"<h2>By {escape(tag)}</h2><table><tr>{head}</tr>{body}</table>"


def _order(value: str) -> tuple[bool, float, str]:
    """Numbers by their value, before words."""
    number = value.isdecimal()
    return not number, float(value) if number else 0.0, value


def _judge(summary: Mapping[str, Any]) -> Iterator[str]:
    judge = summary["judge"]
    if judge.get("n"):
        unseen = judge.get("on") == "dev"
        what = "unseen paths" if unseen else "of the loop's paths"
        blind, step = judge["accuracy_no_reference"], judge.get("first_step_exact")
        who = "The one that diagnoses" if unseen else "What the keys say together"
        said = f"{who}, against the truth, is right about {_percent(judge['accuracy'])} of {judge['n']:,} {what}"
        said += "" if blind is None else f", about {_percent(blind)} without the reference answer"
        said += "" if step is None else f"; it names the first wrong step in {_percent(step)}"
        yield f"<h2>The judge</h2><p>{said}.</p>"
    outcomes = judge["outcomes"]
    if outcomes:
        names = list(next(iter(outcomes.values())))
        rows = [
            [_said(stage), *(f"{one[name]:,}" for name in names)] for stage, one in outcomes.items()
        ]
        yield _table(["paths of", *names], rows)


def _examples(found: Gathered) -> Iterator[str]:
    for kind in KINDS:
        some = [one for one in found.examples if one.kind == kind]
        if some:
            yield f"<h2>{TITLES[kind]}</h2>"
            yield from map(_example, some)


def _example(one: Example) -> str:
    *before, last = one.answers
    answers = "".join(map(_answer, before)) + _answer(last, opened=True)
    return f"<section>{_problem(one.problem)}<div class=answers>{answers}</div></section>"


def _answer(one: Answer, *, opened: bool = False) -> str:
    """Its last line; the whole path on a click, or at once."""
    mark = "<b class=right>✓</b>" if one.right else "<b class=wrong>✗</b>"
    *before, last = lines(one.text) or ["(nothing)"]
    said = f"{mark} <i>{escape(_said(one.stage))}</i> {escape(last)}"
    if not before:
        return f"<div class=short>{said}</div>"
    state = " open" if opened else ""
    return f"<details{state}><summary>{said}</summary>{_path(one.text)}</details>"


def _repairs(found: Gathered) -> Iterator[str]:
    if found.repairs:
        yield "<h2>Reflection: a draft, its diagnosis, the teacher's repair</h2>"
        yield from map(_repair, found.repairs)


def _repair(one: Repair) -> str:
    step, why = (one.told.error_step, one.told.analysis) if one.told else (None, None)
    said = escape(
        why or "(without an analysis, or with one that was withheld, as it held the answer)"
    )
    return (
        f"<section>{_problem(one.problem)}<div class=answers><i>draft</i>"
        f"{_path(one.draft, wrong=step)}<p class=note>{said}</p>"
        f"<i>repair</i>{_path(one.repaired)}</div></section>"
    )


def _problem(problem: Problem) -> str:
    options = "".join(
        f"<div>({chr(65 + i)}) {escape(text)}</div>" for i, text in enumerate(problem.options)
    )
    pictures = "".join(map(picture, problem.images))
    return (
        f"<div class=problem>{pictures}<p>{escape(problem.question)}</p>{options}"
        f"<p class=note>reference: {escape(problem.gold)}</p></div>"
    )


def _path(text: str, *, wrong: str | None = None) -> str:
    """A line a step, the wrong one marked."""
    steps, quoted = lines(text), _plain(wrong or "")
    faulty = next((at for at, line in enumerate(steps) if quoted and quoted in _plain(line)), None)
    marked = (
        f"<li class=faulty>{escape(line)}</li>" if at == faulty else f"<li>{escape(line)}</li>"
        for at, line in enumerate(steps)
    )
    return f"<ul>{''.join(marked)}</ul>"


def lines(text: str) -> list[str]:
    """A path's steps, each a line."""
    return [line for line in STEP.split(text.strip()) if line]


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def _said(name: str) -> str:
    return name.replace("_", " ")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column names, the others are numbers."""
    top = "".join(f"<th>{escape(one)}</th>" for one in head)
    body = "".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(f"<td class=n>{escape(value)}</td>" for value in values)
        + "</tr>"
        for name, *values in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"
