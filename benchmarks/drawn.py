"""The world's problems as a run has them, with their pictures in a folder: what the benchmarks of models work on."""

from pathlib import Path

from mathse.figures.world import problems
from mathse.rows import Image, Problem


def drawn(folder: Path, *, count: int, side: int | None = None) -> list[tuple[Problem, str]]:
    """Problems and their solutions; pictures of `side` pixels, or as they are drawn."""
    rows = []
    for at, made in enumerate(problems(n=count, seed=5)):
        path, asked, picture = folder / f"{at}.png", made.question, made.scene.draw()
        (picture.convert("RGB").resize((side, side)) if side else picture).save(path)
        problem = Problem(
            id=str(at).encode(),
            question=asked.text,
            options=asked.options,
            gold=asked.answer,
            images=(Image(str(at), path),),
            group=made.group,
            source="figures",
            source_id=made.id,
            solution=None,
        )
        rows.append((problem, asked.solution_text))
    return rows
