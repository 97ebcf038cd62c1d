"""Rules for descriptions of walks: one package for each category, one module for each rule."""

from pathlib import Path

from seoaudit.api import POST, LanguagePack, Pack

ROUTE = POST.varied(
    "route",
    "The description of a walk: short, with distances, and nothing to sign up for.",
    shares={"units": 10, "cta": 2},
    options={"content/thin": {"good": 150.0, "bad": 60.0}, "units/miles-alone": {"within": 60}},
    off=["cta/none-at-end", "cta/late"],
)

WELSH = LanguagePack(
    code="cy", name="Welsh", folder=Path(__file__).parent / "languages" / "cy", long_sentence=20
)

pack = Pack(api="1.0", rules=__name__, profiles=(ROUTE,), languages=(WELSH,))
