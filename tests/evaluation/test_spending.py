"""What an accepted path costs: the stages that wrote and judged it, over the paths they added."""

from mathse.algorithm import Stage
from mathse.evaluation.spending import per_accepted
from mathse.rows import Checkpoint, Json
from mathse.tables import Ref, Table


def stage(name: str, paths: int) -> Stage:
    refs = [Ref(bytes([i]), row=i + 1, content=bytes([i])) for i in range(paths)]
    return Stage(name, Checkpoint("m", "m"), Table(refs), Table(), Table())


def cost(money: float) -> dict[str, float]:
    return {"calls": 10, "tokens_in": 100, "tokens_out": 50, "images": 0, "money": money}


def test_only_what_wrote_and_judged_the_paths_is_shared_among_them() -> None:
    costs = {
        "base.evaluate": cost(7.0),
        "distilled.distil": cost(2.0),
        "distilled.judge.paid": cost(1.0),
        "distilled.judge.truth": cost(9.0),  # an audit
        "distilled.fine_tune": cost(5.0),
        "round_1.sample": cost(0.0),
        "round_1.judge.paid": cost(1.0),
        "reflection.reflect": cost(4.0),
    }
    stages = [
        stage("base", 0),
        stage("distilled", 6),
        stage("round_1", 10),
        stage("reflection", 10),
    ]
    found = per_accepted(costs, stages, keys=["paid"])
    by: Json = found["by_stage"]
    assert isinstance(by, dict)
    assert by["distilled"] == {
        "paths": 6, "calls": 20 / 6, "tokens_in": 200 / 6, "tokens_out": 100 / 6, "images": 0,
        "money": 0.5,
    }  # fmt: skip
    assert isinstance(by["round_1"], dict)
    assert by["round_1"]["money"] == 0.25
    assert isinstance(by["reflection"], dict)
    assert by["reflection"]["money"] is None, "nothing was accepted for that money"
    assert (found["paths"], found["money"]) == (10, 0.8)
    assert "base" not in by
