"""``check --fix`` and ``--show-fixes``: between the audit that finds and the audit that judges."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from seoaudit.cli.fix_options import FixOptions

if TYPE_CHECKING:
    from seoaudit.config import Settings
    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.engines.document import Document
    from seoaudit.engines.scope import Scope
    from seoaudit.fixes.run import Mended
    from seoaudit.report import FixedRun, Report

#: Audits documents once more, as the run does.
Audit = Callable[[Sequence["Document"]], "Report"]


def fixed(
    report: Report,
    documents: Sequence[Document],
    settings: Sequence[Settings],
    fixing: FixOptions,
    scope: Scope,
    cache_folder: CacheFolder | None,
    audit: Audit,
) -> Report:
    """Mend what the report says can be mended, and return the report on what is left.

    With ``--show-fixes`` nothing is written: the patch goes to standard output, and the command ends here. A document
    on standard input goes to standard output, mended or not.
    """
    from seoaudit.cli.documents import today
    from seoaudit.fixes.run import fixed_run, mended

    narrowed = scope.before is not None
    found = mended(
        report, documents, settings, today(), cache_folder, unsafe=fixing.unsafe_fixes, narrowed=narrowed
    )
    if fixing.show_fixes:
        sys.exit(_show(list(found), report))
    done = [each.written() for each in found]
    after = report
    if any(each.changed for each in done):
        new = {each.document.name: each.result.data for each in done if each.document.data is not None}
        documents = [
            msgspec.structs.replace(each, data=new[each.name]) if each.name in new and each.data is not None else each
            for each in documents
        ]  # fmt: skip
        after = audit(documents)
    _write_stdin(documents)
    after = msgspec.structs.replace(after, fixed=fixed_run(done, report, after))
    return _incomplete(after, done)


def _show(found: Sequence[Mended], report: Report) -> int:
    """Print a patch; return 1 where there is something to mend, 2 where the audit could not do its job."""
    from seoaudit.fixes.patch import patch
    from seoaudit.fixes.run import fixed_run
    from seoaudit.reports.fixes import sentence

    for each in found:
        for line in patch(each):
            sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
    what = fixed_run(found, report, report)
    click.echo(sentence(what, done=False), err=True)
    if report.gate.exit_code == 2:
        return 2
    return 1 if what.files else 0


def _write_stdin(documents: Sequence[Document]) -> None:
    for each in documents:
        if each.data is not None and each.response is None:
            sys.stdout.buffer.write(each.data)
            sys.stdout.buffer.flush()


def _incomplete(report: Report, done: Sequence[Mended]) -> Report:
    """Return the report with exit code 2 where a file could not be written."""
    refused = [each for each in done if each.refusal]
    if not refused:
        return report
    gate = report.gate
    failures = tuple(f"{each.document.name} was not changed: {each.refusal}" for each in refused)
    return msgspec.structs.replace(
        report,
        gate=msgspec.structs.replace(gate, passed=False, exit_code=2, failures=(*gate.failures, *failures)),
    )


def tell(what: FixedRun | None) -> None:
    """Say on standard error what was done, where the report on standard output does not."""
    from seoaudit.reports.fixes import by_document, left, sentence

    if what is not None:
        for line in (sentence(what), *by_document(what), *left(what)):
            click.echo(line, err=True)
