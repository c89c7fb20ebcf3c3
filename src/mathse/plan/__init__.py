"""What a run will do, before anything is paid: every stage with the units recorded and owed.

outlook.py   tables whose size is known between bounds
ledger.py    the stages met, with their counts
forecast.py  the algorithm's verbs (forecast_orm.py: the ORM's): recorded where they are, then bounds
walk.py      a run from end to end, as drive.py does it
estimate.py  tokens and money of what is owed
"""

from mathse.plan.estimate import Estimate, estimate
from mathse.plan.ledger import Planned
from mathse.plan.outlook import Span
from mathse.plan.walk import Plan, plan

__all__ = ["Estimate", "Plan", "Planned", "Span", "estimate", "plan"]
