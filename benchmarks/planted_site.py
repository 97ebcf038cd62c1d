"""Crawl a made site with planted faults: is every one found, and nothing else?

    python benchmarks/planted_site.py                    2,000 pages, served on loopback
    python benchmarks/planted_site.py --pages 300 --keep FOLDER

The site has a home page, sections with further pages of their listings, posts, a sitemap, a robots.txt, and a calendar
without an end. Each fault is planted on pages of its own, so what a rule says of any other page is a false alarm.
Prints, for each planted rule, how many of its pages were found and how many others were accused, and the crawl's rate.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

SEED = 20261122
POSTS_LISTED = 20
_WORDS = [
    "harbour",
    "winter",
    "bread",
    "engine",
    "valley",
    "letter",
    "copper",
    "meadow",
    "signal",
    "garden",
    "window",
    "market",
    "river",
    "paper",
    "bridge",
    "stone",
    "candle",
    "forest",
    "ticket",
    "morning",
    "kettle",
    "ladder",
    "island",
    "orchard",
    "wheel",
    "compass",
    "lantern",
    "thread",
    "basket",
    "anchor",
    "mirror",
    "saddle",
    "timber",
    "pepper",
    "violin",
    "canvas",
    "rocket",
    "pebble",
    "button",
    "feather",
    "hammer",
    "cellar",
    "blanket",
    "pillow",
    "carpet",
    "needle",
    "bottle",
    "barrel",
    "chapel",
    "tunnel",
    "shelter",
    "ferry",
    "crane",
    "glove",
    "scarf",
    "jacket",
    "helmet",
    "whistle",
    "puzzle",
    "marble",
    "ribbon",
    "napkin",
    "pocket",
    "drawer",
]
_VERBS = [
    "carries",
    "builds",
    "opens",
    "follows",
    "holds",
    "turns",
    "finds",
    "brings",
    "keeps",
    "moves",
    "shows",
    "lifts",
    "draws",
    "meets",
    "leaves",
    "joins",
]


class Site(NamedTuple):
    """What the server shows: pages by path (with query), what the rules should say, and which pages should be audited."""

    answers: dict[str, Answer]
    expected: dict[str, set[str]]
    pages: set[str]


class Answer(NamedTuple):
    """One answer of the server."""

    body: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    media: str = "text/html; charset=utf-8"


class Maker:
    """Makes the site. A post is written from its own random numbers, so that the others do not change with it."""

    def __init__(self, posts: int) -> None:
        self.posts = [f"/section-{number // 50:02d}/post-{number:04d}/" for number in range(posts)]
        self.free = iter(random.Random(SEED).sample(self.posts, len(self.posts)))
        self.parts: dict[str, dict[str, str]] = {path: {} for path in self.posts}
        self.answers: dict[str, Answer] = {}
        self.expected: dict[str, set[str]] = {}
        self.unlisted: set[str] = set()
        self.listed_too: list[str] = []
        self.orphans: set[str] = set()

    def take(self, rule: str, number: int) -> Iterator[str]:
        """Yield posts of their own for a fault; the rule is expected to name them."""
        for _ in range(number):
            path = next(self.free)
            self.expected.setdefault(rule, set()).add(path)
            yield path

    def spare(self) -> str:
        """Return a post of its own that no rule is expected to name."""
        return next(self.free)

    def link(self, path: str, target: str, text: str) -> None:
        """Put a link into the text of a post."""
        self.parts[path]["more"] = (
            self.parts[path].get("more", "") + f'<p>The <a href="{target}">{text}</a>.</p>'
        )


def make(posts: int, delay: float = 1.3) -> Site:
    """Make the site with its faults."""
    maker = Maker(posts)
    for plant in (_links, _indexing, _metadata, _content, _answers):
        plant(maker)
    _slow(maker, delay)
    for path, parts in maker.parts.items():
        if path not in maker.answers:
            maker.answers[path] = Answer(
                _post(path, parts, maker), headers=_headers(parts), delay=float(parts.get("delay", 0))
            )
    _frame(maker)
    pages = {
        path
        for path, each in maker.answers.items()
        if each.status == 200 and each.media.startswith("text/html")
    }
    blocked = {path for path in pages if path.startswith(("/private/", "/calendar/"))}
    return Site(maker.answers, maker.expected, pages - blocked)


def _links(maker: Maker) -> None:
    for number, path in enumerate(maker.take("links/broken-internal", 12)):
        maker.link(path, f"/gone-{number}/", f"story of the {_WORDS[number]}")
    for number, path in enumerate(maker.take("links/redirected", 8)):
        maker.answers[f"/old-{number}/"] = Answer(status=301, headers=(("Location", maker.spare()),))
        maker.link(path, f"/old-{number}/", f"older {_WORDS[number]}")
    for number, path in enumerate(maker.take("indexing/redirect-chain", 4)):
        maker.answers[f"/chain-{number}/"] = Answer(
            status=301, headers=(("Location", f"/chain-{number}/b/"),)
        )
        maker.answers[f"/chain-{number}/b/"] = Answer(status=302, headers=(("Location", maker.spare()),))
        maker.link(path, f"/chain-{number}/", f"longer {_WORDS[number]}")
        maker.expected["links/redirected"].add(path)
    for number, path in enumerate(maker.take("indexing/redirect-chain", 2)):
        maker.answers[f"/loop-{number}/"] = Answer(status=302, headers=(("Location", f"/loop-{number}/b/"),))
        maker.answers[f"/loop-{number}/b/"] = Answer(status=302, headers=(("Location", f"/loop-{number}/"),))
        maker.link(path, f"/loop-{number}/", f"circle of {_WORDS[number]}")
        maker.expected["links/broken-internal"].add(path)
    for path in maker.take("links/broken-fragment", 5):
        maker.link(path, f"{maker.spare()}#no-such-part", "part that is missing")
    for path in maker.take("links/orphan", 3):
        maker.orphans.add(path)
    chain = [maker.spare() for _ in range(8)]
    for above, below in itertools.pairwise(chain):
        maker.link(above, below, f"next step after {above[-5:-1]}")
    maker.orphans.update(chain[1:])  # only the one above links to each
    # The first of the chain is one click from home, so the fourth after it is five.
    maker.parts[chain[0]]["first"] = "yes"
    maker.expected["links/depth"] = set(chain[4:])


def _indexing(maker: Maker) -> None:
    for path in maker.take("indexing/noindex", 5):
        maker.parts[path]["head"] = '<meta name="robots" content="noindex, follow">'
        maker.unlisted.add(path)
    for path in maker.take("indexing/noindex", 3):
        maker.parts[path]["header"] = "X-Robots-Tag: noindex"
        maker.unlisted.add(path)
    targets = ["/gone-canonical/", "/old-0/", min(maker.expected["indexing/noindex"])]
    for path, target in zip(maker.take("metadata/canonical-target", 3), targets, strict=True):
        maker.parts[path]["canonical"] = target
        maker.unlisted.add(path)
    for path in maker.take("indexing/hreflang-return", 3):
        other = maker.spare()
        maker.parts[path]["head"] = _alternates(path, other)
    one, two = maker.spare(), maker.spare()
    maker.parts[one]["head"] = maker.parts[two]["head"] = _alternates(one, two)
    maker.expected["indexing/robots-blocked"] = {"/robots.txt"}  # where the line stands that does it
    for number in range(3):
        maker.answers[f"/private/{number}/"] = Answer(_plain(f"Private {number}"))
        maker.link(maker.spare(), f"/private/{number}/", f"private {_WORDS[number]}")
    for number, path in enumerate(maker.take("indexing/server-error", 2)):
        maker.answers[f"/broken-{number}/"] = Answer("<h1>Internal error</h1>", 500)
        maker.link(path, f"/broken-{number}/", f"broken {_WORDS[number]}")
    for number, path in enumerate(maker.take("indexing/soft-404", 2)):
        maker.answers[path] = Answer(
            _plain("Page not found", f"Nothing was found in drawer {number}, look elsewhere.")
        )
        maker.expected.setdefault("metadata/duplicate-title", set()).add(path)
    maker.listed_too += ["/gone-listed/", "/old-1/", sorted(maker.expected["indexing/noindex"])[1]]
    maker.unlisted.update(maker.spare() for _ in range(4))


def _alternates(one: str, two: str) -> str:
    return "".join(
        f'<link rel="alternate" hreflang="{code}" href="ORIGIN{path}">'
        for code, path in (("en", one), ("en-GB", two))
    )


def _metadata(maker: Maker) -> None:
    for rule, part in (
        ("metadata/duplicate-title", "title"),
        ("metadata/duplicate-description", "description"),
    ):
        for number in range(4):
            for path in maker.take(rule, 2):
                maker.parts[path][part] = (
                    f"The same {part} on two pages, {_WORDS[number]} and {_WORDS[number + 9]} as well"
                )
    for path in maker.take("metadata/title-missing", 2):
        maker.parts[path]["title"] = ""
    for path in maker.take("metadata/description-missing", 4):
        maker.parts[path]["description"] = ""
    for path in maker.take("images/missing-alt", 3):
        maker.parts[path]["more"] = '<p>Here it is.</p><img src="/img/one.png" width="10" height="10">'


def _content(maker: Maker) -> None:
    for _ in range(3):
        one, two = maker.take("content/duplicate", 2)
        maker.parts[two]["text"] = maker.parts[one]["text"] = _text(random.Random(one), 600)
        maker.parts[two]["like"] = maker.parts[one]["like"] = one
    for _ in range(3):
        one, two = maker.take("content/near-duplicate", 2)
        text = _text(random.Random(one), 600)
        maker.parts[two]["like"] = maker.parts[one]["like"] = one
        maker.parts[one]["text"], maker.parts[two]["text"] = (
            text,
            text.replace(text.split(". ")[3], "It was otherwise", 1),
        )
    for path in maker.take("content/placeholder", 2):
        maker.parts[path]["more"] = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>"


def _answers(maker: Maker) -> None:
    for path in maker.take("indexing/page-weight", 1):
        maker.parts[path]["head"] = f"<style>/*{'x' * 2_600_000}*/</style>"


def _slow(maker: Maker, delay: float) -> None:
    for path in maker.take("indexing/response-time", 2):
        maker.parts[path]["delay"] = str(delay)


def _name(path: str) -> str:
    words = random.Random(f"name {path}").sample(_WORDS, 3)
    return f"{words[0].title()} and {words[1]} by the {words[2]} {path.strip('/').rpartition('-')[2]}"


def _text(source: random.Random, words: int) -> str:
    sentences: list[str] = []
    count = 0
    while count < words:
        one, two, three = source.sample(_WORDS, 3)
        sentence = (
            f"The {one} {source.choice(_VERBS)} the {two} near a {three} in its {source.choice(_WORDS)}"
        )
        sentences.append(sentence)
        count += len(sentence.split())
    paragraphs = [". ".join(sentences[at : at + 5]) + "." for at in range(0, len(sentences), 5)]
    middle = len(paragraphs) // 2
    return (
        "".join(f"<p>{each}</p>" for each in paragraphs[:middle])
        + '<h2 id="more">What the second part tells</h2>'
        + "".join(f"<p>{each}</p>" for each in paragraphs[middle:])
    )


def _post(path: str, parts: dict[str, str], maker: Maker) -> str:
    name = _name(path)
    body = parts.get("text") or _text(random.Random(path), 600)
    number = maker.posts.index(parts.get("like", path))
    open_posts = [maker.posts[(number + step) % len(maker.posts)] for step in (1, 2, 3)]
    related = [each for each in open_posts if each not in maker.orphans and each not in maker.unlisted]
    links = "".join(f'<p>See also <a href="{each}">{_name(each)}</a>.</p>' for each in related)
    title = parts.get("title", f"{name}, a story in two parts")
    description = parts.get(
        "description", f"How the {name.lower()} came about, told in two parts for readers with time."
    )
    head = (f"<title>{title}</title>" if title else "") + (
        f'<meta name="description" content="{description}">' if description else ""
    )
    canonical = parts.get("canonical", path)
    head += f'<link rel="canonical" href="ORIGIN{canonical}">' + parts.get("head", "")
    main = f"<article><h1>{_name(parts.get('like', path))}</h1>{body}{parts.get('more', '')}{links}"
    main += '<p><a href="/contact/">Write to us about your own story</a>.</p></article>'
    return _framed(head, main)


def _framed(head: str, main: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head><body>'
        '<header><nav><a href="/">Home</a> <a href="/contact/">Contact</a></nav></header>'
        f"<main>{main}</main><footer><p>All stories are made up.</p></footer></body></html>"
    )


def _plain(
    title: str, description: str = "A page without a story, which is here for those who come by."
) -> str:
    head = f'<title>{title}</title><meta name="description" content="{description}">'
    return _framed(head, f"<h1>{title}</h1>")


def _headers(parts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    name, colon, value = parts.get("header", "").partition(": ")
    return ((name, value),) if colon else ()


def _frame(maker: Maker) -> None:
    """Add what stands around the posts: home, sections with further pages, contact, calendar, sitemap, robots.txt."""
    sections = sorted({path.split("/")[1] for path in maker.posts})
    add = maker.answers
    for section in sections:
        own = [path for path in maker.posts if path.split("/")[1] == section and path not in maker.orphans]
        pages = [own[at : at + POSTS_LISTED] for at in range(0, len(own), POSTS_LISTED)]
        for number, listed in enumerate(pages, 1):
            at = f"/{section}/" + (f"?page={number}" if number > 1 else "")
            items = "".join(f'<h2><a href="{path}">{_name(path)}</a></h2>' for path in listed)
            others = " ".join(
                f'<a href="/{section}/{f"?page={n}" if n > 1 else ""}">Page {n}</a>'
                for n in range(1, len(pages) + 1)
            )
            title = f"Stories of {section}" + (f", page {number}" if number > 1 else "")
            head = f'<title>{title}</title><meta name="description" content="All of the {title.lower()} at one glance, the newest first.">'
            head += f'<link rel="canonical" href="ORIGIN{at}">'
            add[at] = Answer(_framed(head, f'<h1>{title}</h1>{items}<nav class="pagination">{others}</nav>'))
    items = "".join(f'<li><a href="/{section}/">Stories of {section}</a></li>' for section in sections)
    first = next((path for path, parts in maker.parts.items() if parts.get("first")), maker.posts[0])
    home = '<title>Made up stories for a long winter</title><meta name="description" content="Two thousand stories that a program made up, in forty sections, to be read by programs.">'
    home += '<link rel="canonical" href="ORIGIN/">'
    add["/"] = Answer(
        _framed(
            home,
            f'<h1>Made up stories</h1><ul>{items}</ul><p><a href="{first}">Begin here</a> or look at the <a href="/calendar/2026/1/">calendar</a>.</p>',
        )
    )
    contact = '<title>Write to the people behind the stories</title><meta name="description" content="Where to write to when you have a story of your own that you want to see here."><link rel="canonical" href="ORIGIN/contact/">'
    add["/contact/"] = Answer(
        _framed(
            contact, '<h1>Write to us</h1><p>We answer <a href="mailto:us@example.org">every letter</a>.</p>'
        )
    )
    add["/robots.txt"] = Answer(
        "User-agent: *\nDisallow: /private/\nSitemap: ORIGIN/sitemap.xml\n", media="text/plain"
    )
    listed = [
        *(path for path in add if add[path].status == 200 and add[path].media.startswith("text/html")),
        *maker.listed_too,
    ]
    kept = [
        path
        for path in listed
        if path in maker.listed_too
        or (path not in maker.unlisted and not path.startswith("/private/") and "?" not in path)
    ]
    urls = "".join(f"<url><loc>ORIGIN{path}</loc></url>\n" for path in kept)
    add["/sitemap.xml"] = Answer(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
        media="application/xml",
    )


class Handler(BaseHTTPRequestHandler):
    """Serves a site; connections stay open."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for an answer, or the kernel waits before it sends the second
    site: Site
    origin = ""

    def do_HEAD(self) -> None:
        self.do_GET(body=False)

    def do_GET(self, *, body: bool = True) -> None:
        answer = self.site.answers.get(self.path) or self._calendar()
        if answer.delay:
            time.sleep(answer.delay)
        data = answer.body.replace("ORIGIN", self.origin).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media)
        self.send_header("Content-Length", str(len(data)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)
        self.wfile.flush()

    def _calendar(self) -> Answer:
        parts = self.path.strip("/").split("/")
        if parts[0] != "calendar" or len(parts) != 3:
            return Answer(_plain("Nothing is here"), 404)
        year, month = int(parts[1]), int(parts[2])
        after = f"/calendar/{year + month // 12}/{month % 12 + 1}/"
        return Answer(
            _framed(
                f'<title>Calendar of {month}/{year}</title><meta name="description" content="What happens in month {month} of the year {year}, day by day.">',
                f'<h1>{month}/{year}</h1><p><a href="{after}">Next month</a></p>',
            )
        )

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def serve(site: Site) -> tuple[ThreadingHTTPServer, str]:
    """Serve a site from another process's threads; return the server and its origin."""
    handler = type("Bound", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.origin = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, handler.origin


def judged(
    report: dict[str, object], origin: str, expected: dict[str, set[str]]
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield for each planted rule the pages that were missed, and those that were accused wrongly."""
    found: dict[str, set[str]] = {}
    pages: list[dict] = report["pages"]  # type: ignore[assignment]
    for page in pages:
        for result in page["results"]:
            if result["outcome"] == "failed":
                found.setdefault(result["rule"], set()).add(_path(page["path"], origin))
    for site in report["sites"]:  # type: ignore[attr-defined]
        for result in site["results"]:
            for finding in result.get("findings", ()):
                found.setdefault(result["rule"], set()).add(_path(finding["path"], origin))
    for rule, planted in sorted(expected.items()):
        named = found.get(rule, set())
        yield rule, planted - named, named - planted


def _path(address: str, origin: str) -> str:
    parts = urlsplit(address.removeprefix(origin))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--keep", type=Path, help="keep the crawl and the report in this folder")
    parser.add_argument("--serve", action="store_true", help="only serve the site, until interrupted")
    arguments = parser.parse_args()
    site = make(arguments.pages)
    server, origin = serve(site)
    if arguments.serve:
        print(origin, flush=True)
        threading.Event().wait()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        report = folder / "report.json"
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "seoaudit",
            "crawl",
            f"{origin}/",
            "--to",
            str(folder / "crawl"),
            "-o",
            str(report),
            "--format",
            "concise",
        ]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"exit code {done.returncode}; {wall:.1f} s, {cpu:.1f} CPU s, {after.ru_maxrss / 1024:.0f} MB at most"
        )
        _compare(json.loads(report.read_text()), origin, site)
    server.shutdown()


def _compare(report: dict[str, object], origin: str, site: Site) -> None:
    pages = {_path(page["path"], origin) for page in report["pages"]}  # type: ignore[attr-defined]
    audited = {path for path in pages if not path.startswith("/calendar/")}
    print(
        f"{len(pages)} pages audited; {len(site.pages - audited)} missed, {len(audited - site.pages)} that are none, {len(pages - audited)} of the calendar"
    )
    missed = wrong = 0
    for rule, misses, others in judged(report, origin, site.expected):
        missed, wrong = missed + len(misses), wrong + len(others)
        print(
            f"{rule:32} {len(site.expected[rule]):4} planted {len(misses):4} missed {len(others):4} false   {' '.join(sorted(misses)[:2])} | {' '.join(sorted(others)[:2])}"
        )
    print(f"in all: {sum(map(len, site.expected.values()))} planted, {missed} missed, {wrong} false")


if __name__ == "__main__":
    main()
