"""Circles with a radius or a diameter drawn (the classic trap), and rings."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

HALF = Rule("radius", "/", ("diameter", 2))
AREA = Rule("area", "*", ("radius", "radius"), times_pi=True)
AROUND = Rule("circumference", "*", (2, "radius"), times_pi=True)
SMALL_HALF = Rule("small radius", "/", ("small diameter", 2))
LARGE = Rule("large area", "*", ("radius", "radius"), times_pi=True)
SMALL = Rule("small area", "*", ("small radius", "small radius"), times_pi=True)
RING = Rule("ring", "-", ("large area", "small area"))


class Circles:
    name = "circles"
    topic = "circles: radius, diameter, circumference, area"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        unit = ("unit", rng.choice(UNITS))
        radius = rng.randint(3, 15)
        if level <= 2:
            size = ("radius", radius) if level == 1 else ("diameter", 2 * radius)
            return make_scene(self.name, level, rng, [size, ("side", rng.randint(2, 50)), unit])
        small = rng.randint(2, radius - 1)
        drawn_through = level == 4 and rng.random() < 0.5
        outer = ("diameter", 2 * radius) if drawn_through else ("radius", radius)
        inner = ("small radius", small)
        if level == 4 and not drawn_through:
            inner = ("small diameter", 2 * small)
        return make_scene(self.name, level, rng, [outer, inner, unit])

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        through, small_through = "diameter" in scene.values, "small diameter" in scene.values
        size = "diameter" if through else "radius"
        first = (HALF,) if through else ()
        if "side" not in scene.values:
            ring = ("What is the area of the ring?", "Find the area between the two circles.")
            second = (SMALL_HALF,) if small_through else ()
            inner = "small diameter" if small_through else "small radius"
            rules = (*first, *second, LARGE, SMALL, RING)
            level = 4 if through or small_through else 3
            less = Rule("difference", "-", ("radius", "small radius"))
            wrong = Rule("ring", "*", ("difference", "difference"), times_pi=True)
            return (
                Plan(
                    *("ring", level, "the area of the ring", ring, (size, inner), rules, "{ring}"),
                    mistaken=(Mistaken((*first, *second, less, wrong)),),
                ),
            )
        level = 2 if through else 1
        area = ("What is the area of the circle?", "Find the area of this circle.")
        around = (
            "What is the circumference of the circle?",
            "How long is the line around the circle?",
        )
        twice = Rule("area", "*", (2, "radius"), times_pi=True)
        square = Rule("circumference", "*", ("radius", "radius"), times_pi=True)
        return (
            Plan(
                *("area", level, "the area of the circle", area, (size,), (*first, AREA), "{area}"),
                formula=("area", "radius * radius * pi"),
                mistaken=(Mistaken((*first, twice), "2 * radius * pi"),),
            ),
            Plan(
                *("circumference", level, "the circumference", around, (size,)),
                *((*first, AROUND), "{circumference}"),
                formula=("circumference", "2 * radius * pi"),
                mistaken=(Mistaken((*first, square), "radius * radius * pi"),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        canvas.label(12, 0, str(scene.values["unit"]))
        if "side" in scene.values:
            x, y, radius = 42.0, 46.0, 38.0
            other, edge = colours(scene, 2)
            canvas.box((84, 54), (108, 78), fill=other, stroke=edge)
            canvas.label(12, 5, str(scene.number("side")))
            canvas.ellipse((x, y), (radius, radius), fill=fill, stroke=stroke)
            through = "diameter" in scene.values
            canvas.line([(x - radius if through else x, y), (x + radius, y)])
            canvas.dot((x, y))
            if through:
                canvas.label(4, 3, str(scene.number("diameter")))
            else:
                canvas.label(6, 3, str(scene.number("radius")))
            return
        x, y, radius, small = 55.0, 58.0, 52.0, 27.0
        canvas.ellipse((x, y), (radius, radius), fill=fill, stroke=stroke)
        canvas.ellipse((x, y), (small, small), fill="white", stroke=stroke)
        through = "diameter" in scene.values
        canvas.line([(x, y - radius), (x, y + radius if through else y)])
        canvas.label(8, 1, str(scene.number("diameter" if through else "radius")))
        through = "small diameter" in scene.values
        canvas.line([(x - small if through else x, y), (x + small, y)])
        canvas.label(8, 4, str(scene.number("small diameter" if through else "small radius")))
        canvas.dot((x, y))
