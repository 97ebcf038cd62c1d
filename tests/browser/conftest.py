"""A browser, and reports to open in it. Without a Chromium on the path these tests are skipped."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from seoaudit.compare import Comparison, compare
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.load import load

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on the path")
    with playwright.sync_playwright() as running:
        # Its sandbox needs user namespaces, which containers and root seldom have.
        launched = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser):
    """Open a file; at the end nothing may have been loaded, refused or gone wrong."""
    contexts, noise = [], []

    def open_file(file, *, fragment="", width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or noise.append(request.url))
        page.goto(Path(file).as_uri() + fragment)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert noise == []


@pytest.fixture(scope="session")
def blog(tmp_path_factory) -> Report:
    """The report of the example blog."""
    folder = tmp_path_factory.mktemp("blog")
    environment = {**os.environ, "SEOAUDIT_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-m", "seoaudit", "check", "examples/blog", "-o", str(folder / "report.json")]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return load(folder / "report.json")


@pytest.fixture(scope="session")
def blog_file(blog, tmp_path_factory):
    return written(blog, tmp_path_factory.mktemp("report") / "blog.html")


@pytest.fixture(scope="session")
def large_file(blog, tmp_path_factory):
    """The example blog many times over: 300 pages, most of them packed."""
    return written(many(blog, 300), tmp_path_factory.mktemp("report") / "large.html")


@pytest.fixture(scope="session")
def hostile_file(blog, tmp_path_factory):
    """A report in which every text of a document tries to run a script, on pages in full and packed ones."""
    report, file = hostile(many(blog, 80)), tmp_path_factory.mktemp("report") / "hostile.html"
    return written(report, file, compare(hostile(many(blog, 3)), report, ATTACK))


@pytest.fixture(scope="session")
def compared_file(blog, tmp_path_factory):
    """120 pages compared with what they were: faults were mended and made, pages came and went, most are packed."""
    old = many(blog, 120)
    pages = [worked_on(page, number) for number, page in enumerate(old.pages) if number != 7]
    new = msgspec.structs.replace(old, pages=pages)
    return written(
        new, tmp_path_factory.mktemp("report") / "compared.html", compare(old, new, "last-month.json")
    )


def worked_on(page: PageReport, number: int) -> PageReport:
    """Return the page with a fault mended, one made, or under another name, by turns."""
    failed = [result for result in page.results if result.outcome == "failed" and result.findings]
    if number % 20 == 5:
        return msgspec.structs.replace(page, path=f"moved/{page.path}")
    if number % 3 == 2 or not failed or page.score is None:
        return page
    if number % 3 == 1:
        results = tuple(result for result in page.results if result is not failed[0])
        return msgspec.structs.replace(page, results=results, score=min(page.score + failed[0].lost, 100.0))
    worse = msgspec.structs.replace(failed[0].findings[0], message="this was not so “before”")
    result = msgspec.structs.replace(
        failed[0], findings=(*failed[0].findings, worse), lost=failed[0].lost + 3
    )
    results = tuple(result if each is failed[0] else each for each in page.results)
    return msgspec.structs.replace(page, results=results, score=max(page.score - 3, 0.0))


def written(report: Report, file: Path, compared: Comparison | None = None) -> Path:
    options = RenderOptions(compared=compared)
    file.write_text("".join(FORMATS["html"](report, options)), encoding="utf-8")
    return file


def many(report: Report, number: int) -> Report:
    pages: list[PageReport] = []
    for index in range(number):
        page = report.pages[index % len(report.pages)]
        facts = msgspec.structs.replace(page.facts, words=page.facts.words + index)
        pages.append(msgspec.structs.replace(page, path=f"{index}/{page.path}", facts=facts))
    summary = msgspec.structs.replace(report.summary, pages=number)
    return msgspec.structs.replace(report, pages=pages, summary=summary)


ATTACK = (
    "</script></style></title></template><script>window.owned=1</script><img src=x onerror=window.owned=2>"
    '<svg onload=window.owned=3>"\'><a href="javascript:window.owned=4" autofocus onfocus=window.owned=5>'
    "{{ 7*7 }}{% raw %} javascript:window.owned=6"
)
#: Texts by which the report is held together; everything else comes from documents.
_OURS = {
    "outcome",
    "severity",
    "evidence",
    "grade",
    "rule",
    "category",
    "blockers",
    "schema_version",
    "ease",
    "applicability",
}


def hostile(report: Report) -> Report:
    value = json.loads(msgspec.json.encode(report))
    return msgspec.json.decode(json.dumps(_attacking(value)), type=Report)


def _attacking(value, key=""):
    if isinstance(value, str):
        return value if key in _OURS or not value else value[:20] + ATTACK
    if isinstance(value, list):
        return [_attacking(entry, key) for entry in value]
    if isinstance(value, dict):
        return {name: _attacking(entry, name) for name, entry in value.items()}
    return value
