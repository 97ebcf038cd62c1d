"""One layer of configuration: what a file, an override in it, or the command line says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from seoaudit.model import Severity

#: What is said where nothing was configured.
DEFAULT = "default"
COMMAND_LINE = "command line"


class RuleTable(msgspec.Struct, frozen=True):
    """What a layer says of one rule; ``options`` are keyword arguments of the rule's function."""

    severity: Severity | None = None
    weight: float | None = None
    options: Mapping[str, Any] = {}

    def over(self, below: RuleTable) -> RuleTable:
        """Return this table laid over the one of an earlier layer."""
        return RuleTable(
            severity=self.severity or below.severity,
            weight=below.weight if self.weight is None else self.weight,
            options={**below.options, **self.options},
        )


class Layer(msgspec.Struct, frozen=True):
    """``values`` by key (``fail-under``), ``rules`` by rule id; ``paths`` is empty but in an override.

    ``origins`` has where each setting stands: ``fail-under`` or ``headings/too-long.severity``. ``site`` is the
    table of that name, whose places stand in ``site_origins`` (``site.root``).
    """

    values: Mapping[str, Any] = {}
    rules: Mapping[str, RuleTable] = {}
    origins: Mapping[str, str] = {}
    paths: tuple[str, ...] = ()
    site: Mapping[str, Any] = {}
    site_origins: Mapping[str, str] = {}


class Overrides(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says; ``None`` where it says nothing."""

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    packs: tuple[str, ...] | None = None
    keyphrase: str | None = None
    language: str | None = None
    site_url: str | None = None
    profile: str | None = None
    title_is_h1: bool | None = None
    fail_under: float | None = None
    fail_on: str | None = None
    max_warnings: int | None = None
    baseline: str | None = None
    inline: bool | None = None
    max_file_size: int | None = None
    jobs: int | None = None
