"""What robots.txt says to the crawlers of search engines and of AI services, as rows for site rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from seoaudit.site.rows import CrawlerRow
from seoaudit.web.robots import Robots, Verdict

GOOGLE, BING = "Googlebot", "Bingbot"

Purpose = Literal["training", "search", "user"]


class AiCrawler(NamedTuple):
    """A crawler by the product token that its operator tells sites to use in robots.txt.

    ``purpose``: its pages may train models; they are found in an AI service's *search*; or it fetches what a *user*
    asks for.
    """

    agent: str
    operator: str
    purpose: Purpose


#: Sources, read in November 2026: platform.openai.com/docs/bots, support.anthropic.com (articles/8896518),
#: developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers, support.apple.com/119829,
#: commoncrawl.org/ccbot, developers.facebook.com/docs/sharing/webmasters/web-crawlers, developer.amazon.com/amazonbot,
#: docs.perplexity.ai/guides/bots, duckduckgo.com/duckassistbot, docs.mistral.ai/robots. ByteDance documents none; its
#: token is known from logs. Google-Extended and Applebot-Extended never fetch: they are tokens for consent only.
AI_CRAWLERS = (
    AiCrawler("GPTBot", "OpenAI", "training"),
    AiCrawler("ClaudeBot", "Anthropic", "training"),
    AiCrawler("Google-Extended", "Google", "training"),
    AiCrawler("Applebot-Extended", "Apple", "training"),
    AiCrawler("meta-externalagent", "Meta", "training"),
    AiCrawler("CCBot", "Common Crawl", "training"),
    AiCrawler("Amazonbot", "Amazon", "training"),
    AiCrawler("Bytespider", "ByteDance", "training"),
    AiCrawler("OAI-SearchBot", "OpenAI", "search"),
    AiCrawler("Claude-SearchBot", "Anthropic", "search"),
    AiCrawler("PerplexityBot", "Perplexity", "search"),
    AiCrawler("DuckAssistBot", "DuckDuckGo", "search"),
    AiCrawler("ChatGPT-User", "OpenAI", "user"),
    AiCrawler("Claude-User", "Anthropic", "user"),
    AiCrawler("Perplexity-User", "Perplexity", "user"),
    AiCrawler("meta-externalfetcher", "Meta", "user"),
    AiCrawler("MistralAI-User", "Mistral", "user"),
)


def blocked(robots: Robots, address: str, agent: str) -> str:
    r"""Return what keeps a crawler from an address, ``""`` where nothing does.

    >>> blocked(Robots.parse("User-agent: *\nDisallow: /private/"), "https://example.org/private/", "Googlebot")
    'line 2: Disallow: /private/'
    """
    return _because(robots.verdict(address, agent))


def crawler_rows(robots: Robots, home: str, addresses: Iterable[str]) -> tuple[CrawlerRow, ...]:
    """Return how far robots.txt admits each crawler of an AI service: to the home page, to how many of the pages.

    ``addresses`` are those of the site's pages. Crawlers that obey the same group are asked about once.
    """
    pages = tuple(addresses)
    counted: dict[int, int] = {}
    rows = []
    for crawler in AI_CRAWLERS:
        rules = id(robots.rules(crawler.agent))
        if rules not in counted:
            counted[rules] = sum(robots.allows(page, crawler.agent) for page in pages)
        verdict = robots.verdict(home, crawler.agent)
        rows.append(
            CrawlerRow(
                agent=crawler.agent, operator=crawler.operator, purpose=crawler.purpose, pages=len(pages),
                admitted=counted[rules], home=verdict.allowed, because=_because(verdict),
            )
        )  # fmt: skip
    return tuple(rows)


def _because(verdict: Verdict) -> str:
    if verdict.allowed:
        return ""
    return f"line {verdict.line}: {verdict.rule}" if verdict.line else verdict.rule
