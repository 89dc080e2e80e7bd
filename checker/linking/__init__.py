"""Linking: which claims speak of one measure of one subject."""

from checker.linking.link import link_claims

__all__ = ["link_claims"]
