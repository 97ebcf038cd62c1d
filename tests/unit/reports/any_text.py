"""Generated text in which some signs are frequent: ``st.text`` makes one set of all its characters, and those get lost."""

from hypothesis import strategies as st


def any_text(signs: str, most: int) -> st.SearchStrategy[str]:
    """Text of up to ``most`` characters, half of which are among ``signs``."""
    char = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(list(signs)))
    return st.lists(char, max_size=most).map("".join)
