"""One finished run of the fake cast, for the tests that damage a copy of it."""

from pathlib import Path

import pytest
from tests.run.helpers import fake


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; each test damages a copy."""
    folder = tmp_path_factory.mktemp("finished") / "run"
    fake(folder)
    return folder
