"""Whole runs with a paid teacher and judge over HTTP: faults, kills, and a cap that holds."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from processes import running_with, wait_until_dead
from serving import SERVER, Serving, serving

from mathse.store.budget import ROUNDING

ROOT = Path(__file__).parents[2]
CONCURRENCY = 8
SECRET = "sk-q7w8e9r0t1y2u3i4o5p6"
PRICE_IN, PRICE_OUT = 2.5, 10.0

RECIPE = """
extends = "{root}/recipes/fake.toml"
rounds = {rounds}
[problems]
n = {problems}
[teacher]
use = "openai"
settings = {{ model = "sums-1" }}
[teacher.speed]
base_url = "{url}"
key_env = "MATHSE_TEST_KEY"
concurrency = {concurrency}
timeout_seconds = 1.5
retries = 30
backoff_seconds = 0.01
[judges.paid]
use = "llm"
settings = {{ model = "sums-1" }}
[judges.paid.speed]
base_url = "{url}"
key_env = "MATHSE_TEST_KEY"
concurrency = {concurrency}
timeout_seconds = 1.5
retries = 30
backoff_seconds = 0.01
[judge]
keys = ["paid"]
[budget]
money = {money}
[prices."sums-1"]
tokens_in = 2.5
tokens_out = 10.0
"""


def command(
    folder: Path, server: Serving, *, money: float, problems: int, rounds: int = 1
) -> list[str]:
    recipe = folder / "paid.toml"
    recipe.write_text(
        RECIPE.format(
            root=ROOT,
            url=server.base_url,
            concurrency=CONCURRENCY,
            money=money,
            problems=problems,
            rounds=rounds,
        )
    )
    run = [sys.executable, "-m", "mathse", "run", str(recipe), "--quiet"]
    return [*run, "--run-dir", str(folder / "run")]


def started(words: list[str]) -> "subprocess.Popen[str]":
    env = {**os.environ, "MATHSE_TEST_KEY": SECRET}
    return subprocess.Popen(
        words, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finished(words: list[str]) -> tuple[int, str]:
    process = started(words)
    _, said = process.communicate(timeout=900)
    return process.returncode, said


def billed(books: dict[str, Any]) -> float:
    return float(books["tokens_in"] * PRICE_IN + books["tokens_out"] * PRICE_OUT) / 1e6


def recorded(run: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{run}/store/recording.sqlite?mode=ro", uri=True)


def accounted(run: Path) -> float:
    with closing(recorded(run)) as db:
        return float(db.execute("SELECT sum(money) FROM reservation").fetchone()[0])


def paid_rows(run: Path) -> int:
    query = (
        "SELECT count(*) FROM row JOIN recipe ON recipe.id = row.recipe"
        " WHERE recipe.json LIKE '%sums-1%'"
    )
    with closing(recorded(run)) as db:
        return int(db.execute(query).fetchone()[0])


def kill(words: list[str], kills: int) -> int:
    """SIGKILLs of the driver, each a while after its start. Returns how many found it running."""
    chance = random.Random(3)
    hit = 0
    for _ in range(kills):
        process = started(words)
        try:
            process.communicate(timeout=chance.uniform(2.0, 6.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            hit += 1
    return hit


def go_on(words: list[str]) -> None:
    """To the end; the last worker may still be ending."""
    while (ended := finished(words))[0] != 0:
        assert "another process is writing" in ended[1], ended
        time.sleep(0.2)


@pytest.fixture
def faulty() -> Iterator[Serving]:
    options = ("--latency", "0.05", "--faults", "0.3", "--hang", "2", "--key", SECRET)
    with serving(*options) as server:
        yield server


def check_kills(folder: Path, server: Serving, *, kills: int, problems: int, rounds: int) -> None:
    words = command(folder, server, money=100.0, problems=problems, rounds=rounds)
    hit = kill(words, kills)
    go_on(words)
    run, books = folder / "run", server.books()
    assert len(books["faults"]) == 9
    lost = sum(books["seeds"].values()) - paid_rows(run)
    assert 0 <= lost <= hit * CONCURRENCY, "at most the calls in flight are lost by a kill"
    assert billed(books) <= accounted(run) + ROUNDING, (
        "nothing that was billed is missing from the books"
    )
    with closing(recorded(run)) as db:
        owed = db.execute("SELECT count(*) FROM stage WHERE output IS NULL OR failed > 0")
        assert owed.fetchone() == (0,), "every unit of every stage has its one answer"
    assert finished(words)[0] == 0
    summary = json.loads((run / "summary.json").read_text())
    assert summary["cost"]["calls"] == 0, "the same run again asks nothing"
    assert summary["cost"]["budget"]["open_calls"] <= hit * CONCURRENCY, "the rest is settled"
    assert summary["cost"]["budget"]["money"] == pytest.approx(accounted(run))
    spent = summary["cost"]["budget"]
    by_usage = spent["money"] - spent["assumed_money"]
    assert 0 < by_usage <= billed(books) + ROUNDING <= spent["money"] + 2 * ROUNDING
    assert spent["assumed_calls"] > spent["open_calls"], "some calls failed without a word of usage"
    print(f"{hit} kills, {lost} answers lost, {books['calls']} calls, faults {books['faults']}")
    print(f"billed {billed(books):.4f}, accounted {accounted(run):.4f}")


def test_a_run_survives_faults_and_kills(faulty: Serving, tmp_path: Path) -> None:
    check_kills(tmp_path, faulty, kills=3, problems=40, rounds=1)
    for path in (tmp_path / "run").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert SECRET.encode() not in raw, path
            assert SECRET[:14].encode() not in raw, path


@pytest.mark.slow
def test_a_run_survives_twenty_kills(faulty: Serving, tmp_path: Path) -> None:
    check_kills(tmp_path, faulty, kills=20, problems=400, rounds=2)


def test_the_cap_holds_across_kills(faulty: Serving, tmp_path: Path) -> None:
    words = command(tmp_path, faulty, money=0.4, problems=400)
    kill(words, 2)
    while (ended := finished(words))[0] != 4:
        assert "another process is writing" in ended[1], ended
    assert (
        0.1 < billed(faulty.books()) <= accounted(tmp_path / "run") + ROUNDING <= 0.4 + 2 * ROUNDING
    )


def test_the_cap_stops_cleanly_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    run, cap = tmp_path / "run", 0.06
    with serving("--latency", "0.02", "--key", SECRET) as server:
        words = command(tmp_path, server, money=cap, problems=40)
        code, said = finished(words)
        assert code == 4, said
        assert "budget.money" in said
        assert "Traceback" not in said
        first = billed(server.books())
        assert cap / 3 < first <= accounted(run) + ROUNDING <= cap + 2 * ROUNDING
        rows = paid_rows(run)
        assert rows > 0
        assert finished(words)[0] == 4, "the same cap again: nothing fits, nothing is sent"
        assert first <= billed(server.books()) <= accounted(run) + ROUNDING
        assert accounted(run) <= cap + ROUNDING
        code, said = finished([*words, "--set", "budget.money=50"])
        assert code == 0, said
        assert paid_rows(run) > rows


def test_a_long_wait_is_seen_by_the_person_and_one_beyond_patience_ends_the_run(
    tmp_path: Path,
) -> None:
    with serving("--room", "0", "--retry-after", "30", "--key", SECRET) as server:
        words = command(tmp_path, server, money=1.0, problems=8)
        words.remove("--quiet")
        process = started(words)
        assert process.stderr is not None
        told = next((line for line in process.stderr if "asks to wait" in line), "")
        process.kill()
        process.communicate()
    assert "asks to wait 30 s" in told
    assert told.startswith("distilled.distil")
    with serving("--room", "0", "--retry-after", "7200", "--key", SECRET) as server:
        ended = finished(command(tmp_path, server, money=1.0, problems=8))
        while "another process is writing" in ended[1]:
            ended = finished(command(tmp_path, server, money=1.0, problems=8))
    assert ended[0] == 2
    assert "asks to wait 2 h" in ended[1]
    assert "Traceback" not in ended[1]


ENGINE = """
extends = "{root}/recipes/fake.toml"
rounds = 1
[problems]
n = 40
[student]
use = "engine"
[student.speed]
command = "{python} {server} --model {{model}} --host {{host}} --port {{port}} --latency {latency}"
compare = 0
concurrency = 2
"""


def test_an_engine_as_student_ends_with_the_driver_and_serves_the_whole_run(tmp_path: Path) -> None:
    recipe, run = tmp_path / "engine.toml", tmp_path / "run"
    words = [sys.executable, "-m", "mathse", "run", str(recipe), "--quiet", "--run-dir", str(run)]
    values = {"root": ROOT, "python": sys.executable, "server": SERVER}
    recipe.write_text(ENGINE.format(**values, latency=5))
    process = started(words)
    while not (pids := running_with(f"--model {run}/store/models")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.kill()
    process.communicate()
    wait_until_dead(pids, 15)
    recipe.write_text(ENGINE.format(**values, latency=0))
    go_on(words)
    logs = sorted(path.name for path in (run / "logs").glob("engine-*.log"))
    assert len(logs) == 4, "one model a stage: base, distilled, round_1, reflection"
    assert not running_with(f"--model {run}/store/models")
