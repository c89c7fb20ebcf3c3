"""The recipe: one TOML file -> a frozen, typed Recipe; what is resolved is saved and runs again.

A leaf (teacher, judge, trainer, ...) is chosen by `use = "name"`. Its `settings` change rows and
enter their identity; its `speed` only changes how fast they come. The first word of every default
that the paper does not state is [choice]; docs/paper.md gives the reasons.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from mathse.algorithm import Options
from mathse.bounds import Count
from mathse.errors import RecipeError
from mathse.orm import OrmOptions
from mathse.plugins import Role, find
from mathse.prices import Cap, Price
from mathse.roles import Context, Plugin, Sampling
from mathse.settings import as_table, parse


@dataclass(frozen=True, slots=True)
class Use:
    """A leaf by name, with its own tables; see the plug-in's module for their keys."""

    use: str
    settings: dict[str, Any] = field(default_factory=dict)  # identity: other settings, other rows
    speed: dict[str, Any] = field(default_factory=dict)  # never changes a row


@dataclass(frozen=True, slots=True)
class Draws:
    """How many paths are drawn of each problem, and how."""

    n: int = 1
    temperature: float = 1.0  # 0 is greedy
    top_p: float = 1.0
    max_tokens: int = 1024  # of the answer

    def sampling(self) -> Sampling:
        """The part that is a row's identity; n is a range of units and is not."""
        return Sampling(self.temperature, self.top_p, self.max_tokens)


@dataclass(frozen=True, slots=True)
class Split:
    """Shares of the problems, drawn by hash of their group; what is left over is `remain`."""

    seed: float = 0.3  # the teacher solves these: line 1
    dev: float = 0.1  # every choice is tuned here, the ORM's card too
    test: float = 0.1  # for the reported numbers


@dataclass(frozen=True, slots=True)
class Against:
    """A benchmark whose problems must not be trained on."""

    source: str
    path: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problems:
    """D, and the problems that it is measured on."""

    source: str = "fake"
    path: str = ""  # where the source's files are
    n: int = 0  # only the first n problems of the source; 0: all
    settings: dict[str, Any] = field(default_factory=dict)
    split: Split = field(default_factory=Split)
    against: tuple[Against, ...] = ()  # benchmarks that are looked up before training
    contaminated: Literal["drop", "flag"] = "drop"  # what becomes of a problem found there


@dataclass(frozen=True, slots=True)
class Teacher:
    """Who writes D_SFT's first paths, annotates and reflects."""

    use: str
    settings: dict[str, Any] = field(default_factory=dict)
    speed: dict[str, Any] = field(default_factory=dict)
    distil: Draws = field(default_factory=Draws)  # [choice] one path a problem
    reflect: Draws = field(default_factory=Draws)  # [choice] one repair a draft
    annotate: Draws = field(default_factory=lambda: Draws(temperature=0.0))


@dataclass(frozen=True, slots=True)
class Judge:
    """Which of [judges] decide. Several keys: accepted when all say so, rejected when all do."""

    keys: tuple[str, ...] = ("judge",)
    feedback: str = ""  # the key whose diagnosis a reflection reads; "": the last one
    audit: str = ""  # a judge asked about every judged path only for the report, never for training
    with_reference: bool = True  # the paper's prompt shows the reference answer
    card: int = 0  # dev problems on which the judge is measured against the audit; 0: no card

    @property
    def diagnosing(self) -> str:
        """The key whose diagnosis a reflection reads."""
        return self.feedback or self.keys[-1]


@dataclass(frozen=True, slots=True)
class Orm:
    """The Outcome Reward Model, made by the run itself before line 1; see mathse.orm."""

    train: bool = False  # no judge of this run needs one
    accept: str = "rule"  # of [judges]; says whose answer is right, reading no step
    trainer: Use | None = None  # None: as [trainer]
    sampling: Draws = field(default_factory=lambda: Draws(n=4))  # the warm student
    options: OrmOptions = field(default_factory=OrmOptions)


@dataclass(frozen=True, slots=True)
class Imports:
    """Models that the run takes over, by their digest in its store: `mathse import` sets them."""

    m0: str = ""  # in place of lines 2-3; "": the run fine-tunes its own
    orm: str = ""  # in place of one that the run makes


@dataclass(frozen=True, slots=True)
class Reflection:
    """Stage 3 of the paper."""

    feedback: Literal["orm", "teacher", "none", "other_problem", "teacher_other_problem"] = (
        "orm"  # Table 3; the last two: a diagnosis of another problem's draft, as a control
    )
    trains_on: Literal["solution", "draft"] = "solution"  # or: problem, draft, critique -> solution


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Greedy answers of every stage's model."""

    split: Literal["dev", "test"] = "test"
    final: bool = False  # `mathse run --final` then opens `test` for a recipe that works on dev
    n: int = 0  # at most so many problems, drawn by hash; 0: all of the split
    max_tokens: int = 1024
    judge: str = "judge"  # of [judges]; decides whether an answer is right
    pass_at: tuple[int, ...] = ()  # k of pass@k; none: not measured
    samples: Draws = field(default_factory=lambda: Draws(n=8))  # for pass@k
    stages: tuple[str, ...] = ()  # only these; none: every stage


@dataclass(frozen=True, slots=True)
class Running:
    """How the run treats failures and processes. Changes no row."""

    tolerance: float = 0.0  # share of a stage's units that may fail
    processes: Literal["auto", "always", "never"] = "auto"  # auto: light leaves stay in the driver
    batch: int = 500  # finished units a transaction, at most
    workers: Count = (
        1  # processes that share a stage of writing or judging by a model here; each loads
    )
    # the model and has its part of the requests, the cores and the GPUs


@dataclass(frozen=True, slots=True)
class Recipe:
    """One run, resolved."""

    base: Use
    student: Use
    teacher: Teacher
    trainer: Use
    problems: Problems
    judges: dict[str, Use]
    seed: int = 0
    rounds: int = 2  # K; the paper's figures show 2
    store: str = ""  # "": RUN/store; else a folder that several runs share
    judge: Judge = field(default_factory=Judge)
    sampling: Draws = field(default_factory=lambda: Draws(n=4))  # the student, line 7
    orm: Orm = field(default_factory=Orm)
    imports: Imports = field(default_factory=Imports)
    resample: Draws = field(default_factory=lambda: Draws(n=4))  # the control
    options: Options = field(default_factory=Options)
    reflection: Reflection = field(default_factory=Reflection)
    evaluation: Evaluation = field(default_factory=Evaluation)
    run: Running = field(default_factory=Running)
    budget: Cap = field(default_factory=Cap)
    prices: dict[str, Price] = field(default_factory=dict)  # [prices."gpt-4o"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plug-in with its parsed settings: what a stage runs."""

    role: Role
    name: str
    plugin: Plugin
    settings: Any  # plugin.settings
    speed: Any  # plugin.speed

    def build(self, context: Context) -> Any:
        """The policy, judge, trainer, base or source itself."""
        return self.plugin.build(self.settings, self.speed, context)

    def use(self) -> Use:
        """Back to plain tables: what travels to a worker and stands in a recipe."""
        return Use(self.name, as_table(self.settings), as_table(self.speed))


def leaf(role: Role, chosen: Use | Teacher, *, where: str) -> Leaf:
    """Finds the plug-in and types its tables. Raises RecipeError naming `where`."""
    plugin = find(role, chosen.use)
    return Leaf(
        role=role,
        name=chosen.use,
        plugin=plugin,
        settings=parse(plugin.settings, chosen.settings, where=f"{where}.settings"),
        speed=parse(plugin.speed, chosen.speed, where=f"{where}.speed"),
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Every leaf of a recipe."""

    source: Leaf
    base: Leaf
    student: Leaf
    teacher: Leaf
    trainer: Leaf
    orm_trainer: Leaf
    judges: dict[str, Leaf]  # by the name that [judges] gives


def cast(recipe: Recipe) -> Cast:
    """The leaves of this recipe. Raises RecipeError for what does not exist or fit."""
    problems = recipe.problems
    judges = {
        name: leaf("judge", use, where=f"judges.{name}") for name, use in recipe.judges.items()
    }
    wanted = {"judge.keys": recipe.judge.keys, "evaluation.judge": (recipe.evaluation.judge,)}
    for key, name in (
        ("judge.feedback", recipe.judge.feedback),
        ("judge.audit", recipe.judge.audit),
    ):
        wanted[key] = (name,) if name else ()
    by_answer = recipe.orm.train or recipe.options.judge_distilled == "answer"
    wanted["orm.accept"] = (recipe.orm.accept,) if by_answer else ()
    if recipe.judge.card and not recipe.judge.audit:
        raise RecipeError('"judge.card" needs "judge.audit": somebody who knows the truth')
    for key, names in wanted.items():
        for name in names:
            if name not in judges:
                raise RecipeError(
                    f'"{key}" names "{name}", but [judges] has only: {", ".join(judges)}'
                )
    by_steps = recipe.orm.options.steps and not recipe.orm.options.binary
    for name in recipe.judge.keys:
        plugin = judges[name].plugin
        if by_steps and plugin.needs_model and not plugin.by_steps:
            raise RecipeError(
                f'"orm.options.steps" needs a judge that is given the steps; '
                f'"{recipe.judges[name].use}" is none, "orm" is'
            )
    return Cast(
        source=leaf("source", Use(problems.source, problems.settings), where="problems"),
        base=leaf("base", recipe.base, where="base"),
        student=leaf("policy", recipe.student, where="student"),
        teacher=leaf("policy", recipe.teacher, where="teacher"),
        trainer=leaf("trainer", recipe.trainer, where="trainer"),
        orm_trainer=leaf("trainer", recipe.orm.trainer or recipe.trainer, where="orm.trainer"),
        judges=judges,
    )


def paid_models(cast: Cast) -> list[str]:
    """The models of this cast that could send a bill, each once."""
    leaves = (cast.student, cast.teacher, *cast.judges.values())
    found = (leaf.plugin.paid_model(leaf.settings) for leaf in leaves)
    return list(dict.fromkeys(name for name in found if name is not None))


def resolved(recipe: Recipe, cast: Cast) -> Recipe:
    """The recipe with every leaf's tables spelled out in full."""
    teacher = cast.teacher.use()
    return replace(
        recipe,
        base=cast.base.use(),
        student=cast.student.use(),
        trainer=cast.trainer.use(),
        orm=replace(recipe.orm, trainer=cast.orm_trainer.use()) if recipe.orm.train else recipe.orm,
        teacher=replace(recipe.teacher, settings=teacher.settings, speed=teacher.speed),
        problems=replace(recipe.problems, settings=cast.source.use().settings),
        judges={name: judge.use() for name, judge in cast.judges.items()},
    )
