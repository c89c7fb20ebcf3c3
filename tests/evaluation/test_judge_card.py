"""The judge's card in a real run of the fake cast, whose judges err at a set rate."""

import json
from pathlib import Path

import pytest

from mathse.cli import main
from mathse.cli.status import status

WORDS = ["run", "recipes/fake.toml", "--quiet", "--set", "problems.n=200", "--set", "judge.card=15"]


def summary(run: Path, *changes: str) -> dict[str, object]:
    sets = [word for change in changes for word in ("--set", change)]
    assert main([*WORDS, "--run-dir", str(run), *sets]) == 0
    found: dict[str, object] = json.loads((run / "summary.json").read_text())["judge"]
    return found


def test_a_perfect_judge_has_a_perfect_card(tmp_path: Path) -> None:
    found = summary(tmp_path / "run", 'judge.keys=["truth"]')
    assert found["on"] == "dev"
    for key in ("accuracy", "accuracy_no_reference", "positive", "negative", "first_step_exact"):
        assert found[key] == 1.0
    purity = found["purity"]
    assert isinstance(purity, dict)
    assert set(purity.values()) == {1.0}


def test_a_judge_that_errs(tmp_path: Path) -> None:
    found = summary(tmp_path / "run", "judges.fake.settings.error_rate=0.3")
    n, accuracy, interval = found["n"], found["accuracy"], found["interval"]
    assert isinstance(n, int)
    assert n > 30
    assert isinstance(accuracy, float)
    assert isinstance(interval, list)
    assert interval[0] < accuracy < interval[1]
    assert 0.5 < accuracy < 0.9
    authors = found["by_author"]
    assert isinstance(authors, dict)
    assert list(authors) == ["distilled", "round_1", "round_2", "reflection"]
    assert max(author["n"] for author in authors.values()) < n  # each model adds paths
    assert n <= sum(author["n"] for author in authors.values())  # the same words count once


def test_without_a_card_the_loop_itself_is_measured(tmp_path: Path) -> None:
    found = summary(tmp_path / "run", "judge.card=0")
    assert found["on"] == "loop"
    assert found["accuracy_no_reference"] is None


def test_a_card_needs_an_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, "--run-dir", str(tmp_path / "run"), "--set", "judge.audit="]) == 2
    assert "judge.card" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("keys", "apart"), [('["truth"]', False), ('["fake"]', False), ('["fake", "truth"]', True)]
)
def test_what_became_of_the_paths_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], keys: str, apart: bool
) -> None:
    """Where two keys disagree a path is neither trained on nor reflected on: it is counted."""
    run = tmp_path / "run"
    found = summary(run, f"judge.keys={keys}", "judges.fake.settings.error_rate=0.3")
    outcomes = found["outcomes"]
    assert isinstance(outcomes, dict)
    assert list(outcomes) == ["distilled", "round_1", "round_2", "reflection"]
    assert all((one["disagreed"] > 0) is apart for one in outcomes.values())
    assert all(one["accepted"] > 0 for one in outcomes.values())
    stages = {s["name"]: s["units"] for s in status(run)["stages"]}
    for stage, verb in (("distilled", "distil"), ("round_1", "sample"), ("reflection", "reflect")):
        assert sum(outcomes[stage].values()) == stages[f"{stage}.{verb}"]
    assert status(run)["outcomes"] == outcomes
    capsys.readouterr()
    assert main(["status", str(run)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["paths", "of", "accepted", "rejected", "disagreed", "unparsed"] in lines
    assert ["round_1", *(str(n) for n in outcomes["round_1"].values())] in lines
