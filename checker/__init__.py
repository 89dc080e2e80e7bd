"""A linter for the numbers in prose."""
