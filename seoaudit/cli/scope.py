"""What a run of ``check`` judges: everything, what a change touches, or what it introduces; and what is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.gate_options import GateOptions
    from seoaudit.config import Settings
    from seoaudit.engines.document import Document
    from seoaudit.engines.scope import Before, Scope
    from seoaudit.report import Report
    from seoaudit.sources.git import Changes, Repository


class Moved(NamedTuple):
    """Files lie below the first folder for the time being, and below the second else."""

    lies: Path
    usual: Path


#: Audits documents under their settings, given where they lie and the names of those that have changed, and returns the
#: report of all of them.
Audit = Callable[[Sequence["Document"], Sequence["Settings"], Moved, frozenset[str]], "Report"]


def scope_of(
    gate: GateOptions,
    paths: Sequence[Path],
    documents: Sequence[Document],
    configs: Configs,
    baseline: Baseline | None,
    audit: Audit,
) -> Scope:
    """Return the scope of a run. With ``--diff`` the documents as they were are audited first."""
    from seoaudit.engines.scope import EVERYTHING, Scope
    from seoaudit.gate import NOTHING_KNOWN

    known = baseline if baseline is not None and gate.diff is None else NOTHING_KNOWN
    ref = gate.since if gate.since is not None else gate.diff
    if ref is None:
        return Scope(known=known) if baseline is not None else EVERYTHING
    from seoaudit.sources.git import Repository

    repository = Repository.around(Path.cwd())
    base = repository.merge_base(ref)
    changes = repository.changes(base)
    changed = frozenset(
        document.name
        for document in documents
        if document.data is not None or _in_tree(document.path, repository.top) in changes.files
    )
    if gate.diff is None:
        return Scope(changed, None, known)

    def audit_changed(found: Sequence[Document], by: Sequence[Settings], moved: Moved) -> Report:
        return audit(found, by, moved, changed)

    before = _before(_Past(repository, base, changes), paths, configs, audit_changed)
    return Scope(changed, before, known)


class _Past(NamedTuple):
    repository: Repository
    commit: str
    changes: Changes


def _in_tree(path: Path | None, top: Path) -> str:
    """Return a path relative to the top of the repository, which may be reached by links."""
    if path is None:
        return ""
    relative = os.path.relpath(os.path.abspath(path), top)  # noqa: PTH100 - links are files of their own
    return relative.replace(os.sep, "/")


def _before(
    past: _Past,
    paths: Sequence[Path],
    configs: Configs,
    audit: Callable[[Sequence[Document], Sequence[Settings], Moved], Report],
) -> Before:
    from seoaudit.engines.past import past_tree
    from seoaudit.engines.scope import before_of

    with past_tree(*past) as (folder, files):
        found = list(_documents(past, folder, sorted(files), paths, configs))
        documents, settings = [each for each, _ in found], [each for _, each in found]
        return before_of(audit(documents, settings, Moved(folder, past.repository.top)))


def _documents(
    past: _Past, folder: Path, files: Sequence[str], paths: Sequence[Path], configs: Configs
) -> Iterator[tuple[Document, Settings]]:
    """Yield the documents as they were, with today's names and settings: what differs is the content alone."""
    from seoaudit.engines.document import Document
    from seoaudit.sources.files import display_name

    top = past.repository.top
    given = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links are files of their own
    wanted = _wanted(given, configs)
    new_names: Mapping[str, str] = {old: new for new, old in past.changes.renamed.items()}
    for file in files:
        now = top / new_names.get(file, file)
        if not wanted(top / file) or not (folder / file).is_file():
            continue
        site = configs.site_of(now)
        if site.root is not None:
            site = msgspec.structs.replace(site, root=str(folder / _in_tree(Path(site.root), top)))
        name = display_name(now, Path.cwd())
        document = Document(name, folder / file, site=site, named=top / file in given)
        yield document, configs.settings_of(now)


def _wanted(given: Sequence[Path], configs: Configs) -> Callable[[Path], bool]:
    """Return what tells whether a file would be found under the paths that were given."""
    from seoaudit.parsing import media_of

    globs_of = cache(configs.globs_of)

    @cache
    def searched(directory: Path, folder: Path) -> bool:
        return globs_of(folder).directory(directory)

    def wanted(file: Path) -> bool:
        if media_of(file.name) is None:
            return False
        if file in given:
            return True
        for folder in given:
            if folder in file.parents:
                between = file.parents[: file.parents.index(folder)]
                return globs_of(folder).file(file) and all(searched(each, folder) for each in between)
        return False

    return wanted
