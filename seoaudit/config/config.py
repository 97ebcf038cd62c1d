"""A configuration: the layers of one file and the command line, asked path by path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seoaudit.config import globs
from seoaudit.config.catalogue import Catalogue
from seoaudit.config.keys import KEYS
from seoaudit.config.layer import DEFAULT, Layer
from seoaudit.config.own_rules import NONE, Own
from seoaudit.config.settings import Resolved, Settings, resolve

if TYPE_CHECKING:
    from seoaudit.site.model import Given

PathLike = str | os.PathLike[str]


class Config:
    """What one configuration file (or none) and the command line say, for any path.

    ``file`` is the configuration file, ``name`` how messages call it. Patterns are relative to ``root``;
    ``include`` and ``exclude`` choose among the files that folders hold.
    """

    def __init__(
        self,
        *,
        file: Path | None,
        name: str,
        root: Path,
        layers: Sequence[Layer],
        command_line: Layer,
        catalogue: Catalogue,
        own: Own = NONE,
    ) -> None:
        self.file, self.name, self.root = file, name, root
        self._base, self._overrides = layers[0], tuple(layers[1:])
        self._command_line = command_line
        self._catalogue = catalogue
        self._own = own
        self._resolved: dict[tuple[tuple[int, ...], frozenset[str]], Resolved] = {}
        self.include = self._globs("include")
        self.exclude = self._globs("exclude")

    def for_path(self, path: PathLike) -> Settings:
        """Return the settings of a path or address; the same value for all that the same overrides match."""
        return self._for(path).settings

    def value(self, setting: str, path: PathLike) -> Any:  # noqa: ANN401 - as many types as there are keys
        """Return a key's value as it was written, for people to see: ``select`` stays a list of names."""
        if setting in ("include", "exclude"):
            return getattr(self, setting)
        return self._for(path).values[setting]

    def origin(self, setting: str, path: PathLike) -> str:
        """Return where a setting comes from.

        ``setting`` is a key (``fail-under``) or a rule's setting (``headings/too-long.severity``). The answer
        is “default”, “command line”, a place such as “seoaudit.toml:7”, or “override docs/** at
        seoaudit.toml:20”; of an ``ignore`` that several layers add to, all of them.
        """
        return self._for(path).origins.get(setting, DEFAULT)

    @property
    def site(self) -> Given:
        """Return what is set by hand of the site that the texts belong to."""
        from seoaudit.config.site import given_site

        url = self._command_line.values.get("site-url") or self._base.values.get("site-url", "")
        origin = self._command_line.origins.get("site-url") or self._base.origins.get("site-url", "")
        return given_site(self._base.site, self._base.site_origins, url, origin, self.root)

    def rule_settings(self, path: PathLike) -> list[str]:
        """Return the rules' settings that are configured for a path, as ``origin`` takes them."""
        return sorted(name for name in self._for(path).origins if name not in KEYS)

    def _for(self, path: PathLike) -> Resolved:
        matching: tuple[int, ...] = ()
        elsewhere: frozenset[str] = frozenset()
        if self._overrides or self._own.paths:
            relative = globs.relative(path, self.root)
            matching = tuple(
                number
                for number, override in enumerate(self._overrides)
                if globs.compiled(override.paths).match_file(relative)
            )
            elsewhere = frozenset(
                rule
                for rule, patterns in self._own.paths.items()
                if not globs.compiled(patterns).match_file(relative)
            )
        found = self._resolved.get((matching, elsewhere))
        if found is None:
            layers = (self._base, *(self._overrides[number] for number in matching))
            found = resolve(layers, self._command_line, self._catalogue)
            if self._own.packed:
                found = found.with_own_rules(self._own.packed, elsewhere)
            self._resolved[matching, elsewhere] = found
        return found

    def _globs(self, key: str) -> tuple[str, ...]:
        if key in self._command_line.values:
            return globs.rebased(self._command_line.values[key], Path.cwd(), self.root)
        patterns: tuple[str, ...] = self._base.values.get(key, ())
        return patterns
