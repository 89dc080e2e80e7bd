"""Times: calendar words to dates, periods, durations, clock times and sets.

In:  a passage, and the setting with its anchor date.
Out: mentions in text order that never overlap, each at the granularity the words fix.
     "in Q3 2024", anchor 2026-03-31  →  period [2024-07-01, 2024-10-01), quarter, "2024-Q3"

Week numbers follow ISO 8601. A fiscal year and a season have a name (``timex``) but no days.
"""

from __future__ import annotations

from checker.quantities.times.dateline import find_dateline
from checker.quantities.times.find import find_times, year_is_written

__all__ = ["find_dateline", "find_times", "year_is_written"]
