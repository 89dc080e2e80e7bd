"""Time: dates, durations, orders of events, and the article's own day."""
