"""Parallelograms and trapezoids: area and perimeter.

A transfer family: no solution training sees it.
"""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

SUM = Rule("sum", "+", ("top", "bottom"))
PRODUCT = Rule("product", "*", ("sum", "height"))
AREA = Rule("area", "/", ("product", 2))
WITHOUT_HALF = Rule("area", "*", ("sum", "height"))


class Quadrilaterals:
    name = "quadrilaterals"
    topic = "parallelograms and trapezoids"
    quickstart = True
    transfer = True

    def scene(self, rng: Random, level: int) -> Scene:
        unit = ("unit", rng.choice(UNITS))
        height = rng.randint(2, 9)
        if level <= 2:
            side = height + rng.randint(1, 9)
            facts = [("base", rng.randint(7, 40)), ("height", height), ("side", side)]
            return make_scene(self.name, level, rng, [*facts, unit])
        top = rng.randint(2, 12)
        bottom = top + 2 * rng.randint(1, 6)  # an even sum: a whole area
        facts = [("top", top), ("bottom", bottom), ("height", height)]
        if level == 4:
            facts.append(("price", rng.randint(2, 5)))
        return make_scene(self.name, level, rng, [*facts, unit])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        if "base" in scene.values:
            return self._parallelogram()
        names = ("top", "bottom", "height")
        area = ("What is the area of the trapezoid?", "Find the area of this trapezoid.")
        plans = [
            Plan(
                *("trapezoid", 3, "the area", area, names, (SUM, PRODUCT, AREA), "{area}"),
                mistaken=(Mistaken((SUM, WITHOUT_HALF)),),
            )
        ]
        if "price" in scene.values:
            cost = Rule("cost", "*", ("area", "price"))
            paint = ("What is the cost of painting the trapezoid?",)
            plans.append(
                Plan(
                    *("paint", 4, "the cost of the area"),
                    (*paint, "One square of paint has the price shown. What does the figure cost?"),
                    *((*names, "price"), (SUM, PRODUCT, AREA, cost), "{cost}"),
                    mistaken=(Mistaken((SUM, WITHOUT_HALF, cost)),),
                )
            )
        return tuple(plans)

    def _parallelogram(self) -> tuple[Plan, ...]:
        area = ("What is the area of the parallelogram?", "Find the area of this parallelogram.")
        around = ("What is the perimeter of the parallelogram?", "How long is the line around it?")
        total = Rule("sum", "+", ("base", "side"))
        return (
            Plan(
                *("area", 1, "the area", area, ("base", "height")),
                *((Rule("area", "*", ("base", "height")),), "{area}"),
                mistaken=(Mistaken((Rule("area", "*", ("base", "side")),)),),
            ),
            Plan(
                *("perimeter", 2, "the perimeter", around, ("base", "side")),
                *((total, Rule("perimeter", "*", (2, "sum"))), "{perimeter}"),
                mistaken=(Mistaken((Rule("perimeter", "+", ("base", "side")),)),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        canvas.label(12, 0, str(scene.values["unit"]))
        if "base" in scene.values:
            canvas.polygon([(8, 94), (80, 94), (106, 24), (34, 24)], fill=fill, stroke=stroke)
            canvas.dashes((34, 24), (34, 94), colour=stroke)
            canvas.label(5, 3, str(scene.number("height")))
            canvas.label(5, 6, str(scene.number("base")))
            canvas.label(12, 4, str(scene.number("side")))
            return
        canvas.polygon([(10, 94), (102, 94), (82, 34), (30, 34)], fill=fill, stroke=stroke)
        canvas.dashes((42, 34), (42, 94), colour=stroke)
        canvas.label(6, 4, str(scene.number("height")))
        canvas.label(6, 6, str(scene.number("bottom")))
        canvas.label(6, 1, str(scene.number("top")))
        if "price" in scene.values:
            canvas.label(0, 0, f"price {scene.number('price')}")
