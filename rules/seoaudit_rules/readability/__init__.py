"""Rules about how easily the text reads."""
