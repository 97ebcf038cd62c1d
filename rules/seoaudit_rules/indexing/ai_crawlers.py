from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from seoaudit.api import NotApplicable, Site, SiteFinding, rule

Wish = Literal["", "admit", "refuse"]

_CRAWLERS = (
    "SELECT agent, purpose, pages, admitted, home, because FROM crawlers ORDER BY purpose, operator, agent"
)
#: From here on a status says that there is no such file.
_BAD_REQUEST = 400
_OTHERS = "SELECT COUNT(*) FROM pages"
_ROBOTS = "SELECT status FROM responses WHERE key = '/robots.txt'"
#: What the crawlers of a purpose fetch pages for.
_PURPOSES = {"training": "to train models", "search": "for AI search", "user": "when a user asks"}


@rule(
    scope="site",
    severity="info",
    evidence="official",
    source="https://platform.openai.com/docs/bots",
)
def ai_crawlers(site: Site, *, training: Wish = "", retrieval: Wish = "") -> Iterator[SiteFinding]:
    """What robots.txt admits of AI crawlers is what the site's owner wants.

    Why: AI services send different crawlers to train models, to build their search, and to fetch what a user
    asks for. Each has a name of its own in robots.txt, so a site can be found in answers without being
    training data, or the other way round. Often nobody decided: a line for all crawlers did.

    Fix: Leave robots.txt as it is if this is what you want. Otherwise name the crawler there, and allow or disallow
    it.

    Notes: Asked of sites; of single pages that are fetched by their address only once you said what you want. Say what you want (`training = "refuse"`, `retrieval = "admit"`), and only what differs is said. This is a statement, no verdict: both choices are good ones. It says what robots.txt asks for, not what crawlers
    do: some operators say that requests of a user do not follow it (ChatGPT-User, Perplexity-User), and what a firewall
    turns away is not seen. Google-Extended and Applebot-Extended only say whether what Googlebot and Applebot
    fetched may train models. Google's AI overviews are a part of its search, and obey Googlebot's rules.
    """
    rows = list(site.query(_CRAWLERS))
    if not rows:
        raise NotApplicable("no robots.txt is known")
    if not (training or retrieval) and site.named and site.value(_OTHERS) <= len(site.named):
        raise NotApplicable("only single pages were asked for")
    wishes = {"training": training, "search": retrieval, "user": retrieval}
    said = []
    for name, purpose in _PURPOSES.items():
        members = [row for row in rows if row["purpose"] == name]
        if members and not _is_wanted(members, wishes[name]):
            said.append(f"{purpose}: {_admission(members)}")
    if not said:
        return
    message = f"robots.txt admits AI crawlers {'; '.join(said)}"
    if all(row["home"] and row["admitted"] == row["pages"] for row in rows):
        none = (site.value(_ROBOTS) or 200) >= _BAD_REQUEST
        why = "there is no robots.txt, so" if none else "robots.txt"
        message = f"{why} {'all AI crawlers are admitted' if none else 'admits all AI crawlers'}"
        if training == "refuse":
            message += ", also those that train models"
    yield SiteFinding(site.home, message)


def _is_wanted(rows: Sequence[Any], wish: Wish) -> bool:
    if wish == "admit":
        return all(row["home"] and row["admitted"] == row["pages"] for row in rows)
    return wish == "refuse" and not any(row["home"] or row["admitted"] for row in rows)


def _admission(rows: Sequence[Any]) -> str:
    out = [row["agent"] for row in rows if not row["home"] and not row["admitted"]]
    part = [_in_part(row) for row in rows if row["agent"] not in out and row["admitted"] < row["pages"]]
    admitted = [row["agent"] for row in rows if row["agent"] not in out and row["admitted"] == row["pages"]]
    if len(admitted) == len(rows):
        return f"all {len(rows)}"
    if len(out) == len(rows):
        return f"none of {len(rows)}"
    said = [", ".join(admitted)] if admitted else []
    said += [f"in part {', '.join(part)}"] if part else []
    return ", ".join(said) + (f", not {', '.join(out)}" if out else "")


def _in_part(row: Any) -> str:  # noqa: ANN401 - a row of a query
    return f"{row['agent']} ({row['admitted']:,} of {row['pages']:,} pages)"
