"""Rectangles: area and perimeter, with units; then what a fence of that length costs."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

AREA = Rule("area", "*", ("width", "height"))
SUM = Rule("sum", "+", ("width", "height"))
PERIMETER = Rule("perimeter", "*", (2, "sum"))
COST = Rule("cost", "*", ("perimeter", "price"))
LEFT = Rule("change", "-", ("money", "cost"))
NO_DOUBLING = Mistaken((Rule("perimeter", "+", ("width", "height")),), "width + height")


class Rectangles:
    name = "rectangles"
    topic = "rectangles: area and perimeter"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        unit = rng.choice(UNITS)
        if level <= 2:
            width, height = rng.randint(7, 40), rng.randint(2, 9)
            sides = [("width", width), ("height", height)]
            return make_scene(self.name, level, rng, [*sides, ("unit", unit)])
        width, height = rng.randint(3, 12), rng.randint(2, 9)
        price = rng.randint(2, 4 if level == 3 else 3)
        facts = [("width", width), ("height", height), ("price", price)]
        if level == 4:
            cost = 2 * (width + height) * price
            facts.append(("money", min(199, cost + rng.randint(1, 60))))
        return make_scene(self.name, level, rng, [*facts, ("unit", unit)])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        sides = ("width", "height")
        area = ("What is the area of the rectangle?", "Find the area of this rectangle.")
        around = (
            "What is the perimeter of the rectangle?",
            "Find the perimeter of this rectangle.",
        )
        perimeter = ("perimeter", "2 * sum")
        plans = [
            Plan(
                *("area", 1, "the area", area, sides, (AREA,), "{area}"),
                mistaken=(Mistaken((Rule("area", "+", sides),)),),
            ),
            Plan(
                *("area with unit", 2, "the area and its unit"),
                (
                    "What is the area? Give the unit.",
                    "Find the area of the rectangle with its unit.",
                ),
                *((*sides, "unit"), (AREA,), "{area} {unit}^2"),
                mistaken=(Mistaken((Rule("area", "+", sides),)),),
            ),
            Plan(
                *("perimeter", 2, "the perimeter", around, sides, (SUM, PERIMETER), "{perimeter}"),
                formula=perimeter,
                mistaken=(NO_DOUBLING,),
            ),
        ]
        if "price" not in scene.values:
            return tuple(plans)
        fence = (
            "A fence goes all around. What does it cost?",
            "What is the cost of a fence around it?",
        )
        plans.append(
            Plan(
                *("fence", 3, "the cost of the fence", fence, (*sides, "price")),
                *((SUM, PERIMETER, COST), "{cost}"),
                mistaken=(Mistaken((AREA, Rule("cost", "*", ("area", "price")))),),
            )
        )
        if "money" in scene.values:
            change = (
                "We pay for a fence all around. How much money is left?",
                "A fence goes all around. What is the change?",
            )
            plans.append(
                Plan(
                    *("change", 4, "the change", change, (*sides, "price", "money")),
                    *((SUM, PERIMETER, COST, LEFT), "{change}"),
                )
            )
        return tuple(plans)

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        wide = scene.number("width") / (scene.number("width") + 2 * scene.number("height"))
        right = 68 + round(40 * wide)
        canvas.box((28, 21), (right, 75), fill=fill, stroke=stroke)
        canvas.label(1, 2 + scene.look % 2, str(scene.number("height")))
        canvas.label(6, 5, str(scene.number("width")))
        canvas.label(12, 0, str(scene.values["unit"]))
        if "price" in scene.values:
            canvas.label(0, 6, f"price {scene.number('price')}")
        if "money" in scene.values:
            canvas.label(0, 0, f"money {scene.number('money')}")
