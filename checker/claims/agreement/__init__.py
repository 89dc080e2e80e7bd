"""Agreement: counts, bounds, ranks and records of one thing told in several places."""
