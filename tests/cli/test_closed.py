"""Every connection to a recording is closed by the command that opened it, also where it ends in a mistake."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.run.helpers import database

from mathse.cli import main
from mathse.rows import Problem

FAKE = ["recipes/fake.toml", "--set", "problems.n=120", "--set", "reflection.feedback=teacher"]


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:  # "Cannot operate on a closed database."
        return False
    return True


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["plan", *FAKE, "--run-dir", "RUN"], 0),
        (["plan", *FAKE, "--run-dir", "NEW"], 0),
        (["plan", "mathvision-smoke", "--set", "problems.path=no", "--run-dir", "NEW"], 2),
        (["check", *FAKE, "--run-dir", "RUN"], 0),
        (["status", "RUN"], 0),
        (["status", "RUN", "--verify"], 0),
        (["show", "RUN", "d_sft", "--limit", "2"], 0),
        (["show", "RUN", "rollouts", "--where", "no=1"], 2),
        (["lineage", "RUN", "1"], 0),
        (["lineage", "RUN", "999999"], 2),
        (["compare", "RUN", "RUN"], 0),
        (["report", "RUN", "--out", "NEW"], 0),
        (["export", "RUN", "--format", "messages", "--out", "NEW"], 0),
        (["export", "RUN", "--format", "messages", "--out", "NEW", "--stage", "no"], 2),
        (["solve", "IMAGE", "How many?", "--prompts", "short", "--run-dir", "RUN"], 2),
        (["evaluate", "--model", "RUN", "--benchmark", "fake", "--data", ".", "--run-dir", "NEW",
          "--limit", "3", "--trained-on", "RUN"], 0),
        (["evaluate", "--model", "RUN", "--benchmark", "fake", "--data", ".", "--orm", "RUN",
          "--n", "2"], 2),
        (["status", "NEWER"], 2),
    ],
)  # fmt: skip
def test_a_command_closes_what_it_opens(
    words: list[str],
    status: int,
    finished: Path,
    problems: list[Problem],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[sqlite3.Connection] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def noted(*given: object, **named: object) -> sqlite3.Connection:
        opened.append(connect(*given, **named))
        return opened[-1]

    newer = shutil.copytree(finished, tmp_path / "newer")
    with database(newer / "store") as db:
        db.execute("PRAGMA user_version = 99")
    image = problems[0].images[0].path
    places = {"RUN": finished, "NEW": tmp_path / "new", "NEWER": newer, "IMAGE": image}
    monkeypatch.setattr(sqlite3, "connect", noted)
    assert main([str(places.get(word, word)) for word in words]) == status, capsys.readouterr().err
    assert opened, "it was to open a recording"
    assert not [one for one in opened if is_open(one)]
