"""Marbles in a bag: how many, and the probability of a colour. Answers are fractions."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import SIZE, Canvas
from mathse.figures.families.common import make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

COLOURS = {
    "red": "#d64545",
    "blue": "#2f6fd0",
    "green": "#3f9a57",
    "black": "#333a44",
    "yellow": "#e3b321",
    "brown": "#8a5a33",
}


class Marbles:
    name = "marbles"
    topic = "probability: drawing from a bag"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        names = rng.sample(sorted(COLOURS), 3)
        return make_scene(self.name, level, rng, [(name, rng.randint(1, 12)) for name in names])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {"chosen": rng.randrange(len(scene.facts)), "added": rng.randint(2, 9)}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        names = tuple(fact.name for fact in scene.facts)
        chosen, added = names[givens["chosen"]], givens["added"]
        total = Rule("total", "+", names)
        share = Rule("probability", "/", (chosen, "total"))
        rest = Rule("rest", "-", ("total", chosen))
        other = Rule("probability", "/", ("rest", "total"))
        against = Rule("probability", "/", (chosen, "rest"))
        more, all_ = (
            Rule("new total", "+", ("total", "added")),
            Rule("number", "+", (chosen, "added")),
        )
        after = Rule("probability", "/", ("number", "new total"))
        one_drawn = "One marble is drawn from the bag."
        return (
            Plan(
                *("total", 1, "the number of marbles"),
                ("How many marbles are in the bag?", "Find the number of all marbles."),
                *(names, (total,), "{total}"),
            ),
            Plan(
                *("probability", 2, f"the probability of {chosen}"),
                (
                    f"{one_drawn} What is the probability of {chosen}?",
                    f"What is the probability that a marble is {chosen}?",
                ),
                *(names, (total, share), "{probability}"),
                formula=("probability", f"{chosen} / total"),
                mistaken=(Mistaken((total, rest, against), f"{chosen} / rest"),),
            ),
            Plan(
                *("not", 3, f"the probability of not {chosen}"),
                (
                    f"{one_drawn} What is the probability of not {chosen}?",
                    f"Find the probability of not drawing {chosen}?",
                ),
                *(names, (total, rest, other), "{probability}"),
                mistaken=(Mistaken((total, rest, against)),),
            ),
            Plan(
                *("added", 4, f"the probability of {chosen} with {added} more"),
                (
                    f"{added} more {chosen} marbles are added. Find the probability of {chosen}.",
                    f"We add {added} {chosen} marbles. What is then the probability of {chosen}?",
                ),
                *(names, (total, all_, more, after), "{probability}"),
                mistaken=(Mistaken((total, all_, Rule("probability", "/", ("number", "total")))),),
                others=((total, more, all_, after),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        rows = len(scene.facts)
        canvas.label(5, 0, "bag")
        canvas.box((2, 20), (SIZE - 3, 40 + 16 * rows), fill=None, stroke="#8a5a33")
        for position, fact in enumerate(scene.facts):
            row = 2 + position
            canvas.dot((14, 16 * row + 8), colour=COLOURS[fact.name], radius=5)
            canvas.label(3, row, fact.name)
            canvas.label(11, row, str(fact.value))
