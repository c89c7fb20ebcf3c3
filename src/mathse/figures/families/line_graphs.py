"""Graphs of linear functions: rise, slope, where the line starts, its value further on."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import GRID, Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

AX, AY, BX, BY = NAMES = ("x of A", "y of A", "x of B", "y of B")
RUN, RISE = Rule("run", "-", (BX, AX)), Rule("rise", "-", (BY, AY))
SLOPE = Rule("slope", "/", ("rise", "run"))
TURNED = Rule("slope", "*", ("rise", "run"))


class LineGraphs:
    name = "line graphs"
    topic = "functions: graphs of lines"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        slope, start = rng.randint(1, 5), rng.randint(0, 20)
        ax = rng.randint(1, 4)
        bx = rng.randint(ax + 2, 9)
        points = (ax, start + slope * ax, bx, start + slope * bx)
        return make_scene(self.name, level, rng, list(zip(NAMES, points, strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        return {"more": rng.randint(2, 9)}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        more = givens["more"]
        rise = ("By how much does y grow from A to B?", "What is the rise from A to B?")
        slope = ("What is the slope of the line?", "Find the slope of the line through A and B.")
        start = ("What is y where x is zero?", "Where does the line meet the y axis?")
        value = (
            f"What is y {more} to the right of B?",
            f"How large is y if x is {more} more than at B?",
        )
        found = (RISE, RUN, SLOPE)
        way, first = Rule("way", "*", ("slope", AX)), Rule("start", "-", (AY, "way"))
        other_way = (RUN, RISE, SLOPE)
        # Of one name with the one above: "way" for the one and "gain" for the other was a trap for the name alone.
        on, last = Rule("way", "*", ("slope", "more")), Rule("y", "+", (BY, "way"))
        return (
            Plan(
                *("rise", 1, "the rise", rise, (AY, BY), (RISE,), "{rise}"),
                mistaken=(Mistaken((Rule("rise", "+", (BY, AY)),)),),
            ),
            Plan(
                *("slope", 2, "the slope", slope, NAMES, found, "{slope}"),
                formula=("slope", "rise / run"),
                mistaken=(Mistaken((RISE, RUN, TURNED), "rise * run"),),
                others=(other_way,),
            ),
            Plan(
                *("start", 3, "y at the start", start, NAMES, (*found, way, first), "{start}"),
                mistaken=(Mistaken((*found, way, Rule("start", "+", (AY, "way")))),),
                others=((*other_way, way, first),),
            ),
            Plan(
                *(
                    "value",
                    4,
                    f"y {more} to the right of B",
                    value,
                    NAMES,
                    (*found, on, last),
                    "{y}",
                ),
                mistaken=(Mistaken((*found, on, Rule("y", "-", (BY, "way")))),),
                others=((*other_way, on, last),),
            ),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        _, stroke = colours(scene)
        for step in range(1, 7):
            canvas.line([(8, 108 - 16 * step), (108, 108 - 16 * step)], colour=GRID, width=1)
            canvas.line([(8 + 16 * step, 4), (8 + 16 * step, 108)], colour=GRID, width=1)
        canvas.line([(8, 4), (8, 108), (110, 108)])
        tilt = scene.number(BY) - scene.number(AY)
        # So that the line meets the axis above zero, as it says: low + 22 * (low - high) / 52 < 108.
        low, high = 68 + min(tilt, 12), 40 - min(tilt, 16)
        slope = (high - low) / 52
        canvas.line([(8, low - 22 * slope), (104, high + 22 * slope)], colour=stroke)
        for point, place in (("A", (30.0, low)), ("B", (82.0, high))):
            canvas.dot(place, colour=stroke, radius=3)
            text = f"{point}({scene.number(f'x of {point}')},{scene.number(f'y of {point}')})"
            canvas.label(*((6, 5) if point == "A" else (2, 1)), text, colour=stroke)
