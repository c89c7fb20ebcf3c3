"""Bar charts: sums, differences, extremes and the mean of labelled bars."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import CELL_WIDTH, GRID, Canvas
from mathse.figures.families.common import THINGS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

BARS = {1: 3, 2: 3, 3: 4, 4: 3}  # by level


class BarCharts:
    name = "bar charts"
    topic = "statistics: bar charts"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        count = BARS[level]
        names = rng.sample(THINGS, count)
        values = rng.sample(range(3, 50), count)
        if level == 4:  # the mean of the bars is to be a whole number
            values[-1] += -sum(values) % count
            while values[-1] in values[:-1]:
                values[-1] += count
        return make_scene(self.name, level, rng, list(zip(names, values, strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        names = tuple(fact.name for fact in scene.facts)
        values = scene.values
        plans = [
            self._pair(first, second, scene)
            for position, first in enumerate(names)
            for second in names[position + 1 :]
        ]
        more = [
            self._difference(*sorted((first, second), key=lambda name: -int(values[name])))
            for position, first in enumerate(names)
            for second in names[position + 1 :]
        ]
        total = Rule("total", "+", names)
        every = ("How many are there in all?", "What is the total of all bars?")
        spread = Rule("difference", "-", ("largest", "smallest"))
        extremes = (Rule("largest", "max", names), Rule("smallest", "min", names))
        rest = [
            Plan("total", 2, "the total", every, names, (total,), "{total}"),
            Plan(
                *("spread", 3, "the largest minus the smallest"),
                (
                    "How much longer is the longest bar than the shortest?",
                    "What is the largest minus the smallest?",
                ),
                *(names, (*extremes, spread), "{difference}"),
                mistaken=(Mistaken((*extremes, Rule("difference", "+", spread.terms))),),
            ),
        ]
        if sum(int(values[name]) for name in names) % len(names) == 0:
            mean = Rule("mean", "/", ("total", len(names)))
            rest.append(
                Plan(
                    *(
                        "mean",
                        4,
                        "the mean",
                        ("What is the mean of the bars?", "Find the mean of all bars."),
                    ),
                    *(names, (total, mean), "{mean}"),
                    mistaken=(Mistaken((total, Rule("mean", "/", ("total", 2)))),),
                )
            )
        return (*plans, *more, *rest)

    def _pair(self, first: str, second: str, scene: Scene) -> Plan:
        both = (first, second)
        return Plan(
            *(f"{first} and {second}", 1, f"the total of {first} and {second}"),
            (
                f"How many {first} and {second} are there together?",
                f"What is the total of {first} and {second}?",
            ),
            *(both, (Rule("total", "+", both),), "{total}"),
            mistaken=(Mistaken((Rule("total", "-", both),)),),
        )

    def _difference(self, larger: str, smaller: str) -> Plan:
        both = (larger, smaller)
        return Plan(
            *(f"{larger} minus {smaller}", 1, f"the difference of {larger} and {smaller}"),
            (
                f"How many more {larger} than {smaller} are there?",
                f"What is the difference of {larger} and {smaller}?",
            ),
            *(both, (Rule("difference", "-", both),), "{difference}"),
            mistaken=(Mistaken((Rule("difference", "+", both),)),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        left, room = 6 * CELL_WIDTH, 40
        largest = max(scene.number(fact.name) for fact in scene.facts)
        canvas.line([(left, 6), (left, 106)], colour=GRID, width=1)
        for position, fact in enumerate(scene.facts):
            fill, stroke = colours(scene, position)
            row = 2 * position + (len(scene.facts) == 3)
            top = 16 * row
            length = room * scene.number(fact.name) / largest
            canvas.box((left, top + 2), (left + length, top + 13), fill=fill, stroke=stroke)
            canvas.label(0, row, fact.name)
            canvas.label(12, row, str(fact.value))
