"""Beside the loop: does the model look, does it carry over, does exploration collapse, and the one `test`.

Pictures are swapped within a family: the same question beside another figure of its kind. A model that reads
the picture then answers another problem, and is wrong by this one's reference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from statistics import fmean

from mathse.diversity import distance
from mathse.drive import Order, Work, measured, stages, working
from mathse.evaluation.answering import answered, greedy
from mathse.evaluation.scores import Answered, pass_at, score, score_by
from mathse.evaluation.transitions import right_by_problem, steps
from mathse.recipe import Recipe, cast
from mathse.record import Recorded, load_problems
from mathse.rows import Checkpoint, Json, Problem, digest, problem_id
from mathse.study.loop import Report, Whole, between
from mathse.study.settings import Reading, Study
from mathse.tables import Ref, Table


def looks(whole: Whole, study: Study, report: Report) -> dict[str, Json]:
    """Each stage's model with swapped pictures, and on families that no training saw."""
    swapped_found: list[Json] = []
    transfer_found: list[Json] = []
    with working(whole.recipe, whole.cast, Order(whole.run_dir), report, part="looks") as work:
        dev = measured(whole.recipe, work.loaded, final=False)
        plain, other = swapped(work, dev.draw(study.swap, key="swap") if study.swap else Table())
        transfer = read(work, whole.recipe, study.transfer)
        for stage in stages(work.recorded, work.loaded):
            work.recorded.scope = f"looks_{stage.name}"
            if len(other):
                kept, moved = (greedy(work.recorded, stage.model, t) for t in (plain, other))
                swapped_found.append(
                    {
                        "stage": stage.name,
                        "n": len(moved),
                        "accuracy": score(kept).accuracy,
                        "accuracy_swapped": score(moved).accuracy,
                        "interval_swapped": list(score(moved).interval),
                    }
                )
            if len(transfer):
                said = greedy(work.recorded, stage.model, transfer)
                transfer_found.append({"stage": stage.name, **scored(said), "by_family": by(said)})
    return {"swapped": swapped_found, "transfer": transfer_found}


def swapped(work: Work, problems: Table) -> tuple[Table, Table]:
    """(the problems that have a partner, the same with their partner's pictures)."""
    families: dict[str, list[Problem]] = defaultdict(list)
    for problem in work.store.problems([ref.problem for ref in problems]):
        if problem.images:
            families[str(problem.meta.get("family", ""))].append(problem)
    pairs: list[tuple[Problem, Problem]] = []
    for family in families.values():
        family.sort(key=lambda one: digest("swap", one.id))
        for place, one in enumerate(family):
            others = (family[(place + step) % len(family)] for step in range(1, len(family)))
            partner = next(
                (o for o in others if o.group != one.group and o.images != one.images), None
            )
            if partner is not None:
                pairs.append((one, _with_pictures(one, partner)))
    work.store.add_problems(moved for _, moved in pairs)
    return Table(Ref(one.id) for one, _ in pairs), Table(Ref(moved.id) for _, moved in pairs)


def _with_pictures(problem: Problem, partner: Problem) -> Problem:
    id_ = problem_id(
        question=problem.question,
        options=problem.options,
        gold=problem.gold,
        image_digests=(image.digest for image in partner.images),
    )
    return replace(problem, id=id_, images=partner.images, source_id=f"{problem.source_id} swapped")


def read(work: Work, recipe: Recipe, chosen: Reading, *, seed: int | None = None) -> Table:
    """The `test` problems of another reading of the source; none where none are asked for."""
    if not chosen.n:
        return Table()
    settings = {**recipe.problems.settings, **chosen.settings}
    if seed is not None and "seed" in settings:
        settings["seed"] = seed
    problems = replace(recipe.problems, settings=settings, n=0)
    other = replace(recipe, problems=problems)
    loaded = load_problems(work.store, problems, cast(other), seed=recipe.seed)
    return loaded.splits["test"].draw(chosen.n, key="evaluation")


def explored(whole: Whole, study: Study, report: Report) -> dict[str, Json]:
    """pass@k and diversity of each model on the same problems; which problems D_SFT is about."""
    recipe, found = whole.recipe, list[Json]()
    draws = recipe.evaluation.samples
    ks = [k for k in (1, 2, 4, 8, 16) if k <= draws.n]
    with working(recipe, whole.cast, Order(whole.run_dir), report, part="explore") as work:
        problems = measured(recipe, work.loaded, final=False).draw(study.explore, key="explore")
        levels = dict(_levels(work.recorded, work.loaded.d))
        before: frozenset[bytes] = frozenset()
        for stage in stages(work.recorded, work.loaded):
            work.recorded.scope = f"explore_{stage.name}"
            said = answered(work.recorded, "evaluate_samples", stage.model, problems, draws)
            new = stage.d_sft.problem_ids() - before
            before |= new
            found.append(
                {
                    "stage": stage.name,
                    "pass_at": {str(k): pass_at(said, k) for k in ks},
                    **diversity(work.recorded, stage.model, problems, said),
                    "accepted_by_level": _counted(levels[problem] for problem in new),
                }
            )
        return {"explored": found, "n": len(problems), "d_by_level": _counted(levels.values())}


def diversity(
    recorded: Recorded, model: Checkpoint, problems: Table, said: list[Answered]
) -> dict[str, Json]:
    """How different a problem's right paths are: 0 all the same words, 1 nothing in common."""
    draws = recorded.recipe.evaluation.samples
    paths = recorded.student("evaluate_samples", model, problems, draws)
    right = {(one.problem, one.sample) for one in said if one.right}
    texts: dict[bytes, list[str]] = defaultdict(list)
    for row in recorded.reader.paths([ref.row for ref in paths]):
        if (row.problem, row.sample) in right:
            texts[row.problem].append(row.text)
    several = [some for some in texts.values() if len(some) > 1]
    apart = [fmean(distance(a, b) for a, b in combinations(some, 2)) for some in several]
    different = [len(set(some)) / len(some) for some in several]
    return {
        "right_paths_apart": fmean(apart) if apart else None,
        "right_paths_different": fmean(different) if different else None,
        "problems_with_several": len(several),
    }


def final(
    whole: Whole, chosen: Reading, opened: Mapping[str, Json], report: Report
) -> dict[str, Json]:
    """Each stage's model on the problems of `test`, drawn from the fresh seed."""
    seed = opened.get("seed")
    found: list[Json] = []
    right: dict[str, dict[bytes, bool]] = {}
    with working(whole.recipe, whole.cast, Order(whole.run_dir), report, part="final") as work:
        fresh = read(work, whole.recipe, chosen, seed=seed if isinstance(seed, int) else None)
        problems = fresh.without(work.loaded.d)
        for stage in stages(work.recorded, work.loaded):
            work.recorded.scope = f"final_{stage.name}"
            said = greedy(work.recorded, stage.model, problems)
            right[stage.name] = right_by_problem(said)
            found.append({"name": stage.name, **scored(said), "by_family": by(said)})
    return {"stages": found, "transitions": [between(step) for step in steps(right)]}


def scored(said: list[Answered]) -> dict[str, Json]:
    """Accuracy with its interval."""
    found = score(said)
    return {"n": found.n, "accuracy": found.accuracy, "interval": list(found.interval)}


def by(said: list[Answered]) -> dict[str, Json]:
    """[right, n] of each family."""
    return {name: [one.right, one.n] for name, one in score_by(said, "family").items()}


def _levels(recorded: Recorded, problems: Table) -> Iterator[tuple[bytes, str]]:
    for problem in recorded.reader.problems([ref.problem for ref in problems]):
        yield problem.id, str(problem.meta.get("level", "?"))


def _counted(levels: Iterable[str]) -> dict[str, Json]:
    counts = Counter(levels)
    return {str(level): counts[level] for level in sorted(counts)}
