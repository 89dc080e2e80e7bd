"""Quantities and times: every number, amount, measure and date of a passage, with what its words allow.

In:  passages and the setting of their article.
Out: `find_setting`, `find_mentions`, `settle`; `unit_factor` for the rooms that compare units.
"""

from checker.quantities.find import find_mentions
from checker.quantities.settle import find_setting, settle
from checker.quantities.units import Factor, unit_factor

__all__ = ["Factor", "find_mentions", "find_setting", "settle", "unit_factor"]
