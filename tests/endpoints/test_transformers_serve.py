"""`transformers serve`, a real engine, as student and as judge in a whole run.

Needs requirements-serving.lock: in this environment, or in the folder that MATHSE_SERVING names.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mathse.bases import figures, tiny_idefics3
from mathse.endpoints import engine
from mathse.figures.model import BASE
from mathse.roles import Context

SERVING = os.environ.get("MATHSE_SERVING", "")
SERVE = (
    f"{Path(sys.executable).with_name('transformers')} serve {{model}}"
    " --host {host} --port {port} --device cpu"
)
ENVIRONMENT = {"PYTHONPATH": SERVING, "OMP_NUM_THREADS": "1"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SERVING and importlib.util.find_spec("uvicorn") is None,
        reason="transformers serve is not installed: pip install -r requirements-serving.lock",
    ),
]

RECIPE = """
seed = 1
rounds = 1
[problems]
source = "figures"
settings = {{ n = 60, levels = [1], families = ["rectangles"] }}
[base]
use = "folder"
settings = {{ path = "{model}" }}
[student]
use = "engine"
settings = {{ prompts = "short", generation_config = true }}
[student.speed]
command = "{serve}"
environment = {environment}
concurrency = 2
compare = 2
[teacher]
use = "figures_teacher"
[trainer]
use = "sft"
settings = {{ prompts = "short", learning_rate = 3e-3, batch = 8, epochs = 2, longest = 1024 }}
[judges.truth]
use = "figures_truth"
[judges.served]
use = "llm"
settings = {{ model = "{model}", prompts = "short", max_tokens = 60 }}
speed = {{ base_url = "{url}", key_env = "", concurrency = 2 }}
[judge]
keys = ["truth"]
audit = "served"
[sampling]
n = 2
temperature = 1.0
max_tokens = 60
[evaluation]
judge = "truth"
n = 6
max_tokens = 60
"""


def base(folder: Path) -> Path:
    """The figures base model; where it is not shipped, a small one with random weights."""
    made = folder / "model"
    context = Context(model=None)
    if (BASE / "config.json").is_file():
        figures.PLUGIN.build(None, None, context).make(made)
    else:
        tiny_idefics3.PLUGIN.build(tiny_idefics3.TinySettings(), None, context).make(made)
    return made


@pytest.mark.timeout(3600)
def test_student_and_judge_are_served(tmp_path: Path) -> None:
    model = base(tmp_path)
    start = engine.Start(SERVE, ENVIRONMENT, 900.0)
    with engine.running(start, model=model, log=tmp_path / "judge.log") as url:
        pairs = ", ".join(f'{name} = "{value}"' for name, value in ENVIRONMENT.items())
        recipe = tmp_path / "served.toml"
        recipe.write_text(
            RECIPE.format(model=model, serve=SERVE, environment=f"{{ {pairs} }}", url=url)
        )
        words = [sys.executable, "-m", "mathse", "run", str(recipe), "--run-dir"]
        done = subprocess.run(
            [*words, str(tmp_path / "run"), "--json"], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr[-2000:]
    summary = json.loads(done.stdout)
    assert [s["name"] for s in summary["stages"]] == ["base", "distilled", "round_1", "reflection"]
    made = summary["cost"]["stages"]
    assert made["round_1.sample"] > 0
    assert any(name.endswith("judge.served") for name in made)
    print({s["name"]: s["accuracy"] for s in summary["stages"]})
    reports = sorted((tmp_path / "run/logs").glob("*.parity.json"))
    assert reports
    for report in reports:
        parity = json.loads(report.read_text())
        print(report.name, parity)
        assert parity["same"] == parity["prompts"] == 2
    assert not running(tmp_path), "no engine is left"


def running(folder: Path) -> list[str]:
    """Command lines of processes that name this folder."""
    lines = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in lines.stdout.splitlines() if f"serve {folder}" in line]
