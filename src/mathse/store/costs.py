"""What a run has cost, stage by stage: a query over its recorded rows and trainings."""

from mathse.store.database import named
from mathse.store.read import Reader


def costs(reader: Reader, run: int) -> dict[str, dict[str, float]]:
    """What was recorded for each stage of a run, by its name; a row counts where it came first."""
    query = (
        "WITH once AS (SELECT min(ordinal) AS ordinal, member.row FROM run_stage"
        " JOIN member ON member.stage = run_stage.stage"
        " WHERE run = ?1 AND run_stage.stage NOT IN (SELECT stage.id FROM stage"
        "  JOIN training ON training.recipe = stage.recipe) GROUP BY member.row) "
        "SELECT ordinal, sum(calls), sum(tokens_in), sum(tokens_cached), sum(tokens_out),"
        " sum(images), sum(money) FROM once JOIN row ON row.id = once.row GROUP BY ordinal"
    )
    names = ("calls", "tokens_in", "tokens_cached", "tokens_out", "images", "money")
    with named(reader.path):
        sums = {row[0]: row[1:] for row in reader.db.execute(query, (run,))}
        stages = reader.db.execute(
            "SELECT min(ordinal), name, stage.seconds,"
            " training.model IS NOT NULL AND verb != 'base'"
            " FROM run_stage JOIN stage ON stage.id = run_stage.stage"
            " JOIN recipe ON recipe.id = stage.recipe LEFT JOIN training"
            " ON training.recipe = stage.recipe AND training.input = stage.units"
            " WHERE run = ? GROUP BY stage.id ORDER BY min(ordinal)",
            (run,),
        ).fetchall()
    costs: dict[str, dict[str, float]] = {}
    for ordinal, name, seconds, trained in stages:
        cost = costs.setdefault(name, dict.fromkeys((*names, "seconds"), 0))
        for key, value in zip(names, sums.get(ordinal, (0,) * len(names)), strict=True):
            cost[key] += value
        cost["calls"] += trained
        cost["seconds"] += seconds
    return costs
