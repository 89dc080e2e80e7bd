"""Votes and scores: results, margins, halves, records of wins."""
