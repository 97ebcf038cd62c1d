"""What counts as a call to action of a page, and what belongs to it."""

from __future__ import annotations

import pytest

from seoaudit.context import Context
from seoaudit.facts.calls import CallToAction, calls_to_action, labelled_calls
from seoaudit.model import NotApplicable
from seoaudit.page import Page, Source
from seoaudit.parsing import media_of, parse


def page(text: str, name: str = "post.md", **context: str) -> Page:
    media = media_of(name)
    assert media
    return parse(Source(name, text, media), Context(**context))


def calls(text: str, name: str = "post.md", **context: str) -> tuple[CallToAction, ...]:
    return calls_to_action(page(text, name, **context))


def only(text: str, name: str = "post.md", **context: str) -> CallToAction:
    found = calls(text, name, **context)
    assert len(found) == 1, found
    return found[0]


def test_a_link_whose_label_asks() -> None:
    call = only("Bread rises twice. [Book a course](/courses/) and see.")
    assert (call.form, call.kind, call.strength) == ("link", "book", "strong")
    assert (call.label, call.target, call.linked, call.asks) == ("Book a course", "/courses/", True, True)


def test_a_link_inside_a_sentence_that_asks_is_the_sentences_call() -> None:
    call = only("Please let us know on [the forum](https://forum.example/bread) how it went.")
    assert (call.form, call.kind, call.label, call.asks) == ("link", "contact", "the forum", False)


def test_a_sentence_without_any_means() -> None:
    source = "Bread rises twice. (Should it not, contact me!)"
    call = only(source)
    assert (call.form, call.linked, call.label, call.target) == ("sentence", False, "contact me", "")
    assert source[call.span.start : call.span.end] == "contact me"


@pytest.mark.parametrize(
    "text",
    [
        "Contact us: ovens@bread.example.",
        "Call us on +44 1632 960123.",
        "Tell us on Mastodon, we are @ovens there.",
        "Contact us. The address is [here](/about/).",
        "Contact us:\n\n- by mail\n- [by form](/form/)",
        "Contact us:\n\nwrite to ovens (at) bread.example",
        "Sign up here:\n\n<script src='https://forms.example/embed.js'></script>",
        "Contact us.\n\n[The form](/form/)",
        "[The form](/form/)\n\nContact us.",
    ],
)
def test_means_nearby(text: str) -> None:
    assert all(call.linked for call in calls(text))


@pytest.mark.parametrize(
    "text",
    [
        "An [oven](/ovens/) is hot. Dough is not. Contact us.",
        "[Ovens](/ovens/) are hot, and that is all there is to say of them.\n\nContact us.",
        "Contact us.\n\nAn [oven](/ovens/) is hot, and that is all there is to say of it.",
    ],
)
def test_a_link_too_far_away(text: str) -> None:
    assert [call.linked for call in calls(text)] == [False]


def test_a_sentence_and_the_button_below_it_are_one_call() -> None:
    call = only('Subscribe to our newsletter.\n\n<a class="btn" href="/news/">Subscribe</a>')
    assert (call.form, call.kind, call.target, call.is_link) == ("button", "subscribe", "/news/", True)


def test_a_weak_label_takes_the_kind_of_the_sentence_around_it() -> None:
    call = only("Book a course in our bakery: [learn more](/courses/).")
    assert (call.kind, call.strength, call.label) == ("book", "strong", "learn more")


def test_different_links_in_one_line_are_different_calls() -> None:
    found = calls(
        "[Buy now](/buy/) | [Subscribe to our newsletter](/news/) | [Follow us](https://social.example/)"
    )
    assert [call.kind for call in found] == ["buy", "subscribe", "follow"]


def test_a_question_lends_its_weight_to_the_next_sentence() -> None:
    assert only("Ready for better bread? Explore recipes that work.").kind == "read-more"
    assert not calls("Ovens differ. Explore recipes that work.")


def test_forms_and_buttons() -> None:
    html = """<main><h2>Subscribe to our newsletter</h2>
        <form action="/news"><input name="mail"><button>Send</button></form>
        <p>Bread rises twice.</p><button>Order a loaf</button>
        <form action="/search"><input name="q"><button>Search</button></form></main>"""
    found = calls(html, "page.html")
    assert [(call.form, call.kind, call.label) for call in found] == [
        ("form", "subscribe", "Send"),
        ("button", "buy", "Order a loaf"),
    ]
    assert found[0].target == "/news"
    assert labelled_calls(page(html, "page.html")) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{{< newsletter >}}", "subscribe"),
        ("{% include newsletter-form.html %}", "subscribe"),
        ('<CtaBox title="Bake with us" />', "other"),
        ("<SubscribeForm/>", "subscribe"),
        ('{{< cta_button text="Order a loaf" >}}', "buy"),
    ],
)
def test_components(text: str, kind: str) -> None:
    call = only(f"Bread rises twice.\n\n{text}\n\nThen it is baked.")
    assert (call.form, call.kind, call.linked) == ("component", kind, True)


def test_a_component_with_a_target_is_a_button() -> None:
    call = only('Bread rises twice.\n\n<ButtonLink href="/buy/">Buy now</ButtonLink>')
    assert (call.form, call.kind, call.label, call.target) == ("button", "buy", "Buy now", "/buy/")


@pytest.mark.parametrize(
    "text", ["{{< figure src='a.png' alt='Bread' >}}", "{{< note >}}", "{% include header.html %}"]
)
def test_other_components(text: str) -> None:
    assert not calls(f"Bread rises twice.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "> Contact us today!",
        "> [Book a course](/courses/)",
        "`Contact us` is what the button says.",
        "```\nContact us today!\n```",
        "<nav><a href='/book/'>Book a course</a></nav>",
        "<details><summary>Read more about the crust</summary>Bread rises twice.</details>",
        "Download the file, unpack it and run the following command.",
    ],
)
def test_what_asks_for_nothing(text: str) -> None:
    name = "page.html" if text.startswith("<nav") else "post.md"
    assert not calls(f"{text}\n\nBread rises twice.", name)


def test_headings_count_with_what_follows() -> None:
    call = only("## Contact us\n\nThe bakery is at [the mill](/mill/).")
    assert (call.kind, call.linked, call.target) == ("contact", True, "/mill/")
    assert not calls("## Contact us\n\nIs what they said.")


def test_front_matter() -> None:
    call = only("---\ncta:\n  text: Book\n---\n\nBread rises twice.")
    assert (call.form, call.block, call.linked) == ("component", -1, True)
    assert not calls("---\ncta:\n  text: ''\n  links: []\n---\n\nBread rises twice.")


def test_addresses_are_weak_calls() -> None:
    assert only("Write to [the baker](mailto:a@bread.example).").kind == "contact"
    call = only("[01632 960123](tel:+441632960123) is the bakery.")
    assert (call.kind, call.strength) == ("contact", "weak")


def test_places_and_order() -> None:
    found = calls("[Book a course](/a/)\n\nBread rises twice, and twice it falls.\n\n[Book a course](/b/)")
    assert [call.target for call in found] == ["/a/", "/b/"]
    assert found[0].place == 0
    assert 0.6 < found[1].place < 1


def test_a_site_elsewhere_counts_less_when_the_own_one_is_known() -> None:
    text = "Get your bread fresh. [Get started](https://dough.example/start)"
    assert calls(text)
    assert not calls(text, site_url="https://bread.example")


def test_spanish_is_known_and_swedish_is_not() -> None:
    assert only("---\nlang: es\n---\n\n¡Suscríbete al boletín!").kind == "subscribe"
    with pytest.raises(NotApplicable):
        calls("---\nlang: sv\n---\n\nKontakta oss!")


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# \n", "[](", "<form>", "<button>", "{{< cta >}}", "<a href>x</a>", "<form><form><button>"],
)
@pytest.mark.parametrize("name", ["post.md", "page.html", "note.txt"])
def test_odd_documents_are_no_trouble(text: str, name: str) -> None:
    assert isinstance(calls(text, name), tuple)
