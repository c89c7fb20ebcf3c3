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
from processes import running_with

from mathse.figures.model import BASE

ROOT = Path(__file__).parents[2]
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
extends = "{root}/recipes/smoke.toml"
{base}
[options]
judge_distilled = "judge"
[orm.options]
steps = false  # an engine is not given the steps of a path
[run]
processes = "auto"
[student]
use = "engine"
settings = {{ prompts = "short", generation_config = true }}
[student.speed]
command = "{serve}"
environment = {environment}
concurrency = 2
compare = 2
[judges.orm]
use = "engine"
settings = {{ prompts = "short", max_tokens = 60 }}
[judges.orm.speed]
command = "{serve}"
environment = {environment}
concurrency = 2
compare = 2
"""
# Where the figures base model is not shipped, a small one with random weights.
TINY = '[base]\nuse = "tiny_idefics3"'


@pytest.mark.timeout(3600)
def test_student_and_judge_are_served_in_the_whole_smoke_run(tmp_path: Path) -> None:
    pairs = ", ".join(f'{name} = "{value}"' for name, value in ENVIRONMENT.items())
    recipe, run = tmp_path / "served.toml", tmp_path / "run"
    recipe.write_text(
        RECIPE.format(
            root=ROOT,
            base="" if (BASE / "config.json").is_file() else TINY,
            serve=SERVE,
            environment=f"{{ {pairs} }}",
        )
    )
    words = [sys.executable, "-m", "mathse", "run", str(recipe), "--run-dir", str(run), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    summary = json.loads(done.stdout)
    assert [s["name"] for s in summary["stages"]] == ["base", "distilled", "round_1", "reflection"]
    made = summary["cost"]["stages"]
    for stage in ("base.evaluate", "round_1.sample", "distilled.judge.orm", "round_1.judge.orm"):
        assert made[stage] > 0, stage
    reports = sorted((run / "logs").glob("*.parity.json"))
    assert len(reports) >= 2, "the base model and what was trained from it"
    for report in reports:
        parity = json.loads(report.read_text())
        assert parity["same"] == parity["prompts"] == 2, parity
    assert not running_with(f"serve {run}"), "no engine is left"
