"""What a crawl costs beside other crawlers, on one made site, in one run.

    python benchmarks/crawl.py [--pages 2000] [--peers FOLDER]

The site is that of ``planted_site.py``, served on loopback by a process of its own. Given are pages fetched, the crawler's
CPU seconds (user and system, children included), pages per CPU second, and its peak memory. ``--peers`` names a folder
with programs of other projects (``scrapy``, ``linkchecker``, ``wget``), for example the ``bin`` of a virtual environment;
without it they are looked for on the path. What is missing is left out. Scrapy runs a spider that follows links and keeps
bodies in memory no longer than it needs them; it and wget audit nothing, linkchecker checks that links work.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

SPIDER = """
import scrapy
from scrapy.linkextractors import LinkExtractor

class Spider(scrapy.Spider):
    name = "pages"
    start_urls = ["ORIGIN/"]
    custom_settings = {
        "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "CRITICAL", "DOWNLOAD_DELAY": 0,
        "TELNETCONSOLE_ENABLED": False, "HTTPERROR_ALLOW_ALL": True,
    }
    links = LinkExtractor(allow_domains=["127.0.0.1"], deny=[r"/calendar/"])
    count = 0

    def parse(self, response):
        Spider.count += 1
        if response.status == 200 and hasattr(response, "text"):
            for link in self.links.extract_links(response):
                yield response.follow(link)

    def closed(self, reason):
        print("pages", Spider.count)
"""


class Cost(NamedTuple):
    """CPU seconds, peak memory (MB), and what the program printed."""

    cpu: float
    peak: float
    said: str


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command to its end."""
    with (folder / "said.txt").open("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        said.seek(0)
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said.read())


def programs(peers: str) -> dict[str, str]:
    """Return where the other programs are."""
    path = f"{peers}{os.pathsep}{os.environ['PATH']}" if peers else None
    found = {name: shutil.which(name, path=path) for name in ("scrapy", "linkchecker", "wget")}
    return {name: place for name, place in found.items() if place}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--peers", default="", help="a folder with the other programs")
    options = parser.parse_args()
    here = Path(__file__).parent
    server = subprocess.Popen(
        [sys.executable, str(here / "planted_site.py"), "--serve", "--pages", str(options.pages)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout
        origin = server.stdout.readline().strip()
        with tempfile.TemporaryDirectory() as temporary:
            measure(origin, Path(temporary), programs(options.peers), options.pages)
    finally:
        server.terminate()
        server.wait()


def measure(origin: str, folder: Path, peers: dict[str, str], pages: int) -> None:
    (folder / "spider.py").write_text(SPIDER.replace("ORIGIN", origin))
    ours = [sys.executable, "-m", "seoaudit"]
    commands = {
        "seoaudit crawl, fetching alone": [*ours, "crawl", f"{origin}/", "--to", "a", "--no-audit"],
        "seoaudit crawl, fetching and audit": [
            *ours,
            "crawl",
            f"{origin}/",
            "--to",
            "b",
            "-o",
            "b.json",
            "--format",
            "concise",
            "--no-cache",
        ],
        "seoaudit check, the archive alone": [
            *ours,
            "check",
            "b",
            "-o",
            "c.json",
            "--format",
            "concise",
            "--no-cache",
        ],
    }
    if "scrapy" in peers:
        commands["scrapy, fetching alone"] = [peers["scrapy"], "runspider", "spider.py"]
    if "wget" in peers:
        commands["wget, fetching alone"] = [
            peers["wget"], "-q", "-r", "-l", "inf", "--reject-regex", "/calendar/", "-P", "w", f"{origin}/",
        ]  # fmt: skip
    if "linkchecker" in peers:
        commands["linkchecker, links"] = [
            peers["linkchecker"], "--no-status", "-q", "--ignore-url", "/calendar/", "-t", "8", f"{origin}/",
        ]  # fmt: skip
    print(f"a site of about {pages} pages\n\n{'':38} {'CPU s':>7} {'pages/CPU s':>12} {'peak MB':>8}")
    for name, command in commands.items():
        spent = cost(command, folder)
        print(f"{name:38} {spent.cpu:7.1f} {pages / spent.cpu:12.0f} {spent.peak:8.0f}")


if __name__ == "__main__":
    main()
