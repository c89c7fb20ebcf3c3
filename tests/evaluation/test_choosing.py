"""How one answer is chosen: by votes that the ORM weighs, and never by a reference."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.evaluation.choosing import choose, voices
from mathse.evaluation.solving import Solver, draws
from mathse.orm import OrmOptions
from mathse.roles import Answer, Judged, JudgeRequest, Request
from mathse.rows import Problem, Rollout, Verdict

CLOSING = "Step 1: look. The answer to this problem is {}."


def problem(options: tuple[str, ...] = (), gold: str = "") -> Problem:
    return Problem(b"p", "How long?", options, gold, (), "", "", "", None, {"truth": gold})


def paths(*answers: str | None) -> list[Rollout]:
    return [Rollout(CLOSING.format(a) if a else "I wonder.", "finished") for a in answers]


def verdicts(*chances: float | None) -> list[Verdict]:
    return [Verdict("correct", p_correct=chance) for chance in chances]


@pytest.mark.parametrize(
    ("answers", "chances", "options", "chosen", "agree"),
    [
        (["5", "6", "5"], None, (), "5", 2),
        (["1/2", "0.5", "7"], None, (), "1/2", 2),  # one answer in two spellings
        (["B", "4", "A"], None, ("3", "4"), "B", 2),  # a letter and its option's text
        ([None, None, "9"], None, (), "9", 1),
        (["5", "6"], None, (), "5", 1),  # the earlier one where they weigh the same
        (["5", "5", "6"], [0.1, 0.1, 0.9], (), "6", 1),  # the ORM's weight decides
        (["5", "6"], [None, 0.4], (), "5", 1),  # an unread verdict weighs a half
        ([None, None], None, (), None, 0),
    ],
)
def test_cases(
    answers: list[str | None],
    chances: list[float | None] | None,
    options: tuple[str, ...],
    chosen: str | None,
    agree: int,
) -> None:
    said = None if chances is None else verdicts(*chances)
    choice = choose(problem(options), voices(problem(options), paths(*answers), said))
    assert (choice.answer, choice.agree, choice.n) == (chosen, agree, len(answers))


def test_the_path_shown_is_the_one_the_orm_holds_most_of() -> None:
    heard = voices(problem(), paths("5", "5", "6"), verdicts(0.3, 0.8, 0.2))
    choice = choose(problem(), heard)
    assert choice.path is heard[1].path
    assert choice.others == (("6", 1),)


@dataclass
class Spy:
    """A policy and a judge that keep what they were shown."""

    seen: list[Problem] = field(default_factory=list)
    forms: set[tuple[bool, bool]] = field(default_factory=set)  # of verdicts: binary, by steps

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        for request in requests:
            self.seen.append(request.task.problem)
            yield Answer(request.index, paths("5" if request.seed % 3 else "6")[0])

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        for request in requests:
            self.seen.append(request.task.problem)
            assert not request.task.with_reference
            self.forms.add((request.task.binary, request.task.by_steps))
            yield Judged(request.index, verdicts((request.seed % 100) / 100)[0])


@given(st.text(max_size=20), st.text(max_size=20), st.integers(0, 1000))
def test_no_reference_can_change_a_choice(one: str, other: str, seed: int) -> None:
    """Whoever writes, judges or chooses never has it in hand."""
    spies = Spy(), Spy()
    choices = [
        Solver(spy, spy).solve(problem(gold=gold), draws(6, 0.8, 100), seed=seed)
        for spy, gold in zip(spies, (one, other), strict=True)
    ]
    assert choices[0] == choices[1]
    for spy in spies:
        assert {seen.gold for seen in spy.seen} == {""}
        assert all(seen.solution is None and not seen.meta for seen in spy.seen)


@pytest.mark.parametrize(
    ("options", "form"),
    [
        (OrmOptions(), (False, False)),
        (OrmOptions(binary=True), (True, False)),
        (OrmOptions(steps=True), (False, True)),
    ],
)
def test_an_orm_is_asked_as_it_was_made(options: OrmOptions, form: tuple[bool, bool]) -> None:
    spy = Spy()
    Solver(spy, spy, options).solve(problem(), draws(2, 0.8, 100), seed=1)
    assert spy.forms == {form}
