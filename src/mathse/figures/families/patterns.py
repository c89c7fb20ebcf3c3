"""Number patterns with equal steps: the step, the next numbers, a number far along."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

NAMES = ("first", "second", "third")
STEP = Rule("step", "-", ("second", "first"))
NEXT = Rule("next", "+", ("third", "step"))


class Patterns:
    name = "patterns"
    topic = "algebra: patterns and sequences"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        start, step = rng.randint(1, 60), rng.randint(2, 15 if level == 4 else 30)
        values = (start, start + step, start + 2 * step)
        return make_scene(self.name, level, rng, list(zip(NAMES, values, strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {"place": rng.randint(6, 12)} if scene.level == 4 else {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        step = ("By how much does the pattern grow each time?", "What is the step of the pattern?")
        following = ("What is the next number?", "Which number comes fourth?")
        fifth = ("Which number comes fifth?", "What is the number after the next?")
        then = Rule("fifth", "+", ("next", "step"))
        total = Rule("sum", "+", ("second", "first"))
        plans = [
            Plan(
                *("step", 1, "the step", step, NAMES[:2], (STEP,), "{step}"),
                mistaken=(Mistaken((Rule("step", "+", ("second", "first")),)),),
            ),
            Plan(
                *("next", 2, "the next number", following, NAMES, (STEP, NEXT), "{next}"),
                mistaken=(Mistaken((total, Rule("next", "+", ("third", "sum")))),),
            ),
            Plan(
                *("fifth", 3, "the fifth number", fifth, NAMES, (STEP, NEXT, then), "{fifth}"),
                mistaken=(Mistaken((STEP, NEXT, Rule("fifth", "+", ("next", "third")))),),
            ),
        ]
        if "place" in givens:
            plans.append(self._far(givens["place"]))
        return tuple(plans)

    def _far(self, place: int) -> Plan:
        steps, way = Rule("steps", "-", ("place", 1)), Rule("way", "*", ("steps", "step"))
        number = Rule("number", "+", ("first", "way"))
        too_many = Rule("way", "*", ("place", "step"))
        asked = (
            f"Which number stands at place {place} of the pattern?",
            f"The pattern goes on. What is number {place}?",
        )
        return Plan(
            *("far", 4, f"the number at place {place}", asked, NAMES[:2]),
            *((STEP, steps, way, number), "{number}"),
            mistaken=(Mistaken((STEP, too_many, number)),),
            others=((steps, STEP, way, number),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        row = 2 + scene.look % 2
        for position, name in enumerate(NAMES):
            left, top = 32 * position + 2, 16 * row
            canvas.box(
                (left, top - 6),
                (left + (34 if position == 2 else 28), top + 22),
                fill=fill,
                stroke=stroke,
            )
            canvas.label(4 * position + 1, row, str(scene.number(name)))
        canvas.label(13, row, "?", colour=stroke)
        canvas.label(1, 5, "a pattern", colour=stroke)
