"""Linking: which claims speak of one measure of one subject."""

from checker.linking.link import link_claims
from checker.linking.reasons import reasons_apart
from checker.linking.timelines import find_timelines
from checker.linking.unstated import unstated_sums

__all__ = ["find_timelines", "link_claims", "reasons_apart", "unstated_sums"]
