"""Every key that tomllib reads has a place, and the place is where the key is written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.config.places import places

DOCUMENT = '''\
# a comment with [brackets] and "quotes"
plain = 1 # another
a.b."c.d" = true
'single # quoted' = """x
= "y" [no]
"""""
list = [ {first = 1, second = [1, 2]}, # a comment, with a comma
  {third = "}"}, ]
[[table]]
x = 'a # b'
[table.below]
y = [[], [[]]]
[[table]]
[[table.deep]]
z = \'\'\'
[not.a.table]
\'\'\'
[[table.deep]]
"\\u006bey" = 1979-05-27 07:32:00
[ spaced . "with/slash" ]
  empty = ""
'''


def paths(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths(inner, (*path, key))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_path_has_a_place(newline):
    text = DOCUMENT.replace("\n", newline)
    assert set(places(text)) == set(paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("path", "line", "begins"),
    [
        (("plain",), 2, "plain = 1"),
        (("a", "b", "c.d"), 3, '"c.d" = true'),
        (("single # quoted",), 4, "'single # quoted'"),
        (("list", 0, "second", 1), 7, "2]}"),
        (("list", 1, "third"), 8, 'third = "}"'),
        (("table", 0), 9, "table]]"),
        (("table", 0, "below", "y"), 12, "y = "),
        (("table", 1, "deep", 0, "z"), 15, "z = "),
        (("table", 1, "deep", 1, "key"), 19, '"\\u006bey"'),
        (("spaced", "with/slash"), 20, '"with/slash" ]'),
        (("spaced", "with/slash", "empty"), 21, 'empty = ""'),
    ],
)
def test_the_place_is_where_the_key_is_written(path, line, begins):
    place = places(DOCUMENT)[path]
    assert place.line == line
    assert DOCUMENT.splitlines()[line - 1][place.column - 1 :].startswith(begins)


KEYS = st.one_of(
    st.sampled_from(["a", "b", "site-url", "1", '"x y"', "'q'", '"a.b"', '"\\"quoted\\""', '"héadings/#1"']),
    st.just("c . d"),
)
VALUES = st.recursive(
    st.sampled_from(
        [
            "1",
            "-0.5e3",
            "true",
            '"s # ]"',
            "'}'",
            '"""m\n"" l"""',
            "'''\n[x]\n'''",
            "07:32:00",
            '""',
            '"\\\\"',
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[ " + " ,# c\n ".join(items) + "\n]")
        | st.lists(inner, max_size=2).map(
            lambda items: "{ " + ", ".join(f"k{n}.x = {v}" for n, v in enumerate(items)) + " }"
        )
    ),
    max_leaves=6,
)
LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", KEYS, VALUES),
    st.builds(lambda key: f"[{key}]", KEYS),
    st.builds(lambda key: f"[[ {key} ]] # c", KEYS),
    st.just("# x = 1"),
    st.just(""),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_valid_document_has_all_its_places(text):
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(places(text)) == set(paths(data))
