"""What docs/live.md says of robots.txt and of addresses without end is so."""

from __future__ import annotations

import re
from pathlib import Path

from seoaudit.web.robots import Robots
from seoaudit.web.traps import trap_in

TEXT = (Path(__file__).parents[3] / "docs" / "live.md").read_text(encoding="utf-8")
SITE = "https://example.org"


def test_the_example_of_robots_txt() -> None:
    example = re.search(r"```robots\.txt\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    robots = Robots.parse(example[1])
    rows = re.findall(r"^\| `(/\S*)` \| (yes|no) \| (yes|no) \| (?:line (\d)|nothing)", TEXT, re.MULTILINE)
    assert len(rows) == 5
    for path, google, slow, line in rows:
        verdict = robots.verdict(SITE + path, "Googlebot")
        assert (verdict.allowed, verdict.line) == (google == "yes", int(line or 0)), path
        assert robots.allows(SITE + path, "Slowbot") == (slow == "yes"), path
    assert robots.crawl_delay("Slowbot") == 10


def test_the_examples_of_traps() -> None:
    examples = ["/blog/blog/blog/", "/tents?sort=price_asc", "/a?print=1", "?replytocom=7"]
    for example in examples:
        assert f"`{example}`" in TEXT
        assert trap_in(SITE + "/" + example.lstrip("/")) is not None
