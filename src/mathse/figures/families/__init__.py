"""The families of figures, by name. One file each; a new one is added to `FAMILIES` and nowhere else."""

from mathse.errors import UserError
from mathse.figures.families.bar_charts import BarCharts
from mathse.figures.families.rectangles import Rectangles
from mathse.figures.scene import Family

FAMILIES: tuple[Family, ...] = (Rectangles(), BarCharts())
NAMES = tuple(family.name for family in FAMILIES)
_BY_NAME = {family.name: family for family in FAMILIES}


def family_named(name: str) -> Family:
    if name not in _BY_NAME:
        raise UserError(f"no family is called {name!r}; there are {', '.join(NAMES)}")
    return _BY_NAME[name]
