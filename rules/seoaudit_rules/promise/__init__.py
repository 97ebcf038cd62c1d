"""Rules about what the title promises and whether the text keeps it."""
