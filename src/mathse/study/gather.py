"""The pieces of a study -> study.json: every number of docs/results.md, every p corrected together.

Every p of the file is one family of Holm's correction: transitions, nulls, ablations, of all seeds. What is
not done yet is named in `missing` and is null, never a number.
"""

import platform
from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import Any

from mathse.cores import cores
from mathse.evaluation.statistics import holm
from mathse.settings import as_table
from mathse.study.pieces import FINAL, Piece
from mathse.study.settings import Asked

Done = Mapping[str, dict[str, Any]]


def gathered(
    asked: Asked, whole: Sequence[Piece], done: Done, *, opened: Mapping[str, Any] | None
) -> dict[str, Any]:
    """study.json."""
    seeds = [_seed(asked, seed, done) for seed in asked.study.seeds if f"main-{seed}" in done]
    missing = [piece.name for piece in whole if piece.name not in done]
    versions: dict[str, Any] = next(
        (one["versions"] for one in done.values() if "versions" in one), {}
    )
    found: dict[str, Any] = {
        "name": asked.name,
        "command": f"mathse run recipes/{asked.name}.toml" + (" --final" if opened else ""),
        "complete": not missing,
        "missing": missing,
        "measured_on": asked.table.get("evaluation", {}).get("split", "test"),
        "settings": {"study": as_table(asked.study), "recipe": asked.table},
        "machine": machine(),
        "versions": versions,
        "seconds": {name: one["seconds"] for name, one in done.items()},
        "seeds": seeds,
        "means": means([seed["stages"] for seed in seeds]),
        "final": None,
    }
    finals = [(s, done[f"{FINAL}-{s}"]) for s in asked.study.seeds if f"{FINAL}-{s}" in done]
    if opened:
        some = [{"seed": seed, **_own(one)} for seed, one in finals]
        found["final"] = {**opened, "seeds": some, "means": means([o["stages"] for o in some])}
    found["tests"] = correct(tests(found))
    return found


def _seed(asked: Asked, seed: int, done: Done) -> dict[str, Any]:
    main = done[f"main-{seed}"]
    nulls = done.get(f"null-{seed}", {}).get("nulls")
    by = {one["stage"]: one for one in nulls or []}
    transitions = []
    for step in main["transitions"]:
        null = by.get(step["from"])
        beside = {"broken_null": null["broken"], "p_null": null["p"]} if null else {}
        transitions.append({**step, "broken_null": None, "p_null": None, **beside})
    return {
        "seed": seed,
        "stages": main["stages"],
        "transitions": transitions,
        "nulls": [dict(one) for one in nulls] if nulls is not None else None,
        "judge": {**main["judge"], "card": _of(done, "card", seed)},
        "effort": main["effort"],
        "ablations": [
            {
                "name": one.name,
                "title": one.about.title,
                "group": one.about.group,
                "equal": one.about.equal,
                **done[f"{one.name}-{seed}"]["compared"],
                "stages": done[f"{one.name}-{seed}"]["stages"],
                "effort": done[f"{one.name}-{seed}"]["effort"],
                "purity": done[f"{one.name}-{seed}"]["judge"].get("purity", {}),
            }
            for one in asked.ablations
            if f"{one.name}-{seed}" in done
        ],
        "looks": _of(done, "looks", seed),
        "explored": _of(done, "explore", seed),
    }


def _of(done: Done, kind: str, seed: int) -> dict[str, Any] | None:
    found = done.get(f"{kind}-{seed}")
    return _own(found) if found else None


def _own(result: Mapping[str, Any]) -> dict[str, Any]:
    """A piece without its time, which stands elsewhere; transitions copied, since p_holm is added."""
    own = {key: value for key, value in result.items() if key not in ("seconds", "marks")}
    if "transitions" in own:
        own["transitions"] = [dict(one) for one in own["transitions"]]
    return own


def tests(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every test of the file: what has a `p`, in place."""
    some = [
        one
        for seed in found["seeds"]
        for one in [*seed["transitions"], *(seed["nulls"] or []), *seed["ablations"]]
    ]
    if found["final"]:
        some += [one for seed in found["final"]["seeds"] for one in seed["transitions"]]
    return some


def correct(some: Sequence[dict[str, Any]]) -> int:
    """Writes `p_holm` beside every `p`; null where one and the same model is no test."""
    made = [one for one in some if one["p"] is not None]
    for one in some:
        one["p_holm"] = None
    for one, p in zip(made, holm([one["p"] for one in made]), strict=True):
        one["p_holm"] = p
    return len(made)


def means(runs: Sequence[Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Each stage's accuracy over seeds: mean, spread, and the last beside the distilled one's gain."""
    names = list(dict.fromkeys(stage["name"] for stages in runs for stage in stages))
    values = {
        name: [s["accuracy"] for stages in runs for s in stages if s["name"] == name]
        for name in names
    }
    return [
        {
            "name": name,
            "seeds": len(some),
            "mean": fmean(some),
            "spread": stdev(some) if len(some) > 1 else None,  # standard deviation over seeds
            "least": min(some),
            "most": max(some),
        }
        for name, some in values.items()
    ]


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": cores(),
    }
