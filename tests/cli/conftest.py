"""One finished run of the fake cast, for every test that only reads."""

from pathlib import Path

import pytest

from mathse.cli import main


def run_fake(folder: Path, *changes: str) -> Path:
    """Runs the fake recipe, small, in this folder."""
    words = ["run", "recipes/fake.toml", "--run-dir", str(folder), "--quiet"]
    sets = [word for change in ("problems.n=120", *changes) for word in ("--set", change)]
    assert main([*words, *sets]) == 0
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 120 problems with a teacher's own diagnosis, so that every verb has rows."""
    return run_fake(tmp_path_factory.mktemp("runs") / "one", "reflection.feedback=teacher")


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run in another folder."""
    return run_fake(tmp_path_factory.mktemp("runs") / "two", "reflection.feedback=teacher")
