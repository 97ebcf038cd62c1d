"""English: word lists, and the grammar that lists cannot hold."""
