"""Lines and columns, and the line that a finding quotes."""

from collections import UserString

from seoaudit.lines import excerpt

LONG = "word " * 400_000


def test_a_short_line_is_quoted_whole():
    assert excerpt("one\nTwo words here\nthree", 8, 5) == ("Two words here", 1)


def test_a_long_line_is_cut_around_the_place():
    text = "x" * 100 + " here " + "y" * 200
    quoted, column = excerpt(text, 101, 102)
    assert quoted[102 - column :].startswith("here")
    assert quoted[0] == quoted[-1] == "…"
    assert len(quoted) == 160


class Counted(UserString):
    """A text that counts the characters that are taken out of it."""

    taken = 0

    def __getitem__(self, index):
        found = self.data[index]
        Counted.taken += len(found)
        return found


def test_of_a_line_of_megabytes_only_the_surroundings_are_looked_at():
    quoted, column = excerpt(Counted(LONG + "\n"), 1_000_000, 1_000_001)
    assert quoted[1_000_001 - column :].startswith("word word")
    assert 0 < Counted.taken < 10_000


def test_the_end_of_a_long_line_is_told():
    text = LONG.rstrip() + "   \nnext"
    quoted, _ = excerpt(text, len(LONG) - 3, len(LONG) - 2)
    assert quoted.endswith("word")
