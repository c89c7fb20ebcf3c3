"""Has owed units done by a leaf, and records them: one synced transaction a batch."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mathse.errors import StageIncomplete, WorkerDied
from mathse.recipe import Recipe
from mathse.record.batch import Batch
from mathse.record.failing import counted, why
from mathse.record.progress import Progress, left_out, warned
from mathse.roles import Trained
from mathse.rows import Checkpoint, Example, Json
from mathse.settings import as_table
from mathse.stages import Spec, Unit, critique_row, judge_requests, requests
from mathse.store import Member, StageKey, Store
from mathse.store.budget import Budget
from mathse.store.decode import StageDigest
from mathse.store.files import check_model
from mathse.tables import Table
from mathse.worker import ALONE, Hooks, Job, Nursery, Tick, run, shares


@dataclass(slots=True)
class Doer:
    """Does and records. Counts the calls that it makes."""

    store: Store
    recipe: Recipe
    run: int  # the run's id
    logs: Path  # the run's folder for the logs of its workers
    report: Callable[[Progress], None]
    nursery: Nursery  # what its workers are forked from
    purse: Budget | None = None
    spared: frozenset[str] = frozenset()  # boundaries whose failures leave a stage complete
    made: Counter[str] = field(default_factory=Counter)  # calls to policies, judges and trainers
    # by this process, by stage
    ordinal: int = field(default=0, init=False)
    checked: set[str] = field(default_factory=set, init=False)  # models found to be what they were

    def passed(self, name: str, key: StageKey, *, units: int, done: int) -> int:
        """The run comes to this stage: shown by `mathse status`. Returns the stage's id."""
        stage = self.store.begin_stage(key)
        self.store.begin_run_stage(
            self.run, self.ordinal, name, stage=stage, units=units, done=done
        )
        self.ordinal += 1
        return stage

    def units(
        self,
        name: str,
        spec: Spec,
        key: StageKey,
        *,
        units: Sequence[Unit],
        owed: Sequence[int],
    ) -> list[Member]:
        """Does the owed positions of `units`; returns the committed stage's members.

        Raises StageIncomplete where more failed than the recipe tolerates.
        """
        stage = self.passed(name, key, units=len(units), done=len(units) - len(owed))
        if owed and spec.leaf is None:
            self._derive(name, spec, key.recipe, stage, units=units, owed=owed)
        elif owed:
            self._answer(name, spec, key.recipe, stage, units=units, owed=owed)
        members: list[Member] = []
        failed: list[Unit] = []
        output = StageDigest()
        rows = self.store.rows_of(key.recipe, [unit.key for unit in units])
        for unit, found in zip(units, rows, strict=True):
            if found is not None:
                members.append(found[0])
                output.add(found[1])
            else:
                failed.append(unit)
        grave = counted(self.store, key.recipe, failed, spared=self.spared)
        if len(grave) > self.recipe.run.tolerance * len(units):
            said = why(self.store, key.recipe, grave)
            raise StageIncomplete(f"{name}: {len(grave)} of {len(units)} units failed {said}")
        done = (member.row for member in members)
        self.store.commit_stage(stage, done, output=output.digest(), failed=len(failed))
        return members

    def _answer(
        self,
        name: str,
        spec: Spec,
        recipe: int,
        stage: int,
        *,
        units: Sequence[Unit],
        owed: Sequence[int],
    ) -> None:
        wanted = ((position, units[position]) for position in owed)
        judging = spec.kind == "critique"
        asked: Iterator[Any] = (judge_requests if judging else requests)(spec, wanted, self.store)
        job = self._job(name, "judge" if judging else "write", spec)
        batch = self._batch(name, spec, recipe, stage, units=len(units), owed=len(owed))
        log = self._log(name)

        def say(line: str) -> None:
            log(line)
            self.report(batch.progress(line, urgent=True))

        waiting = set(owed)
        hooks = Hooks(log=log, say=say, progress=lambda *_: None, purse=self.purse)
        spread = spec.leaf is not None and spec.leaf.plugin.spread
        answers = run(
            job,
            asked,
            hooks,
            nursery=self.nursery,
            inline=self._inline(job),
            shares=shares(len(owed), workers=self.recipe.run.workers) if spread else ALONE,
        )
        try:
            with closing(answers):  # whatever happens here, the workers have ended when it is left
                for answer in answers:
                    if isinstance(answer, Tick):
                        batch.record()
                    elif answer.index in waiting:
                        waiting.remove(answer.index)
                        batch.add(units[answer.index], answer)
                    else:
                        said = f"the {job.leaf} answered request {answer.index} twice, or unasked"
                        raise WorkerDied(f"{name} failed: {said}")
        finally:
            batch.record()
            if self.purse is not None:
                self.purse.flush()

    def _derive(
        self,
        name: str,
        spec: Spec,
        recipe: int,
        stage: int,
        *,
        units: Sequence[Unit],
        owed: Sequence[int],
    ) -> None:
        """Rows that follow from recorded ones: nobody is asked."""
        batch = self._batch(name, spec, recipe, stage, units=len(units), owed=len(owed))
        paths = self.store.paths([units[position].parent or 0 for position in owed])
        said = self.store.paths([units[position].feedback or 0 for position in owed])
        for position, path, row in zip(owed, paths, said, strict=True):
            batch.rows.append(critique_row(spec, units[position], path=path, said=row))
            if len(batch.rows) >= self.recipe.run.batch:
                batch.record()
        batch.record()

    def _batch(
        self, name: str, spec: Spec, recipe: int, stage: int, *, units: int, owed: int
    ) -> Batch:
        return Batch(
            store=self.store,
            name=name,
            spec=spec,
            recipe=recipe,
            stage=stage,
            run_stage=(self.run, self.ordinal - 1),
            size=self.recipe.run.batch,
            made=self.made,
            report=self.report,
            total=units,
            before=units - owed,
        )

    def train(
        self,
        name: str,
        spec: Spec,
        key: StageKey,
        *,
        table: Table,
        examples: Iterator[Example],
        seed: int,
    ) -> Checkpoint:
        """Has a model trained (or a base made) and records it."""
        stage = self.passed(name, key, units=1, done=0)
        work = self.store.folder / "work" / spec.key().hex() / key.units.hex()
        out = work / "out"
        shutil.rmtree(out, ignore_errors=True)
        (work / "trainer").mkdir(parents=True, exist_ok=True)
        started = time.monotonic()

        def progress(done: int, total: int, note: str) -> None:
            self.report(Progress(name, done, total, done, started, note))

        job = self._job(
            name, "base" if spec.verb == "base" else "train", spec, work=work, seed=seed
        )
        log = self._log(name)
        hooks = Hooks(log=log, say=log, progress=progress, purse=self.purse)
        trained: Trained | None = None
        answers = run(job, examples, hooks, nursery=self.nursery, inline=self._inline(job))
        with closing(answers):
            for answer in answers:
                trained = answer if isinstance(answer, Trained) else trained
        if spec.verb != "base":
            self.made[name] += 1
        if trained is not None and trained.dropped:
            log(left_out(trained))
            self.warned(name, left_out(trained))
        note: dict[str, Json] = {} if trained is None else as_table(trained)
        seconds = time.monotonic() - started
        rows = [ref.row for ref in table]
        output = StageDigest()
        for row in self.store.sealed(rows):
            output.add(row)
        self.store.commit_stage(stage, rows, output=output.digest(), failed=0)
        at = (self.run, self.ordinal - 1)
        model = self.store.add_training(
            key, folder=out, note=note, seconds=seconds, run_stage=at, output=output
        )
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):
            work.parent.rmdir()  # unless another training of this recipe is half done
        return model

    def warned(self, name: str, said: str) -> None:
        """A line that a person should see whatever else is shown."""
        warned(self.report, name)(said)

    def _job(
        self, name: str, kind: Any, spec: Spec, *, work: Path | None = None, seed: int = 0
    ) -> Job:
        if spec.leaf is None:
            raise ValueError(f"{spec.verb} asks nobody")
        if spec.model is not None and spec.model.digest not in self.checked:
            check_model(spec.model)
            self.checked.add(spec.model.digest)
        return Job(
            name=name,
            kind=kind,
            role=spec.leaf.role,
            use=spec.leaf.use(),
            light=spec.leaf.plugin.light,
            preload=spec.leaf.plugin.preload(spec.leaf.speed),
            model=None if spec.model is None else Path(spec.model.path),
            out=None if work is None else work / "out",
            work=None if work is None else work / "trainer",
            seed=seed,
            prices=self.recipe.prices,
            logs=self.logs,
        )

    def _log(self, name: str) -> Callable[[str], None]:
        """Appends a leaf's line to its stage's log, where its worker's own output goes too."""

        def log(line: str) -> None:
            with (self.logs / f"{name}.log").open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")

        return log

    def _inline(self, job: Job) -> bool:
        processes = self.recipe.run.processes
        return processes == "never" or (processes == "auto" and job.light)
