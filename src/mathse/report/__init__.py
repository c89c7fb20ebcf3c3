"""A run as one page to look at: what each stage brought, problems before and after, repairs, the judge."""

from mathse.report.gather import Gathered, gather
from mathse.report.page import page

__all__ = ["Gathered", "gather", "page"]
