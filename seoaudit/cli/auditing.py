"""The audit that commands have in common: from what they are told to read to the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.cli.external_links import ExternalOptions
from seoaudit.cli.fix_options import FixOptions
from seoaudit.cli.gate_options import GateOptions
from seoaudit.cli.targets import Wanted, parted

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.scope import Moved
    from seoaudit.cli.trust import Trust
    from seoaudit.config import Settings
    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.engines.document import Document
    from seoaudit.engines.external import ExternalLinks
    from seoaudit.engines.scope import Scope
    from seoaudit.report import Report


def audited(
    wanted: Wanted,
    configs: Configs,
    jobs: int,
    cache_folder: CacheFolder | None,
    gate: GateOptions,
    trust: Trust,
    fixing: FixOptions,
    external: ExternalOptions,
    saved: frozenset[Path] | None = None,
) -> Report:
    """Audit what is wanted, mend what is to be mended, and bring the baseline up to date if that is asked for.

    ``saved``: the report is to tell of these files only, each by its real path.
    """
    from seoaudit.cli.documents import progress_bar, today
    from seoaudit.cli.gathering import gathered
    from seoaudit.cli.scope import scope_of
    from seoaudit.engines.cache_folder import shared
    from seoaudit.engines.outside import Outside
    from seoaudit.engines.run import run
    from seoaudit.engines.scope import UNCUT

    trust.check_targets(wanted.all)
    two_audits = gate.diff is not None or fixing.wanted
    with (
        gathered(wanted, configs) as found,
        shared(cache_folder, needed=two_audits) as cache,
        external.checker(wanted.all, cache_folder) as checker,
    ):
        documents, settings = trust.documents(found.documents), trust.settings(found.settings)
        jobs = jobs or settings[0].jobs
        baseline = trust.baseline(gate.baseline, configs.of_file(documents[0].path or Path("-")))

        def links_of(changed: frozenset[str] | None) -> ExternalLinks | None:
            if checker is None:
                return None
            from seoaudit.engines.external import ExternalLinks

            return ExternalLinks(checker, changed)

        def audit_before(
            found: Sequence[Document], by: Sequence[Settings], moved: Moved, changed: frozenset[str]
        ) -> Report:
            known = cache.for_moved(*moved) if cache else None
            beside = Outside(links=links_of(changed))
            return run(found, trust.settings(by), today(), jobs, known, progress_bar, UNCUT, beside)

        scope = scope_of(gate, parted(wanted.targets)[0], documents, configs, baseline, audit_before)
        if saved is not None:
            scope = _only(saved, scope, documents)
        outside = msgspec.structs.replace(found.outside, links=links_of(scope.changed))
        report = run(documents, settings, today(), jobs, cache, progress_bar, scope, outside)
        if fixing.wanted:
            from seoaudit.cli.fixing import fixed

            def audit_again(fixed: Sequence[Document]) -> Report:
                return run(fixed, settings, today(), jobs, cache, progress_bar, scope, outside)

            report = fixed(report, documents, settings, fixing, scope, cache, audit_again)
    if gate.update_baseline:
        _update(baseline, report)
    return report


def _only(saved: frozenset[Path], scope: Scope, documents: Sequence[Document]) -> Scope:
    """Return the scope without all but the saved files."""
    names = frozenset(each.name for each in documents if each.path and each.path.resolve() in saved)
    return msgspec.structs.replace(scope, changed=names if scope.changed is None else names & scope.changed)


def _update(baseline: Baseline | None, report: Report) -> None:
    from seoaudit.baseline import renewed
    from seoaudit.cli.baseline import write_baseline
    from seoaudit.sources.decode import Unreadable

    if baseline is None or baseline.file is None:
        raise Unreadable(
            "there is no baseline to update",
            "Name it with --baseline, or write one with `seoaudit baseline`.",
        )
    after = renewed(baseline, report, shrink_only=True)
    if not baseline.changed_to(after).none:
        write_baseline(after, baseline.file)
