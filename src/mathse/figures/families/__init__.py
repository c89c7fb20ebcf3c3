"""The families of figures, by name: one file each, listed in `FAMILIES` and nowhere else."""

from mathse.errors import UserError
from mathse.figures.families.angles import Angles
from mathse.figures.families.bar_charts import BarCharts
from mathse.figures.families.boxes import Boxes
from mathse.figures.families.circles import Circles
from mathse.figures.families.clocks import Clocks
from mathse.figures.families.composites import Composites
from mathse.figures.families.grid_points import GridPoints
from mathse.figures.families.line_charts import LineCharts
from mathse.figures.families.line_graphs import LineGraphs
from mathse.figures.families.marbles import Marbles
from mathse.figures.families.number_lines import NumberLines
from mathse.figures.families.patterns import Patterns
from mathse.figures.families.pie_charts import PieCharts
from mathse.figures.families.price_tables import PriceTables
from mathse.figures.families.quadrilaterals import Quadrilaterals
from mathse.figures.families.rectangles import Rectangles
from mathse.figures.families.right_triangles import RightTriangles
from mathse.figures.families.round_solids import RoundSolids
from mathse.figures.families.triangles import Triangles
from mathse.figures.scene import Family

FAMILIES: tuple[Family, ...] = (
    Rectangles(),
    Triangles(),
    Circles(),
    Boxes(),
    BarCharts(),
    GridPoints(),
    Composites(),
    PriceTables(),
    RightTriangles(),
    RoundSolids(),
    NumberLines(),
    LineGraphs(),
    LineCharts(),
    PieCharts(),
    Patterns(),
    Angles(),
    Quadrilaterals(),
    Clocks(),
    Marbles(),
)
NAMES = tuple(family.name for family in FAMILIES)
_BY_NAME = {family.name: family for family in FAMILIES}


def family_named(name: str) -> Family:
    if name not in _BY_NAME:
        raise UserError(f"no family is called {name!r}; there are {', '.join(NAMES)}")
    return _BY_NAME[name]
