"""Rules about the keyphrase: whether the page says what it is about, and not too often."""
