"""Pie charts in percent: shares together, the share that is missing, numbers out of a total."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import THINGS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

PERCENT = Rule("one percent", "/", ("all", 100))


class PieCharts:
    name = "pie charts"
    topic = "statistics: pie charts and percent"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        names = rng.sample(THINGS, 3)
        cuts = sorted(rng.sample(range(2, 19), 2))
        shares = [5 * cuts[0], 5 * (cuts[1] - cuts[0]), 5 * (20 - cuts[1])]
        if level == 2:  # the last share is not shown
            first = rng.randint(5, 60)
            names, shares = names[:2], [first, rng.randint(3, 95 - first)]
        facts = list(zip(names, shares, strict=True))
        if level >= 3:
            facts.append(("all", 100 * rng.randint(2, 4)))
        return make_scene(self.name, level, rng, facts)

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        first, second = rng.sample(range(min(3, len(scene.facts))), 2)
        if int(scene.facts[first].value) < int(scene.facts[second].value):
            first, second = second, first
        return {"first": first, "second": second}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        one, two = (scene.facts[givens[which]].name for which in ("first", "second"))
        both = (one, two)
        total = Rule("sum", "+", both)
        plans = [
            Plan(
                *("together", 1, f"the percent of {one} and {two}"),
                (
                    f"How many percent are {one} and {two} together?",
                    f"What percent are {one} or {two}?",
                ),
                *(both, (total,), "{sum}"),
                mistaken=(Mistaken((Rule("sum", "-", both),)),),
            )
        ]
        if len(scene.facts) == 2:
            rest = Rule("rest", "-", (100, "sum"))
            asked = ("What percent is the rest?", "How many percent are left for the last part?")
            plans.append(
                Plan(
                    *("rest", 2, "the rest", asked, both, (total, rest), "{rest}"),
                    mistaken=(Mistaken((total, Rule("rest", "-", (180, "sum")))),),
                )
            )
        if "all" in scene.values:
            plans += self._numbers(one, two)
        return tuple(plans)

    def _numbers(self, one: str, two: str) -> list[Plan]:
        count = Rule("number", "*", ("one percent", one))
        counts = (
            Rule(f"number of {one}", "*", ("one percent", one)),
            Rule(f"number of {two}", "*", ("one percent", two)),
        )
        more = Rule("difference", "-", (counts[0].name, counts[1].name))
        return [
            Plan(
                *("number", 3, f"the number of {one}"),
                (f"How many {one} are there?", f"Find the number of {one}."),
                *(("all", one), (PERCENT, count), "{number}"),
                mistaken=(Mistaken((Rule("number", "-", ("all", one)),)),),
            ),
            Plan(
                *("more", 4, f"the number of {one} minus {two}"),
                (
                    f"How many more {one} than {two} are there?",
                    f"By how many is the number of {one} larger than that of {two}?",
                ),
                *(("all", one, two), (PERCENT, *counts, more), "{difference}"),
                mistaken=(
                    Mistaken((PERCENT, *counts, Rule("difference", "+", more.terms))),
                    Mistaken((Rule("difference", "-", (one, two)),)),
                ),
                others=((PERCENT, counts[1], counts[0], more),),
            ),
        ]

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        shares = [fact for fact in scene.facts if fact.name != "all"]
        at, last = -90.0, len(shares)
        for position, fact in enumerate(shares):
            fill, stroke = colours(scene, position)
            turn = 3.6 * scene.number(fact.name)
            canvas.pie((34, 30), 28, (at, at + turn), fill=fill, stroke=stroke)
            at += turn
            row = 4 + position
            canvas.box((3, 16 * row + 3), (13, 16 * row + 13), fill=fill, stroke=stroke)
            canvas.label(2, row, fact.name)
            canvas.label(9, row, f"{fact.value}%")
        if at < 269:
            canvas.pie((34, 30), 28, (at, 270), fill="white", stroke=colours(scene, last)[1])
            canvas.label(9, 4 + last, "?%")
        if "all" in scene.values:
            canvas.label(9, 0, "all")
            canvas.label(9, 1, str(scene.number("all")))
