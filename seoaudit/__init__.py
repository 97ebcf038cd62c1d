"""A linter for content that has to be found and acted on."""

__version__ = "0.1.0"
