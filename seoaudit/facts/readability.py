"""Readability counts of the prose, in one pass."""
