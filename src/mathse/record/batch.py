"""Finished units on their way into the recording: what is answered is on disk a quarter of a second later.

A kill loses what was in flight and what came in during that quarter; a call that comes alone is recorded
at once. `run.batch` bounds a transaction where answers come faster.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mathse.record.progress import Progress
from mathse.roles import Failed, Judged
from mathse.stages import Spec, Unit, path_row, verdict_row
from mathse.store import NewFailure, NewRow, Store

AT_MOST = 0.25  # seconds between two commits while answers come without a pause


@dataclass(slots=True)
class Batch:
    """Finished units on their way into the next transaction."""

    store: Store
    name: str
    spec: Spec
    recipe: int
    stage: int
    run_stage: tuple[int, int]  # the run, and the stage's place in it
    size: int  # units at which it is recorded at once
    made: Counter[str]  # calls so far, by stage
    report: Callable[[Progress], None]
    total: int
    before: int  # units recorded before this process
    rows: list[NewRow] = field(default_factory=list)
    failures: list[NewFailure] = field(default_factory=list)
    fresh: int = 0
    started: float = field(default_factory=time.monotonic)
    recorded_at: float = field(default_factory=time.monotonic)

    def add(self, unit: Unit, answer: Any) -> None:
        """One more; recorded at once where the batch is full or has waited long enough."""
        result = answer.result
        if isinstance(result, Failed):
            self.failures.append(NewFailure(unit.key, result.boundary, result.message))
            self.made[self.name] += 1
        else:
            judged = isinstance(answer, Judged)
            self.rows.append(
                verdict_row(unit, result) if judged else path_row(self.spec, unit, result)
            )
            self.made[self.name] += result.usage.calls
        full = len(self.rows) + len(self.failures) >= self.size
        if full or time.monotonic() - self.recorded_at >= AT_MOST:
            self.record()

    def record(self) -> None:
        """Commits what there is."""
        if not self.rows and not self.failures:
            return
        rows, failures = self.rows, self.failures
        self.rows, self.failures = [], []
        now = time.monotonic()
        self.store.add_rows(
            self.stage,
            self.recipe,
            rows,
            failures,
            seconds=now - self.recorded_at,
            run_stage=self.run_stage,
        )
        self.recorded_at = now
        self.fresh += len(rows)
        self.report(self.progress())

    def progress(self, note: str = "", *, urgent: bool = False) -> Progress:
        """How far it is."""
        done = self.before + self.fresh
        return Progress(self.name, done, self.total, self.fresh, self.started, note, urgent)
