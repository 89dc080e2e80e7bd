"""Syntax: dependency trees for the passages that hold a mention."""

from checker.syntax.parse import parse

__all__ = ["parse"]
