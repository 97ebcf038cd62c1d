"""Mending what can be mended without a writer: edits are made, tried, and taken back where they do not help."""
