"""Boxes (cuboids): volume, edges, water in a tank."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import UNITS, colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

EDGES = ("length", "width", "height")


class Boxes:
    name = "boxes"
    topic = "solids: the box"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        length, width, height = rng.randint(3, 12), rng.randint(2, 9), rng.randint(2, 9)
        facts: list[tuple[str, int | str]]
        if level >= 3:
            length, height = rng.randint(2, 12), rng.randint(3, 9)
        facts = list(zip(EDGES, (length, width, height), strict=True))
        if level >= 3:
            facts.append(("water", rng.randint(1, height - 1)))
        facts.append(("unit", rng.choice(UNITS)))
        return make_scene(self.name, level, rng, facts)

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        volume = ("What is the volume of the box?", "Find the volume of this box.")
        edges = (
            "What is the length of all edges of the box together?",
            "How long are all edges of the box?",
        )
        side_sum = Rule("sum", "+", EDGES)
        plans = [
            Plan(
                *(
                    "volume",
                    1,
                    "the volume",
                    volume,
                    EDGES,
                    (Rule("volume", "*", EDGES),),
                    "{volume}",
                ),
                mistaken=(Mistaken((Rule("volume", "+", EDGES),)),),
            ),
            Plan(
                *("edges", 2, "the length of all edges", edges, EDGES),
                *((side_sum, Rule("edges", "*", (4, "sum"))), "{edges}"),
                formula=("edges", "4 * sum"),
                mistaken=(Mistaken((side_sum, Rule("edges", "*", (2, "sum"))), "2 * sum"),),
            ),
        ]
        if "water" not in scene.values:
            return tuple(plans)
        base = ("length", "width")
        floor, filled = Rule("floor", "*", base), Rule("volume", "*", ("floor", "water"))
        water = ("How much water is in the box?", "What is the volume of the water?")
        empty = (
            "How much water can still be added?",
            "What is the volume of the empty part of the box?",
        )
        rest, left = Rule("rest", "-", ("height", "water")), Rule("volume", "*", ("floor", "rest"))
        full = Rule("box volume", "*", ("floor", "height"))
        used = Rule("water volume", "*", ("floor", "water"))
        plans += [
            Plan(
                *("water", 3, "the volume of the water", water, (*base, "water")),
                *((floor, filled), "{volume}"),
                mistaken=(Mistaken((floor, Rule("volume", "+", ("floor", "water")))),),
            ),
            Plan(
                *("empty", 4, "the volume of the empty part", empty, (*EDGES, "water")),
                *((rest, floor, left), "{volume}"),
                others=((floor, full, used, Rule("volume", "-", ("box volume", "water volume"))),),
            ),
        ]
        return tuple(plans)

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        fill, stroke = colours(scene)
        front, back = (24.0, 28.0, 80.0, 92.0), (16.0, 12.0)  # left, top, right, bottom; shift
        left, top, right, bottom = front
        dx, dy = back
        corner = (right + dx, top - dy)
        share = scene.number("water") / scene.number("height") if "water" in scene.values else 1
        surface = min(bottom - 8, bottom - (bottom - top) * share)
        canvas.box((left, surface), (right, bottom), fill=fill, stroke=fill)
        if share < 1:
            canvas.line([(left, surface), (right, surface)], colour=stroke, width=1)
            canvas.label(7, 0, f"water {scene.number('water')}")
        canvas.line(
            [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colour=stroke
        )
        canvas.line([(left, top), (left + dx, top - dy), corner, (right, top)], colour=stroke)
        canvas.line([corner, (right + dx, bottom - dy), (right, bottom)], colour=stroke)
        canvas.label(6, 6, str(scene.number("length")))
        canvas.label(12, 5, str(scene.number("width")))
        canvas.label(0, 3, str(scene.number("height")))
        canvas.label(0, 0, str(scene.values["unit"]))
