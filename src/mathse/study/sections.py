"""The sections of the results page: setting, stages, transitions, ablations, what stands beside."""

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any

from mathse.study import paper
from mathse.study.markdown import interval, p_value, percent, points, table

Found = Mapping[str, Any]


def setting(found: Found) -> str:
    """What was run, and what of it is our setting rather than evidence."""
    recipe = found["settings"]["recipe"]
    hours = found["recorded_seconds"] / 3600
    seeds = ", ".join(str(seed["seed"]) for seed in found["seeds"])
    machine = found["machine"]
    versions = ", ".join(f"{k} {v}" for k, v in found["versions"].items() if v)
    problems = recipe.get("problems", {})
    lines = [
        f"Command: `{found['command']}`. Seeds {seeds or 'none yet'}; {machine['cores']} cores, "
        f"{machine['system']}; {hours:.2f} hours of recorded stages; {versions}.",
        f"Measured on `{found['measured_on']}` problems, where every choice was made; `test` is opened "
        "once, with fresh problems, by `--final`.",
        f"All {found['tests']} p values of this page are one family of Holm's correction. Tests are exact "
        "McNemar tests, two-sided, on the same problems.",
    ]
    if found["missing"]:
        lines.append("**Not done yet:** " + ", ".join(found["missing"]) + ".")
    if found.get("since"):  # by hand, when what was measured has changed; a new study has none
        lines.append(f"**Since then:** {found['since']}")
    lines += [
        "\n### Our setting, which is no evidence\n",
        "The problems are drawn by program and the teacher is a program too, which fails at rates that we set: how often "
        "it solves, how much a right or wrong diagnosis helps it. So the size of the gain from reflection, and "
        "that the teacher's feedback helps, follow from these settings; that the student learns from the rows does not. "
        "The paper's models, problems and teacher are others: its numbers stand beside ours for the shape, not "
        "for their size.\n",
        f"Problems: `{problems.get('source', '?')}` {problems.get('settings', {})}. Teacher: "
        f"`{recipe.get('teacher', {}).get('use', '?')}` {found['settings']['teacher']}. "
        f"Judge: {recipe.get('judge', {})}. Feedback: {recipe.get('reflection', {})}. Versions of the leaves: "
        f"{found['settings']['leaves']}.",
    ]
    return "\n\n".join(lines) + "\n"


def stages(found: Found) -> str:
    """Table 1 and Figure 2."""
    known = dict(zip(paper.STAGES, zip(*paper.STUDENTS.values(), strict=True), strict=True))
    rows = []
    for one in found["means"]:
        each = [
            next((s for s in seed["stages"] if s["name"] == one["name"]), None)
            for seed in found["seeds"]
        ]
        spread = "-" if one["spread"] is None else f"{100 * one['spread']:.1f}"
        rows.append(
            [one["name"], percent(one["mean"]), spread]
            + [f"{percent(s['accuracy'])} ({interval(s['interval'])})" if s else "-" for s in each]
            + [" / ".join(str(s["d_sft"]) if s else "-" for s in each)]
            + [" / ".join(f"{value:.1f}" for value in known.get(one["name"], ())) or "-"]
        )
    seeds = [f"seed {seed['seed']}" for seed in found["seeds"]]
    head = ["stage", "mean %", "spread", *seeds, "D_SFT", f"paper: {' / '.join(paper.STUDENTS)}"]
    n = next((s["n"] for seed in found["seeds"] for s in seed["stages"]), 0)
    return (
        f"## Accuracy by stage (Table 1, Figure 2)\n\nn = {n:,} problems; 95 % Wilson intervals; spread is the "
        "standard deviation over seeds.\n\n"
        + table(head, rows)
        + "\n![Accuracy by stage](results/figure_2.png)\n"
    )


def transitions(found: Found) -> str:
    """Figure 4 with its null."""
    rows = []
    for seed in found["seeds"]:
        for step in seed["transitions"]:
            rows.append(
                [
                    str(seed["seed"]),
                    f"{step['from']} -> {step['to']}",
                    points(step["gain"]),
                    *(str(step[key]) for key in ("wrong_right", "right_wrong")),
                    percent(step["broken"]),
                    percent(step["broken_null"]),
                    p_value(step["p"]),
                    p_value(step["p_holm"]),
                    _paper_broken(step),
                ]
            )
    head = ["seed", "step", "gain", "mended", "broken", "broken %", "null %", "p", "p (Holm)"]
    nulls = [
        [str(seed["seed"]), one["stage"], percent(one["accuracy"]), points(one["gain"]),
         percent(one["broken"]), p_value(one["p"]), p_value(one["p_holm"])]
        for seed in found["seeds"]
        for one in seed["nulls"] or []
    ]  # fmt: skip
    null_head = [
        "seed",
        "stage",
        "accuracy of the second",
        "difference",
        "broken %",
        "p",
        "p (Holm)",
    ]
    return (
        "## What each step mends and breaks (Figure 4)\n\nBroken %: of what was right before, the share that is wrong "
        "after. Null %: the same when the stage before is trained again, on the same rows with another seed: so "
        "much breaks by training alone.\n\n"
        + table([*head, "paper: broken %, p"], rows)
        + "\n![Transitions](results/figure_4.png)\n\n"
        + (
            f"The null, stage by stage:\n\n{table(null_head, nulls)}\n{_noise(found)}"
            if nulls
            else ""
        )
    )


def _noise(found: Found) -> str:
    """What another seed alone does: a single run's step or ablation has to be held against it."""
    some = [(seed["seed"], one) for seed in found["seeds"] for one in seed["nulls"] or []]
    seed, most = max(some, key=lambda pair: abs(pair[1]["gain"]))
    mean = fmean(abs(one["gain"]) for _, one in some)
    return (
        f"The same rows trained again with another seed change the accuracy by {100 * mean:.1f} points on average, at most "
        f"by {100 * abs(most['gain']):.1f} ({most['stage']}, seed {seed}, p {p_value(most['p'])}): a test over problems "
        "alone would call some of that a difference. So a step, or a difference to an ablation, of that size in one "
        "seed is no evidence, whatever its p; that a step has the same sign in every seed is.\n"
    )


def _paper_broken(step: Found) -> str:
    from mathse.evaluation.statistics import mcnemar

    known = paper.BROKEN.get((step["from"], step["to"]))
    if known is None:
        return "-"
    right_right, _, right_wrong, wrong_right = known
    p = mcnemar(broken=right_wrong, mended=wrong_right)
    return f"{100 * right_wrong / (right_right + right_wrong):.1f}, {p_value(p)}"


TITLES = {
    "feedback": "Feedback of reflection, and its controls (Table 3)",
    "data": "Who writes the data, and how long it is trained on (Table 4)",
    "judge": "Who judges",
    "other": "Other choices",
}


def ablations(found: Found) -> str:
    """Tables 3 and 4, the judges, and the rest: each beside the main run of the same seed."""
    some = [(seed["seed"], one) for seed in found["seeds"] for one in seed["ablations"]]
    main = {seed["seed"]: seed["effort"] for seed in found["seeds"]}
    parts = [
        "## Ablations\n",
        "Each last stage beside the main run's of the same seed, on the same problems. Rows, steps, calls of the teacher and "
        "paths of the student are given as its own : the main run's; the making of the ORM counts in each that has one.\n",
    ]
    for group, title in TITLES.items():
        rows = [_ablation(seed, one, main[seed]) for seed, one in some if one["group"] == group]
        if rows:
            parts += [f"### {title}\n", table(HEAD, rows), *_means(some, group)]
    return "\n".join(parts) if some else ""


HEAD = ("seed", "ablation", "%", "main %", "difference", "p", "p (Holm)", "rows", "steps",
        "teacher calls", "student paths", "paper %")  # fmt: skip


def _ablation(seed: int, one: Found, main: Found) -> list[str]:
    effort = one["effort"]
    same = " (the same model)" if one["same_model"] else ""
    known = paper.FEEDBACK.get(one["name"])
    if one["name"] == "teacher_only":
        known = paper.TEACHER_ONLY["round_2"]
    return [
        str(seed),
        f"{one['title'] or one['name']}: {one['to']}, beside {one['from']}{same}",
        f"{percent(one['accuracy'])} ({interval(one['interval'])})",
        percent(one["accuracy_main"]),
        points(one["gain"]),
        p_value(one["p"]),
        p_value(one["p_holm"]),
        f"{one['rows']} : {one['rows_main']}",
        f"{one['steps']} : {one['steps_main']}",
        *(f"{effort[key]:.0f} : {main[key]:.0f}" for key in ("teacher_calls", "student_paths")),
        "-" if known is None else f"{known:.2f}",
    ]


def _means(some: list[tuple[int, Any]], group: str) -> Iterator[str]:
    """The difference to the main run over seeds."""
    names = dict.fromkeys(one["name"] for _, one in some if one["group"] == group)
    for name in names:
        gains = [one["gain"] for _, one in some if one["name"] == name]
        if len(gains) > 1:
            least, most = points(min(gains)), points(max(gains))
            yield f"* {name}: {points(fmean(gains))} on average over {len(gains)} seeds ({least} to {most})"
    yield ""


def beside(found: Found) -> str:
    """Does the model look, does it carry over, does exploration collapse."""
    swaps, transfer, explored, levels = [], [], [], []
    for seed in found["seeds"]:
        looks, many = seed["looks"] or {}, seed["explored"] or {}
        for one in looks.get("swapped", []):
            swaps.append(
                [str(seed["seed"]), one["stage"], str(one["n"]), percent(one["accuracy"]),
                 percent(one["accuracy_swapped"]), interval(one["interval_swapped"])]
            )  # fmt: skip
        for one in looks.get("transfer", []):
            parts = ", ".join(f"{k} {right} of {n}" for k, (right, n) in one["by_family"].items())
            transfer.append(
                [str(seed["seed"]), one["stage"], str(one["n"]), percent(one["accuracy"]),
                 interval(one["interval"]), parts]
            )  # fmt: skip
        for one in many.get("explored", []):
            at = one["pass_at"]
            explored.append(
                [str(seed["seed"]), one["stage"], ", ".join(f"{k}: {percent(v)}" for k, v in at.items()),
                 percent(one["right_paths_apart"]), percent(one["right_paths_different"]),
                 str(one["problems_with_several"])]
            )  # fmt: skip
            counts = one["accepted_by_level"]
            cells = [f"{counts.get(k, 0)} of {n}" for k, n in many["d_by_level"].items()]
            levels.append([str(seed["seed"]), one["stage"], ", ".join(cells)])
    some = [
        ("## Does the model look? Pictures swapped within a family",
         table(["seed", "stage", "n", "own picture %", "swapped %", "interval"], swaps)),
        ("## Families that no solution training saw",
         table(["seed", "stage", "n", "%", "interval", "by family"], transfer)),
        ("## Exploration: pass@k, and how different right paths are",
         table(["seed", "stage", "pass@k %", "right paths apart %", "different %", "problems"], explored)),
        ("## Problems newly solved in D_SFT, by level 1 to 4, of those in D",
         table(["seed", "stage", "newly solved"], levels)),
    ]  # fmt: skip
    return "\n".join(f"{title}\n\n{body}" for title, body in some if body)


def opened(found: Found) -> str:
    """`test`, opened once."""
    final = found["final"]
    if not final:
        return ""
    rows = []
    for seed in final["seeds"]:
        gains = {step["to"]: step for step in seed["transitions"]}
        for one in seed["stages"]:
            step = gains.get(one["name"])
            rows.append(
                [str(seed["seed"]), one["name"], str(one["n"]), percent(one["accuracy"]),
                 interval(one["interval"]), points(step["gain"]) if step else "-",
                 p_value(step["p"]) if step else "-", p_value(step["p_holm"]) if step else "-"]
            )  # fmt: skip
    head = ["seed", "stage", "n", "%", "interval", "gain", "p", "p (Holm)"]
    return (
        f"## `test`, opened once\n\nOpened {final['opened']} with the fresh seed {final['seed']}.\n\n"
        + table(head, rows)
    )
