"""Pairs of pages with much the same text."""

import random

from seoaudit.site.database import Site
from seoaudit.site.rows import PageRow
from seoaudit.site.signatures import signature
from seoaudit.site.similar import similar_pairs

WORDS = [f"word{number}" for number in range(500)]


def _text(seed, changed=0):
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(400)]
    for at in range(changed):
        words[at * 37 % 400] = f"changed{at}"
    return words


def _site(**texts):
    site = Site()
    site.add(
        PageRow(key=name, path=name, kind="post", words=len(words), text_key=name, signature=signature(words))
        for name, words in texts.items()
    )
    return site


def _pairs(site, least=0.9):
    return {(pair.one["key"], pair.other["key"]) for pair in similar_pairs(site, least)}


def test_alike_pages_meet_and_others_do_not():
    site = _site(a=_text(1), b=_text(1, changed=2), c=_text(2), d=_text(1, changed=60))
    assert _pairs(site) == {("a", "b")}


def test_of_many_alike_pages_every_one_is_in_a_pair_and_the_pairs_stay_few():
    pages = {f"page-{number:03}": _text(3) for number in range(200)}
    pairs = _pairs(_site(**pages))
    assert {key for pair in pairs for key in pair} == set(pages)
    assert len(pairs) <= 8 * len(pages)


def test_pages_that_are_not_to_be_found_are_not_compared():
    site = Site()
    words = _text(4)
    rows = [
        PageRow(key=name, path=name, kind="post", words=400, signature=signature(words), noindex=name == "b")
        for name in ("a", "b")
    ]
    site.add(rows)
    assert _pairs(site) == set()


def test_the_same_rows_in_another_order_give_the_same_pairs():
    texts = {f"p{number}": _text(number // 3, changed=number % 3) for number in range(12)}
    shuffled = dict(random.Random(5).sample(sorted(texts.items()), len(texts)))
    first = [(pair.one["key"], pair.other["key"]) for pair in similar_pairs(_site(**texts), 0.8)]
    second = [(pair.one["key"], pair.other["key"]) for pair in similar_pairs(_site(**shuffled), 0.8)]
    assert first
    assert first == second
