"""Parts: shares, totals, lists, averages, heads: how many of how many."""
