"""Several keys of a judge: accepted when all say so, rejected when all do, else neither."""

import pytest

from mathse.record.agreement import Found, agreed, alone, of_another
from mathse.rows import Outcome
from mathse.tables import Ref, Table


@pytest.mark.parametrize(
    ("keys", "finished", "expected"),
    [
        (("correct",), True, "correct"),
        (("correct",), False, "incorrect"),  # a path that did not end is never right
        (("incorrect",), True, "incorrect"),
        (("unparsed",), True, "unparsed"),
        (("correct", "correct"), True, "correct"),
        (("incorrect", "incorrect"), True, "incorrect"),
        (("correct", "incorrect"), True, "disagreed"),
        (("incorrect", "correct"), False, "disagreed"),
        (("correct", "unparsed"), True, "unparsed"),
        (("correct", None), True, None),  # a judge failed: nobody's path
        ((None,), True, None),
    ],
)
def test_what_keys_say_together(
    keys: tuple[Outcome | None, ...], finished: bool, expected: Outcome | None
) -> None:
    said = [outcome and Found(7 + i, outcome) for i, outcome in enumerate(keys)]
    found = agreed(said, said[-1], Ref(b"p", 1, b"c", finished=finished))
    assert found == (expected and (7 + len(keys) - 1, expected))


@pytest.mark.parametrize(
    ("outcome", "finished", "expected"),
    [
        ("correct", True, "correct"),
        ("correct", False, "incorrect"),
        ("incorrect", False, "incorrect"),
        ("unparsed", False, "unparsed"),
        (None, True, None),
    ],
)
def test_what_one_verdict_says(
    outcome: Outcome | None, finished: bool, expected: Outcome | None
) -> None:
    said = Found(7, outcome) if outcome else None
    found = alone(said, Ref(b"p", 1, b"c", finished=finished))
    assert found == (expected and (7, expected))


def test_feedback_of_another_problem_is_never_ones_own() -> None:
    drafts = Table(Ref(bytes([i % 5]), i + 1, bytes([i])) for i in range(17))
    taken = of_another(drafts)
    assert all(drafts.refs[j].problem != ref.problem for ref, j in zip(drafts, taken, strict=True))
    alone = Table([Ref(b"p", 1, b"a"), Ref(b"p", 2, b"b")])
    assert sorted(of_another(alone)) == [0, 1]  # there is no other problem
