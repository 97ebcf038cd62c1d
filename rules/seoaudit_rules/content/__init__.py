"""Rules about the text as a whole."""
