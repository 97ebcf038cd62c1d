"""Addresses: joined as browsers join them, and brought into one form so that they can be compared.

Three forms are used. A *URL* is absolute and written as browsers write it (``https://example.org/a%20b/``). A
*path* is what ``seoaudit.site.model`` calls an address: what follows the host, percent-decoded, NFC, without
query and fragment (``/a b/``). A *key* stands for all spellings of one address (``example.org/a b``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

from seoaudit.lazy_regex import lazy_regex

#: Longer addresses are data, not links.
MAX_LENGTH = 8_192
_INDEX_NAMES = ("index.html", "index.htm", "index.php")
#: Ends of names that no public server has.
_OWN_NAMES = (".localhost", ".local", ".test", ".internal", ".lan", ".home.arpa")
#: Stands for the site's own host where only the path matters.
_ANY_HOST = "https://site.invalid"
_CACHED = 16_384
_PLAIN = lazy_regex(r"/?[\w.~-]+(?:/[\w.~-]+)*/?|/", re.ASCII)


class Reference(NamedTuple):
    """A URL taken apart: ``scheme`` and ``host`` in lower case (host with its port), the rest as written."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str


@lru_cache(maxsize=_CACHED)
def join(base: str, href: str) -> str:
    """Return the URL that ``href`` leads to from ``base``; ``""`` where a browser would give up.

    >>> join("https://example.org/blog/post/", "../other/#top")
    'https://example.org/blog/other/#top'
    """
    from ada_url import join_url  # only pages with links to follow need it

    if len(href) > MAX_LENGTH:
        return ""
    try:
        return join_url(base, href)
    except ValueError:
        return ""


def join_path(base: str, href: str) -> str:
    """Return the path that a relative or root-relative ``href`` leads to from a page's own path.

    ``href`` is written as in a link (percent-encoded or not) and has no query and no fragment. ``""`` where it
    does not stay on the host.

    >>> join_path("/blog/first post/", "../caf%C3%A9"), join_path("/blog/", "/a/./b//c")
    ('/blog/café', '/a/b//c')
    """
    if not href:
        return base
    if _PLAIN.fullmatch(href):
        return _joined(base, href)
    url = join(_ANY_HOST + quote(base), href)
    return path_of(url) if url.startswith(_ANY_HOST + "/") else ""


def _joined(base: str, href: str) -> str:
    """Join what needs no decoding, as most hrefs do: the library and its start are spared."""
    parts = href[1:].split("/") if href[0] == "/" else [*base[1:].split("/")[:-1], *href.split("/")]
    path: list[str] = []
    for part in parts:
        if part == "..":
            del path[-1:]
        elif part != ".":
            path.append(part)
    if parts[-1] in (".", ".."):
        path.append("")
    return "/" + "/".join(path)


@lru_cache(maxsize=_CACHED)
def split(address: str) -> Reference:
    """Take an address apart as it is written; what is missing is empty.

    >>> split("//Example.org/a?b#c")
    Reference(scheme='', host='example.org', path='/a', query='b', fragment='c')
    """
    rest, _, fragment = address.strip().partition("#")
    rest, _, query = rest.partition("?")
    scheme, colon, after = rest.partition(":")
    if colon and scheme[:1].isalpha() and all(c.isalnum() or c in "+-." for c in scheme) and scheme.isascii():
        scheme, rest = scheme.lower(), after
    else:
        scheme = ""
    host = ""
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        host = host.rpartition("@")[2].lower()
        rest = slash + rest
    return Reference(scheme, host, rest, query, fragment)


@lru_cache(maxsize=_CACHED)
def path_of(url: str) -> str:
    """Return a URL's path as the model has it: percent-decoded, NFC, with a leading slash.

    >>> path_of("https://example.org/caf%C3%A9/?page=2#top"), path_of("https://example.org")
    ('/café/', '/')
    """
    return decoded(split(url).path) or "/"


def decoded(text: str) -> str:
    """Return percent-encoded text as people read it, NFC. Bytes that are no UTF-8 become replacement marks.

    >>> decoded("caf%C3%A9"), decoded("100%")
    ('café', '100%')
    """
    if "%" in text:
        text = unquote(text, errors="replace")
    return text if text.isascii() else normalize("NFC", text)


def encoded(path: str) -> str:
    """Return a path as it is written in a link: percent-encoded where a link could break, letters left alone.

    A byte of a file name that is no UTF-8 comes out as it went in.

    >>> encoded("/café/first post (2)/")
    '/café/first%20post%20(2)/'
    """
    kept = "/-._~!$&'()*+,;=:@"
    return "".join(
        letter if letter.isalnum() or letter in kept else quote(letter, safe="", errors="surrogateescape")
        for letter in path
    )


def host_key(host: str, scheme: str = "") -> str:
    """Return a host without ``www.``, user and default port.

    >>> host_key("WWW.Example.org:443"), host_key("example.org:8080")
    ('example.org', 'example.org:8080')
    """
    host = host.lower().rpartition("@")[2]
    name, colon, port = host.rpartition(":")
    if colon and (
        port in ("", "80", "443") if not scheme else port == {"http": "80", "https": "443"}.get(scheme)
    ):
        host = name
    return host.removeprefix("www.").rstrip(".")


def is_local(host: str) -> bool:
    """Return whether a host, by its name or number, is on one's own machine or network.

    >>> is_local("localhost:8000"), is_local("192.168.1.7"), is_local("[::1]:80"), is_local("example.org")
    (True, True, True, False)
    """
    name = host_key(host)
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if name.endswith(_OWN_NAMES) or (name and "." not in name and ":" not in name):
        return True
    if not name or not (":" in name or name[-1].isdigit()):
        return False
    import ipaddress  # names are the rule

    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return False


def path_key(path: str) -> str:
    """Return a path without index file, page ending and closing slash, which servers take for one another.

    >>> path_key("/blog/index.html"), path_key("/blog/post.html"), path_key("/blog/"), path_key("/")
    ('/blog', '/blog/post', '/blog', '/')
    """
    head, slash, last = path.rpartition("/")
    if last in _INDEX_NAMES:
        path = head + slash
    elif last.endswith(".html") and len(last) > len(".html"):
        path = path[: -len(".html")]
    return path.rstrip("/") or "/"


@lru_cache(maxsize=_CACHED)
def address_key(url: str, *, exact_path: bool = False) -> str:
    """Return one form for all spellings of an absolute address; ``""`` for what has no host.

    Scheme, ``www.``, default port, fragment, percent-encoding and an empty query do not count; nor do the closing slash and
    ``index.html``, unless the site tells them apart (``exact_path``).

    >>> address_key("http://www.example.org:80/blog/index.html#a"), address_key("https://example.org/blog")
    ('example.org/blog', 'example.org/blog')
    """
    parts = split(join(url, "") or url)
    if not parts.host:
        return ""
    path = decoded(parts.path) or "/"
    key = host_key(parts.host, parts.scheme) + (path if exact_path else path_key(path))
    return f"{key}?{parts.query}" if parts.query else key
