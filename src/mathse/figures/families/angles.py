"""Angles in triangles and quadrilaterals, and along a straight line: what is missing to 180 or 360.

A transfer family: no solution training sees it.
"""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

ON_LINE = ("left angle", "right angle")
OF_TRIANGLE = ("angle A", "angle B")
OF_QUADRILATERAL = ("angle A", "angle B", "angle C")
TOP = "top angle"


class Angles:
    name = "angles"
    topic = "angles: triangles, quadrilaterals, straight lines"
    quickstart = True
    transfer = True

    def scene(self, rng: Random, level: int) -> Scene:
        names: tuple[str, ...]
        if level <= 2:
            names = ON_LINE if level == 1 else OF_TRIANGLE
            values = [rng.randint(20, 75), rng.randint(20, 75)]
        elif level == 3:
            names, values = OF_QUADRILATERAL, [rng.randint(60, 99) for _ in range(3)]
        else:
            names, values = (TOP, "side"), [2 * rng.randint(10, 49), rng.randint(2, 50)]
        return make_scene(self.name, level, rng, list(zip(names, values, strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        names = tuple(fact.name for fact in scene.facts)
        if TOP in names:
            return self._isosceles()
        level = {ON_LINE: 1, OF_TRIANGLE: 2, OF_QUADRILATERAL: 3}[names]
        whole, other = (360, 180) if level == 3 else (180, 360)
        where = {1: "in the middle", 2: "at C", 3: "at D"}[level]
        total = Rule("sum", "+", names)
        return (
            Plan(
                *("missing", level, f"the angle {where}"),
                (f"What is the angle {where}?", f"How many degrees is the angle {where}?"),
                *(names, (total, Rule("angle", "-", (whole, "sum"))), "{angle}"),
                formula=("angle", f"{whole} - sum"),
                mistaken=(Mistaken((total, Rule("angle", "-", (other, "sum"))), f"{other} - sum"),),
            ),
            Plan(
                *("together", level, "the sum of the angles shown"),
                ("What is the sum of the angles shown?", "Find the sum of all angles shown."),
                *(names, (total,), "{sum}"),
            ),
        )

    def _isosceles(self) -> tuple[Plan, ...]:
        rest, angle = Rule("rest", "-", (180, TOP)), Rule("angle", "/", ("rest", 2))
        sides = ("The two sides are equal. What is an angle at the base?",)
        return (
            Plan(
                *("base", 4, "the angle at the base"),
                (*sides, "Two sides are equal. Find the angle at the base."),
                *((TOP,), (rest, angle), "{angle}"),
                mistaken=(Mistaken((Rule("rest", "-", (360, TOP)), angle)),),
            ),
            Plan(
                *("both", 4, "the sum of the angles at the base"),
                ("What is the sum of the angles at the base?", "Find the sum of the base angles."),
                *((TOP,), (Rule("sum", "-", (180, TOP)),), "{sum}"),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        if "left angle" in scene.values:
            canvas.line([(4, 92), (108, 92)], colour=stroke)
            canvas.line([(56, 92), (20, 24)], colour=stroke)
            canvas.line([(56, 92), (92, 24)], colour=stroke)
            canvas.dot((56, 92), colour=stroke)
            canvas.label(2, 4, str(scene.number("left angle")))
            canvas.label(10, 4, str(scene.number("right angle")))
            canvas.label(6, 2, "?")
        elif "angle C" in scene.values:
            canvas.polygon([(14, 94), (98, 94), (86, 18), (28, 18)], fill=fill, stroke=stroke)
            for place, name in zip(((3, 4), (9, 4), (8, 2)), OF_QUADRILATERAL, strict=True):
                canvas.label(*place, str(scene.number(name)))
            for column, row, letter in ((0, 5, "A"), (13, 5, "B"), (12, 1, "C"), (2, 1, "D")):
                canvas.label(column, row, letter, colour=stroke)
        elif "angle A" in scene.values:
            canvas.polygon([(4, 94), (108, 94), (56, 18)], fill=fill, stroke=stroke)
            canvas.label(4, 4, str(scene.number("angle A")))
            canvas.label(8, 4, str(scene.number("angle B")))
            for column, row, letter in ((0, 6, "A"), (13, 6, "B"), (6, 0, "C")):
                canvas.label(column, row, letter, colour=stroke)
        else:
            canvas.polygon([(16, 94), (96, 94), (56, 14)], fill=fill, stroke=stroke)
            canvas.label(6, 2, str(scene.number(TOP)))
            canvas.label(1, 3, str(scene.number("side")))
            canvas.line([(32, 52), (40, 56)], colour=stroke)
            canvas.line([(80, 52), (72, 56)], colour=stroke)
