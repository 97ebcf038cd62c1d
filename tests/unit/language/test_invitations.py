"""Examples of what is, and what is not, an invitation to act."""

from __future__ import annotations

import pytest

from seoaudit.language.invitation_tables import match_phrase, parse_phrase, tables_for
from seoaudit.language.invitations import Control, Standing, classify, supports


def judged(
    text: str,
    control: Control = "sentence",
    target: str | None = None,
    own_site: bool | None = None,
    language: str = "en",
) -> str | None:
    """`kind`, with a question mark when the invitation is a weak one."""
    found = classify(text, control=control, target=target, own_site=own_site, language=language)
    return found and found.kind + ("?" if found.strength == "weak" else "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Contact us today.", "contact"),
        ("If your boiler makes that noise, call us before it gets worse.", "contact"),
        ("Stuck with your tax return? Talk to our experts.", "contact"),
        ("(Should that fail, drop us a line!)", "contact"),
        ("We’d love to hear how your harvest went.", "contact"),
        ("You can reach us around the clock.", "contact"),
        ("If you have ovens, mixers, or other tools to repair, get in touch.", "contact"),
        ("If anything is unclear or missing please let us know.", "contact"),
        ("Start your free trial and bake your first loaf tonight.", "try"),
        ("Give it a go.", "try?"),
        ("Subscribe to our newsletter for a recipe a week.", "subscribe"),
        ("Get fresh recipes in your inbox.", "subscribe"),
        ("Sign up today.", "register"),
        ("Save your seat before Friday.", "register"),
        ("Book a free consultation with our gardeners.", "book"),
        ("Want to see the kitchen? Schedule a visit.", "book"),
        ("Order your copy today.", "buy"),
        ("Download our checklist for small bakeries.", "download"),
        ("We're hiring!", "apply"),
        ("Apply now and join our bakery team.", "apply"),
        ("Donate today.", "donate"),
        ("Follow us on Instagram.", "follow"),
        ("Join thousands of home bakers.", "join"),
        ("As always, check out our spring menu.", "read-more?"),
        ("Ready for better bread? Explore sourdough recipes today.", "read-more?"),
        ("Take action today: weigh your flour.", "other?"),
    ],
)
def test_sentences_that_invite(text: str, kind: str) -> None:
    assert judged(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Run the following command in a terminal.",
        "Click File, then choose Export.",
        "Download the tarball and unpack it.",
        "Download Python and run the installer.",
        "Download counts are now shown per day.",
        "Register the component in the module.",
        "Subscribe to the event stream with a callback.",
        "Call the function with two arguments.",
        "Create a function that returns the sum.",
        "Create an account with your cloud provider.",
        "Try restarting the server.",
        "Join the two tables on the id column.",
        "Follow the steps below.",
        "Start the database.",
        "Press `Subscribe` and wait.",
        "See the reference for every option.",
        "For details, read the documentation.",
        "Check out the docs.",
        "Our readers contact us about bread every day.",
        "Learning how to subscribe customers takes time.",
        "The sign-up page, the demo and the trial are measured apart.",
        "Let the dough rest.",
        'She said: "Call us tomorrow," and hung up.',
        "Cut the bread and share it with your guests.",
        "Customers who want an oven, a mixer, and a book contact us first.",
        "It is a good day to bake.",
        "",
        "…",
    ],
)
def test_sentences_that_do_not(text: str) -> None:
    assert judged(text) is None


@pytest.mark.parametrize(
    ("label", "target", "kind"),
    [
        ("Learn more", "/ovens", "read-more?"),
        ("Get started", "/start", "try?"),
        ("Get started", "/signup", "try"),
        ("Contact us →", "/contact", "contact"),
        ("Import this recipe", "https://app.example.com/quick-start", "try"),
        ("hello@example.com", "mailto:hello@example.com", "contact?"),
        ("Sourdough for beginners", "/posts/sourdough", None),
        ("Ovens", "/pricing", None),
        ("Learn more", "#ovens", None),
        ("Get started", "#", "try?"),
    ],
)
def test_link_labels(label: str, target: str, kind: str | None) -> None:
    assert judged(label, "link", target, own_site=True) == kind


def test_an_unknown_verb_asks_on_a_button_of_the_site_but_not_in_a_link() -> None:
    assert judged("Create recipe", "button", "/recipes/new") == "other"
    assert judged("Create recipe", "link", "/recipes/new") is None


def test_where_the_link_goes_decides_doubtful_cases() -> None:
    assert judged("Try Crumble.", target="https://crumble.example/signup", own_site=True) == "try"
    assert judged("Try Crumble.", target="https://crumble.example/", own_site=False) is None
    assert judged("Sign up for Crumble.", target="https://other.example/", own_site=False) is None
    assert judged("Sign up for Crumble.", target="/register") == "register"


def test_a_forum_elsewhere_is_a_place_to_be_contacted() -> None:
    assert judged("Let us know in the forum.", target="https://forum.example/", own_site=False) == "contact"


def test_the_span_is_the_asking_phrase() -> None:
    text = "If you’d like to discuss this, contact me!"
    found = classify(text, control="sentence")
    assert found is not None
    assert text[found.start : found.end] == "contact me"


def test_words_given_by_the_caller_change_nothing() -> None:
    text = "Please let us know."
    words = ["please", "let", "us", "know"]
    assert classify(text, control="sentence", words=words) == classify(text, control="sentence")


@pytest.mark.parametrize("target", ["http://[", "", "#", "javascript:void(0)", "//", "mailto:"])
def test_odd_targets_are_no_trouble(target: str) -> None:
    assert judged("A quiet label", "link", target) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¡Suscríbete al boletín!", "subscribe"),
        ("Si tienes dudas, escríbenos.", "contact"),
        ("No dudes en contactar con nuestro equipo.", "contact"),
        ("Descarga el archivo y descomprime la carpeta.", None),
    ],
)
def test_spanish(text: str, kind: str | None) -> None:
    assert judged(text, language="es") == kind


def test_a_language_nobody_has_described_has_no_invitations() -> None:
    assert supports("en-GB")
    assert not supports("tlh")
    assert not supports("../en")
    assert judged("Contact us.", language="tlh") is None


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        ("let us|me know", "let me know why", 3),
        ("get [your] tickets", "get tickets now", 2),
        ("send <us>", "send them", None),
        ("take .. survey", "take our short survey", 4),
        ("take .. survey", "take it , survey", None),
        ("register $", "register !", 1),
        ("register $", "register it", None),
    ],
)
def test_phrase_notation(phrase: str, text: str, matched: int | None) -> None:
    parsed = parse_phrase(phrase, {"us": frozenset({"us", "me"})})
    assert match_phrase(parsed, text.split(), 0) == matched


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_table_loads_and_can_be_triggered(language: str) -> None:
    tables = tables_for(language)
    assert tables is not None
    assert len(tables.triggers) > 50
    assert tables.triggers.keys().isdisjoint({"the", "a", "to", "el", "la"})


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Get the templates", "download"),
        ("Steal our checklist", "download"),
        ("Yes, send me the playbook", "download"),
        ("I want the checklist", "try"),
        ("Free audit", "book?"),
        ("Create an account", "try?"),
        ("Claim your audit", "book"),
        ("Use our oven calculator", "try"),
        ("Have us audit your kitchen", "contact"),
        ("Book one here", "book"),
    ],
)
def test_labels_of_offers(label: str, kind: str) -> None:
    assert judged(label, "link", "/offer/", own_site=True) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please consider posting your results on the forum.", "join"),
        ("Want more? Take Crumble for a test drive.", "try?"),
        ("You're invited to leave a comment.", "contact"),
        ("For questions about this change, see the issue.", "contact"),
        ("We hope to see you on Slack.", "join?"),
        ("We're always happy to hear your feedback.", "contact"),
        ("Call me crazy, but I like rye.", None),
        ("It rose over the edge. Ask me how I know.", None),
        ("Consider posting a guard at the oven.", None),
    ],
)
def test_more_ways_of_asking(text: str, kind: str | None) -> None:
    assert judged(text) == kind


@pytest.mark.parametrize("standing", ["amid", "end"])
def test_the_end_of_a_text_speaks_for_what_has_a_link(standing: Standing) -> None:
    found = classify("Try the rye starter.", control="sentence", target="/rye/", standing=standing)
    assert (found is not None) == (standing == "end")
    assert classify("Try the rye starter.", control="sentence", standing=standing) is None


def test_a_link_that_says_nothing_is_no_call_amid_a_text_when_nobody_knows_whose_page_it_is() -> None:
    assert judged("Learn more", "link", "https://rye.example/") is None
    assert judged("Learn more", "link", "https://rye.example/", own_site=True) == "read-more?"
    assert judged("Click here for the recipe.", target="https://rye.example/") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # indirect requests
        ("We ask that you make a small donation.", "donate"),
        ("I hope you'll join us in the orchard.", "join"),
        ("The best way to hear of it is to subscribe to our newsletter.", "subscribe"),
        ("I suggest you sign up for my newsletter.", "subscribe"),
        ("We'd be curious to hear what you planted.", "contact"),
        ("We would be happy if you told us.", "contact"),
        ("We could use some help with the harvest.", "join"),
        ("Pull requests are very welcome.", "contact"),
        ("Feedback on this series of posts is welcome!", "contact"),
        ("Questions can be sent to the orchard office.", "contact?"),
        ("We gladly accept donations of tools.", "donate"),
        # considering
        ("Please consider getting involved.", "join"),
        ("Consider making a monthly contribution.", "donate"),
        ("Consider becoming a member of the orchard.", "donate"),
        # in the middle of a clause
        ("To hear of new apples make sure to follow us.", "follow"),
        ("If you have questions contact us.", "contact"),
        ("And if you grow pears, tell us about them.", "contact"),
        ("You can write a letter, join us on Slack, or come by.", "join"),
        ("Look at the trees (old and young) and join our mailing list.", "subscribe"),
        ("Alternatively, call us at the office.", "contact"),
        # channels
        ("Reply to this email.", "contact"),
        ("Ping @pippin on Slack.", "contact"),
        ("Drop us your ideas.", "contact"),
        ("Tweet to @pippin.", "contact"),
        ("Keep an eye on our blog.", "subscribe?"),
        ("Tell your friends.", "follow"),
        ("Bookmark this page.", "follow?"),
        ("Pick up tickets now.", "buy"),
        ("Start with a 15-day free trial of the press.", "try"),
        ("Download the recipes, and take them for a spin!", "try?"),
        ("Stop by and say hello.", "contact"),
        ("Star and fork the new cider press on GitHub.", "follow"),
        ("It is still young, but if you miss something, you can reach out to us.", "contact"),
        ("Please post in our forum.", "contact"),
    ],
)
def test_kinds_of_asking_that_posts_have(text: str, kind: str) -> None:
    assert judged(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Respond with status 429 when there are too many.",
        "You can download it only once.",
        'Friends call me "Pip" or "Pippin".',
        "Say hello to the new press.",
        "Try to keep the crates dry.",
        "When people ask me about it, I show them the press.",
        "The workers use a bell to call us.",
        "As you can see there is much and there might be some work for us here.",
        "Reach out to growers who sell to your town.",
        "Volunteer to press the first batch in your village.",
        "It tells you what others do (like register, pay, etc.) in the shop.",
        "Get a callback with the result.",
        "Our tools are here to help you press more.",
        "Head back over to the browser and reload.",
        "If the list has names, addresses, order numbers, check it twice.",
    ],
)
def test_what_only_sounds_like_asking(text: str) -> None:
    assert judged(text) is None


def test_a_link_that_names_its_own_site_asks_for_nothing() -> None:
    target = "https://opencollective.com/orchard"
    assert judged("Open Collective", control="link", target=target) is None
    assert judged("Visit OpenCollective", control="link", target="https://opencollective.com/") is None
    assert judged("Support the orchard", control="link", target=target) == "donate"


def test_what_leaves_the_site_asks_all_the_same_where_it_is_urgent_or_ours() -> None:
    away = "https://events.example/apple-day"
    assert judged("Register today!", target=away, own_site=False) == "register"
    assert judged("Watch our talk about cider.", target=away, own_site=False) == "read-more?"
    assert judged("Watch the talk about cider.", target=away, own_site=False) is None
