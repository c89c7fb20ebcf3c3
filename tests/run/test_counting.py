"""What nobody knows the size of says how far it is: rows read, training problems looked up."""

from pathlib import Path

import pytest

from mathse.cli import main
from mathse.record import progress

FAKE = ("--set", "problems.settings.count=40")


def test_reading_and_looking_up_say_how_far_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    run = str(tmp_path / "run")
    assert main(("run", "fake", "--run-dir", run, "--set", "rounds=1", *FAKE)) == 0
    assert "load: 40 rows read\n" in capsys.readouterr().err
    words = ("evaluate", "--model", run, "--benchmark", "fake", "--data", ".", "--limit", "4")
    out = ("--run-dir", str(tmp_path / "out"))
    assert main((*words, *FAKE, *out)) == 0
    said = capsys.readouterr().err
    assert "load: 40 rows read\n" in said
    assert "contamination: 1 training problems looked up\n" in said
    assert main((*words, *FAKE, *out, "--quiet")) == 0
    assert "looked up" not in capsys.readouterr().err
