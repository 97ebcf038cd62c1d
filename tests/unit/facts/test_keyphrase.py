"""The keyphrase: given, inferred, found in text."""

from __future__ import annotations

import pytest

from seoaudit.api import (
    NotApplicable,
    chosen_keyphrase,
    coverage_in,
    density_of,
    given_keyphrase,
    inferred_keyphrase,
    inferred_note,
    is_name,
    keyphrase,
    keyphrase_matches,
    matches_in,
    names_collection,
    natural_uses,
    phrase_uses,
    uses_at,
    word_count,
)
from seoaudit.context import Context
from seoaudit.facts.keyphrase import unset_keyphrase
from seoaudit.facts.phrase_matching import hyphen_parts, offsets, terms
from seoaudit.language import for_language
from seoaudit.page import Media, Page, Source
from seoaudit.parsing import parse


def page_of(text: str, *, name: str = "post.md", media: Media = "markdown", keyphrase: str = "") -> Page:
    return parse(Source(name, text, media), Context(keyphrase=keyphrase))


def matter(lines: str, body: str = "A line of text.") -> Page:
    return page_of(f"---\n{lines}\n---\n\n{body}\n")


class TestGiven:
    @pytest.mark.parametrize(
        "lines",
        [
            "keyphrase: cold frame",
            "focus_keyphrase: cold frame",
            "focus_keyword: cold frame",
            "seo:\n  keyphrase: cold frame",
            "keyphrase: [cold frame, cloche]",
        ],
    )
    def test_in_front_matter(self, lines):
        found = keyphrase(matter(lines))
        assert (found.text, found.origin, found.stems) == ("cold frame", "front matter", ("cold", "frame"))
        assert found.span != (0, 0)

    def test_command_line_beats_front_matter_beats_configuration_beats_keywords(self):
        draft = "---\n{}keywords: [salad bed, news]\n---\n\nA salad bed.\n"
        own, bare = draft.format("keyphrase: cold frame\n"), draft.format("")

        def chosen(text: str, configured: str = "", *, final: bool = False) -> tuple[str, str]:
            context = Context(keyphrase=configured, keyphrase_is_final=final)
            found = keyphrase(parse(Source("post.md", text, "markdown"), context))
            return found.text, found.origin

        assert chosen(own, "garden cloche", final=True) == ("garden cloche", "configuration")
        assert chosen(own, "garden cloche") == ("cold frame", "front matter")
        assert chosen(bare, "garden cloche") == ("garden cloche", "configuration")
        assert chosen(bare) == ("salad bed", "front matter")

    def test_function_words_do_not_count(self):
        found = keyphrase(matter("keyphrase: how to build a cold frame"))
        assert found.stems == ("build", "cold", "frame")
        assert found.length == 3

    def test_only_function_words_are_kept(self):
        assert keyphrase(matter("keyphrase: to be or not to be")).length == 6

    def test_double_quotes_make_it_exact(self):
        found = keyphrase(matter("keyphrase: '\"the cold frames\"'"))
        assert found.exact
        assert found.stems == ("the", "cold", "frames")

    def test_first_of_keywords_that_the_text_knows(self):
        assert keyphrase(matter("keywords: [cold frame, salad]", "Build a cold frame.")).text == "cold frame"

    @pytest.mark.parametrize(
        "keywords",
        ["[news, cold frame]", "[post]", "[salad, winter]", "[industry perspectives]", "[garden centre]"],
    )
    def test_keywords_that_are_tags_or_unknown_to_the_text(self, keywords):
        page = matter(f"title: Winter salad\nkeywords: {keywords}", "Lettuce does not mind.")
        assert given_keyphrase(page) is None

    def test_meta_keywords_must_be_in_the_title(self):
        html = "<html><head><title>{}</title><meta name=keywords content='cold frame, glass'></head><body><p>Cold frame.</p></body></html>"
        kept = page_of(html.format("Cold frames"), name="a.html", media="html")
        dropped = page_of(html.format("Salad"), name="a.html", media="html")
        assert keyphrase(kept).origin == "html head"
        assert given_keyphrase(dropped) is None


BODY = """A cold frame keeps lettuce alive through a mild winter. Ours is an old window on four boards. It took an
afternoon to build, and it has paid for itself in salad every year since. On sunny days you have to lift the glass,
because a cold frame heats up faster than you would think.

Put the cold frame against a wall that faces south. Fill it with compost, sow in September and water little.
"""


class TestPhraseThatWasNotSet:
    def test_setting_another_phrase_hides_nothing(self):
        page = matter("title: Why we built a cold frame\nkeyphrase: winter salad", BODY)
        other = unset_keyphrase(page)
        assert other is not None
        assert other.text == "cold frame"
        assert other == inferred_keyphrase(page)
        own, judged = phrase_uses(page)
        assert (own.phrase.text, own.note) == ("winter salad", "")
        assert (judged.phrase, judged.note) == (other, " (not the keyphrase that is set)")
        assert len(judged.matches) == 3
        assert judged.natural == natural_uses(matter("title: Why we built a cold frame", BODY))

    @pytest.mark.parametrize("phrase", ["cold frame", "cold frames", "a cold frame", "'\"a cold frame\"'"])
    def test_the_same_words_are_the_same_phrase(self, phrase):
        page = matter(f"title: Why we built a cold frame\nkeyphrase: {phrase}", BODY)
        assert unset_keyphrase(page) is None
        assert len(phrase_uses(page)) == 1

    def test_nothing_set_and_nothing_to_infer(self):
        assert unset_keyphrase(matter("title: Why we built a cold frame", BODY)) is None
        assert unset_keyphrase(matter("keyphrase: cold frame", "Lettuce.")) is None


class TestInferred:
    def test_announced_in_the_title_and_repeated(self):
        found = keyphrase(matter("title: Why we built a cold frame", BODY))
        assert (found.text, found.origin) == ("cold frame", "inferred")

    def test_tags_are_candidates_but_collections_are_not(self):
        body = BODY.replace("lettuce", "blog posts, more blog posts and blog posts") * 3
        found = keyphrase(
            matter("title: Salad in December\nslug: cold-frame\ntags: [blog posts, cold frame]", body)
        )
        assert found.text == "cold frame"

    def test_without_title(self):
        assert keyphrase(page_of(BODY * 2)).text == "cold frame"

    def test_nothing_repeated(self):
        with pytest.raises(NotApplicable):
            keyphrase(matter("title: What my uncle knew about sailing", BODY))

    def test_too_short(self):
        with pytest.raises(NotApplicable, match="short"):
            keyphrase(matter("title: Cold frame", "A cold frame."))

    def test_languages_without_word_lists(self):
        with pytest.raises(NotApplicable, match="Polish"):
            keyphrase(matter("title: Zimny inspekt\nlang: pl", "Inspekt. " * 80))

    def test_function_word_inside(self):
        body = "Our code of conduct is short. A code of conduct says what is welcome. " + BODY.replace(
            "cold frame", "box"
        )
        assert (
            keyphrase(matter("title: Your code of conduct", body + "Read the code of conduct.")).text
            == "code of conduct"
        )

    def test_is_deterministic(self):
        texts = {keyphrase(matter("title: Why we built a cold frame", BODY)).text for _ in range(5)}
        assert len(texts) == 1

    def test_note_and_choice(self):
        page = matter("title: Why we built a cold frame", BODY)
        assert inferred_note(page) == " (keyphrase inferred; set `keyphrase:` to choose)"
        with pytest.raises(NotApplicable):
            chosen_keyphrase(page)
        given = matter("keyphrase: cold frame", BODY)
        assert inferred_note(given) == ""
        assert chosen_keyphrase(given).text == "cold frame"


class TestMatching:
    @pytest.mark.parametrize(
        ("phrase", "text", "exact"),
        [
            ("lead generation", "Lead generation matters.", [True]),
            ("lead generation", "How to generate more leads", [False]),
            ("lead generation", "Lead-generation and lead generation", [True, True]),
            ("call to action", "Every call-to-action needs a target.", [True]),
            ("call-to-action", "Two calls to action compete.", [True]),
            ("email marketing", "E-mail marketing is not dead.", [True]),
            ("cafe menu", "The café’s menu", [True]),
            ("Müller recipe", "Muller’s recipes", [True]),
            ("lead generation", "A lead pipe.", []),
            ("generation", "generate, generating, generations", [True, True, True]),
            ('"cold frame"', "cold frames and a frame of cold", []),
            ('"cold frame"', "the Cold frame’s lid", [True]),
            ('"the cold frame"', "a cold frame, the cold frame", [True]),
        ],
    )
    def test_in_any_text(self, phrase, text, exact):
        page = matter(f"keyphrase: '{phrase}'\nlang: en")
        assert [match.exact for match in matches_in(page, text)] == exact

    def test_offsets(self):
        text = "A call-to-action, and e-mail marketing."
        page = matter("keyphrase: call to action")
        match = matches_in(page, text)[0]
        assert text[match.start : match.end] == "call-to-action"
        page = matter("keyphrase: email")
        match = matches_in(page, text)[0]
        assert text[match.start : match.end] == "e-mail"

    def test_in_the_page(self):
        page = page_of(
            "---\nkeyphrase: cold frame\n---\n\n# Cold frames\n\nA cold frame. A frame.\nCold.\n\n"
            "> A quoted cold frame.\n\n| cold frame | b |\n|---|---|\n| c | d |\n"
        )
        matches = keyphrase_matches(page)
        assert [page.text[m.start : m.end] for m in matches] == [
            "Cold frames",
            "cold frame",
            "cold frame",
            "cold frame",
        ]
        assert [m.sentence for m in matches] == [-1, 0, -1, -1]
        assert all(page.blocks[m.block].start <= m.start < page.blocks[m.block].end for m in matches)
        first = page.span(matches[1].start, matches[1].end)
        assert page.source.text[first.start : first.end] == "cold frame"

    def test_coverage(self):
        page = matter("keyphrase: cold frame")
        assert coverage_in(page, "How to build 2 cold frames") == coverage_in(page, "We build cold frames")
        assert coverage_in(page, "How to build 2 cold frames").before == 1
        assert coverage_in(page, "a frame for cold nights").complete
        assert not coverage_in(page, "a frame for cold nights").exact
        assert coverage_in(page, "a picture frame").found == 1

    def test_language_without_stems(self):
        page = matter("keyphrase: zimny inspekt\nlang: pl", "Zimny inspekt.")
        assert len(keyphrase_matches(page)) == 1

    @pytest.mark.parametrize("word", ["a-b-c", "x-ray", "co-op-e", "2-in-1", "well-known"])
    def test_hyphen_parts_stay_inside(self, word):
        parts = hyphen_parts(word)
        assert parts[0][1] == 0
        assert parts[-1][2] == len(word)
        english = for_language("en")
        assert len(terms(english, word)) == len(offsets(english, word, 0, len(word))) == len(parts)


class TestDensity:
    def test_natural_uses_for_the_length(self):
        page = matter("keyphrase: cold frame", BODY * 4)
        low, high = natural_uses(page)
        assert density_of(page, low) >= 0.5
        assert density_of(page, high) <= 3 < density_of(page, high + 1)
        assert uses_at(page, density_of(page, 5)) == pytest.approx(5)

    def test_short_texts_may_use_it_twice(self):
        assert natural_uses(matter("keyphrase: cold frame")) == (1, 2)

    def test_longer_phrases_weigh_more(self):
        one, three = matter("keyphrase: frame", BODY), matter("keyphrase: big cold frame", BODY)
        assert word_count(one) == word_count(three)
        assert density_of(one, 3) < density_of(three, 3)

    @pytest.mark.parametrize(
        ("phrase", "body", "name"),
        [
            ("Sproutly", "We use Sproutly. In Sproutly you see it.", True),
            ("cold frame", "Cold frame. We use a cold frame.", False),
            ("cloud.gov", "On cloud.gov you see it.", True),
            ("Cold Frame", "Read on.", True),
        ],
    )
    def test_names(self, phrase, body, name):
        assert is_name(matter(f"keyphrase: {phrase}", body)) is name


@pytest.mark.parametrize(
    ("tag", "known"), [("post", True), ("Blog Posts", True), ("news", False), ("salad", False)]
)
def test_names_collection(tag, known):
    assert names_collection(tag) is known
