"""Engines that mathse starts: real processes, real ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import alive, running_with, wait_until_dead
from serving import SERVER
from tasks import critiques, solves

from mathse.cli import main
from mathse.endpoints import engine
from mathse.endpoints.parity import compare
from mathse.endpoints.serving import EngineSpeed, drawing
from mathse.errors import EndpointError, RecipeError
from mathse.judges import engine as judging
from mathse.policies import engine as writing
from mathse.roles import Answer, Context
from mathse.rows import Rollout

SERVE = f"{sys.executable} {SERVER} --model {{model}} --host {{host}} --port {{port}}"

# An engine with a child of its own and one that left the group, as large ones have; none obeys.
STUBBORN = """
import os, signal, subprocess, sys, time
from pathlib import Path
signal.signal(signal.SIGTERM, signal.SIG_IGN)
sleeper = [sys.executable, "-c", "import signal, time; signal.signal(15, 1); time.sleep(600)"]
children = [subprocess.Popen(sleeper), subprocess.Popen(sleeper, start_new_session=True)]
Path(sys.argv[1]).write_text(" ".join(str(p) for p in (os.getpid(), *(c.pid for c in children))))
time.sleep(600)
"""


def test_an_engine_ends_with_its_block_and_keeps_its_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "engine.log"
    with engine.running(engine.Start(SERVE), model=tmp_path, log=log) as url:
        assert url.startswith("http://127.0.0.1:")
        assert str(tmp_path) in log.read_text()
        port = int(url.split(":")[2].partition("/")[0])
        pids = running_with(f"--port {port}")
        assert pids
    wait_until_dead(pids, 15)


@pytest.mark.parametrize("ended", ["starter", "keeper"])
def test_nothing_of_an_engine_survives_a_sigkill(tmp_path: Path, ended: str) -> None:
    script, pids_file = tmp_path / "stubborn.py", tmp_path / "pids"
    script.write_text(STUBBORN)
    starter = subprocess.Popen(
        [sys.executable, "-c", (
            "import sys; from pathlib import Path; from mathse.endpoints import engine, keeper\n"
            "command = [sys.executable, sys.argv[1], sys.argv[2]]\n"
            "with engine._kept(command, engine.environment({}), Path(sys.argv[3])) as kept:\n"
            "    print(kept.pid, flush=True); import time; time.sleep(600)"
        ), str(script), str(pids_file), str(tmp_path / "log")],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert starter.stdout is not None
    kept = int(starter.stdout.readline())
    while not pids_file.exists() or len(pids_file.read_text().split()) < 3:
        time.sleep(0.05)
    main, child, stray = (int(word) for word in pids_file.read_text().split())
    assert all(alive(pid) for pid in (main, child, stray, kept))
    os.kill(kept if ended == "keeper" else starter.pid, signal.SIGKILL)
    wait_until_dead([main, child, stray, kept], 25)
    assert (starter.poll() is None) == (ended == "keeper"), "it is not the end of its block"
    starter.kill()
    starter.wait()


def test_an_engine_that_does_not_start_is_one_line(tmp_path: Path) -> None:
    words = f"{sys.executable} -c \"print('no GPU here'); exit(3)\" {{model}} {{host}} {{port}}"
    with (
        pytest.raises(EndpointError, match=r"ended at once with status 3.*no GPU here"),
        engine.running(engine.Start(words), model=tmp_path, log=tmp_path / "log"),
    ):
        pass
    slow = f'{sys.executable} -c "import time; time.sleep(60)" {{model}} {{host}} {{port}}'
    with (
        pytest.raises(EndpointError, match=r"did not answer within 0\.5 seconds"),
        engine.running(engine.Start(slow, start_seconds=0.5), model=tmp_path, log=tmp_path / "log"),
    ):
        pass
    with (
        pytest.raises(EndpointError, match="cannot start /nowhere/vllm"),
        engine.running(
            engine.Start("/nowhere/vllm {model} {host} {port}"),
            model=tmp_path,
            log=tmp_path / "log",
        ),
    ):
        pass
    for wrong in (
        "vllm serve {model} --port {port}",
        "vllm serve {modle} {host} {port}",
        "vllm 'serve {model} {host} {port}",
    ):
        with pytest.raises(RecipeError):
            engine.check(engine.Start(wrong))


HIDDEN = [
    ("MY_TEACHER", "correcthorse1"),  # as some recipe's key_env may be called
    ("VLLM_API_KEY", "v"), ("RAY_AUTH", "r"), ("HF_PASS", "h"), ("SGLANG_COOKIE", "c"),
    ("SSH_AUTH_SOCK", "/run/agent"), ("PGPASSWORD", "p"), ("MYSQL_PWD", "p"),
    ("HTTPS_PROXY", "http://me:secret@proxy:3128"), ("https_proxy", "http://token@proxy:3128"),
    ("VLLM_EXTRA", "Bearer a1b2c3d4e5f6"), ("HF_EXTRA", "sk-a1b2c3d4e5f6g7h8i9j0"),
]  # fmt: skip
KEPT = [
    ("HTTP_PROXY", "http://proxy:3128"), ("no_proxy", "localhost"), ("LC_ALL", "C.UTF-8"),
    ("NCCL_DEBUG", "INFO"), ("HF_HOME", "/data/hf"), ("TOKENIZERS_PARALLELISM", "false"),
]  # fmt: skip
SAYS = (
    f"{sys.executable} -c \"import os; exit(os.environ['MY_TEACHER'])\" {{model}} {{host}} {{port}}"
)
IN_A_RECIPE = [
    ("student.speed.environment.HF_TOKEN", "a1b2c3d4"),
    ("student.speed.environment.PROXY_AUTH", "a1b2c3d4"),
    ("student.speed.environment.EXTRA", "sk-a1b2c3d4e5f6g7h8i9j0"),
    ("student.speed.environment.HTTPS_PROXY", "http://me:a1b2c3d4@proxy:3128"),
    ("student.speed.environment_from", '["sk-a1b2c3d4e5f6g7h8i9j0"]'),
    ("student.speed.command", "vllm serve {model} --host {host} --port {port} --api-key a1b2c3d4"),
    ("student.speed.command", "env HF_TOKEN=a1b2c3d4 vllm serve {model} {host} {port}"),
    ("student.settings.dialect.body.api_key", "a1b2c3d4"),
    ("teacher.settings.dialect.body.extra.authorization", "a1b2c3d4"),
    ("teacher.settings.dialect.body.user", "sk-a1b2c3d4e5f6g7h8i9j0"),
    ("teacher.speed.base_url", "https://me:a1b2c3d4@example.org/v1"),
    ("teacher.speed.key_env", "sk-a1b2c3d4e5f6g7h8i9j0"),
    # No secrets, but what would pass by a call's reservation:
    ("teacher.settings.dialect.body.max_tokens", "1000000"),
    ("teacher.settings.dialect.body.max_completion_tokens", "1000000"),
    ("teacher.settings.dialect.body.n", "100"),
    ("teacher.settings.dialect.body.model", "gpt-dear"),
    ("teacher.settings.dialect.body.messages", "[]"),
    ("teacher.settings.dialect.body.stream", "true"),
    ("teacher.settings.dialect.omit", '["max_tokens"]'),
    ("teacher.settings.dialect.omit", '["max_completion_tokens"]'),
]


def test_an_engine_sees_no_secret_and_none_of_our_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("HF_TOKEN", "hf-secret")
    monkeypatch.setenv("PYTHONPATH", "/ours")
    for name, value in HIDDEN:
        monkeypatch.setenv(name, value)
    for name, value in KEPT:
        monkeypatch.setenv(name, value)
    seen = engine.environment({"CUDA_VISIBLE_DEVICES": "1"}, ["HF_TOKEN"])
    assert "OPENAI_API_KEY" not in seen
    assert "PYTHONPATH" not in seen
    assert (seen["HF_TOKEN"], seen["CUDA_VISIBLE_DEVICES"]) == ("hf-secret", "1")
    assert "HF_TOKEN" not in engine.environment({})
    assert seen["PATH"] == os.environ["PATH"]
    assert not seen.keys() & dict(HIDDEN).keys()
    assert dict(KEPT).items() <= seen.items()
    with pytest.raises(EndpointError, match="set the environment variable NOWHERE_TO_BE"):
        engine.environment({}, ["NOWHERE_TO_BE"])
    with (
        pytest.raises(EndpointError, match="hidden") as caught,
        engine.running(
            engine.Start(SAYS, environment_from=("MY_TEACHER",)),
            model=tmp_path,
            log=tmp_path / "log",
        ),
    ):
        pass
    assert "correct" not in str(caught.value)


@pytest.mark.parametrize(("key", "value"), IN_A_RECIPE)
def test_a_secret_in_a_recipe_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, value: str
) -> None:
    run = [
        "run",
        "recipes/fake.toml",
        "--run-dir",
        str(tmp_path / "run"),
        "--set",
        f"{key}={value}",
    ]
    if key.startswith("teacher"):
        use = ["--set", "teacher.use=openai", "--set", "teacher.settings.model=m"]
    else:
        use = ["--set", "student.use=engine"]
    assert main([*run[:4], *use, *run[4:]]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "a1b2c3d4" not in said
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"TOKENIZERS_PARALLELISM": "false", "VLLM_USE_AUTH": "0"}, SERVE),
        ({"CUDA_VISIBLE_DEVICES": "0", "HF_HOME": "/data/sk-models-2024-a1b2c3d4"}, SERVE),
        ({}, f"{SERVE} --tokenizer slow --max-num-batched-tokens 8192"),
    ],
)
def test_what_is_no_secret_is_not_refused(environment: dict[str, str], command: str) -> None:
    assert EngineSpeed(command=command, environment=environment).environment == environment


@pytest.mark.parametrize("units", [8, 60])
def test_an_engine_that_dies_at_work_is_named_with_its_status_and_log(
    tmp_path: Path, units: int
) -> None:
    """Whether so many units fail that the stage ends at once, or few enough to be told at its end."""
    speed = EngineSpeed(command=f"{SERVE} --dies 6", compare=0, concurrency=2, retries=0)
    ctx = Context(model=tmp_path, logs=tmp_path)
    answers: list[Answer] = []
    with pytest.raises(EndpointError, match=r"ended with status 9 in the middle.*its log: /"):
        answers.extend(writing.PLUGIN.build(writing.Settings(), speed, ctx).write(solves(units)))
    answered = sum(isinstance(a.result, Rollout) for a in answers)
    assert answered in (4, 5), "one call to look, then five, of which one may be cut in flight"


def test_policy_and_judge_ask_the_engine_that_they_started(tmp_path: Path) -> None:
    model = tmp_path / "models" / "0123456789abcdef"
    model.mkdir(parents=True)
    log: list[str] = []
    ctx = Context(model=model, logs=tmp_path, log=log.append)
    speed = EngineSpeed(command=SERVE, compare=0, concurrency=4)
    policy = writing.PLUGIN.build(writing.Settings(), speed, ctx)
    answers = list(policy.write(solves(6, paths=2)))
    assert len(answers) == 12
    assert all(isinstance(a.result, Rollout) for a in answers)
    assert {a.result.note["served"] for a in answers} == {str(model)}
    judge = judging.PLUGIN.build(judging.Settings(), speed, ctx)
    judged = sorted(judge.judge(critiques(4)), key=lambda j: j.index)
    assert [j.result.outcome for j in judged] == ["correct", "incorrect"] * 2
    assert (tmp_path / "engine-0123456789abcdef.log").is_file()
    assert list(policy.write(iter(()))) == [], "no request, no engine"
    wrong = EngineSpeed(command=f"{SERVE} --suffix=-other", compare=0, retries=0)
    with pytest.raises(EndpointError, match="does not serve"):
        list(writing.PLUGIN.build(writing.Settings(), wrong, ctx).write(solves(1)))


def test_texts_of_both_sides_are_compared() -> None:
    parity = compare(["one two three", "same"], ["one two four", "same"])
    assert (parity.prompts, parity.same, parity.agree) == (2, 1, 4)
    assert parity.parts == ({"prompt": 0, "here": "one two three", "there": "one two four"},)


def test_a_generation_config_is_sent_with_drawing_switched_on(tmp_path: Path) -> None:
    from mathse.endpoints.options import Dialect

    (tmp_path / "generation_config.json").write_text('{"eos_token_id": 7}')
    sent = json.loads(drawing(Dialect(), tmp_path).body["generation_config"])
    assert sent == {"eos_token_id": 7, "do_sample": True, "top_k": 0}
    with pytest.raises(RecipeError, match="generation_config"):
        drawing(Dialect(), tmp_path / "nowhere")
