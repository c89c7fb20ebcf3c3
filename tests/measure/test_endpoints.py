"""`mathse evaluate --model URL#NAME`: what it may cost, and whose answers are whose."""

from pathlib import Path

import pytest
from evaluating import Chat, evaluate, problems

PRICED = ("--set", 'prices."small-4.1".tokens_in=2', "--set", "budget.money=1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "budget.money=0.01"), '"budget.money" needs a price for "small-4.1"'),
        (("--set", "budget.money=-1"), "budget.money is -1, but should be 0 or more"),
        (
            (*PRICED, "--set", 'prices."small-4.1".tokens_out=-5'),
            'prices."small-4.1".tokens_out is -5, but should be 0 or more',
        ),
    ],
)
def test_a_cap_that_could_not_hold_is_one_line(
    endpoint: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    Chat.asked.clear()
    model = ("--model", f"{endpoint}#small-4.1", "--run-dir", str(tmp_path / "out"))
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    _, error = evaluate(capsys, *model, *data, *words, status=2)
    assert said in error
    assert error.count("\n") == 1
    assert not Chat.asked


def test_another_address_is_another_model_unless_the_folder_is_named(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)), *PRICED)
    first, _ = evaluate(capsys, "--model", f"{endpoint}#small-4.1", *data)
    assert first["calls"] == 6
    again, _ = evaluate(capsys, "--model", f"{endpoint}/#small-4.1", *data)
    assert (again["calls"], again["answers"]) == (0, first["answers"])
    moved = f"{endpoint}/proxy#small-4.1"
    other, _ = evaluate(capsys, "--model", moved, *data)
    assert other["calls"] == 6
    assert other["answers"].endswith("-v1-proxy-small-4.1/answers.jsonl")
    kept = ("--run-dir", str(Path(first["answers"]).parent))
    same, _ = evaluate(capsys, "--model", moved, *data, *kept)
    assert same["calls"] == 0
