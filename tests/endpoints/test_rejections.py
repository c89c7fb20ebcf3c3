"""Requests that are rejected (400): one unit's fault, or that of all requests."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from scripted import Asked, answer, scripted
from tasks import Coins, context, solves
from test_policy import collect, policy

from mathse.endpoints.call import WHITE
from mathse.endpoints.options import Dialect
from mathse.errors import EndpointError
from mathse.roles import Answer, Failed
from mathse.rows import Image

SUM = re.compile(r"What is (\d+) \+")
Refuses = Callable[[Asked], bool]


def among_the_first(count: int) -> Refuses:
    def refuses(body: Asked) -> bool:
        return any(int(number) < count for number in SUM.findall(json.dumps(body["messages"])))

    return refuses


def has_pictures(body: Asked) -> bool:
    return "image_url" in json.dumps(body["messages"])


TOO_LARGE = {"error": {"message": "image too large"}}
# who rejects what -> units that fail of 60
UNITS: list[tuple[Refuses, int]] = [
    (among_the_first(1), 1),
    (among_the_first(45), 45),
    (among_the_first(60), 60),
    (lambda body: has_pictures(body) and WHITE not in json.dumps(body), 60),  # all are too large
]
ALL: list[Refuses] = [
    lambda body: True,
    lambda body: "seed" in body,
    has_pictures,
    lambda body: body["messages"][0]["role"] == "system",
]


@pytest.fixture
def picture(tmp_path: Path) -> Image:
    Pillow.new("RGB", (40, 30)).save(tmp_path / "picture.png")
    return Image("digest", tmp_path / "picture.png")


@pytest.mark.parametrize("paths", [1, 4])
@pytest.mark.parametrize(("refuses", "failing"), UNITS)
def test_units_that_are_rejected_do_not_stop_the_others(
    refuses: Refuses, failing: int, paths: int, picture: Image
) -> None:
    """Nor do they the next start, which asks for them first: `run.tolerance` decides."""
    coins = Coins()

    def script(body: Asked) -> tuple[int, object]:
        return (400, TOO_LARGE) if refuses(body) else (200, answer(body))

    with scripted(script) as (server, asked):
        ways = policy(server, context(coins), Dialect(paths_per_call=paths))
        answers = list(ways.write(solves(60 // paths, paths=paths, images=(picture,))))
    failed = [a for a in answers if isinstance(a.result, Failed)]
    assert len(answers) == 60
    assert len(failed) == min(60, failing * paths)
    assert {a.result.message for a in failed} == {"400: image too large"}
    plain = [body for body in asked if not SUM.search(json.dumps(body["messages"]))]
    assert len(plain) == (failing > 20), "one plain request, and only after many rejections"
    assert coins.spent == 30 * len(plain) + spent_on(answers), "a rejected request costs nothing"


def spent_on(answers: list[Answer]) -> float:
    used = [a.result.usage for a in answers if not isinstance(a.result, Failed)]
    return sum(usage.tokens_in + usage.tokens_out for usage in used)


@pytest.mark.parametrize("paths", [1, 4])
@pytest.mark.parametrize("refuses", ALL)
def test_what_every_request_has_stops_the_stage_early(
    refuses: Refuses, paths: int, picture: Image
) -> None:
    number = itertools.count()  # servers that name each request never say the same twice
    coins, answers = Coins(), list[Answer]()

    def script(body: Asked) -> tuple[int, object]:
        said = {"error": {"message": f"unknown parameter (request {next(number)})"}}
        return (400, said) if refuses(body) else (200, answer(body))

    with scripted(script) as (server, asked):
        dialect = Dialect(system="Be brief.", paths_per_call=paths)
        work = policy(server, context(coins), dialect).write(
            solves(500, paths=paths, images=(picture,))
        )
        with pytest.raises(EndpointError, match="rejects every request, a plain one too: 400: unk"):
            collect(work, into=answers)
    assert len(asked) < 60
    assert coins.spent == 0
    assert not coins.open
