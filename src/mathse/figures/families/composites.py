"""Composite areas: two rectangles side by side or joined, a rectangle with a corner cut out."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

SIDE_BY_SIDE = ("left", "right", "height")
JOINED = ("left", "left height", "right", "right height")
CUT = ("width", "height", "cut width", "cut height")
WHOLE = Rule("whole area", "*", ("width", "height"))
OUT = Rule("cut area", "*", ("cut width", "cut height"))


class Composites:
    name = "composites"
    topic = "areas of composite figures"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        unit = ("unit", rng.choice(UNITS))
        if level == 1:
            values = (rng.randint(3, 20), rng.randint(3, 20), rng.randint(2, 9))
            return make_scene(
                self.name, level, rng, [*zip(SIDE_BY_SIDE, values, strict=True), unit]
            )
        if level == 2:
            heights = rng.sample(range(2, 10), 2)
            pairs = (rng.randint(2, 12), heights[0], rng.randint(2, 12), heights[1])
            return make_scene(self.name, level, rng, [*zip(JOINED, pairs, strict=True), unit])
        width, height = rng.randint(5, 15), rng.randint(4, 9)
        cut = (rng.randint(2, width - 2), rng.randint(2, height - 2))
        facts: list[tuple[str, int | str]] = [*zip(CUT, (width, height, *cut), strict=True)]
        if level == 4:
            facts.append(("price", rng.randint(2, 5)))
        return make_scene(self.name, level, rng, [*facts, unit])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        asked = ("What is the area of the whole figure?", "Find the area of this figure.")
        if scene.level == 1:
            return (self._side_by_side(asked),)
        if scene.level == 2:
            left = Rule("left area", "*", JOINED[:2])
            right = Rule("right area", "*", JOINED[2:])
            area = Rule("area", "+", ("left area", "right area"))
            return (
                Plan(
                    *("area", 2, "the area", asked, JOINED, (left, right, area), "{area}"),
                    mistaken=(Mistaken((left, right, Rule("area", "-", area.terms))),),
                    others=((right, left, area),),
                ),
            )
        area = Rule("area", "-", ("whole area", "cut area"))
        wrong = (WHOLE, OUT, Rule("area", "+", area.terms))
        plans = [
            Plan(
                *("area", 3, "the area", asked, CUT, (WHOLE, OUT, area), "{area}"),
                mistaken=(Mistaken(wrong),),
                others=((OUT, WHOLE, area),),
            )
        ]
        plans.append(self._around())
        if "price" in scene.values:
            cost = Rule("cost", "*", ("area", "price"))
            paint: tuple[str, ...] = (
                "One square of carpet has the price shown. What does the figure cost?",
            )
            paint += ("What is the cost of a carpet of this shape?",)
            plans.append(
                Plan(
                    *("carpet", 4, "the cost of the area", paint, (*CUT, "price")),
                    *((WHOLE, OUT, area, cost), "{cost}"),
                    mistaken=(Mistaken((*wrong, cost)),),
                )
            )
        return tuple(plans)

    def _side_by_side(self, asked: tuple[str, ...]) -> Plan:
        width, area = Rule("width", "+", ("left", "right")), Rule("area", "*", ("width", "height"))
        left = Rule("left area", "*", ("left", "height"))
        right = Rule("right area", "*", ("right", "height"))
        return Plan(
            *("area", 1, "the area", asked, SIDE_BY_SIDE, (width, area), "{area}"),
            mistaken=(Mistaken((width, Rule("area", "+", ("width", "height")))),),
            others=((left, right, Rule("area", "+", ("left area", "right area"))),),
        )

    def _around(self) -> Plan:
        """A corner cut out leaves the perimeter as it was."""
        around = (
            "What is the perimeter of this figure?",
            "How long is the line around the figure?",
        )
        total = Rule("sum", "+", ("width", "height"))
        return Plan(
            *("perimeter", 3, "the perimeter", around, ("width", "height")),
            *((total, Rule("perimeter", "*", (2, "sum"))), "{perimeter}"),
            mistaken=(Mistaken((Rule("perimeter", "+", ("width", "height")),)),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        other, _ = colours(scene, 1)
        canvas.label(12, 0, str(scene.values["unit"]))
        if scene.level == 1:
            canvas.box((26, 22), (62, 90), fill=fill, stroke=stroke)
            canvas.box((62, 22), (104, 90), fill=other, stroke=stroke)
            canvas.label(4, 6, str(scene.number("left")))
            canvas.label(10, 6, str(scene.number("right")))
            canvas.label(0, 3, str(scene.number("height")))
        elif scene.level == 2:
            higher = scene.number("left height") > scene.number("right height")
            canvas.box((22, 20 if higher else 46), (56, 90), fill=fill, stroke=stroke)
            canvas.box((56, 46 if higher else 20), (90, 90), fill=other, stroke=stroke)
            canvas.label(4, 6, str(scene.number("left")))
            canvas.label(8, 6, str(scene.number("right")))
            canvas.label(0, 3, str(scene.number("left height")))
            canvas.label(12, 3, str(scene.number("right height")))
        else:
            corners = [(22, 33), (54, 33), (54, 62), (94, 62), (94, 94), (22, 94)]
            canvas.polygon(corners, fill=fill, stroke=stroke)
            canvas.dashes((54, 33), (94, 33), colour=stroke)
            canvas.dashes((94, 33), (94, 62), colour=stroke)
            canvas.label(6, 6, str(scene.number("width")))
            canvas.label(0, 4, str(scene.number("height")))
            canvas.label(8, 1, str(scene.number("cut width")))
            canvas.label(12, 2, str(scene.number("cut height")))
            if "price" in scene.values:
                canvas.label(0, 0, f"price {scene.number('price')}")
