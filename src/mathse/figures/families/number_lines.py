"""Number lines: distances, midpoints, equal steps from one point to another."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

POINTS = ("A", "B", "C")
FIRST, LAST = 16.0, 96.0  # where the first and the last point stand
AB, BC = Rule("AB", "-", ("B", "A")), Rule("BC", "-", ("C", "B"))


class NumberLines:
    name = "number lines"
    topic = "numbers: the number line"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        if level == 4:
            steps, size = rng.randint(3, 8), rng.randint(2, 9)
            start = rng.randint(1, 40)
            facts = [("A", start), ("B", start + steps * size), ("steps", steps)]
            return make_scene(self.name, level, rng, facts)
        values = sorted(rng.sample(range(1, 100), 2 if level < 3 else 3))
        if level == 2 and sum(values) % 2:  # the midpoint is to be whole
            values[1] += 1
        if level == 3 and values[2] - values[1] <= values[1] - values[0]:
            values[2] = 2 * values[1] - values[0] + rng.randint(1, 20)
        return make_scene(self.name, level, rng, list(zip(POINTS, values, strict=False)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {"many": rng.randint(2, scene.number("steps") - 1)} if scene.level == 4 else {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        if givens:
            return self._steps(givens["many"])
        ends = ("A", "B")
        far = ("How far is it from A to B?", "What is the distance from A to B?")
        plans = [
            Plan(
                *("distance", 1, "the distance from A to B", far, ends, (AB,), "{AB}"),
                mistaken=(Mistaken((Rule("AB", "+", ("B", "A")),)),),
            )
        ]
        if "C" in scene.values:
            longer = Rule("difference", "-", ("BC", "AB"))
            asked = (
                "How much longer is it from B to C than from A to B?",
                "What is the difference of the distances BC and AB?",
            )
            plans.append(
                Plan(
                    *("longer", 3, "the difference of BC and AB", asked, POINTS),
                    *((AB, BC, longer), "{difference}"),
                    mistaken=(Mistaken((AB, BC, Rule("difference", "+", ("BC", "AB")))),),
                    others=((BC, AB, longer),),
                )
            )
        if (scene.number("A") + scene.number("B")) % 2 == 0:
            total = Rule("sum", "+", ends)
            half = ("Which number is halfway from A to B?", "What is the midpoint of A and B?")
            plans.append(
                Plan(
                    *("middle", 2, "the midpoint of A and B", half, ends),
                    *((total, Rule("middle", "/", ("sum", 2))), "{middle}"),
                    mistaken=(Mistaken((AB, Rule("middle", "/", ("AB", 2)))),),
                )
            )
        return tuple(plans)

    def _steps(self, many: int) -> tuple[Plan, ...]:
        step = Rule("step", "/", ("AB", "steps"))
        way, place = Rule("way", "*", ("many", "step")), Rule("place", "+", ("A", "way"))
        one = ("How long is one step from A to B?", "The steps are equal. How long is one?")
        asked = (
            f"The steps from A to B are equal. Where are we {many} steps after A?",
            f"Which number is {many} equal steps after A?",
        )
        reads = ("A", "B", "steps")
        return (
            Plan(
                *("step", 4, "the length of one step", one, reads, (AB, step), "{step}"),
                mistaken=(Mistaken((AB, Rule("step", "*", ("AB", "steps")))),),
            ),
            Plan(
                *("place", 4, f"the number {many} steps after A", asked, reads),
                *((AB, step, way, place), "{place}"),
                mistaken=(Mistaken((AB, step, way, Rule("place", "-", ("B", "way")))),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        _, stroke = colours(scene)
        names = [fact.name for fact in scene.facts if fact.name in POINTS]
        low, high = scene.number(names[0]), scene.number(names[-1])
        canvas.line([(2, 56), (110, 56)])
        canvas.line([(105, 52), (110, 56), (105, 60)])
        for name in names:
            value = scene.number(name)
            x = FIRST + (LAST - FIRST) * (value - low) / (high - low)
            if name == "B" and len(names) == 3:  # labels need room: not to scale at the ends
                x = min(max(x, 48.0), 64.0)
            canvas.dot((x, 56), colour=stroke, radius=3)
            canvas.label(round(x / 8 - 0.5), 2, name, colour=stroke)
            canvas.label(round(x / 8 - len(str(value)) / 2), 4, str(value))
        if "steps" in scene.values:
            steps = scene.number("steps")
            for at in range(steps + 1):
                x = FIRST + (LAST - FIRST) * at / steps
                canvas.line([(x, 51), (x, 61)], colour=stroke, width=1)
            canvas.label(3, 0, f"steps {steps}")
