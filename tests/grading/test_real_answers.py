"""The labelled real responses, and the reference answers of real data sets, where they are at hand."""

import json
from pathlib import Path

import pytest

from mathse.grading import grade

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
RENDERINGS = (
    "{0}", "The answer is {0}.", "The answer to this problem is {0}.", "Answer: {0}", "**Answer:** {0}",
    "【答案】{0}", "故答案为：{0}．", "#### {0}", "<think>7?</think>\n{0}", "答案：{0}", "<answer>{0}</answer>",
    "\\boxed{{{1}}}", "Therefore, the final answer is $\\boxed{{{1}}}$.", "$${1}$$",
)  # fmt: skip


def needs(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"the shared data {path} is not here")
    return path


def test_labelled_responses_are_graded_as_a_person_did() -> None:
    """>= 99 % of the rows that people agree on, false accepts <= 0.5 % of all rows."""
    path = needs(DATA / "grading" / "dev.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] != "ambiguous"]
    accepted_wrongly, rejected_wrongly = [], []
    for row in rows:
        found = grade(
            response=row["response"],
            gold=row["gold"],
            options=row["options"],
            question=row["question"],
        )
        is_right, accepted = row["label"] == "correct", found.outcome == "correct"
        accepted_wrongly += [row["id"]] if accepted and not is_right else []
        rejected_wrongly += [row["id"]] if is_right and not accepted else []
    errors = len(accepted_wrongly) + len(rejected_wrongly)
    assert len(rows) > 400
    assert errors <= 0.01 * len(rows), (accepted_wrongly, rejected_wrongly)
    assert len(accepted_wrongly) <= 0.005 * len(rows), accepted_wrongly


def references(name: str) -> list[tuple[str, str, list[str] | None]]:
    """(question, reference answer, options) of a data set as published."""
    if name == "mathvision":
        lines = needs(DATA / name / "test.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return [(row["question"], row["answer"], row["options"] or None) for row in rows]
    known = json.loads(needs(DATA / name / "dataset.json").read_text(encoding="utf-8"))
    return [(row["question"], str(row["answer"]), None) for row in known.values()]


@pytest.mark.parametrize("name", ["mathvision", "dynamath"])
def test_every_reference_equals_itself_in_every_rendering(name: str) -> None:
    rows = references(name)
    assert len(rows) > 400
    wrong = []
    for question, gold, options in rows:
        for rendering in RENDERINGS:
            response = rendering.format(gold.strip(), gold.strip().replace("$", ""))
            found = grade(response=response, gold=gold, options=options, question=question)
            if found.outcome != "correct":
                wrong.append((gold, response, found.outcome))
    assert not wrong, wrong[:20]
