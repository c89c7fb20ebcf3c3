"""What the tests of this folder share: drawn problems, and a student that has learnt to solve them."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.gpu.device import ON_GPU, train
from tests.policies.test_figures_teacher import row

from mathse.figures.world import problems as worlds
from mathse.rows import Example, Image, Problem, Solve


@pytest.fixture(scope="session", autouse=True)  # before the others, which use the device
def on_the_device() -> None:
    """Nothing is tried where the device is missing."""
    import torch

    if ON_GPU and not torch.cuda.is_available():
        pytest.skip("no GPU that torch can use (torch.cuda.is_available() is false)")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Problem, str]]:
    """Problems with their figures and the world's own solutions."""
    folder, found = tmp_path_factory.mktemp("figures"), []
    for at, made in enumerate(worlds(n=16, seed=5)):
        path = folder / f"{at}.png"
        made.scene.draw().save(path)
        problem = replace(row(made), images=(Image(str(at), path),))
        found.append((problem, made.question.solution_text))
    return found


@pytest.fixture(scope="session")
def solver(drawn: list[tuple[Problem, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base after a few steps on their solutions: it writes whole paths, not single words."""
    folder = tmp_path_factory.mktemp("solver")
    rows = [Example(Solve(problem), solution) for problem, solution in drawn]
    train("lean", rows, folder, steps=60, matrix_learning_rate=4e-3)
    return folder / "out"
