"""How long an HTML report of many pages takes to write and to open, and how large it is.

    python benchmarks/html_report.py FOLDER [PAGES …]

Audits the posts in FOLDER and repeats them, each time under another name, until there are so many pages. Opening is
measured in Chromium where playwright and a browser are installed: until the table can be used, and until the last
page's details are shown.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

import msgspec

from seoaudit.assemble import report as assemble
from seoaudit.config import Settings
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.packed import PackedPages, head_of, pack
from seoaudit.registry import rules
from seoaudit.report import GateVerdict, Report
from seoaudit.report.page import PageReport
from seoaudit.reports import FORMATS, RenderOptions


def audited(folder: Path, most: int = 200) -> list[PageReport]:
    plan = Plan(Settings(rules=tuple(rule.id for rule in rules().values() if rule.default)))
    files = sorted(folder.rglob("*.md"))[:most]
    return [audit_document(Document(str(file), file), plan).report for file in files]


def repeated(pages: list[PageReport], number: int) -> Report:
    kept = PackedPages()
    for index, page in zip(range(number), cycle(pages)):
        named = msgspec.structs.replace(page, path=f"site/{index % 37}/{index}-{Path(page.path).name}")
        kept.append(head_of(named), pack(named))
    return assemble(kept, GateVerdict(passed=True, failures=(), exit_code=0), rules(), {})


def opened(file: Path, pages: int) -> str:
    browser_path = (
        shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return "not opened: playwright is not installed"
    if browser_path is None:
        return "not opened: no browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        begin = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_selector("#table tbody.ready tr")
        ready = time.perf_counter() - begin
        begin = time.perf_counter()
        page.evaluate(f"location.hash = '#p{pages - 1}'")
        page.wait_for_selector(f"#detail{pages - 1} .page")
        shown = time.perf_counter() - begin
        begin = time.perf_counter()
        page.click("th[data-key=words] button")
        page.evaluate("document.querySelector('#table tbody').offsetHeight")
        ordered = time.perf_counter() - begin
        browser.close()
    return f"opened in {ready:.2f} s, last page's details {shown:.2f} s, sorted {ordered:.2f} s"


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    pages = audited(Path(sys.argv[1]))
    for number in map(int, sys.argv[2:] or ["1000"]):
        report = repeated(pages, number)
        before = peak()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.html"
            begin = time.process_time()
            with file.open("w", encoding="utf-8") as stream:
                stream.writelines(FORMATS["html"](report, RenderOptions()))
            spent = time.process_time() - begin
            size = file.stat().st_size
            print(
                f"{number:,} pages: {spent:.1f} s CPU ({1000 * spent / number:.2f} ms a page), "
                f"{size / 1e6:.1f} MB ({size / number:,.0f} bytes a page), "
                f"{peak() - before:.0f} MB above the {before:.0f} MB that the report takes; {opened(file, number)}"
            )


if __name__ == "__main__":
    main()
