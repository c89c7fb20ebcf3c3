"""Triangles: area (with a slanted side that is not needed), perimeter, a hole, a price."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

PRODUCT = Rule("product", "*", ("base", "height"))
AREA = Rule("area", "/", ("product", 2))
FORMULA = ("area", "base * height / 2")
NO_HALF = Mistaken((Rule("area", "*", ("base", "height")),), "base * height")
SIDES = ("base", "left side", "right side")


class Triangles:
    name = "triangles"
    topic = "triangles: area and perimeter"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        unit = ("unit", rng.choice(UNITS))
        if level == 2:  # three sides that can meet
            base = rng.randint(6, 40)
            left = rng.randint(4, 40)
            right = rng.randint(abs(base - left) + 1, min(base + left - 1, 45))
            facts = list(zip(SIDES, (base, left, right), strict=True))
            return make_scene(self.name, level, rng, [*facts, unit])
        base, height = rng.randint(4, 30), rng.randint(2, 12)
        if base * height % 2:
            base += 1
        if level >= 3:
            base, height = 2 * rng.randint(3, 10), rng.randint(3, 9)
        slant = height + rng.randint(1, 9)  # any side longer than the height is possible
        facts = [("base", base), ("height", height), ("side", slant)]
        if level == 3:
            facts.append(("price", rng.randint(2, 5)))
        if level == 4:
            # The largest square that stands on the base has the side base * height / (base + height).
            facts.append(("hole", rng.randint(2, min(8, base * height // (base + height)))))
        return make_scene(self.name, level, rng, [*facts, unit])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        if "left side" in scene.values:
            around = (
                "What is the perimeter of the triangle?",
                "Find the perimeter of this triangle.",
            )
            rules = (Rule("perimeter", "+", SIDES),)
            return (Plan("perimeter", 2, "the perimeter", around, SIDES, rules, "{perimeter}"),)
        sides = ("base", "height")
        area = ("What is the area of the triangle?", "Find the area of this triangle.")
        plans = [
            Plan(
                *("area", 1, "the area", area, sides, (PRODUCT, AREA), "{area}"),
                formula=FORMULA,
                mistaken=(NO_HALF,),
            )
        ]
        if "price" in scene.values:
            paint: tuple[str, ...] = (
                "One square of paint has the price shown. What does the triangle cost?",
            )
            paint += ("What is the cost of painting the triangle?",)
            cost = Rule("cost", "*", ("area", "price"))
            plans.append(
                Plan(
                    *("paint", 3, "the cost of the area", paint, (*sides, "price")),
                    *((PRODUCT, AREA, cost), "{cost}"),
                    mistaken=(Mistaken((NO_HALF.rules[0], cost)),),
                )
            )
        if "hole" in scene.values:
            cut: tuple[str, ...] = ("A square hole is cut out. What area is left?",)
            cut += ("What is the area of the triangle without the square hole?",)
            hole = Rule("hole area", "*", ("hole", "hole"))
            rest = Rule("rest", "-", ("area", "hole area"))
            plans.append(
                Plan(
                    *("hole", 4, "the area without the hole", cut, (*sides, "hole")),
                    *((PRODUCT, AREA, hole, rest), "{rest}"),
                    mistaken=(Mistaken((NO_HALF.rules[0], hole, rest)),),
                )
            )
        return tuple(plans)

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        canvas.label(12, 0, str(scene.values["unit"]))
        canvas.label(6, 6, str(scene.number("base")))
        if "left side" in scene.values:
            canvas.polygon([(20, 94), (100, 94), (58, 18)], fill=fill, stroke=stroke)
            canvas.label(2, 3, str(scene.number("left side")))
            canvas.label(11, 3, str(scene.number("right side")))
            return
        canvas.polygon([(12, 94), (98, 94), (64, 18)], fill=fill, stroke=stroke)
        canvas.dashes((64, 18), (64, 94), colour=stroke)
        canvas.line([(64, 87), (71, 87), (71, 94)], colour=stroke, width=1)
        canvas.label(8, 4, str(scene.number("height")))
        canvas.label(2, 3, str(scene.number("side")))
        if "price" in scene.values:
            canvas.label(0, 0, f"price {scene.number('price')}")
        if "hole" in scene.values:
            canvas.box((38, 80), (52, 94), fill="white", stroke=stroke)
            canvas.label(5, 4, str(scene.number("hole")))
