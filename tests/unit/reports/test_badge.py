"""The badge: well-formed, readable, and saying its text to screen readers."""

import json
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from sample_reports import SAMPLES, report_of

from seoaudit.reports.badge import COLORS, LABEL_COLOR, endpoint, svg

SVG = "{http://www.w3.org/2000/svg}"


class Endpoint(msgspec.Struct, forbid_unknown_fields=True):
    """https://shields.io/badges/endpoint-badge"""

    schemaVersion: int  # noqa: N815 - the service's name
    label: str
    message: str
    color: str
    labelColor: str  # noqa: N815
    isError: bool = False  # noqa: N815


def luminance(color):
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", [*COLORS.values(), LABEL_COLOR])
def test_white_text_can_be_read_on_every_colour(color):
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_drawing_names_itself_and_fits(sample):
    root = ET.fromstring(svg(SAMPLES[sample](), "seoaudit"))
    name = root.get("aria-label")
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == name
    assert name == ": ".join(text.text for text in root.iter(f"{SVG}text"))
    width = float(root.get("width"))
    for text in root.iter(f"{SVG}text"):
        half = float(text.get("textLength")) / 2
        assert 0 < float(text.get("x")) - half < float(text.get("x")) + half < width


def test_it_loads_nothing_and_runs_nothing():
    text = svg(report_of(), '"><script>alert(1)</script><image href="https://evil.example/x"/>')
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(text).iter()}
    assert tags == {"svg", "title", "clipPath", "rect", "g", "text"}
    assert re.search(r"\b(?:href|on\w+|style)=", re.sub(r'"[^"]*"|>[^<]*<', "", text)) is None


def test_what_services_read():
    good = msgspec.json.decode(endpoint(SAMPLES["good"](), "posts"), type=Endpoint)
    assert (good.schemaVersion, good.label, good.message, good.color) == (1, "posts", "100 A", COLORS["A"])
    assert not good.isError
    none = json.loads(endpoint(report_of(), "posts"))
    assert (none["message"], none["isError"]) == ("no score", True)


def test_without_a_label_there_is_the_score_alone():
    root = ET.fromstring(svg(SAMPLES["good"](), ""))
    assert [text.text for text in root.iter(f"{SVG}text")] == ["100 A"]
