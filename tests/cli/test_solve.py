"""`mathse solve` as a person calls it, on a tiny model."""

import json
from pathlib import Path

import pytest

from mathse.cli import main
from mathse.rows import Problem


def test_a_question_is_answered_and_the_same_seed_answers_the_same(
    tiny: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    image = str(problems[0].images[0].path)
    asked = ["solve", image, "How many?", "--model", str(tiny), "--orm", str(tiny), "--n", "3",
             "--prompts", "short", "--max-tokens", "8", "--json"]  # fmt: skip
    said = []
    for _ in range(2):
        status = main(asked)
        found = json.loads(capsys.readouterr().out)
        assert status == (0 if found["answer"] is not None else 1)
        assert found["n"] == 3
        assert found["orm"]["outcome"] == "unparsed"  # an untaught model
        said.append(found)
    assert said[0] == said[1]
    main([*asked[:-1], "--seed", "4"])
    assert "of 3 paths" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no.png", "How many?", "--model", "here"], "cannot read the image no.png"),
        (["IMAGE", "How many?", "--model", "/nowhere"], "no model in /nowhere"),
        (["IMAGE", "How many?", "--run-dir", "/nowhere"], "no run at /nowhere"),
        (["IMAGE", "How many?", "--n", "0"], "--n"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str],
    said: str,
    problems: list[Problem],
    capsys: pytest.CaptureFixture[str],
) -> None:
    image = str(problems[0].images[0].path)
    status = main(["solve", *(image if one == "IMAGE" else one for one in arguments)])
    error = capsys.readouterr().err
    assert status == 2
    assert said in error
    assert error.count("\n") == 1
