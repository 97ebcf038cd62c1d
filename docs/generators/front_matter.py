"""docs/reference/front-matter.md: every key of a page's front matter that is read, from the tables of the facts."""

from __future__ import annotations

from collections.abc import Iterable

from seoaudit.config.pages import PAGE_KEYS
from seoaudit.facts import indexing, keyphrase, metadata

_INTRODUCTION = """# Front matter

Generated from the code (`python docs/generate.py`).

Front matter is read in YAML (between `---`), TOML (between `+++`) and JSON. Every key keeps its line and column, so that a
finding points at it. Themes and plug-ins call the same thing by many names; these are known. Of several the first in its
row counts. A dot stands for a table: `seo.title` is

```yaml
seo:
  title: How to choose a tent
```

| what | keys |
|---|---|
"""
_OWN = """
## Settings of a page

In the table `seo:` a page sets for itself what is a matter of the page:

```yaml
seo:
  keyphrase: bike fitting
  ignore: [headings/too-long]
```

| key | |
|---|---|
"""
_LAST = """
What wins over what, and what else may stand in `seo:`, is told in
[configuration](../configuration.md#in-a-page). Which addresses a generator makes of its own keys (`slug`, `permalink`,
`aliases` …) is told in [sites](../sites.md). Keys of your own are checked by a
[data rule](../data-rules.md) of the kind `front-matter`.
"""
#: What each of the tables' entries is, for readers.
_WHAT = {
    "title": "title",
    "description": "description; the first that is not empty",
    "slug": "address, or its last part",
    "date": "date of publication",
    "updated": "date of the last change",
    "author": "author; of a table its `name`, `title`, `id` …",
    "language": "language",
    "image": "image for shares; of a table its `src`, `url`, `path` …",
    "robots": "directives for crawlers",
    "canonical": "canonical address",
}
TAGS = ("tags", "tag", "categories", "category", "taxonomies.tags")
KEYWORDS = ("keywords", "seo.keywords", "params.keywords")


def page() -> str:
    """Return the page."""
    rows = [("keyphrase", keyphrase._KEYS)]  # noqa: SLF001
    rows += [(_WHAT[name], keys) for name, keys in metadata._KEYS.items()]  # noqa: SLF001
    rows += [
        ("tags", TAGS),
        ("keywords; the first can be the keyphrase", KEYWORDS),
        ("not published yet", ("draft",)),
    ]
    switches = [f"{key}: {str(value).lower()}" for key, value in indexing._SWITCHES]  # noqa: SLF001
    rows.append(("kept out of the index", switches))
    rows.append(
        ("a call to action that the theme prints", ("cta", "call_to_action", "… any key with these words"))
    )
    own = [f"| `{key.name}` | {key.summary} |" for key in PAGE_KEYS.values()]
    return _INTRODUCTION + _table(rows) + _OWN + "\n".join(own) + "\n" + _LAST


def _table(rows: Iterable[tuple[str, Iterable[str]]]) -> str:
    return "".join(
        f"| {what} | {', '.join(each if each.startswith('…') else f'`{each}`' for each in keys)} |\n"
        for what, keys in rows
    )
