"""A model that is none for its part is refused before anything is paid: at the import, or when the run begins."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.drive import open_run
from mathse.fakes import write_model
from mathse.figures.model import BASE
from mathse.record.imports import difference
from mathse.roles import NoSettings, Plugin
from mathse.store import Store
from mathse.store.browse import Browser

SIZE = ("--set", "problems.settings.count=60", "--set", "rounds=1")
ORM = ("--set", "orm.train=true", "--set", "judges.orm.use=fake_orm", "--set", "orm.accept=truth",
       "--set", 'judge.keys=["fake", "orm"]')  # fmt: skip


def said(
    capsys: pytest.CaptureFixture[str], *words: str, status: int = 2, command: str = "import"
) -> str:
    capsys.readouterr()
    by = ("--by", "us") if command == "import" else ()
    assert main((command, *words, *by)) == status
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The models of a run, by their stages."""
    run_dir = tmp_path_factory.mktemp("made") / "run"
    assert main(("run", "fake", "--run-dir", str(run_dir), "--quiet", *SIZE, *ORM)) == 0
    with open_run(run_dir) as run:
        models = Browser(run.reader, run.run).models()
        return {model.stage: run.reader.folder / model.path for model in models}


def test_an_orm_is_no_m0_and_an_m0_no_orm(
    tmp_path: Path, made: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run = ("fake", "--run-dir", str(tmp_path / "run"), *SIZE, *ORM)
    for part, stage, no, verb in (
        ("--m0", "orm.fine_tune_orm", "M_0", "fine_tune_orm"),
        ("--orm", "distilled.fine_tune", "ORM", "fine_tune"),
        ("--orm", "base.base", "ORM", "base"),
    ):
        error = said(capsys, *run, part, str(made[stage]))
        assert f"{made[stage]} is no {no}: it was made by {verb}, as " in error
        assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("what", ["m0", "orm"])
@pytest.mark.parametrize("command", ["run", "plan"])
def test_a_model_that_the_recording_lacks_stops_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, what: str
) -> None:
    words = ("fake", "--run-dir", str(tmp_path / "run"), "--set", f"imports.{what}=0123abcd", *SIZE)
    error = said(capsys, *words, command=command)
    assert "has no model 0123abcd: bring it with mathse import" in error
    assert not (tmp_path / "run").exists()
    Store(tmp_path / "run" / "store").close()
    assert said(capsys, *words, command=command) == error
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == ["store"]


def test_a_digest_of_another_part_stops_at_once(
    made: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    orm = made["orm.fine_tune_orm"]
    run = ("--run-dir", str(orm.parents[2]), "--set", f"imports.m0={orm.name}")
    assert f"imports.m0 names {orm.name}, which is an ORM" in said(capsys, *run, command="plan")


def test_a_model_whose_folder_is_gone_stops_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_model(tmp_path / "model", {"skill": 0.5, "critiques": 0.0})
    run = ("--run-dir", str(tmp_path / "run"))
    assert main(("import", "fake", *run, *SIZE, "--m0", str(tmp_path / "model"), "--by", "us")) == 0
    (folder,) = (tmp_path / "run" / "store" / "models").iterdir()
    folder.rename(tmp_path / "gone")
    assert f"is missing: there is no {folder}" in said(capsys, *run, command="run")


CONFIG: dict[str, Any] = json.loads((BASE / "config.json").read_text())
TEXT: dict[str, Any] = CONFIG["text_config"]
OTHERS: list[tuple[dict[str, Any], str]] = [
    ({"model_type": "qwen2_vl"}, "its model_type is qwen2_vl, that of"),
    ({"text_config": TEXT | {"hidden_size": 8}}, "its text_config.hidden_size is 8, that of"),
    ({"text_config": TEXT | {"num_hidden_layers": 99}}, "its text_config.num_hidden_layers is 99"),
]


@pytest.mark.parametrize(("changes", "reason"), OTHERS)
def test_an_m0_of_another_model_than_the_base_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], reason: str
) -> None:
    """With the shipped base and with a folder; what cannot be known before is found out by the run."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text(json.dumps(CONFIG | changes))
    (model / "model.safetensors").write_bytes(b"")
    bases = (("--set", "base.use=figures"),
             ("--set", "base.use=folder", "--set", f"base.settings.path={BASE}"))  # fmt: skip
    for base in bases:
        run = ("quickstart", "--run-dir", str(tmp_path / "run"), *base, "--m0", str(model))
        error = said(capsys, *run)
        assert f"{model} is no fine-tuned M_base: {reason}" in error
        assert not (tmp_path / "run").exists()


def test_only_what_both_configs_say_is_compared(tmp_path: Path) -> None:
    """Another version of transformers writes the sizes of the text in another place."""
    flat = {key: value for key, value in CONFIG.items() if key != "text_config"} | TEXT
    for number, config in enumerate(
        (flat | {"model_type": CONFIG["model_type"]}, CONFIG, [], None)
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        if config is not None:
            (folder / "config.json").write_text(json.dumps(config))
        assert difference(folder, BASE) is None


@dataclass(frozen=True, slots=True)
class Described:
    """A fake base with a config, which only its making shows."""

    def make(self, out: Path) -> None:
        write_model(out, {"skill": 0.05, "critiques": 0.0})
        (out / "config.json").write_text('{"model_type": "fake", "num_hidden_layers": 2}')


PLUGIN = Plugin(NoSettings, NoSettings, lambda settings, speed, context: Described(), light=True)


@pytest.mark.parametrize(("layers", "status"), [(2, 0), (3, 2)])
def test_the_run_finds_out_before_anybody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], layers: int, status: int
) -> None:
    model = tmp_path / "model"
    write_model(model, {"skill": 0.5, "critiques": 0.0})
    (model / "config.json").write_text(f'{{"model_type": "fake", "num_hidden_layers": {layers}}}')
    run = ("--run-dir", str(tmp_path / "run"))
    base = ("--set", f"base.use={__name__}:PLUGIN")
    assert main(("import", "fake", *run, *SIZE, *base, "--m0", str(model), "--by", "us")) == 0
    log = tmp_path / "calls"
    logged = ("--set", f"teacher.speed.log={log}", "--set", f"student.speed.log={log}")
    capsys.readouterr()
    assert main(("run", *run, *logged, "--quiet")) == status
    if status:
        assert "its num_hidden_layers is 3, that of" in capsys.readouterr().err
        assert "its num_hidden_layers is 3, that of" in said(capsys, *run, command="plan")
        assert main(("status", str(tmp_path / "run"))) == 0  # what is recorded can be seen
    assert log.exists() == (status == 0)
