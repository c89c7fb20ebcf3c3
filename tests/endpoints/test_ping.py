"""`mathse ping` against real servers: what works, what works in another way, what would not."""

import json
import time
from typing import Any

import pytest
from scripted import Asked, Script, answer, scripted
from serving import serving

from mathse.cli import main
from mathse.endpoints.probe import NUMBER


def ping(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit status, and the one model's findings by name: (standing, said)."""
    status = main(["ping", "--json", *arguments])
    (probed,) = json.loads(capsys.readouterr().out)
    return status, {f["what"]: (f["standing"], f["said"]) for f in probed["findings"]}


def standings(findings: dict[str, Any]) -> dict[str, str]:
    return {what: standing for what, (standing, _) in findings.items()}


def test_a_server_that_can_do_everything(capsys: pytest.CaptureFixture[str]) -> None:
    with serving("--honours-n", "--reads", f"{NUMBER}.") as server:
        status, found = ping(
            capsys, "recipes/hosted-rehearsal.toml", "--set", "teacher.settings.model=gpt-4o",
            *at(server.base_url),
        )  # fmt: skip
        books = server.books()
    assert status == 0
    assert set(standings(found).values()) == {"ok"}
    assert "three paths came from one call" in found["n"][1]
    assert "with a JSON schema" in found["structured"][1]
    assert "200 tokens for 37632 pixels, at most" in found["image"][1]
    assert books["images"] == 1
    assert books["calls"] < 10


def test_a_server_that_can_do_little(capsys: pytest.CaptureFixture[str]) -> None:
    with serving("--no-schema") as server:
        status, found = ping(
            capsys, "--base-url", server.base_url, "--model", "sums-1", "--key-env", ""
        )
    assert status == 1
    assert standings(found) == {
        "endpoint": "ok", "model": "ok", "image": "bad", "structured": "ok", "n": "note",
        "drawing": "ok", "price": "note",
    }  # fmt: skip
    assert "without a schema" in found["structured"][1]
    assert NUMBER in found["image"][1]


def changed(body: Asked, **changes: Any) -> tuple[int, Any]:
    return 200, {**answer(body), **changes}


# What the server does -> a finding about it, and the line about what the pinging cost.
FOUND: list[tuple[Script, str, tuple[str, str], str]] = [
    (
        lambda body: changed(body, usage=None),
        "usage",
        ("note", "not named: such calls are charged at their bound"),
        "asked 8 times, at most ",
    ),
    (
        lambda body: changed(body, choices=answer(body)["choices"][:2]),
        "n",
        ("note", "2 of three paths came from one call: the others will have their own"),
        "asked 9 times, 180 + 110 tokens",
    ),
    (
        lambda body: changed(body, choices=answer(body)["choices"][:1]),
        "n",
        ("note", "ignored: each path will have its own call"),
        "asked 10 times, 200 + 120 tokens",
    ),
    (
        lambda body: changed(body),
        "n",
        ("ok", "three paths came from one call"),
        "asked 8 times, 160 + 100 tokens",
    ),
]


@pytest.mark.parametrize(("script", "what", "finding", "cost"), FOUND)
def test_what_was_not_measured_and_what_came_in_part_is_said(
    capsys: pytest.CaptureFixture[str],
    script: Script,
    what: str,
    finding: tuple[str, str],
    cost: str,
) -> None:
    with scripted(script) as (server, _):
        asked = ("--base-url", server.base_url, "--model", "m", "--key-env", "")
        _, found = ping(capsys, *asked)
        main(["ping", *asked])
    assert found[what] == finding
    assert ("usage" in found) == (what == "usage")
    assert ("unnamed tokens for 37632 pixels" in found["image"][1]) == (what == "usage")
    assert cost in capsys.readouterr().out


def test_no_server_and_no_recipe_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    nobody = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--key-env", "")
    assert main(["ping", *nobody]) == 2
    assert main(["ping", "--model", "m"]) == 2
    assert main(["ping", "recipes/fake.toml"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "does not answer" in said
    assert "there is nothing to ask" in said


def test_a_server_that_hangs_is_one_line_after_the_timeout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with serving("--latency", "60") as server:
        began = time.monotonic()
        asked = ("--base-url", server.base_url, "--model", "m", "--key-env", "")
        assert main(["ping", *asked, "--timeout", "0.5"]) == 2
        assert time.monotonic() - began < 15
    said = capsys.readouterr().err.splitlines()
    assert "at most 0.5 s for each call" in said[0]
    assert "does not answer within 0.5 s" in said[-1]
    assert main(["ping", *asked, "--timeout", "0"]) == 2


def at(url: str) -> list[str]:
    """Changes that lead the recipe's teacher and judge to this server, without a key."""
    speeds = ("teacher.speed", "judges.llm.speed")
    changes = [f"{speed}.{key}" for speed in speeds for key in (f"base_url={url}", "key_env=")]
    return [word for change in changes for word in ("--set", change)]
