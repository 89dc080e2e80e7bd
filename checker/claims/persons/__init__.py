"""Persons: who is who, and how old."""
