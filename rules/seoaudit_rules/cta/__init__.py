"""Rules about calls to action."""
