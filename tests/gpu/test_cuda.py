"""What runs a model, on a GPU beside the CPU: sampling, both trainers, the ORM.

    python -m pytest -m gpu tests/gpu

MATHSE_TEST_DEVICE=cpu tries the tests themselves where there is no GPU. Float32 sums come in another order on
each device, so what is compared between two has a tolerance, stated where it stands.
"""

import json
from pathlib import Path

import pytest
from tests.gpu.device import DEVICE, ON_GPU, STEPS, forget, held, sentences, train
from tests.run.test_workers import answered

from mathse.figures.model import BASE
from mathse.judges import orm
from mathse.judges.orm import OrmJudge, OrmSettings, OrmSpeed
from mathse.judges.parse import taught, verdict_json
from mathse.local.load import Dtype
from mathse.locating import marked, stopped_steps
from mathse.policies import transformers_local as student
from mathse.policies.transformers_local import TransformersSettings, TransformersSpeed
from mathse.recipe import Use
from mathse.roles import Context, JudgeRequest, Request, Sampling
from mathse.rows import Critique, Example, Feedback, Problem, Rollout, Solve, Verdict
from mathse.worker import Job

GREEDY = Sampling(temperature=0.0, max_tokens=100)
WARM = Sampling(temperature=1.0, max_tokens=100)

pytestmark = [pytest.mark.gpu, pytest.mark.timeout(900)]


def written(
    solver: Path,
    drawn: list[tuple[Problem, str]],
    device: str,
    sampling: Sampling,
    *,
    n: int = 1,
    dtype: Dtype = "float32",
) -> list[str]:
    """The student's texts; the loop of mathse.local is right on this device, or it fails."""
    log: list[str] = []
    settings = TransformersSettings(prompts="short", dtype=dtype)
    speed = TransformersSpeed(device=device, rows=24, prompts=8)
    policy = student.PLUGIN.build(settings, speed, Context(model=solver, log=log.append))
    asked = [Solve(problem) for problem, _ in drawn for _ in range(n)]
    requests = (Request(at, task, 1000 + at, sampling) for at, task in enumerate(asked))
    found = {answer.index: answer.result for answer in policy.write(requests)}
    assert log == []
    texts = [found[at] for at in range(len(asked))]
    assert all(isinstance(text, Rollout) for text in texts)
    return [text.text for text in texts]


def unlike(one: list[str], other: list[str]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_greedy_texts_are_those_of_the_cpu(solver: Path, drawn: list[tuple[Problem, str]]) -> None:
    """But for one in 16: two tokens as good as each other may change places."""
    here = written(solver, drawn, DEVICE, GREEDY)
    assert len(set(here)) > 8
    assert unlike(here, written(solver, drawn, "cpu", GREEDY)) <= 1


def test_drawn_paths_are_their_seeds(solver: Path, drawn: list[tuple[Problem, str]]) -> None:
    """The same twice on a device; on the other one but for one in 16."""
    once = written(solver, drawn, DEVICE, WARM, n=3)
    assert len(set(once)) > 24
    assert written(solver, drawn, DEVICE, WARM, n=3) == once
    assert unlike(once, written(solver, drawn, "cpu", WARM, n=3)) <= 3


def test_two_workers_share_a_gpu(
    solver: Path, drawn: list[tuple[Problem, str]], tmp_path: Path
) -> None:
    """Each in a process of its own, never forked behind an engine that may have touched the GPU."""
    use = Use("transformers", {"prompts": "short"}, {"device": DEVICE, "rows": 24, "prompts": 8})
    preload = student.preload(DEVICE)
    assert bool(preload) is not ON_GPU
    job = Job("a.sample", "write", "policy", use, False, preload, model=solver, logs=tmp_path)
    asked = [
        Request(at, Solve(problem), 1000 + at, GREEDY) for at, (problem, _) in enumerate(drawn)
    ]
    found = answered(job, asked, tmp_path, (8, 8))
    results = [found[at].result for at in range(len(asked))]
    texts = [one.text for one in results if isinstance(one, Rollout)]
    assert unlike(texts, written(solver, drawn, DEVICE, GREEDY)) <= 1


def test_bfloat16_is_written_by_the_fast_loop_too(
    solver: Path, drawn: list[tuple[Problem, str]]
) -> None:
    texts = written(
        solver, drawn[:6], DEVICE, Sampling(temperature=0.0, max_tokens=40), dtype="bfloat16"
    )
    assert all(text.startswith(("Given", "Step")) or ":" in text for text in texts)


def moved(one: Path, other: Path) -> float:
    """How far two models are from each other: the norm of all weights' differences."""
    from transformers import AutoModelForImageTextToText

    first, second = (AutoModelForImageTextToText.from_pretrained(at) for at in (one, other))
    ours = dict(second.named_parameters())
    squares = sum(
        float((weights - ours[name]).detach().float().square().sum())
        for name, weights in first.named_parameters()
    )
    return float(squares**0.5)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("lean", {"freeze": "vision"}),
        ("lean", {"freeze": "nothing", "matrix_learning_rate": 4e-3}),
        ("sft", {"freeze": "vision"}),
        ("sft", {"freeze": "nothing"}),
        ("sft", {"lora": {"rank": 4}}),
    ],
)
def test_losses_are_those_of_the_cpu(
    drawn: list[tuple[Problem, str]], tmp_path: Path, name: str, settings: dict[str, object]
) -> None:
    """Within 2 % at each of 10 steps; it learns, and what it has learnt is in the folder."""
    forget()
    here = train(name, sentences(drawn), tmp_path / "here", **settings)
    if ON_GPU:
        assert held() > BASE.joinpath("model.safetensors").stat().st_size
    there = train(name, sentences(drawn), tmp_path / "there", device="cpu", **settings)
    assert here[STEPS] < 0.9 * here[1]
    assert here == pytest.approx(there, rel=0.02)
    way = moved(BASE, tmp_path / "there/out")
    assert moved(tmp_path / "here/out", tmp_path / "there/out") < 0.2 * way


@pytest.mark.parametrize(("name", "matrix"), [("lean", 0.0), ("lean", 4e-3), ("sft", 0.0)])
def test_a_stopped_training_goes_on_to_the_same_model(
    drawn: list[tuple[Problem, str]], tmp_path: Path, name: str, matrix: float
) -> None:
    """Within 5 % of the way that training moves the weights: a GPU adds gradients up in no fixed order."""

    class Stopped(Exception):
        pass

    def stop(done: int, total: int, note: str) -> None:
        if done == 7:
            raise Stopped

    whole = train(name, sentences(drawn), tmp_path / "whole", matrix_learning_rate=matrix)
    with pytest.raises(Stopped):
        train(name, sentences(drawn), tmp_path / "half", matrix_learning_rate=matrix, progress=stop)
    steps: list[int] = []
    resumed = train(
        name,
        sentences(drawn),
        tmp_path / "half",
        matrix_learning_rate=matrix,
        progress=lambda done, total, note: steps.append(done),
    )
    assert steps == list(range(5, STEPS + 1))
    assert resumed == pytest.approx(whole, rel=0.01)
    way = moved(BASE, tmp_path / "whole/out")
    assert moved(tmp_path / "whole/out", tmp_path / "half/out") < 0.05 * way


@pytest.mark.parametrize("name", ["lean", "sft"])
def test_bfloat16_learns(drawn: list[tuple[Problem, str]], tmp_path: Path, name: str) -> None:
    curve = train(name, sentences(drawn), tmp_path, compute="bfloat16")
    assert curve[STEPS] < 0.9 * curve[1]
    assert json.loads((tmp_path / "out/config.json").read_text())["dtype"] == "bfloat16"


def critiques(drawn: list[tuple[Problem, str]], *, by_steps: bool) -> list[tuple[Critique, bool]]:
    """A right solution of each problem, and the next problem's, with which is right."""
    paths = [text for _, text in drawn]
    return [
        (Critique(problem, path, with_reference=False, by_steps=by_steps), path == right)
        for (problem, right), other in zip(drawn, [*paths[1:], paths[0]], strict=True)
        for path in (right, other)
    ]


def verdict_row(task: Critique, *, correct: bool) -> Example:
    """What an ORM is taught of a path that is right, or wrong from its first step on."""
    steps = stopped_steps(task.path)
    feedback = None if correct else Feedback(steps[0], None)
    if not task.by_steps:
        return Example(task, verdict_json(correct=correct, feedback=feedback))
    marks = marked(steps, None if correct else 1)
    text = verdict_json(correct=correct, feedback=feedback, steps=marks)
    return Example(task, text, taught(text))


@pytest.fixture(scope="module")
def verdict_model(
    drawn: list[tuple[Problem, str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The base after a few steps on verdicts of both forms: it has a view, and is not too sure of it."""
    folder = tmp_path_factory.mktemp("orm")
    both = [*critiques(drawn, by_steps=False), *critiques(drawn, by_steps=True)]
    rows = [verdict_row(task, correct=correct) for task, correct in both]
    train("lean", rows, folder, steps=110, batch=16, matrix_learning_rate=8e-3, learning_rate=2e-3)
    return folder / "out"


@pytest.mark.parametrize("by_steps", [False, True])
def test_verdicts_are_as_sure_as_on_the_cpu(
    verdict_model: Path, drawn: list[tuple[Problem, str]], by_steps: bool
) -> None:
    """Within 0.001 at each path; the same verdict wherever it is not a toss-up."""
    found = []
    for device in (DEVICE, "cpu"):
        settings, speed = OrmSettings(prompts="short", max_tokens=60), OrmSpeed(device=device)
        judge = orm.PLUGIN.build(settings, speed, Context(model=verdict_model))
        assert isinstance(judge, OrmJudge)
        tasks = enumerate(critiques(drawn, by_steps=by_steps))
        requests = (JudgeRequest(at, task, seed=at) for at, (task, _) in tasks)
        said = {one.index: one.result for one in judge.judge(requests)}
        verdicts = [one for _, one in sorted(said.items()) if isinstance(one, Verdict)]
        assert len(verdicts) == 2 * len(drawn)
        found.append(verdicts)
    for here, there in zip(*found, strict=True):
        assert here.p_correct == pytest.approx(there.p_correct, abs=1e-3)
        if here.p_correct is not None and abs(here.p_correct - 0.5) > 0.01:
            assert here.outcome == there.outcome
    sure = [one.p_correct for one in found[0] if one.p_correct is not None]
    assert len({round(chance, 2) for chance in sure}) > 4
