"""Line charts over three or four days: changes, totals, extremes, the same change once more."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random

from mathse.figures.canvas import GRID, Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

DAYS = ("Mo", "Tu", "We", "Th")
COLUMNS = {3: (2, 6, 10), 4: (0, 4, 8, 12)}


class LineCharts:
    name = "line charts"
    topic = "statistics: line charts"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        count = 3 if level in (1, 2) else 4
        values = rng.sample(range(10, 60), count)
        if level == 4:  # what grows is to go on growing
            values[-1], values[-2] = max(values), min(values[-2], max(values) - 1)
            values[-1] += rng.randint(1, 15)
        return make_scene(self.name, level, rng, list(zip(DAYS, values, strict=False)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        names = tuple(fact.name for fact in scene.facts)
        pairs = list(pairwise(names))
        plans = [self._change(*sorted(pair, key=scene.number)) for pair in pairs]
        total = Rule("total", "+", names)
        every = ("What is the total of all days?", "Find the sum of all days.")
        spread = Rule("difference", "-", ("largest", "smallest"))
        extremes = (Rule("largest", "max", names), Rule("smallest", "min", names))
        widest = (
            "What is the largest minus the smallest?",
            "How much higher is the highest day than the lowest?",
        )
        plans += [
            Plan("total", 2, "the total", every, names, (total,), "{total}"),
            Plan(
                *("spread", 3, "the largest minus the smallest", widest, names),
                *((*extremes, spread), "{difference}"),
                mistaken=(Mistaken((*extremes, Rule("difference", "+", spread.terms))),),
            ),
        ]
        before, last = names[-2:]
        if scene.level == 4:
            growth, then = Rule("growth", "-", (last, before)), Rule("next", "+", (last, "growth"))
            asked = (
                f"After {last} it grows as from {before} to {last}. What comes next?",
                f"It grows once more as from {before} to {last}. What is the next value?",
            )
            plans.append(
                Plan(
                    *("next", 4, "the next value", asked, (before, last), (growth, then), "{next}"),
                    mistaken=(Mistaken((growth, Rule("next", "-", (last, "growth")))),),
                )
            )
        return tuple(plans)

    def _change(self, lower: str, higher: str) -> Plan:
        rule = Rule("difference", "-", (higher, lower))
        return Plan(
            *(f"{higher} minus {lower}", 1, f"the difference of {higher} and {lower}"),
            (
                f"How much more is it on {higher} than on {lower}?",
                f"What is the difference of {higher} and {lower}?",
            ),
            *((higher, lower), (rule,), "{difference}"),
            mistaken=(Mistaken((Rule("difference", "+", (higher, lower)),)),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        _, stroke = colours(scene)
        values = [scene.number(fact.name) for fact in scene.facts]
        columns = COLUMNS[len(values)]
        low, high = min(values), max(values)
        places = [
            (8.0 * column + 8, 72 - 48 * (value - low) / max(1, high - low))
            for column, value in zip(columns, values, strict=True)
        ]
        for y in (32, 64, 94):
            canvas.line([(2, y), (110, y)], colour=GRID, width=1)
        canvas.line(places, colour=stroke)
        for at, ((across, down), column) in enumerate(zip(places, columns, strict=True)):
            beside = (*values[max(0, at - 1) : at], *values[at + 1 : at + 2])
            valley = values[at] < min(beside)  # its lines go up: the label goes below
            row = int((down + 4) // 16) + 1 if valley else int((down - 4) // 16) - 1
            canvas.dot((across, down), colour=stroke, radius=3)
            canvas.label(column, row, str(values[at]))
            canvas.label(column, 6, scene.facts[at].name, colour=stroke)
