"""Cylinders and cones: volume, the area of the side. Answers are multiples of pi."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

HALF = Rule("radius", "/", ("diameter", 2))
FLOOR = Rule("floor", "*", ("radius", "radius"), times_pi=True)
AROUND = Rule("around", "*", (2, "radius"), times_pi=True)
VOLUME, SIDE = Rule("volume", "*", ("floor", "height")), Rule("side", "*", ("around", "height"))
WRONG_VOLUME = (AROUND, Rule("volume", "*", ("around", "height")))
WRONG_SIDE = (FLOOR, Rule("side", "*", ("floor", "height")))


class RoundSolids:
    name = "round solids"
    topic = "solids: cylinder and cone"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        radius = rng.randint(2, 9)
        height = rng.randint(2, 12 if radius <= 3 else 9 if radius <= 6 else 6)
        across = ("diameter", 2 * radius) if level == 3 else ("radius", radius)
        facts: list[tuple[str, int | str]] = [across, ("height", height)]
        if level == 2 and height > 2:
            facts.append(("water", rng.randint(1, height - 1)))
        if level == 4:  # a third of the product is to be whole
            radius = rng.choice((3, 6)) if height % 3 else radius
            height = min(height, 9)
            facts = [("radius", radius), ("height", height)]
            facts.append(("slope", height + rng.randint(1, 9)))
        return make_scene(self.name, level, rng, [*facts, ("unit", rng.choice(UNITS))])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        if "slope" in scene.values:
            return self._cone()
        through = "diameter" in scene.values
        reads = ("diameter" if through else "radius", "height")
        first = (HALF,) if through else ()
        volume = ("What is the volume of the cylinder?", "Find the volume of this cylinder.")
        side = ("What is the area of the side of the cylinder?", "Find the area of its side.")
        plans = [
            Plan(
                *("volume", 3 if through else 1, "the volume", volume, reads),
                *((*first, FLOOR, VOLUME), "{volume}"),
                mistaken=(Mistaken((*first, *WRONG_VOLUME)),),
            ),
            Plan(
                *("side", 3 if through else 2, "the area of the side", side, reads),
                *((*first, AROUND, SIDE), "{side}"),
                mistaken=(Mistaken((*first, *WRONG_SIDE)),),
            ),
        ]
        if "water" in scene.values:
            water = ("What is the volume of the water?", "How much water is in the cylinder?")
            filled = Rule("volume", "*", ("floor", "water"))
            wrong = (AROUND, Rule("volume", "*", ("around", "water")))
            plans.append(
                Plan(
                    *("water", 2, "the volume of the water", water, ("radius", "water")),
                    *((FLOOR, filled), "{volume}"),
                    mistaken=(Mistaken(wrong),),
                )
            )
        return tuple(plans)

    def _cone(self) -> tuple[Plan, ...]:
        whole = Rule("product", "*", ("floor", "height"))
        third = Rule("volume", "/", ("product", 3))
        volume = ("What is the volume of the cone?", "Find the volume of this cone.")
        floor = ("What is the area of the floor of the cone?", "Find the area of its floor.")
        return (
            Plan(
                *("cone", 4, "the volume", volume, ("radius", "height")),
                *((FLOOR, whole, third), "{volume}"),
                formula=("volume", "floor * height / 3"),
                mistaken=(Mistaken((FLOOR, VOLUME), "floor * height"),),
            ),
            Plan(
                *("floor", 1, "the area of the floor", floor, ("radius",), (FLOOR,), "{floor}"),
                mistaken=(Mistaken((Rule("floor", "*", (2, "radius"), times_pi=True),)),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        canvas.label(12, 0, str(scene.values["unit"]))
        canvas.label(0, 3, str(scene.number("height")))
        canvas.dashes((20, 28), (20, 92), colour=stroke)
        if "slope" in scene.values:
            canvas.ellipse((64, 92), (36, 10), fill=fill, stroke=stroke)
            canvas.polygon([(28, 92), (64, 20), (100, 92)], fill=fill, stroke=stroke)
            canvas.label(11, 3, str(scene.number("slope")))
        else:
            canvas.ellipse((64, 92), (36, 12), fill=fill, stroke=stroke)
            canvas.box((28, 28), (100, 92), fill=fill, stroke=fill)
            canvas.line([(28, 28), (28, 92)], colour=stroke)
            canvas.line([(100, 28), (100, 92)], colour=stroke)
            canvas.ellipse((64, 28), (36, 12), fill="white", stroke=stroke)
        if "water" in scene.values:
            canvas.label(0, 0, f"water {scene.number('water')}")
        name = "diameter" if "diameter" in scene.values else "radius"
        canvas.line([(28 if name == "diameter" else 64, 88), (100, 88)], colour=stroke, width=1)
        canvas.label(6, 4, f"{name[0]} {scene.number(name)}")
