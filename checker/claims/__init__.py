"""Claims: what is counted, whose it is, when, and who says so."""

from checker.claims.extract import extract_claims
from checker.claims.nouns import name_counts, wants_noun

__all__ = ["extract_claims", "name_counts", "wants_noun"]
