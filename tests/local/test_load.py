"""A model folder that is no whole model is one clear line; one that is, loads."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mathse.cli import main
from mathse.errors import RecipeError
from mathse.local.load import load
from mathse.recipe import Use, leaf
from mathse.roles import Context
from mathse.rows import Problem

Damage = Callable[[Path], object]


def cut(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def config(folder: Path, key: str, change: Callable[[int], int]) -> None:
    path = folder / "config.json"
    table = json.loads(path.read_text())
    table["text_config"][key] = change(table["text_config"][key])
    path.write_text(json.dumps(table))


DAMAGED: list[tuple[Damage, str]] = [
    (cut, "cannot load the model in"),
    (lambda folder: (folder / "model.safetensors").write_bytes(b""), "cannot load the model in"),
    (lambda folder: (folder / "chat_template.jinja").unlink(), "does not have a chat template"),
    (lambda folder: (folder / "chat_template.jinja").write_text("{% for"), "unexpected 'end of"),
    (
        lambda folder: config(folder, "num_hidden_layers", lambda n: n + 2),
        "18 are missing or of another size, model.text_model.layers.2",
    ),
    (
        lambda folder: config(folder, "intermediate_size", lambda n: 2 * n),
        "6 are missing or of another size, model.text_model.layers.0.mlp",
    ),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGED)
def test_a_folder_that_is_no_model_is_one_line(
    damage: Damage,
    said: str,
    tiny: Path,
    problems: list[Problem],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny, folder)
    damage(folder)
    image = str(problems[0].images[0].path)
    assert main(["solve", image, "How many?", "--model", str(folder), "--n", "1"]) == 2
    error = capfd.readouterr().err
    assert error.count("\n") == 1, error
    assert said in error
    assert str(folder) in error


def test_tied_weights_are_in_no_file_and_not_missed(tiny: Path) -> None:
    from safetensors import safe_open

    with safe_open(tiny / "model.safetensors", framework="pt") as weights:
        assert "lm_head.weight" not in weights.keys()  # noqa: SIM118 - no mapping
    loaded = load(tiny, dtype="float32", device="cpu").model
    assert loaded.lm_head.weight is loaded.get_input_embeddings().weight


OWN_CODE = """
from pathlib import Path
from transformers import Idefics3Config, Idefics3ForConditionalGeneration
Path({mark!r}).touch()
class MineConfig(Idefics3Config):
    model_type = "mine"
class Mine(Idefics3ForConditionalGeneration):
    config_class = MineConfig
"""


@pytest.mark.parametrize("known", [False, True])  # whether the library has the model's type itself
def test_a_models_own_code_runs_only_where_the_recipe_says_so(
    known: bool, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import dynamic_module_utils

    monkeypatch.setattr(dynamic_module_utils, "HF_MODULES_CACHE", str(tmp_path / "modules"))
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    folder, mark = tmp_path / "model", tmp_path / "it ran"
    shutil.copytree(tiny, folder)
    (folder / f"mine_{known}.py").write_text(OWN_CODE.format(mark=str(mark)))
    table = json.loads((folder / "config.json").read_text())
    table["model_type"] = table["model_type"] if known else "mine"
    table["auto_map"] = {
        "AutoConfig": f"mine_{known}.MineConfig",
        "AutoModelForImageTextToText": f"mine_{known}.Mine",
    }
    (folder / "config.json").write_text(json.dumps(table))
    settings = {"prompts": "short"}
    student = leaf("policy", Use("transformers", settings), where="student")
    if known:
        student.build(Context(model=folder))
    else:
        with pytest.raises(RecipeError, match="trust_remote_code"):
            student.build(Context(model=folder))
    assert not mark.exists()
    trusting = Use("transformers", {**settings, "trust_remote_code": True})
    built = leaf("policy", trusting, where="student").build(Context(model=folder))
    assert type(built.loaded.model).__name__ == "Mine"
    assert mark.exists()
