"""Right triangles: area, squares over the sides, and Pythagoras for a longest side or a leg."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

LEG_A, LEG_B, LONG = "leg a", "leg b", "side c"
LEGS = (LEG_A, LEG_B)
TRIPLES = (
    *((3, 4, 5), (6, 8, 10), (5, 12, 13), (9, 12, 15), (8, 15, 17), (12, 16, 20)),
    *((7, 24, 25), (15, 20, 25), (10, 24, 26), (20, 21, 29), (18, 24, 30)),
)
SQUARE_A, SQUARE_B = Rule("square a", "*", (LEG_A, LEG_A)), Rule("square b", "*", (LEG_B, LEG_B))
SQUARE_C = Rule("square c", "+", ("square a", "square b"))
ROOT_C = Rule(LONG, "root", ("square c",))


class RightTriangles:
    name = "right triangles"
    topic = "right triangles: area and Pythagoras"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        unit = ("unit", rng.choice(UNITS))
        if level == 1:
            sizes = [rng.randint(3, 30), 2 * rng.randint(2, 6)]
        elif level == 2:
            sizes = [rng.randint(2, 15), rng.randint(2, 15)]
        else:
            *legs, long = rng.choice(TRIPLES)
            sizes = rng.sample(legs, 2)
            if level == 4 and rng.random() < 0.5:
                facts = [(LEG_A, sizes[0]), (LONG, long), ("price", rng.randint(2, 5))]
                return make_scene(self.name, level, rng, [*facts, unit])
        facts = list(zip(LEGS, sizes, strict=True))
        if level == 3:
            # The largest square in the right angle has the side a * b / (a + b).
            largest = sizes[0] * sizes[1] // sum(sizes)
            facts.append(("hole", rng.randint(1, min(9, largest))))
        if level == 4:
            facts.append(("price", rng.randint(2, 5)))
        return make_scene(self.name, level, rng, [*facts, unit])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        if LONG in scene.values:
            return (self._leg(),)
        legs = (scene.number(LEG_A), scene.number(LEG_B))
        square = ("How large is the square over side c?", "What is side c times itself?")
        total = Rule("sum", "+", LEGS)
        plans = [
            Plan(
                *("square", 2, "the square over side c", square, LEGS),
                *((SQUARE_A, SQUARE_B, SQUARE_C), "{square_c}"),
                formula=("square c", "square a + square b"),
                mistaken=(Mistaken((total, Rule("square c", "*", ("sum", "sum"))), "sum * sum"),),
                others=((SQUARE_B, SQUARE_A, SQUARE_C),),
            )
        ]
        if legs[0] * legs[1] % 2 == 0:
            plans.append(self._area())
        if any({*legs} == {*triple[:2]} for triple in TRIPLES):
            plans += self._longest(priced="price" in scene.values)
        return tuple(plans)

    def _area(self) -> Plan:
        area = ("What is the area of the right triangle?", "Find the area of this triangle.")
        product = Rule("product", "*", LEGS)
        wrong = Mistaken((Rule("area", "*", LEGS),), "leg a * leg b")
        rules = (product, Rule("area", "/", ("product", 2)))
        return Plan(
            *("area", 1, "the area", area, LEGS, rules, "{area}"),
            formula=("area", "leg a * leg b / 2"),
            mistaken=(wrong,),
        )

    def _longest(self, *, priced: bool) -> list[Plan]:
        found, wrong = (SQUARE_A, SQUARE_B, SQUARE_C, ROOT_C), Rule(LONG, "+", LEGS)
        asked = ("How long is side c?", "Find the length of the longest side.")
        plans = [
            Plan(
                *("longest", 3, "side c", asked, LEGS, found, "{side_c}"),
                mistaken=(Mistaken((wrong,)),),
                others=((SQUARE_B, SQUARE_A, SQUARE_C, ROOT_C),),
            )
        ]
        if priced:
            cost = Rule("cost", "*", (LONG, "price"))
            fence = ("A fence goes along side c. What does it cost?", "Find the cost of side c.")
            plans.append(
                Plan(
                    *("cost", 4, "the cost of side c", fence, (*LEGS, "price")),
                    *((*found, cost), "{cost}"),
                    mistaken=(Mistaken((wrong, cost)),),
                )
            )
        return plans

    def _leg(self) -> Plan:
        square = Rule("square c", "*", (LONG, LONG))
        less = Rule("square b", "-", ("square c", "square a"))
        root = Rule(LEG_B, "root", ("square b",))
        asked = ("How long is leg b?", "Find the length of the other leg.")
        return Plan(
            *("leg", 4, "leg b", asked, (LEG_A, LONG)),
            *((square, SQUARE_A, less, root), "{leg_b}"),
            mistaken=(Mistaken((Rule(LEG_B, "-", (LONG, LEG_A)),)),),
            others=((SQUARE_A, square, less, root),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        canvas.polygon([(36, 20), (36, 94), (104, 94)], fill=fill, stroke=stroke)
        if "hole" in scene.values:
            canvas.box((36, 80), (50, 94), fill="white", stroke=stroke)
            canvas.label(5, 4, str(scene.number("hole")))
        else:
            canvas.line([(36, 84), (46, 84), (46, 94)], colour=stroke, width=1)
        canvas.label(12, 0, str(scene.values["unit"]))
        for name, place in ((LEG_A, (0, 3)), (LEG_B, (6, 6)), (LONG, (9, 2))):
            canvas.label(*place, f"{name[-1]} {scene.values.get(name, '?')}")
        if "price" in scene.values:
            canvas.label(0, 0, f"price {scene.number('price')}")
