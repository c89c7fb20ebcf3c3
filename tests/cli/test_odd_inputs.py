"""Odd inputs that a person's mistakes make: one clear line and exit status 2, never a traceback."""

import shutil
from pathlib import Path

import pytest

from mathse.cli import main
from mathse.rows import Problem

FAKE = ["--benchmark", "fake", "--data", ".", "--limit", "2", "--quiet", "--run-dir"]
STUDY = ["run", "fake-study", "--run-dir", "HERE/out", "--set"]
LONG = "x" * 300  # longer than a file's name may be
DEEP = "[" * 5000


@pytest.fixture
def places(finished: Path, problems: list[Problem], tmp_path: Path) -> dict[str, str]:
    """What the words of a case stand for."""
    for name in ("folder", "picture.png", "taken/recipe.toml", "figures/evaluation.json"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "answers" / "answers.jsonl").mkdir(parents=True)
    (tmp_path / "file").write_text("words")
    (tmp_path / "deep.toml").write_text(f"rounds = {DEEP}")
    (tmp_path / "deep.jsonl").write_text(f'{{"id": "1", "label": {DEEP}\n')
    (tmp_path / "number.toml").write_text("ablation = 3\n")
    solved = '{"id": "0", "solution": "Step 1: 1 + 1 = 2. The answer to this problem is 2."}\n'
    (tmp_path / "solved.jsonl").write_text(solved)
    (tmp_path / "written.jsonl").write_text('{"id": "0", "response": "2", "gold": "2"}\n')
    emptied = shutil.copytree(finished, tmp_path / "emptied")
    (emptied / "recipe.toml").write_text("")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text("{")
    return {
        "RUN": str(finished),
        "IMAGE": str(problems[0].images[0].path),
        "HERE": str(tmp_path),
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        # what is to be written cannot be
        (["figures", "sheet", "HERE/picture.png"], "HERE/picture.png: Is a directory"),
        (["figures", "problems", "--n", "2", "--seed", "1", "--out", "HERE/file"], "HERE/file/"),
        (["figures", "problems", "--n", "2", "--seed", "1", "--out", "HERE/file/x"], "HERE/file/x"),
        (["import", "fake", "--by", "us", "--solutions", "HERE/solved.jsonl", "--run-dir",
          "HERE/taken"], "HERE/taken/recipe.toml: Is a directory"),
        (["evaluate", "--model", "RUN", *FAKE, "HERE/figures"], "HERE/figures/evaluation.json"),
        (["evaluate", "--model", "RUN", *FAKE, "HERE/answers"], "HERE/answers/answers.jsonl"),
        (["evaluate", "--responses", "HERE/written.jsonl", "--quiet", "--run-dir", "HERE/figures"],
         "HERE/figures/evaluation.json"),
        (["report", "RUN", "--out", "HERE/picture.png"], "HERE/picture.png: Is a directory"),
        (["report", "RUN", "--out", "HERE/file/x"], "HERE/file/"),
        (["report", "HERE/folder"], "no run at HERE/folder"),
        (["grade", "HERE/none", "--out", "HERE/file"], "HERE/none: No such file"),
        # a name that the system cannot even look up
        (["run", LONG], "File name too long"),
        (["run", "fake", "--run-dir", f"HERE/{LONG}", "--quiet"], "File name too long"),
        (["plan", "fake", "--run-dir", f"HERE/{LONG}"], "File name too long"),
        (["ping", LONG], "File name too long"),
        (["status", LONG], "File name too long"),
        (["show", LONG, "d_sft"], "File name too long"),
        (["compare", "RUN", LONG], "File name too long"),
        (["export", LONG, "--format", "messages", "--out", "HERE/out"], "File name too long"),
        (["solve", "IMAGE", "How many?", "--model", LONG], "File name too long"),
        (["evaluate", "--model", LONG, *FAKE, "HERE/out"], "File name too long"),
        (["import", "fake", "--by", "us", "--m0", LONG], "File name too long"),
        (["sources", "check", "mathvision", LONG], "File name too long"),
        # a model that is none
        (["figures", "card", "--model", "HERE/none"], "cannot load the model in HERE/none"),
        (["figures", "card", "--model", "HERE/file"], "cannot load the model in HERE/file"),
        (["figures", "card", "--model", "HERE/folder"], "cannot load the model in HERE/folder"),
        (["figures", "card", "--model", "HERE/broken"], "cannot load the model in HERE/broken"),
        # a number that nothing can be done with
        (["figures", "card", "--figures", "0"], "--figures is 1 or more"),
        (["figures", "scan", "--rows", "0"], "--rows is 1 or more"),
        (["figures", "scan", "--rows", "-5"], "--rows is 1 or more"),
        (["figures", "scan", "--rows", "5", "--first", "-5"], "--first 0 or more"),
        (["figures", "scan", "--rows", "5", "--first", "287996"], "has 288,000 rows"),
        (["figures", "pretrain", "--work", "HERE/work", "--later-steps", "-1"], "0 or more"),
        (["figures", "pretrain", "--work", "HERE/work", "--out", "HERE/file"], "would be replaced"),
        (["figures", "pretrain", "--work", "HERE/work", "--out", "HERE/taken"], "would be replaced"),
        (["solve", "IMAGE", "How many?", "--run-dir", "RUN", "--temperature", "nan"], "--temperature"),
        (["solve", "IMAGE", "How many?", "--run-dir", "RUN", "--temperature", "inf"], "--temperature"),
        (["solve", "IMAGE", "How many?", "--run-dir", "RUN", "--n", "9" * 20], "at most"),
        (["solve", "IMAGE", "How many?", "--run-dir", "RUN", "--max-tokens", "9" * 20], "at most"),
        (["evaluate", "--model", "RUN", *FAKE, "HERE/out", "--max-tokens", "9" * 20], "at most"),
        (["evaluate", "--model", "RUN", *FAKE, "HERE/out", "--n", "9" * 20], "at most"),
        (["solve", "IMAGE", "How many?", "--run-dir", "RUN", "--n", "0"], "at least 1"),
        (["evaluate", "--model", "RUN", *FAKE, "HERE/out", "--n", "two"], "'two' is no whole number"),
        # a run's folder that is a file
        (["run", "fake", "--run-dir", "HERE/file"], "cannot use HERE/file: it is no folder"),
        (["plan", "fake", "--run-dir", "HERE/file"], "cannot use HERE/file: it is no folder"),
        (["check", "fake", "--run-dir", "HERE/file"], "cannot use HERE/file: it is no folder"),
        # a study's own table, also where only its main run is looked at
        (["plan", "fake-study", "--set", "study.seeds=[1, 1]"], "should be different numbers"),
        (["check", "fake-study", "--set", "study.swap=-1"], "study.swap"),
        # a recipe that is none
        (["run", "HERE/deep.toml", "--run-dir", "HERE/out"], "nested too deep"),
        (["run", "fake", "--run-dir", "HERE/out", "--set", f"rounds={DEEP}"], "nested too deep"),
        (["run", "fake", "--run-dir", "HERE/out", "--set", 'store="\\u0000"'], "store"),
        ([*STUDY, "study=3"], '"study" should be a table'),
        ([*STUDY, "study.ablations=['HERE/deep.toml']"], "HERE/deep.toml is no recipe: it is nested"),
        ([*STUDY, "study.ablations=['HERE/number.toml']"], '"number: ablation" should be a table'),
        ([*STUDY, "study.card.hand=HERE/deep.jsonl"], 'no lines with "id" and "label"'),
        (["status", "HERE/emptied"], "HERE/emptied/recipe.toml"),
    ],
)  # fmt: skip
def test_an_odd_input_is_one_line(
    words: list[str], said: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    def named(word: str) -> str:
        for name, place in places.items():
            word = word.replace(name, place)
        return word

    assert main([named(word) for word in words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("mathse: ")
    assert named(said) in line


def test_the_plan_of_a_study_says_that_it_is_of_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "fake-study", "--run-dir", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "fake-study is a study: this is its main run alone" in said.err
    assert "distilled.fine_tune" in said.out
