"""A whole study with the fake cast: its pieces, its null, its ablations, killed and gone on with."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.run.helpers import SMALL, content

from mathse.cli import main
from mathse.errors import RecipeError
from mathse.evaluation.statistics import holm
from mathse.study.settings import load_study
from mathse.trainers.fake import STEPS

ABLATIONS = ("resample", "teacher_only", "judge_truth", "from_previous")
CHANGES = (
    *SMALL,
    "study.seeds=[1]",
    f"study.ablations={json.dumps([f'ablations/{name}' for name in ABLATIONS])}",
    "study.swap=8",
    "study.transfer.n=4",
    "study.explore=6",
    "study.card={problems=10, each=20, faulty=5, others=5, adversarial=3}",
    "problems.split={seed=0.3, dev=0.3, test=0.1}",
)


def words(folder: Path, *more: str) -> list[str]:
    changes = [part for change in CHANGES for part in ("--set", change)]
    return ["run", "fake-study", "--run-dir", str(folder), "--quiet", *changes, *more]


def study(folder: Path, *more: str) -> dict[str, Any]:
    assert main(words(folder, *more)) == 0
    found: dict[str, Any] = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("study")
    return folder, study(folder)


def test_everything_that_was_asked_for_is_there(done: tuple[Path, dict[str, Any]]) -> None:
    folder, found = done
    assert found["complete"]
    assert found["missing"] == []
    (seed,) = found["seeds"]
    names = ["base", "distilled", "round_1", "round_2", "reflection"]
    assert [stage["name"] for stage in seed["stages"]] == names
    assert [one["stage"] for one in seed["nulls"]] == names[1:]
    assert [one["name"] for one in seed["ablations"]] == list(ABLATIONS)
    assert {"seed", "stages", "transitions", "judge", "ablations"} <= set(seed)
    assert seed["judge"]["card"]["counts"]["paths"] > 0
    assert (folder / "results" / "figure_2.png").read_bytes().startswith(b"\x89PNG")


def test_each_step_stands_beside_the_null_of_the_stage_before(
    done: tuple[Path, dict[str, Any]],
) -> None:
    (seed,) = done[1]["seeds"]
    nulls = {one["stage"]: one for one in seed["nulls"]}
    for step in seed["transitions"]:
        beside = nulls.get(step["from"])
        assert step["broken_null"] == (beside["broken"] if beside else None)
    assert seed["transitions"][0]["broken_null"] is None  # the base is nobody's training


def test_all_p_are_one_family(done: tuple[Path, dict[str, Any]]) -> None:
    (seed,) = done[1]["seeds"]
    some = [*seed["transitions"], *seed["nulls"], *seed["ablations"]]
    tested = [one for one in some if one["p"] is not None]
    assert done[1]["tests"] == len(tested)
    assert [one["p_holm"] for one in tested] == holm([one["p"] for one in tested])


def test_teacher_only_data_has_no_more_rows(done: tuple[Path, dict[str, Any]]) -> None:
    (seed,) = done[1]["seeds"]
    rows = {stage["name"]: stage["d_sft"] for stage in seed["stages"]}
    teacher = next(one for one in seed["ablations"] if one["name"] == "teacher_only")
    assert teacher["from"] == teacher["to"] == "round_2"
    for stage in teacher["stages"]:
        assert stage["d_sft"] <= rows[stage["name"]]


def test_steps_are_counted_from_the_base_on(done: tuple[Path, dict[str, Any]]) -> None:
    (seed,) = done[1]["seeds"]
    assert {stage["steps"] for stage in seed["stages"]} == {0, STEPS}
    on = next(one for one in seed["ablations"] if one["name"] == "from_previous")
    assert [stage["steps"] for stage in on["stages"]] == [0, *(STEPS * k for k in (1, 2, 3, 4))]


def test_a_finished_study_does_nothing_again(done: tuple[Path, dict[str, Any]]) -> None:
    folder, found = done
    before = content(folder / "store")
    assert study(folder) == found
    assert content(folder / "store") == before
    for piece in (folder / "pieces").iterdir():
        piece.unlink()
    again = study(folder)  # read from the recording alone
    assert content(folder / "store") == before
    assert {k: v for k, v in again.items() if k != "seconds"} == {
        k: v for k, v in found.items() if k != "seconds"
    }


def test_ablations_do_only_what_differs(done: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = done
    main_run = json.loads((folder / "runs/main-1/summary.json").read_text())
    resampled = json.loads((folder / "runs/resample-1/summary.json").read_text())
    shared = {s["name"]: s["model"] for s in main_run["stages"][:-1]}
    assert {s["name"]: s["model"] for s in resampled["stages"][:-1]} == shared


def test_test_problems_are_opened_once(
    done: tuple[Path, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For what was settled before: other settings, and another size, never see them."""
    folder, found = done
    assert found["final"] is None
    folder = Path(shutil.copytree(folder, tmp_path / "study"))  # what is opened stays open
    opened = study(folder, "--final")["final"]
    assert study(folder, "--final")["final"] == opened
    assert opened["seeds"][0]["stages"][0]["n"] > 0
    assert json.loads((folder / "final.json").read_text())["seed"] == opened["seed"]
    for change in ("rounds=0", "study.final.n=5"):
        assert main(words(folder, "--set", change)) == 2
        assert "test was opened on" in capsys.readouterr().err
    for text in ("{", '{"seed": 5}', "[]"):
        (folder / "final.json").write_text(text)
        assert main(words(folder)) == 2
        assert "is not what --final wrote" in capsys.readouterr().err


def test_test_problems_are_not_opened_before_the_rest_is_done(tmp_path: Path) -> None:
    words_ = words(tmp_path, "--final", "--set", 'study.order=["main", "null"]')
    process = subprocess.Popen([sys.executable, "-m", "mathse", *words_])
    while not (tmp_path / "pieces" / "main-1.json").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not (tmp_path / "final.json").exists()
    assert main(words_) == 0
    assert (tmp_path / "final.json").exists()


def test_killed_and_gone_on_with(done: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """SIGKILL after whatever piece is under way; the end is that of a study that was not stopped."""
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    killed = 0
    for seconds in (1.2, 2.0, 3.0):
        process = subprocess.Popen([sys.executable, "-m", "mathse", *words(tmp_path)], env=env)
        time.sleep(seconds)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed
    found = study(tmp_path)
    expected = dict(done[1])
    for volatile in ("seconds",):
        found.pop(volatile), expected.pop(volatile)
    assert _timeless(found) == _timeless(expected)


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: _timeless(v)
            for k, v in value.items()
            if k not in ("seconds", "recorded_seconds", "store")
        }
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    return value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("study.card_seeds=[7]", "card_seeds"),
        ("study.order=[]", "main first"),
        ('study.order=["null","main"]', "main first"),
        ('study.order=["main","main"]', "main first"),
        ('study.ablations=["fake"]', "it has no"),
        ('study.ablations=["ablations/resample","resample"]', "no recipe"),
        ('study.ablations=["ablations/resample","ablations/resample"]', "names resample twice"),
        ("study.card.judge=nobody", "study.card.judge"),
        ("study.swap=-1", "swap"),
        ("study.explore=-3", "explore"),
        ("study.final.n=-2", "final.n"),
        ("study.seeds=[1,1]", "different"),
        ('study.ablations=["ablations/resampel"]', "resample"),
        ("study.swop=3", "swop"),
    ],
)
def test_mistakes_are_one_line(change: str, said: str) -> None:
    with pytest.raises(RecipeError, match=said):
        load_study("fake-study", [change])


HAND = {  # what is in the file -> what the one line says
    "none": (None, "No such file"),
    "not json": ("label\n", 'no lines with "id" and "label"'),
    "another word": ('{"id": "00", "label": "right"}\n', 'not "right"'),
}


@pytest.mark.parametrize("name", HAND)
def test_labels_that_cannot_be_read_are_refused_before_anything_is_done(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, said = HAND[name]
    file = tmp_path / "labels.jsonl"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    more = ("--set", f"study.card.hand={file}")
    assert main(words(tmp_path / "study", *more)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "study").exists()


def test_labels_given_by_hand_stand_beside_the_audit(
    done: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """One wrong label is one less that agrees; the sheet's order tells nothing; new labels are read anew."""
    folder, before = done
    assert before["seeds"][0]["judge"]["card"]["hand"]["n"] == 0
    sheet = [json.loads(line) for line in (folder / "to_label.jsonl").read_text().splitlines()]
    ids = [row["id"] for row in sheet]
    assert ids == sorted(ids)
    assert {row["label"] for row in sheet} == {""}
    file = tmp_path / "labels.jsonl"
    found = []
    for label in ("correct", "incorrect"):
        rows = [{**row, "label": label} for row in sheet[:-1]] + sheet[-1:]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found.append(study(folder, "--set", f"study.card.hand={file}"))
    right, wrong = (one["seeds"][0]["judge"]["card"]["hand"] for one in found)
    assert right["n"] == wrong["n"] == len(sheet) - 1
    assert right["by_label"]["correct"] == {"n": right["n"], "agreed": right["agreed"]}
    assert wrong["by_label"]["correct"] == {"n": 0, "agreed": 0}
    assert right["agreed"] + wrong["agreed"] == right["n"]  # the audit can tell of every drawn path
