"""What is known of a site before it is built: plain values that can be pickled and kept.

Addresses are *paths*: what follows the host, with a leading slash, percent-decoded, NFC, without query and
fragment: ``/blog/first-post/``. Files are relative to the site's root, with forward slashes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

PageRole = Literal["page", "section", "home"]
#: Why a page is left out of the build; empty where its file does not say.
LeftOut = Literal["", "draft", "expired", "scheduled"]


#: What ``SiteConfig.told`` says of an address that nothing tells but the pages themselves.
INFERRED = "the canonical links of its pages (inferred)"


class Folder(msgspec.Struct, frozen=True):
    """A folder of the repository (relative to the root, ``""`` for the root) and the path it is published under.

    ``language`` is that of all texts in it, where the folder decides.
    """

    path: str
    prefix: str = "/"
    language: str = ""


class Redirect(msgspec.Struct, frozen=True):
    """A redirect that the site configures. ``source`` may end in ``*`` or ``:name*``, and hold ``:name`` parts.

    ``target`` is a path or an absolute address. ``status`` 200 is a rewrite: the target is served at the source's
    own address. ``origin`` is where it is written: ``static/_redirects:12``. ``certain`` is false where a
    condition or code decides, so that the path may lead somewhere else or nowhere.
    """

    source: str
    target: str
    status: int = 301
    origin: str = ""
    certain: bool = True


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What was recognised of a site.

    ``generator`` is its name (``Hugo``), empty for a plain folder; ``file`` the configuration that told;
    ``url`` the published address with its path and a closing slash, empty when nothing tells;
    ``base_path`` the path part of it. ``content`` are the folders whose files become pages, ``static`` those
    that are copied as they are. ``details`` is the generator's own (permalink patterns …), JSON-like.
    ``skipped`` are folders that are built, not written; ``hidden_prefix`` is a path in which addresses begin that
    visitors may leave out (``/en/``). ``told`` says for each field where it comes from (``hugo.toml:3``), for
    people to see.
    """

    generator: str
    root: str
    file: str = ""
    url: str = ""
    base_path: str = "/"
    content: tuple[Folder, ...] = ()
    static: tuple[Folder, ...] = ()
    languages: tuple[str, ...] = ()
    default_language: str = ""
    redirects: tuple[Redirect, ...] = ()
    title_is_h1: bool | None = None
    skipped: tuple[str, ...] = ()
    hidden_prefix: str = ""
    details: Mapping[str, Any] = {}
    told: Mapping[str, str] = {}


class Address(msgspec.Struct, frozen=True):
    """Where a content file is published: its path, the older paths that lead there, its language.

    ``published`` is false for drafts and pages that are left out of the build, ``left_out`` says why. The path is empty for a page whose
    address only the site's own code could tell.
    """

    path: str
    role: PageRole = "page"
    aliases: tuple[str, ...] = ()
    language: str = ""
    published: bool = True
    left_out: LeftOut = ""


class IndexedPage(msgspec.Struct, frozen=True):
    """A content file of the site, its title and its address."""

    file: str
    title: str
    address: Address


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is set by hand of a site and wins over what is recognised. ``None``: not set.

    ``generator`` is a name (``""``: a plain folder), ``root`` an absolute path; ``content`` and ``static`` are
    folders relative to the site's root, each with the path it is published under after a colon where that is not
    what the generator says: ``posts:/blog/``. ``origins`` says by name where each is set.
    """

    generator: str | None = None
    root: str | None = None
    url: str | None = None
    content: tuple[str, ...] | None = None
    static: tuple[str, ...] | None = None
    origins: Mapping[str, str] = {}
