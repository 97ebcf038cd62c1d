"""Requests that lead nowhere, and what they do to a score."""

from __future__ import annotations

import pytest

from seoaudit.api import dead_ends
from seoaudit.audit import audit, prepare
from seoaudit.context import Context
from seoaudit.page import Page, Source
from seoaudit.parsing import parse
from seoaudit.profiles import LANDING, POST, Profile
from seoaudit.registry import rules
from seoaudit.scoring import scale, score

TEXT = """Tannin builds up in every teapot, and it makes the tea bitter. Soda and hot water take it off in an hour.

Rinse the pot twice before you brew in it again. A pot that smells of soda is not clean yet.

{request}
"""


def page_with(request: str) -> Page:
    return parse(Source("post.md", TEXT.format(request=request), "markdown"), Context())


def scored(request: str, profile: Profile) -> float:
    chosen = [rule for rule in rules().values() if rule.default and rule.scope == "page"]
    return score(audit(page_with(request), prepare(chosen)), scale(chosen, profile)).value


@pytest.mark.parametrize("profile", [POST, LANDING], ids=lambda profile: profile.name)
def test_linking_a_request_wins_and_dropping_it_does_not(profile: Profile) -> None:
    linked = scored("Ask [the potter](/potter/) about yours: contact [us](/contact/) today.", profile)
    in_vain = scored("Ask the potter about yours: contact us today.", profile)
    silent = scored("The potter knows more about yours than the pot does.", profile)
    assert linked > silent
    assert in_vain == pytest.approx(silent, abs=1)  # but for what the words themselves do to a measure


@pytest.mark.parametrize(
    ("request_", "labels"),
    [
        ("Contact us today.", ["Contact us today"]),
        ("Contact us at potter@pots.example today.", []),
        ("[Contact us](/contact/) today.", []),
        ("Share this with whoever washes up.", []),
        ("Leave a comment below.", []),
        ("Download our checklist, or write to [us](mailto:us@pots.example) .", []),
        ("Report it to potters/teapots with a photo.", []),
        ("[Write to us](mailto:us@pots.example).\n\n## More\n\nTea.\n\nTea.\n\nDownload our checklist.",
         ["Download our checklist"]),
    ],
)  # fmt: skip
def test_dead_ends(request_: str, labels: list[str]) -> None:
    assert [call.label for call in dead_ends(page_with(request_))] == labels
