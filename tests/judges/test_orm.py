"""The ORM judge: a model that was taught two verdicts gives them, and says how sure it is."""

from pathlib import Path

import pytest

from mathse.bases.tiny_idefics3 import TinyIdefics3, TinySettings
from mathse.errors import RecipeError
from mathse.judges.by_steps import verdict_tokens
from mathse.judges.orm import PLUGIN, OrmJudge, OrmSettings, OrmSpeed
from mathse.judges.parse import decided, parse_verdict, taught, verdict_json
from mathse.locating import concluded, marked, stopped_steps
from mathse.roles import Context, Failed, JudgeRequest
from mathse.rows import Critique, Example, Feedback, Image, Problem, Verdict
from mathse.trainers.lean import LeanTrainer
from mathse.trainers.settings import SftSettings, SftSpeed

RIGHT = "Step 1: 2 + 3 = 5. The answer to this problem is 5."
WRONG = "Step 1: 2 + 3 = 6. The answer to this problem is 6."
STEPPED = {  # paths that it learns to check step by step, and what it should write
    "Step 1: 3 + 4 = 7. Step 2: 7 + 1 = 8.": "3 + 4 = 7. right 7 + 1 = 8. right",
    "Step 1: 5 = 5. Step 2: 8 - 4 = 2. Step 3: 2 + 6 = 9.": "5 = 5. right 8 - 4 = 2. wrong",
}
FEEDBACK = Feedback("2 + 3 = 6.", "Step 1 is wrong.")
SECOND = Feedback("8 - 4 = 2.", "Step 2 is wrong.")


def judge(model: Path, **settings: object) -> OrmJudge:
    chosen = OrmSettings(prompts="short", max_tokens=90, **settings)  # type: ignore[arg-type]
    built = PLUGIN.build(chosen, OrmSpeed(device="cpu"), Context(model=model))
    assert isinstance(built, OrmJudge)
    return built


def critiques(problems: list[Problem], *, binary: bool = False) -> list[Critique]:
    return [
        Critique(problem, path, with_reference=with_reference, binary=binary)
        for problem in problems
        for path in (RIGHT, WRONG)
        for with_reference in (True, False)
    ]


def requests(tasks: list[Critique]) -> list[JudgeRequest]:
    return [JudgeRequest(at, task, seed=at) for at, task in enumerate(tasks)]


@pytest.fixture(scope="module")
def orm_model(problems: list[Problem], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Learns by heart what to say of two paths."""
    folder = tmp_path_factory.mktemp("orm")
    rows = [
        Example(
            task,
            verdict_json(correct=task.path == RIGHT, feedback=FEEDBACK, binary=task.binary),
        )
        for binary in (False, True)
        for task in critiques(problems[:2], binary=binary)
    ]
    for task in [task for problem in problems[:2] for task in stepped(problem)]:
        steps = STEPPED[task.path]
        correct = "wrong" not in steps
        answer = concluded(stopped_steps(task.path), right=correct) if task.with_reference else None
        text = verdict_json(correct=correct, feedback=SECOND, steps=steps, answer=answer)
        rows.append(Example(task, text, taught(text)))
    TinyIdefics3(TinySettings(text_layers=2, vision_layers=1)).make(folder / "start")
    settings = SftSettings(
        learning_rate=5e-3, batch=8, epochs=80, prompts="short", freeze="vision", weight_decay=0
    )
    LeanTrainer(settings, SftSpeed(device="cpu")).train(
        rows,
        start=folder / "start",
        out=folder / "out",
        work=folder / "work",
        seed=1,
        progress=lambda d, t, n: print(d, t, n),
    )
    return folder / "out"


@pytest.mark.parametrize("binary", [False, True])
def test_it_says_what_it_was_taught(orm_model: Path, problems: list[Problem], binary: bool) -> None:
    tasks = critiques(problems[:2], binary=binary)
    found = {one.index: one.result for one in judge(orm_model).judge(iter(requests(tasks)))}
    assert found.keys() == set(range(len(tasks)))
    for at, task in enumerate(tasks):
        verdict = found[at]
        assert isinstance(verdict, Verdict)
        assert verdict.p_correct is not None
        if task.path == RIGHT:
            assert (verdict.outcome, verdict.error_step) == ("correct", None)
            assert verdict.p_correct > 0.9
        else:
            assert verdict.outcome == "incorrect"
            assert verdict.error_step == (None if binary else FEEDBACK.error_step)
            assert verdict.analysis == (None if binary else FEEDBACK.analysis)
            assert verdict.p_correct < 0.1
        assert verdict.usage.calls == 1
        assert verdict.usage.images == 1


def stepped(problem: Problem) -> list[Critique]:
    return [
        Critique(problem, path, with_reference=shown, by_steps=True)
        for path in STEPPED
        for shown in (False, True)
    ]


def test_it_checks_step_by_step_where_it_was_taught_to(
    orm_model: Path, problems: list[Problem]
) -> None:
    tasks = stepped(problems[0])
    found = {one.index: one.result for one in judge(orm_model).judge(iter(requests(tasks)))}
    for at, task in enumerate(tasks):
        verdict, steps = found[at], STEPPED[task.path]
        assert isinstance(verdict, Verdict)
        correct = "wrong" not in steps
        answer = f'{{"answer": "{concluded(stopped_steps(task.path), right=correct)}", '
        begin = answer if task.with_reference else "{"
        assert verdict.text.startswith(f'{begin}"steps": "{steps}"')
        assert verdict.outcome == ("correct" if correct else "incorrect")
        assert verdict.error_step == (None if correct else SECOND.error_step)
        assert verdict.analysis == (None if correct else SECOND.analysis)
        assert verdict.p_correct is not None
        assert (verdict.p_correct > 0.5) == correct
        assert verdict.note == {}


def test_its_chances_are_those_of_writing_steps_and_verdicts(
    orm_model: Path, problems: list[Problem]
) -> None:
    """Against plain forward passes over all that stands before each token of a step, and before each verdict."""
    from mathse import chat
    from mathse.prompts import load_prompts

    orm = judge(orm_model, faulty_likelihood=0.2)
    loaded, (right, wrong) = orm.loaded, verdict_tokens(orm.loaded)
    for task in stepped(problems[1]):
        (found,) = orm.judge(iter(requests([task])))
        assert isinstance(found.result, Verdict)
        answer = concluded(stopped_steps(task.path), right=True) if task.with_reference else None
        steps = marked(stopped_steps(task.path), None)
        text = verdict_json(correct=True, steps=steps, answer=answer)
        asked = chat.messages(task, load_prompts("short"))
        prompt = loaded.processor.apply_chat_template(
            asked, tokenize=False, add_generation_prompt=True
        )
        images = chat.images(asked)
        tokens = loaded.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        spans = list(zip(tokens["input_ids"], tokens["offset_mapping"], strict=True))
        product, begun, factor = 1.0, text.index('"steps": "') + len('"steps": "'), 1.0
        for start, end in decided(text):
            likelihood = 1.0
            for token, (first, last) in spans:
                if begun < last < start:  # the space before a verdict is its own
                    likelihood *= next_tokens(orm, prompt + text[:first], images)[token]
            verdict = next_tokens(orm, prompt + text[: start - 1], images)
            if start < begun:  # the verdict of the answer
                factor = 0.9 * verdict[wrong] / verdict[right] + 0.1
                continue
            odds = likelihood / 0.2 * (verdict[right] / verdict[wrong]) ** 0.5
            product *= odds / (1 + odds)
            begun = end
        if task.with_reference:
            product /= product + (1 - product) * factor
        assert found.result.p_correct == pytest.approx(product, rel=1e-3)


def next_tokens(orm: OrmJudge, text: str, images: list[str]) -> list[float]:
    """The chance of each token behind this text."""
    import torch
    from PIL import Image as Picture

    pictures = [[Picture.open(path).convert("RGB") for path in images]]
    inputs = orm.loaded.processor(text=[text], images=pictures, return_tensors="pt")
    with torch.no_grad():
        chances: list[float] = orm.loaded.model(**inputs).logits[0, -1].softmax(-1).tolist()
    return chances


def test_the_steps_come_from_the_path_even_where_the_model_can_write_nothing(
    tiny: Path, problems: list[Problem]
) -> None:
    """An untaught model decides by chance and analyses nothing; what it says is well-formed all the same."""
    tasks = [*stepped(problems[0]), Critique(problems[0], " ", True, by_steps=True)]
    found = {one.index: one.result for one in judge(tiny).judge(iter(requests(tasks)))}
    for at in range(len(tasks) - 1):
        verdict = found[at]
        assert isinstance(verdict, Verdict)
        assert verdict.outcome in ("correct", "incorrect")
        assert parse_verdict(verdict.text).outcome == verdict.outcome
        assert ("unread_analysis" in verdict.note) is (verdict.outcome == "incorrect")
    nothing = found[len(tasks) - 1]
    assert isinstance(nothing, Verdict)
    assert nothing.outcome == "unparsed"


def test_p_correct_is_the_models_own_chance(orm_model: Path, problems: list[Problem]) -> None:
    """Against one plain forward pass over prompt and opening."""
    import torch

    from mathse import chat
    from mathse.judges.parse import OPENING
    from mathse.prompts import load_prompts

    task = critiques(problems[:1])[2]
    orm = judge(orm_model)
    (found,) = orm.judge(iter(requests([task])))
    assert isinstance(found.result, Verdict)
    loaded = orm.loaded
    from PIL import Image as Picture

    conversation = chat.messages(task, load_prompts("short"))
    text = loaded.processor.apply_chat_template(
        conversation, tokenize=False, add_generation_prompt=True
    )
    images = [[Picture.open(path).convert("RGB") for path in chat.images(conversation)]]
    batch = loaded.processor(text=[text + OPENING], images=images, return_tensors="pt")
    with torch.no_grad():
        chances = loaded.model(**batch).logits[0, -1].softmax(-1)
    right, wrong = (
        float(chances[loaded.tokenizer(word, add_special_tokens=False)["input_ids"][0]])
        for word in ("CORRECT", "WRONG")
    )
    assert found.result.p_correct == pytest.approx(right / (right + wrong), abs=1e-4)


def test_what_cannot_be_read_is_asked_again_and_then_recorded(
    tiny: Path, problems: list[Problem]
) -> None:
    """An untaught model writes no verdict at all."""
    tasks = critiques(problems[:1])
    found = [one.result for one in judge(tiny, retries=2).judge(iter(requests(tasks)))]
    assert len(found) == len(tasks)
    for verdict in found:
        assert isinstance(verdict, Verdict)
        assert verdict.outcome == "unparsed"
        assert verdict.usage.calls == 3
        assert verdict.note["retries"] == 2


def test_without_the_reference_it_does_not_matter(orm_model: Path, problems: list[Problem]) -> None:
    import dataclasses

    def said(gold: str) -> list[object]:
        asked = [dataclasses.replace(problem, gold=gold) for problem in problems[:2]]
        tasks = [task for task in critiques(asked) if not task.with_reference]
        found = judge(orm_model).judge(iter(requests(tasks)))
        return sorted(((one.index, one.result) for one in found), key=lambda pair: pair[0])

    assert said("5") == said("a very different answer")


def test_a_broken_image_fails_its_own_verdict_alone(
    orm_model: Path, problems: list[Problem], tmp_path: Path
) -> None:
    import dataclasses

    (tmp_path / "broken.png").write_bytes(b"no picture")
    broken = dataclasses.replace(problems[0], images=(Image("0" * 64, tmp_path / "broken.png"),))
    for asked in (critiques, lambda problems: stepped(problems[0])):
        tasks = [*asked([broken])[:1], *asked(problems[:1])[:1]]
        found = {one.index: one.result for one in judge(orm_model).judge(iter(requests(tasks)))}
        assert isinstance(found[0], Failed)
        assert isinstance(found[1], Verdict)


def test_without_a_model_it_is_one_line() -> None:
    with pytest.raises(RecipeError, match="needs a trained ORM"):
        PLUGIN.build(OrmSettings(), OrmSpeed(), Context(model=None))
