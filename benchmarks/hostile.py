"""What hostile documents cost: pages that are nothing but one thing, as large as `max-file-size` lets through.

    python benchmarks/hostile.py [SHAPE …] [--bytes N] [--seconds N] [--costs SHAPE]

Each shape is audited in a process of its own, with CPU time limited to `--seconds`. What is refused for the number of its
parts is halved until it is accepted: it is the largest accepted page that has to stay bounded. Printed are its size, CPU
seconds, how much longer it takes than a quarter of it (4 is linear, 16 is quadratic: a bug), peak memory, and what came out.
`--costs` shows the dearest rules and facts of a shape at a quarter of the size.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import rule_costs  # first, so that it sees every fact

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document

SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {}
#: How an error begins that says that a page has more parts than any real one.
_TOO_MANY = "the page has more than"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def shape(ending: str) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    """Register a maker of documents of about so many bytes."""

    def register(make: Callable[[int], str]) -> Callable[[int], str]:
        SHAPES[make.__name__.strip("_").replace("_", "-")] = (ending, make)
        return make

    return register


def _repeat(size: int, *pieces: str, before: str = "", after: str = "") -> str:
    """Return the pieces in turns, `{}` in them being a running number."""
    out, length, number = [before], len(before), 0
    while length < size:
        piece = pieces[number % len(pieces)].replace("{}", str(number))
        out.append(piece)
        length += len(piece)
        number += 1
    return "".join([*out, after])


def _words(size: int, source: random.Random, vocabulary: int = 5000) -> Iterator[str]:
    known = ["".join(source.choices(_LETTERS, k=source.randint(1, 10))) for _ in range(vocabulary)]
    length = 0
    while length < size:
        word = source.choice(known)
        length += len(word) + 1
        yield word


_HEAD = (
    '<!doctype html><html lang="en"><head><title>Hostile pages are big</title></head><body><h1>Hostile</h1>'
)
_JSON_LD = _HEAD + '<script type="application/ld+json">{}</script>'
_TEXT = "# Hostile\n\n"


@shape("html")
def _paragraphs(size: int) -> str:
    return _repeat(size, "<p>x", before=_HEAD)


@shape("html")
def _paragraphs_of_words(size: int) -> str:
    return _repeat(size, "<p>We wrote page {} by hand today.</p>", before=_HEAD)


@shape("html")
def _links(size: int) -> str:
    return _repeat(size, '<a href="/{}">x</a>', before=_HEAD)


@shape("html")
def _links_elsewhere(size: int) -> str:
    return _repeat(size, '<p><a href="https://e{}.example/">click here</a>', before=_HEAD)


@shape("html")
def _same_links(size: int) -> str:
    return _repeat(size, "<a href=a>read it</a> ", before=_HEAD)


@shape("html")
def _fragments(size: int) -> str:
    return _repeat(size, "<a href=#i{}>part {}</a><p id=i{}>", before=_HEAD)


@shape("html")
def _bare_addresses(size: int) -> str:
    return _repeat(size, "<p>www.example.org/{} ", before=_HEAD)


@shape("html")
def _headings(size: int) -> str:
    return _repeat(size, "<h2>x{}</h2>", before=_HEAD)


@shape("html")
def _headings_same(size: int) -> str:
    return _repeat(size, "<h2>x", "<h3>x", before=_HEAD)


@shape("html")
def _empty_headings_images(size: int) -> str:
    return _repeat(size, "<h2><img src=a alt=b></h2><h3></h3>", before=_HEAD)


@shape("html")
def _items(size: int) -> str:
    return _repeat(size, "<li>x", before=_HEAD + "<ul>")


@shape("html")
def _nested_lists(size: int) -> str:
    return _repeat(size, "<ul><li>x", before=_HEAD)


@shape("html")
def _images(size: int) -> str:
    return _repeat(size, "<img src=i{}.png>", before=_HEAD)


@shape("html")
def _buttons(size: int) -> str:
    return _repeat(size, "<button>Buy now {}</button>", before=_HEAD)


@shape("html")
def _forms(size: int) -> str:
    return _repeat(size, "<form action=/{}><input type=submit>", before=_HEAD)


@shape("html")
def _calls(size: int) -> str:
    return _repeat(size, '<p><a href="/signup">Sign up for free today</a></p>', before=_HEAD)


@shape("html")
def _divs(size: int) -> str:
    return _repeat(size, "<div>", before=_HEAD)


@shape("html")
def _divs_with_text(size: int) -> str:
    return _repeat(size, "<div>word, ", before=_HEAD)


@shape("html")
def _spans_around_divs(size: int) -> str:
    return _repeat(size // 2, "<i>", before=_HEAD) + _repeat(size // 2, "<div>x</div>")


@shape("html")
def _end_tags(size: int) -> str:
    return _repeat(size // 2, "<i><b>", before=_HEAD) + _repeat(size // 2, "</u></p></div>")


@shape("html")
def _quotes(size: int) -> str:
    return _repeat(size, "<blockquote>x ", before=_HEAD)


@shape("html")
def _tables(size: int) -> str:
    return _repeat(size, "<tr><td>x<td>7 %", before=_HEAD + "<table>")


@shape("html")
def _nested_tables(size: int) -> str:
    return _repeat(size, "<table><tr><td>x", before=_HEAD)


@shape("html")
def _emphasis(size: int) -> str:
    return _repeat(size, "<b>x </b><strong>y{}</strong> ", before=_HEAD)


@shape("html")
def _attributes(size: int) -> str:
    return _HEAD + "<p " + _repeat(size, "a{}=b ") + ">x</p>"


@shape("html")
def _metas(size: int) -> str:
    return _HEAD.replace("</head>", _repeat(size, '<meta name="description" content="x{}">') + "</head>")


@shape("html")
def _alternates(size: int) -> str:
    piece = '<link rel="alternate" hreflang="en" href="/{}">'
    return _HEAD.replace("</head>", _repeat(size, piece) + "</head>")


@shape("html")
def _titles(size: int) -> str:
    return _HEAD.replace("</head>", _repeat(size, "<title>x{}</title>") + "</head>")


@shape("html")
def _scripts(size: int) -> str:
    return _repeat(size, "<script src=/{}.js></script><link rel=stylesheet href=/{}.css>", before=_HEAD)


@shape("html")
def _styles(size: int) -> str:
    return _HEAD + "<style>" + _repeat(size, ".c{}{display:none}") + "</style><p class=c1>x"


@shape("html")
def _hidden(size: int) -> str:
    return _repeat(size, "<p style=display:none>word {}</p>", before=_HEAD)


@shape("html")
def _hidden_classes(size: int) -> str:
    half = size // 2
    return (
        f"{_HEAD}<style>{_repeat(half, '.c{}{display:none}')}</style>{_repeat(half, '<p class=c{}>word</p>')}"
    )


@shape("html")
def _comments(size: int) -> str:
    return _repeat(size, "<!-- seoaudit-disable-line links/generic-text -- reason -->", before=_HEAD)


@shape("html")
def _references(size: int) -> str:
    return _HEAD + "<p>" + _repeat(size, "&amp;", "&lt", "&#65;")


@shape("html")
def _less_than(size: int) -> str:
    return _HEAD + "<p>" + "<" * size


@shape("html")
def _sentence(size: int) -> str:
    return f"{_HEAD}<p>{' '.join(_words(size, random.Random(1)))}</p>"


@shape("html")
def _sentences(size: int) -> str:
    return _HEAD + "<p>" + _repeat(size, "It is. ", "We buy it. ", "Is it so? ") + "</p>"


@shape("html")
def _same_sentence(size: int) -> str:
    return _HEAD + "<p>" + "Buffalo buffalo buffalo buffalo. " * (size // 33)


@shape("html")
def _word(size: int) -> str:
    return f"{_HEAD}<p>{'a' * size}</p>"


@shape("html")
def _same_word(size: int) -> str:
    return f"{_HEAD}<p>{'hostile ' * (size // 8)}</p>"


@shape("html")
def _distinct_words(size: int) -> str:
    source = random.Random(3)
    length = size // 9
    return f"{_HEAD}<p>{' '.join(''.join(source.choices(_LETTERS, k=7)) + ',.'[i % 9 == 0] for i in range(length))}"


@shape("html")
def _letters(size: int) -> str:
    return f"{_HEAD}<p>{'a ' * (size // 2)}</p>"


@shape("html")
def _digits(size: int) -> str:
    return f"{_HEAD}<p>{'7' * size}</p>"


@shape("html")
def _dots(size: int) -> str:
    return f"{_HEAD}<p>{'.' * size}</p>"


@shape("html")
def _abbreviations(size: int) -> str:
    return _HEAD + "<p>" + "e.g. Dr. A. " * (size // 12)


@shape("html")
def _hyphens(size: int) -> str:
    return _HEAD + "<p>" + "a-" * (size // 2)


@shape("html")
def _apostrophes(size: int) -> str:
    return _HEAD + "<p>" + "a'" * (size // 2)


@shape("html")
def _quotation_marks(size: int) -> str:
    return _HEAD + "<p>" + "“a " * (size // 5)


@shape("html")
def _brackets(size: int) -> str:
    return _HEAD + "<p>" + "(a [b " * (size // 6)


@shape("html")
def _blanks(size: int) -> str:
    return f"{_HEAD}<p>a{' ' * size}b"


@shape("html")
def _lines(size: int) -> str:
    return _HEAD + "<p>a" + "\r\n" * (size // 2) + "b"


@shape("html")
def _dates(size: int) -> str:
    return _HEAD + "<p>" + "On 3 May 2024 at 5. " * (size // 20)


@shape("html")
def _chinese(size: int) -> str:
    return f"{_HEAD.replace('en', 'zh')}<p>{'我们在这里' * (size // 15)}"


@shape("html")
def _combining(size: int) -> str:
    return _HEAD + "<p>a" + "\u0301" * (size // 2)


@shape("html")
def _passive(size: int) -> str:
    return _HEAD + "<p>" + "was " * (size // 4)


@shape("html")
def _json_ld(size: int) -> str:
    return _repeat(size, '<script type="application/ld+json">{"@type":"Article"}</script>', before=_HEAD)


@shape("html")
def _json_ld_nested(size: int) -> str:
    return _JSON_LD.format('{"a":' * (size // 5))


@shape("html")
def _json_ld_list(size: int) -> str:
    items = ",".join('{"@type":"Article","datePublished":"x"}' for _ in range(size // 40))
    return _JSON_LD.format(f"[{items}]")


@shape("html")
def _json_ld_ids(size: int) -> str:
    items = ",".join(f'{{"@id":"#{n}","author":{{"@id":"#{n + 1}"}}}}' for n in range(size // 38))
    return _JSON_LD.format(f'{{"@graph":[{items}]}}')


@shape("html")
def _json_ld_broken(size: int) -> str:
    return _repeat(size, '<script type="application/ld+json">{"a":}</script>', before=_HEAD)


@shape("md")
def _stars(size: int) -> str:
    return _TEXT + "*a **b " * (size // 7)


@shape("md")
def _underscores(size: int) -> str:
    return _TEXT + "_a __b" * (size // 6)


@shape("md")
def _opening_brackets(size: int) -> str:
    return _TEXT + "[" * size


@shape("md")
def _bracket_pairs(size: int) -> str:
    return _TEXT + "[a](" * (size // 4)


@shape("md")
def _images_in_images(size: int) -> str:
    return _TEXT + "![" * (size // 4) + "](a)" * (size // 8)


@shape("md")
def _backticks(size: int) -> str:
    return _TEXT + " ".join("`" * (n % 400 + 1) for n in range(size // 200))


@shape("md")
def _code_spans(size: int) -> str:
    return _TEXT + "`a` " * (size // 4)


@shape("md")
def _nested_quotes(size: int) -> str:
    return _TEXT + ">" * size


@shape("md")
def _many_quotes(size: int) -> str:
    return _TEXT + "> a\n\n" * (size // 5)


@shape("md")
def _growing_quotes(size: int) -> str:
    return _TEXT + "\n\n".join(">" * (n % 500) + " a" for n in range(size // 250))


@shape("md")
def _lists(size: int) -> str:
    return _TEXT + "- a\n" * (size // 4)


@shape("md")
def _deep_lists(size: int) -> str:
    return _TEXT + "\n".join("  " * (n % 300) + "- a" for n in range(size // 300))


@shape("md")
def _list_markers(size: int) -> str:
    return _TEXT + "- " * (size // 2) + "a"


@shape("md")
def _titles_of_sections(size: int) -> str:
    return _repeat(size, "## Part {}\n\n", before=_TEXT)


@shape("md")
def _pipes(size: int) -> str:
    return _TEXT + "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * (size // 10)


@shape("md")
def _wide_table(size: int) -> str:
    return _TEXT + "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n" + "|\n" * (size // 6)


@shape("md")
def _references_to_links(size: int) -> str:
    return _repeat(size, "[a{}] [a{}]: /b\n\n[a{}]: /c\n\n", before=_TEXT)


@shape("md")
def _footnotes(size: int) -> str:
    return _repeat(size, "a[^{}]\n\n[^{}]: b\n\n", before=_TEXT)


@shape("md")
def _addresses(size: int) -> str:
    return _repeat(size, "https://example.org/{} ", before=_TEXT)


@shape("md")
def _html_lines(size: int) -> str:
    return _TEXT + "<div>\n\na\n\n" * (size // 10)


@shape("md")
def _inline_html(size: int) -> str:
    return _TEXT + "a <b>" * (size // 5)


@shape("md")
def _html_comments(size: int) -> str:
    return _TEXT + "a <!-- b\n" * (size // 9)


@shape("md")
def _processing(size: int) -> str:
    return _TEXT + "a <?" * (size // 4)


@shape("md")
def _shortcodes(size: int) -> str:
    return _repeat(size, "{{< figure src=a{}.png >}}\n", before=_TEXT)


@shape("md")
def _open_shortcodes(size: int) -> str:
    return _TEXT + "{{< a " * (size // 6)


@shape("md")
def _liquid(size: int) -> str:
    return _TEXT + "{% if a %} b {{ c }} " * (size // 21)


@shape("md")
def _open_liquid(size: int) -> str:
    return _TEXT + "{% raw %} {% " * (size // 13)


@shape("md")
def _braces(size: int) -> str:
    return _TEXT + "{" * size


@shape("md")
def _colons(size: int) -> str:
    return _TEXT + ":::note\na\n\n" * (size // 12)


@shape("md")
def _admonitions(size: int) -> str:
    return _TEXT + "!!! note\n    a\n\n" * (size // 17)


@shape("mdx")
def _jsx(size: int) -> str:
    return _TEXT + "<A b={c}>\n\n    d\n\n" * (size // 20)


@shape("mdx")
def _expressions(size: int) -> str:
    return _TEXT + "{a} {/* b */} {`c` \n" * (size // 20)


@shape("mdx")
def _imports(size: int) -> str:
    return "import a from 'b'\n" * (size // 18) + "\n# Hostile\n"


@shape("md")
def _fences(size: int) -> str:
    return _TEXT + "```a\nb\n```\n" * (size // 11)


@shape("md")
def _escapes(size: int) -> str:
    return _TEXT + "\\*" * (size // 2)


@shape("md")
def _escapes_in_code(size: int) -> str:
    return _TEXT + "`" + "a\n" * (size // 2) + "`"


@shape("md")
def _umlauts(size: int) -> str:
    return _TEXT + "Über älteren Öfen hängen Töpfe. " * (size // 37)


@shape("md")
def _yaml_keys(size: int) -> str:
    return "---\n" + _repeat(size, "k{}: v\n") + "---\n# Hostile\n"


@shape("md")
def _yaml_same_key(size: int) -> str:
    return "---\n" + "k: v\n" * (size // 5) + "---\n# Hostile\n"


@shape("md")
def _yaml_list(size: int) -> str:
    return "---\ntags:\n" + _repeat(size, "  - t{}\n") + "---\n# Hostile\n"


@shape("md")
def _yaml_nested(size: int) -> str:
    return "---\na: " + "[" * size + "\n---\n# Hostile\n"


@shape("md")
def _yaml_text(size: int) -> str:
    return "---\ntitle: " + "word " * (size // 5) + "\n---\n# Hostile\n"


@shape("md")
def _toml_keys(size: int) -> str:
    return "+++\n" + _repeat(size, "k{} = 1\n") + "+++\n# Hostile\n"


@shape("md")
def _toml_tables(size: int) -> str:
    return "+++\n" + _repeat(size, "[t{}.a.b]\nc = 1\n") + "+++\n# Hostile\n"


@shape("md")
def _json_keys(size: int) -> str:
    return "{" + _repeat(size, '"k{}": 1,\n') + '"z": 1}\n\n# Hostile\n'


@shape("md")
def _fences_of_front_matter(size: int) -> str:
    return "---\n" + "a: b\n--- \n" * (size // 10)


@shape("txt")
def _plain_lines(size: int) -> str:
    return "a\n\n" * (size // 3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shapes", nargs="*", help="; ".join(SHAPES))
    parser.add_argument("--bytes", type=int, default=8_000_000)
    parser.add_argument("--seconds", type=int, default=60, help="CPU time that one audit may take")
    parser.add_argument("--costs", action="store_true")
    parser.add_argument("--least", type=float, default=0, help="print only what takes longer (seconds)")
    options = parser.parse_args()
    if unknown := set(options.shapes) - set(SHAPES):
        parser.error(f"no such shape: {', '.join(unknown)}")
    worst = 0.0
    _plan()
    for name in options.shapes or SHAPES:
        if options.costs:
            _costs(name, options.bytes // 4)
            continue
        size = options.bytes
        whole = refused = _measured(name, size, options.seconds)
        while _TOO_MANY in whole.said:
            size //= 2
            whole = _measured(name, size, options.seconds)
        worst = max(worst, whole.cpu, refused.cpu)
        if max(whole.cpu, refused.cpu) < options.least:
            continue
        quarter = _measured(name, size // 4, options.seconds)
        factor = f"× {whole.cpu / quarter.cpu:4.1f}" if quarter.cpu > 0.02 and whole.cpu > 0.2 else ""
        also = (
            f"; refused with {options.bytes / 1e6:.1f} MB in {refused.cpu:.1f} s"
            if whole is not refused
            else ""
        )
        print(
            f"{name:22} {size / 1e6:5.1f} MB {whole.cpu:7.2f} s {factor:6} {whole.peak:6.0f} MB  {whole.said[:110]}{also}",
            flush=True,
        )
    if not options.costs:
        print(f"the worst: {worst:.1f} CPU seconds")


class Measured(NamedTuple):
    """CPU seconds of an audit, peak memory (MB), and what came out."""

    cpu: float
    peak: float
    said: str


def _measured(name: str, size: int, seconds: int) -> Measured:
    """Audit a shape in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _audit(name, size, seconds, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    _, status, usage = os.wait4(child, 0)
    if not told:
        why = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"status {status}"
        return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, f"ENDED by {why}")
    cpu, said = told.split("\t", 1)
    return Measured(float(cpu), usage.ru_maxrss / 1024, said)


def _audit(name: str, size: int, seconds: int, writing: int) -> None:
    ending, make = SHAPES[name]
    data = make(size).encode()
    began = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(began) + seconds + 1, int(began) + seconds + 2))
    audited = audit_document(Document(f"hostile.{ending}", data=data), _plan(), "2026-01-01")
    cpu = time.process_time() - began
    report = audited.report
    said = report.error or f"score {report.score}"
    errored = [result.rule for result in report.results if result.outcome == "errored"]
    said += f"; ERRORED {' '.join(errored)}" if errored else ""
    os.write(writing, f"{cpu}\t{said}".encode())


@cache
def _plan() -> Plan:
    """Return a plan with all rules; made before the first process, so that all share it."""
    settings = discover(Path("/"), explicit=None, command_line=Overrides(select=("all",)))
    return Plan(settings.for_path(Path("/hostile.md")))


def _costs(name: str, size: int) -> None:
    ending, make = SHAPES[name]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"hostile.{ending}"
        file.write_text(make(size))
        rule_costs.audit(file, _plan())
    print(f"{name}, {size:,} bytes")
    for what, seconds in sorted(rule_costs.COSTS.seconds.items(), key=lambda item: -item[1])[:14]:
        print(f"{seconds:8.2f} s  {what}")


if __name__ == "__main__":
    main()
