"""Price tables: what a purchase costs, and the change. The question gives the amounts."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import SIZE, Canvas
from mathse.figures.families.common import THINGS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

ROWS = {1: 3, 2: 3, 3: 4, 4: 4}  # by level


class PriceTables:
    name = "price tables"
    topic = "tables: prices and money"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        names = rng.sample(THINGS, ROWS[level])
        highest = {1: 49, 2: 30, 3: 20, 4: 9}[level]
        prices = rng.choices(range(2, highest + 1), k=len(names))
        return make_scene(self.name, level, rng, list(zip(names, prices, strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        first, second = rng.sample(range(len(scene.facts)), 2)
        highest = 9 if scene.level < 4 else 5
        many, more = rng.randint(2, highest), rng.randint(2, highest)
        cost = many * int(scene.facts[first].value) + more * int(scene.facts[second].value)
        chosen = {"first": first, "second": second, "many": many, "more": more}
        if scene.level == 4:
            chosen["money"] = cost + rng.randint(1, 120 - cost)
        return chosen

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        first, second = scene.facts[givens["first"]].name, scene.facts[givens["second"]].name
        many, more, both = givens["many"], givens["more"], (first, second)
        one, two = f"{many} {first}", f"{many} {first} and {more} {second}"
        single = tuple(f"one of the {name}" for name in both)
        total = Rule("total", "+", both)
        cost = Rule("cost", "*", ("many", first))
        costs = (
            Rule(f"cost of {first}", "*", ("many", first)),
            Rule(f"cost of {second}", "*", ("more", second)),
        )
        whole = Rule("total", "+", (costs[0].name, costs[1].name))
        pay = ("What do {} cost?", "Find the cost of {}.")
        plans = [
            Plan(
                *("one of each", 1, f"the cost of {first} and {second}"),
                tuple(text.format(f"{single[0]} and {single[1]}") for text in pay),
                *(both, (total,), "{total}"),
                mistaken=(Mistaken((Rule("total", "-", both),)),),
            ),
            Plan(
                *("several", 2, f"the cost of {one}", tuple(text.format(one) for text in pay)),
                *((first,), (cost,), "{cost}"),
                mistaken=(Mistaken((Rule("cost", "+", ("many", first)),)),),
            ),
            Plan(
                *("mixed", 3, f"the cost of {two}", tuple(text.format(two) for text in pay)),
                *(both, (*costs, whole), "{total}"),
                mistaken=(Mistaken((Rule("total", "+", both),)),),
                others=((costs[1], costs[0], whole),),
            ),
        ]
        if "money" in givens:
            money = givens["money"]
            left = Rule("change", "-", ("money", "total"))
            plans.append(
                Plan(
                    *("change", 4, f"the change from {money} for {two}"),
                    (
                        f"We buy {two} and pay {money}. What is the change?",
                        f"We have {money} and buy {two}. How much money is left?",
                    ),
                    *(both, (*costs, whole, left), "{change}"),
                    others=((costs[1], costs[0], whole, left),),
                )
            )
        return tuple(plans)

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        _, stroke = colours(scene)
        bottom = 16 * (2 + len(scene.facts)) + 8
        canvas.box((1, 20), (SIZE - 2, bottom), fill=None, stroke=stroke)
        canvas.line([(72, 20), (72, bottom)], colour=stroke, width=1)
        canvas.label(2, 0, "price list", colour=stroke)
        for position, fact in enumerate(scene.facts):
            canvas.label(2, 2 + position, fact.name)
            canvas.label(10, 2 + position, f"${fact.value}")
