"""Whatever documents, file names and configuration say: no format lets it drive a terminal or a build service."""

import re
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import SAMPLES

from seoaudit.report import Report
from seoaudit.report.page import Location, SuppressedFinding
from seoaudit.reports import FORMATS, RenderOptions, encodable

#: What terminals and build services take for more than text.
PIECES = (
    "\x1b[31m", "\x9b2J", "\x1b]0;title\x07", "\r", "\n", "\u2028", "\x85", "\x0b", "\u202e", "\u200b", "\ufeff",
    "\U000e0041", "\ud800", "\x7f", "::error::x", "::set-output name=a::b", " ::warning file=a::", "::stop-commands::t",
    "##vso[task.setvariable variable=a]b", "##[error]", "##teamcity[x]", "##", "[", "section_start:0:a\r\x1b[0K",
    "</script><script>alert(1)</script>", "]]>", "-->", "`", "|", "=1+1", "a.md", "%0A::error::", "é", " ",
)  # fmt: skip
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join),
    st.text(st.characters(), min_size=1, max_size=20),
)
#: Fields whose text is not ours: it comes from documents, file names, configuration, or quotes them.
FOREIGN = frozenset(
    [
        "path",
        "message",
        "fix",
        "excerpt",
        "reason",
        "error",
        "title",
        "keyphrase",
        "keyphrase_origin",
        "language",
        "url",
        "root",
        "generator",
        "label",
        "target",
        "text",
        "description",
        "example",
        "name",
        "failures",
        "failing",
        "related",
        "worst",
        "summary",
        "unit",
        "ignored",
    ]
)
COMMAND = re.compile(r"^::(?:error|warning|notice) file=[^:\n]*?(?:,[a-zA-Z]+=[^:,\n]*)*::[^\n]*$")


def poisoned(value, text, field=""):
    """Return builtins with every foreign text replaced."""
    if isinstance(value, dict):
        return {
            name: entry if name == "tool" else poisoned(entry, text, name) for name, entry in value.items()
        }
    if isinstance(value, list):
        return [poisoned(entry, text, field) for entry in value]
    return text if isinstance(value, str) and field in FOREIGN else value


def with_everything(sample):
    """Return a report that also has suppressed findings, on pages and of the site."""
    here = Location(1, 1, 1, 2)
    gone = SuppressedFinding("cta/missing", "warning", here, "message", "reason", here, "path")
    pages = [
        msgspec.structs.replace(page, suppressed=(gone,), ignored=("cta/late",)) for page in sample.pages
    ]
    sites = tuple(msgspec.structs.replace(site, suppressed=(gone,)) for site in sample.sites)
    return msgspec.structs.replace(sample, pages=pages, sites=sites)


REPORTS = {name: msgspec.to_builtins(with_everything(SAMPLES[name]())) for name in ("site", "few", "one")}


def hostile_report(sample, text):
    found = msgspec.convert(poisoned(REPORTS[sample], text), Report, strict=False)
    return msgspec.structs.replace(found, pages=tuple(found.pages))


#: Turn the reading direction, or cannot be seen and change what a text is compared with.
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
UNSEEN = {"\u200b", "\u200e", "\u200f", "\u061c", "\ufeff", "\xad", *map(chr, range(0x2060, 0x2065))}


def is_dangerous(character):
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in TURNING
        or character in UNSEEN
        or 0xE0000 <= ord(character) < 0xE0080
    )


def dangers(output, format_):
    """Return what of an output a terminal or a build service would act on."""
    own = (
        {"\n", "\u200b"} if format_ == "markdown" else {"\n"}
    )  # with which it keeps addresses from being links
    found = [each for each in set(output) - own if is_dangerous(each)]
    found += re.findall(r"##\w*\[", output)
    for line in output.split("\n"):
        if line.lstrip().startswith("::") and not (format_ == "github" and COMMAND.fullmatch(line)):
            found.append(line)
    return found


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("sample", REPORTS)
@settings(max_examples=20, deadline=None)
@given(text=HOSTILE)
def test_nothing_that_is_said_does_anything(format_, sample, text):
    report = hostile_report(sample, text)
    for verbosity in ("quiet", "verbose"):
        chunks = FORMATS[format_](report, RenderOptions(verbosity=verbosity))
        output = "".join(encodable(chunks, "utf-8"))
        assert dangers(output.replace("\r\n", "\n") if "csv" in format_ else output, format_) == []
