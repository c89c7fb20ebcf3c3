"""A run that grows re-uses every stage whose input has the same content: calls, stage by stage."""

from collections import Counter
from pathlib import Path

import pytest
from tests.run.helpers import fake, made

from mathse.drive import open_run
from mathse.rows import Split
from mathse.store.browse import Browser
from mathse.tables import Table

N = 60


def sizes(run_dir: Path) -> dict[str, int]:
    """|D_remain| as each stage leaves it, replayed from the recording."""
    with open_run(run_dir) as recording:
        return {stage.name: len(stage.d_remain) for stage in recording.replay()}


def splits(run_dir: Path) -> dict[Split, Table]:
    """The problems as they were last loaded."""
    with open_run(run_dir) as recording:
        return recording.loaded.splits


def test_the_same_run_repeated_calls_nobody(tmp_path: Path) -> None:
    first = fake(tmp_path / "run")
    again = fake(tmp_path / "run")
    assert first["cost"]["calls"] > 0
    assert again["cost"]["calls"] == 0
    assert made(again) == {}
    assert again["cost"]["recorded"]["calls"] == first["cost"]["calls"]
    for summary in (first, again):
        summary.pop("cost")
    assert again == first


def test_every_call_is_recorded_once(tmp_path: Path) -> None:
    summary = fake(tmp_path / "run")
    recorded = summary["cost"]["recorded"]["stages"]
    assert made(summary) == {
        name: cost["calls"] for name, cost in recorded.items() if cost["calls"]
    }


def test_what_is_judged_only_to_measure_is_named_after_what_it_measures(tmp_path: Path) -> None:
    """One judge for the loop and for the evaluation: a path's cost holds only the loop's calls."""
    summary = fake(tmp_path / "run", "evaluation.judge=fake", "judge.card=4")
    calls = made(summary)
    assert calls["base.evaluate.judge.fake"] == calls["base.evaluate"]
    assert calls["distilled.examine.judge.fake_without_reference"] <= calls["distilled.examine"]
    shared = summary["cost"]["per_accepted"]["by_stage"]["distilled"]
    looped = calls["distilled.distil"] + calls["distilled.judge.fake"]
    assert shared["calls"] * shared["paths"] == pytest.approx(looped)
    # Equal paths are judged once, so a stage may have more units than calls, and never fewer.
    with open_run(tmp_path / "run") as recording:
        stages = Browser(recording.reader, 1).stages()
    units = {stage.name: stage.units for stage in stages}
    assert len(units) == len(stages)
    assert all(calls[name] <= units[name] for name in calls)


def test_more_paths_a_problem_keep_those_there_are(tmp_path: Path) -> None:
    fake(tmp_path / "run", "sampling.n=4")
    remain = sizes(tmp_path / "run")
    before = judged(tmp_path / "run")
    grown = made(fake(tmp_path / "run", "sampling.n=8"))
    expected = Counter({"round_1.sample": 4 * remain["distilled"]})
    assert only(grown, "base", "distilled", "round_1.sample") == expected
    sampled = contents(tmp_path / "run", "sample", most=remain["distilled"] * 8)
    # The judge is asked about what it has not seen: equal texts for one problem are one path.
    assert grown["round_1.judge.fake"] == len(sampled - before)
    # D_SFT is another now, so M_1 is trained anew, and what it then writes is its own.
    assert grown["round_1.fine_tune"] == 1
    assert grown["round_2.sample"] == 8 * sizes(tmp_path / "run")["round_1"]
    assert grown["round_2.fine_tune"] == 1


def test_more_problems_keep_the_distilled_rows(tmp_path: Path) -> None:
    shares = (
        "seed=2",
        "problems.split.test=0.4",
        "problems.split.dev=0.0",
        "problems.split.seed=0.4",
    )
    fake(tmp_path / "run", "problems.n=15", *shares)
    old = splits(tmp_path / "run")
    grown = made(fake(tmp_path / "run", "problems.n=20", *shares))
    new = splits(tmp_path / "run")
    fresh = {name: len(new[name]) - len(old[name]) for name in new}
    assert all(old[name].problem_ids() <= new[name].problem_ids() for name in new)
    assert min(fresh["seed"], fresh["test"]) > 0, "the case needs both"
    assert grown["distilled.distil"] == fresh["seed"]
    assert grown["distilled.judge.fake"] == fresh["seed"]
    assert grown["base.evaluate"] == fresh["test"]
    assert grown["distilled.fine_tune"] == 1
    assert grown["distilled.evaluate"] == len(new["test"])


def test_another_round_keeps_those_before_it(tmp_path: Path) -> None:
    fake(tmp_path / "run", "sampling.n=1", "trainer.settings.scale=400")
    grown = made(fake(tmp_path / "run", "sampling.n=1", "trainer.settings.scale=400", "rounds=3"))
    assert only(grown, "base", "distilled", "round_1", "round_2") == Counter()
    assert grown["round_3.sample"] == sizes(tmp_path / "run")["round_2"]
    assert grown["round_3.fine_tune"] == 1
    # A draft that is still the latest of its problem is reflected on already.
    drafts = {ref.content for ref in reflected(tmp_path / "run")}
    assert 0 < grown.get("reflection.reflect", 0) <= len(drafts)


def test_a_new_judge_that_says_the_same_trains_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from mathse.judges import fake as module

    fake(tmp_path / "run")
    monkeypatch.setattr(module, "PLUGIN", replace(module.PLUGIN, version=2))
    again = made(fake(tmp_path / "run"))
    assert {name.split(".")[-2] for name in again} == {"judge"}
    assert again["round_1.judge.fake"] > 0


def test_a_judge_that_says_otherwise_trains_anew(tmp_path: Path) -> None:
    fake(tmp_path / "run")
    again = made(fake(tmp_path / "run", "judges.fake.settings.error_rate=0.4"))
    assert again["distilled.fine_tune"] == 1
    assert "distilled.distil" not in again


def test_the_ablation_without_reflection_costs_nothing_on_the_same_store(tmp_path: Path) -> None:
    store = f"store={tmp_path / 'store'}"
    fake(tmp_path / "run", store)
    ablation = fake(tmp_path / "ablation", store, "options.reflect=never")
    assert ablation["cost"]["calls"] == 0
    assert [stage["name"] for stage in ablation["stages"]] == [
        "base", "distilled", "round_1", "round_2",
    ]  # fmt: skip


def test_the_controls_draw_paths_of_their_own(tmp_path: Path) -> None:
    store = f"store={tmp_path / 'store'}"
    fake(tmp_path / "run", store)
    for repair in ("resample", "solve_again"):
        summary = fake(tmp_path / repair, store, f"options.repair={repair}")
        assert {name.split(".")[0] for name in made(summary)} == {repair}
        assert made(summary)[f"{repair}.{repair}"] > 0
        assert summary["stages"][-1]["name"] == repair


@pytest.mark.parametrize("feedback", ["none", "teacher", "other_problem"])
def test_each_feedback_asks_only_for_what_is_its_own(tmp_path: Path, feedback: str) -> None:
    store = f"store={tmp_path / 'store'}"
    fake(tmp_path / "run", store)
    summary = fake(tmp_path / feedback, store, f"reflection.feedback={feedback}")
    assert {name.split(".")[0] for name in made(summary)} == {"reflection"}
    drafts = len(reflected(tmp_path / feedback))
    # The same draft with the same diagnosis is the same unit, whoever gave the diagnosis.
    assert 0 < made(summary)["reflection.reflect"] <= drafts
    assert made(summary).get("reflection.diagnose", 0) == (drafts if feedback == "teacher" else 0)


def only(grown: dict[str, int], *prefixes: str) -> Counter[str]:
    """Calls of stages whose names begin so, the judges' aside."""
    named = {k: v for k, v in grown.items() if k.startswith(prefixes) and ".judge" not in k}
    return Counter(named)


def reflected(run_dir: Path) -> Table:
    """The drafts that the reflection of this run is about."""
    with open_run(run_dir) as recording:
        stages = list(recording.replay())
    return stages[-2].r_incorrect.of(stages[-2].d_remain).latest()


def contents(run_dir: Path, verb: str, *, most: int) -> set[bytes]:
    """Contents of the first `most` recorded paths of this verb's first recipe."""
    query = (
        "SELECT content FROM row WHERE recipe = (SELECT min(id) FROM recipe WHERE verb = ?) LIMIT ?"
    )
    with open_run(run_dir) as recording:
        return {found for (found,) in recording.reader.every(query, (verb, most))}


def judged(run_dir: Path) -> set[bytes]:
    """Contents of the paths that the run's judge was asked about."""
    query = (
        "SELECT unit FROM row JOIN recipe ON recipe.id = row.recipe"
        " WHERE verb = 'judge' AND recipe.json LIKE '%error_rate\":0.05%'"
    )
    with open_run(run_dir) as recording:
        return {found for (found,) in recording.reader.every(query)}
