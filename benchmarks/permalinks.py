"""Public addresses: how many of the labelled ones come out of a site's own configuration.

    python benchmarks/permalinks.py CASES SITES [CORPUS]

CASES is the folder of labelled cases (``permalinks.jsonl.gz``: source file and the address that the generator
printed), SITES a folder of checkouts named ``owner+name``. Prints exact matches by corpus, and the first mistakes.

A label whose file is not in the repository is of a page that the generator or a plugin makes; it is right when the
index knows something at that path. The labels of hugo-hugodocs were printed without the mounts of its configuration
(the published site has ``/about/``, not ``/en/about/``, and so has Hugo itself when it is given that configuration),
so a second figure is given for ``content`` set by hand as those labels suppose.
"""

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

from seoaudit.site.generators import recognise
from seoaudit.site.index import SiteIndex
from seoaudit.site.model import Given

REPOSITORIES = {
    "hugo-forestry": "forestryio+forestry.io",
    "hugo-midudev-es": "midudev+midu.dev",
    "hugo-hugodocs": "gohugoio+hugoDocs",
    "jekyll-opensourceguide": "github+opensource.guide",
    "jekyll-jekyll": "jekyll+jekyll",
    "mkdocs-material": "squidfunk+mkdocs-material",
}
#: Labels that were printed for other content folders than the site's configuration has.
SUPPOSED = {"hugo-hugodocs": Given(content=("content",))}
SHOWN = 12


def rows(cases: Path) -> dict[str, list[dict]]:
    found = defaultdict(list)
    with gzip.open(cases / "permalinks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["corpus"]].append(row)
    return found


def path_of(permalink: str, base: str) -> str:
    """Return the label's path; labels without a host leave out the path that the site lies under."""
    parts = urlsplit(permalink)
    path = unquote(parts.path)
    return path if parts.netloc or base == "/" else base.rstrip("/") + path


def measure(top: Path, labelled: list[dict], given: Given | None = None) -> tuple[int, list[str]]:
    config = recognise(top / labelled[0]["file"], given)
    index = SiteIndex.build(config)
    prefix = Path(config.root).relative_to(top).as_posix()
    right, wrong = 0, []
    for row in labelled:
        file = row["file"].removeprefix("" if prefix == "." else f"{prefix}/")
        want = path_of(row["permalink"], config.base_path)
        page = index.page_of(file)
        got = page.address.path if page else made(index, file, want)
        if got == want:
            right += 1
        else:
            wrong.append(f"{row['file']}: {got} instead of {want}")
    return right, wrong


def made(index: SiteIndex, file: str, path: str) -> str | None:
    """Return the path where the index knows of something that no content file stands behind."""
    if file in index.files:
        return path if index.file_at(path) == file else None
    return path if index.is_generated(path) or index.redirect_at(path) or index.page_at(path) else None


def main(cases: Path, sites: Path, only: str = "") -> None:
    total = matched = 0
    for corpus, labelled in sorted(rows(cases).items()):
        top = sites / REPOSITORIES.get(corpus, corpus)
        if not top.is_dir() or (only and only != corpus):
            print(f"{corpus}: skipped, no {top}")
            continue
        right, wrong = measure(top.resolve(), labelled)
        total, matched = total + len(labelled), matched + right
        print(f"{corpus}: {right} of {len(labelled)}, {right / len(labelled):.4f}")
        print("".join(f"    {line}\n" for line in wrong[:SHOWN]), end="")
        if corpus in SUPPOSED:
            right, wrong = measure(top.resolve(), labelled, SUPPOSED[corpus])
            print(f"    with the content folder that the labels suppose: {right} of {len(labelled)}")
    print(f"all: {matched} of {total}, {matched / max(total, 1):.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
