"""Syntax: dependency trees for the passages that hold a mention."""
