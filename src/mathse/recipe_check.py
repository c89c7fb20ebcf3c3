"""What a recipe may not say although each value is of its type: told before anything is done or paid."""

from collections.abc import Iterator

from mathse.bounds import MOST
from mathse.errors import RecipeError
from mathse.plugins import suggestion
from mathse.recipe import Cast, Draws, Recipe, paid_models
from mathse.settings import as_table

OTHER_MOST = {"rounds": 1000, "seed": 2**63 - 1}


def check(recipe: Recipe) -> None:
    """Raises RecipeError in one line for values out of bounds, or that exclude each other."""
    shares = recipe.problems.split
    if min(shares.seed, shares.dev, shares.test) < 0 or shares.seed + shares.dev + shares.test > 1:
        raise RecipeError('"problems.split" has shares below 0 or above 1 together')
    for key, drawn in _draws(recipe):
        _check_sampling(key, drawn)
    for key, value, lowest in _counts(recipe):
        if value < lowest:
            raise RecipeError(f'"{key}" is {value}, but should be {lowest} or more')
        most = OTHER_MOST.get(key, MOST)
        if value > most:
            raise RecipeError(f'"{key}" is {value}, but should be {most:,} at most')
    if not 0 <= recipe.run.tolerance <= 1:
        raise RecipeError(f'"run.tolerance" is {recipe.run.tolerance}, but is a share: 0 to 1')
    _check_judge(recipe)
    _check_evaluation(recipe)


def stage_names(recipe: Recipe) -> list[str]:
    """The evaluated stages of this recipe, in order."""
    names = ["base", "distilled", *(f"round_{i}" for i in range(1, recipe.rounds + 1))]
    options = recipe.options
    if options.reflect == "final":
        names.append("reflection" if options.repair == "reflect" else options.repair)
    return names


def _draws(recipe: Recipe) -> Iterator[tuple[str, Draws]]:
    yield "sampling", recipe.sampling
    yield "resample", recipe.resample
    yield "orm.sampling", recipe.orm.sampling
    yield "evaluation.samples", recipe.evaluation.samples
    yield "teacher.distil", recipe.teacher.distil
    yield "teacher.reflect", recipe.teacher.reflect
    yield "teacher.annotate", recipe.teacher.annotate


def _counts(recipe: Recipe) -> Iterator[tuple[str, int, int]]:
    """(key, value, the least that it may be)."""
    options, evaluation = recipe.options, recipe.evaluation
    yield "seed", recipe.seed, 0
    yield "rounds", recipe.rounds, 0
    yield "problems.n", recipe.problems.n, 0
    yield "run.batch", recipe.run.batch, 1
    yield "judge.card", recipe.judge.card, 0
    yield "evaluation.n", evaluation.n, 0
    yield "evaluation.max_tokens", evaluation.max_tokens, 1
    yield "options.problems_per_round", options.problems_per_round, 0
    yield "options.keep_per_problem", options.keep_per_problem, 0
    for i, rows in enumerate(options.rows_per_round):
        yield f"options.rows_per_round[{i}]", rows, 0
    for key, drawn in _draws(recipe):
        yield f"{key}.n", drawn.n, 1
        yield f"{key}.max_tokens", drawn.max_tokens, 1


def _check_sampling(key: str, drawn: Draws) -> None:
    if drawn.temperature < 0:
        raise RecipeError(
            f'"{key}.temperature" is {drawn.temperature}, but should be 0 (greedy) or more'
        )
    if not 0 < drawn.top_p <= 1:
        raise RecipeError(f'"{key}.top_p" is {drawn.top_p}, but should be above 0 and at most 1')


def _check_judge(recipe: Recipe) -> None:
    keys = recipe.judge.keys
    if not keys:
        raise RecipeError('"judge.keys" is empty: somebody has to judge')
    twice = next((key for i, key in enumerate(keys) if key in keys[:i]), None)
    if twice is not None:
        raise RecipeError(f'"judge.keys" names "{twice}" twice: a judge agrees with itself')
    if recipe.judge.feedback and recipe.judge.feedback not in keys:
        raise RecipeError(
            f'"judge.feedback" names "{recipe.judge.feedback}", which is none of "judge.keys": '
            f"{', '.join(keys)}"
        )


def _check_evaluation(recipe: Recipe) -> None:
    evaluation, names = recipe.evaluation, stage_names(recipe)
    for k in evaluation.pass_at:
        if not 1 <= k <= evaluation.samples.n:
            raise RecipeError(
                f'"evaluation.pass_at" has {k}, but should be 1 to {evaluation.samples.n}, the paths '
                'that "evaluation.samples.n" draws'
            )
    for name in evaluation.stages:
        if name not in names:
            raise RecipeError(
                f'"evaluation.stages" names "{name}", which is no stage of this recipe'
                f"{suggestion(name, names)}"
            )


def check_orm(recipe: Recipe, cast: Cast) -> None:
    """Raises RecipeError where a judge runs an ORM and the run has none, or not yet.

    Not told when the recipe is read: `mathse import --orm` reads it before it brings one.
    """
    judge, orm = recipe.judge, recipe.orm
    names = [("judge.keys", key) for key in judge.keys]
    names += [("judge.feedback", judge.feedback), ("judge.audit", judge.audit)]
    names += [("evaluation.judge", recipe.evaluation.judge)]
    running = [(key, name) for key, name in names if name and cast.judges[name].plugin.needs_model]
    if running and not (orm.train or recipe.imports.orm):
        key, name = running[0]
        raise RecipeError(
            f'"{key}" names "{name}", which runs an ORM, and this run has none: it is made with '
            "orm.train=true, or brought with mathse import --orm"
        )
    if orm.train and not recipe.imports.orm and cast.judges[orm.accept].plugin.needs_model:
        raise RecipeError(
            f'"orm.accept" names "{orm.accept}", which runs the ORM that is made with its help'
        )


def check_prices(recipe: Recipe, cast: Cast) -> None:
    """Raises RecipeError where the cap could not hold: prices below 0, or a model without a price."""
    tables: dict[str, dict[str, float]] = {"budget": as_table(recipe.budget)}
    tables |= {f'prices."{name}"': as_table(price) for name, price in recipe.prices.items()}
    for where, table in tables.items():
        for key, value in table.items():
            if value < 0:
                raise RecipeError(f"{where}.{key} is {value:g}, but should be 0 or more")
    for name in paid_models(cast):
        if not name:
            raise RecipeError('"model" is empty: it is the name of the model at its endpoint')
        if recipe.budget.money is not None and name not in recipe.prices:
            raise RecipeError(
                f'"budget.money" needs a price for "{name}": [prices."{name}"] with tokens_in and '
                "tokens_out of a million tokens (0 where it costs nothing)"
            )
