"""What git knows of the files: which of them a change touches, and what they were before it.

The repository may be hostile, so git is asked in ways that start no program of its choosing: no hooks, no file-system
monitor, no filters, no external diff, no pager, no network; whatever its configuration names is set to nothing.
What comes from outside (names of refs, paths) never stands where git would take it for an option.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.sources.decode import Unreadable

#: Seconds that one call may take: a repository of a million files is listed in less.
_PATIENCE = 120
#: Of git's variables only those that say where a repository is, as hooks of git set them.
_KEPT = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
         "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")  # fmt: skip
#: Settings with which a repository would have programs started, by the pattern of their names.
_PROGRAMS = lazy_regex(
    r"(?:filter\..*\.(?:clean|smudge|process|required)|diff\..*\.(?:command|textconv)|diff\.external"
    r"|core\.(?:fsmonitor|hookspath|sshcommand|askpass|pager|editor|gitproxy|alternaterefscommand)"
    r"|credential\.(?:.*\.)?helper|gpg\.(?:.*\.)?program|pager\..*|remote\..*\.(?:promisor|uploadpack|vcs))",
    re.IGNORECASE,
)
_OFF = {"core.fsmonitor": "", "core.hooksPath": os.devnull, "core.pager": "cat", "diff.external": ""}
_REGULAR = ("100644", "100755")


class TreeFile(msgspec.Struct, frozen=True):
    """A regular file of a commit: the name of its content, and its size in bytes."""

    blob: str
    size: int


class Changes(msgspec.Struct, frozen=True):
    """What differs between a commit and the working tree, by path relative to its top.

    ``files`` are there now and are new, changed, or have another name than before; ``renamed`` has the old name by
    the new one; ``gone`` were there and are not any more.
    """

    files: frozenset[str]
    gone: frozenset[str]
    renamed: Mapping[str, str]


class Repository:
    """A working tree and its repository."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._git = _program(top)
        self._settings: Mapping[str, str] | None = None

    @classmethod
    def around(cls, path: Path) -> Repository:
        """Return the repository that a path lies in. Raises ``Unreadable`` where there is none."""
        top = top_of(path)
        if top is None:
            raise Unreadable(
                f"{path}: this is not in a git repository",
                "Run it in a clone, or leave out --since, --diff and --config-from.",
            )
        return cls(top)

    def commit(self, ref: str) -> str:
        """Return the name of the commit that a ref stands for. Raises ``Unreadable`` for one that is not there."""
        if not ref or ref.startswith("-") or "\0" in ref:
            raise Unreadable(
                f"“{ref}” is no name of a branch, tag or commit", "Write one such as origin/main."
            )
        done = self._run("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if done.returncode > 1:
            raise Unreadable(_said("rev-parse", done))
        if done.returncode:
            if ref == "HEAD":
                raise Unreadable("the repository has no commit yet", "Commit something first.")
            raise Unreadable(f"git does not know “{ref}”", self._fetch_hint())
        return done.stdout.decode("ascii", "replace").strip()

    def merge_base(self, ref: str) -> str:
        """Return the newest commit that a ref and the present one have in common."""
        commit, head = self.commit(ref), self.commit("HEAD")
        done = self._run("merge-base", commit, head)
        if done.returncode:
            raise Unreadable(f"“{ref}” and the present commit have no commit in common", self._fetch_hint())
        return done.stdout.decode("ascii", "replace").split()[0]

    def _fetch_hint(self) -> str:
        done = self._run("rev-parse", "--is-shallow-repository")
        if done.stdout.strip() == b"true":
            return "This clone is shallow: fetch its history (git fetch --unshallow; in CI, fetch-depth: 0)."
        return "Fetch it first, or check its spelling."

    def changes(self, commit: str) -> Changes:
        """Return what the working tree, with what is staged and what is new, changes since a commit."""
        done = self._checked(
            "diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", "--no-textconv",
            "--ignore-submodules=all", commit, "--",
        )  # fmt: skip
        files: set[str] = set()
        gone: set[str] = set()
        renamed: dict[str, str] = {}
        fields = iter(_names(done))
        for status in fields:
            path = next(fields)
            if status[0] in "RC":
                new = next(fields)
                files.add(new)
                if status[0] == "R":
                    renamed[new] = path
                    gone.add(path)
            elif status[0] == "D":
                gone.add(path)
            else:
                files.add(path)
        files |= set(_names(self._checked("ls-files", "--others", "--exclude-standard", "-z", "--")))
        return Changes(frozenset(files), frozenset(gone), renamed)

    def files(self, commit: str) -> Mapping[str, TreeFile]:
        """Return the regular files of a commit. Links, submodules and names that lead elsewhere are left out."""
        found = {}
        for line in _names(self._checked("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--")):
            about, _, path = line.partition("\t")
            mode, kind, blob, size = about.split()
            if kind == "blob" and mode in _REGULAR and _is_plain(path):
                found[path] = TreeFile(
                    blob, int(size) if size.isdecimal() else 0
                )  # a partial clone lacks some
        return found

    def read(self, commit: str, path: str, limit: int) -> bytes | None:
        """Return a file of a commit, ``None`` where it has no such file. Raises ``Unreadable`` for one too large."""
        done = self._checked("ls-tree", "-z", "-l", "--full-tree", commit, "--", path)
        for line in _names(done):
            mode, kind, blob, size = line.partition("\t")[0].split()
            if kind == "blob" and mode in _REGULAR:
                if size.isdecimal() and int(size) > limit:
                    raise Unreadable(f"{path}: the file is {int(size) / 1e6:.1f} MB, which is too large")
                return self._checked("cat-file", "blob", blob)
        return None

    def contents(self, files: Iterable[tuple[str, TreeFile]]) -> Iterator[tuple[str, bytes]]:
        """Yield the content of files, one after the other."""
        import tempfile

        wanted = list(files)
        command = [*self._command(), "cat-file", "--batch", "--buffer"]
        with tempfile.TemporaryFile() as names:
            names.writelines(f"{file.blob}\n".encode() for _, file in wanted)
            names.seek(0)
            with subprocess.Popen(  # noqa: S603 - a fixed command
                command, stdin=names, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment()
            ) as process:  # fmt: skip
                assert process.stdout is not None  # noqa: S101 - it is a pipe
                for path, _ in wanted:
                    head = process.stdout.readline().split()
                    if len(head) < len(("blob", "kind", "size")):
                        fix = "In a partial clone fetch it first; otherwise try `git fsck`."
                        raise Unreadable(f"git does not have the content of {path}", fix)
                    yield path, process.stdout.read(int(head[2]))
                    process.stdout.read(1)

    def _checked(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode:
            raise Unreadable(_said(arguments[0], done))
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _call([*self._command(), *arguments], self._environment())

    def _command(self) -> list[str]:
        return [
            self._git,
            "-C",
            str(self.top),
            f"--work-tree={self.top}",
            "--no-pager",
            "--literal-pathspecs",
        ]

    def _environment(self) -> dict[str, str]:
        if self._settings is None:
            done = _call([*self._command(), "config", "--list", "--name-only", "-z"], _environment(_OFF))
            named = {name for name in _names(done.stdout) if _PROGRAMS.fullmatch(name)}
            off = {
                name: "false" if name.endswith((".required", ".promisor")) else "" for name in sorted(named)
            }
            self._settings = _environment({**off, **_OFF})
        return dict(self._settings)


def top_of(path: Path) -> Path | None:
    """Return the nearest folder upwards that holds ``.git``, ``None`` where there is none."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed
    return next((each for each in (absolute, *absolute.parents) if (each / ".git").exists()), None)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git: its own variables are left out, and settings put over the repository's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    kept |= {
        "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C",
        "GIT_CONFIG_COUNT": str(len(settings)),
    }  # fmt: skip
    for number, (name, value) in enumerate(settings.items()):
        kept |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return kept


def _call(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed command
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False, env=environment
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(f"git did not answer within {_PATIENCE} seconds") from None
    except OSError as error:
        raise Unreadable(f"git cannot be run: {error.strerror or error}") from error
    except ValueError as error:  # a null character
        raise Unreadable(f"git cannot be asked that: {error}") from error


def _program(top: Path) -> str:
    """Return the path of git; one that lies in the working tree itself is not trusted."""
    import shutil

    found = shutil.which("git")
    if found is None:
        raise Unreadable(
            "git is not installed", "Install it, or leave out --since, --diff and --config-from."
        )
    if Path(found).resolve().is_relative_to(top.resolve()):
        raise Unreadable(f"{found}: this git lies in the repository that is audited", "Take it out of PATH.")
    return found


def _said(command: str, done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git {command} failed: {said[0] if said else done.returncode}"


def _names(output: bytes) -> list[str]:
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def _is_plain(path: str) -> bool:
    """Return whether a path of a commit leads to a place below its top; git's own folder is none."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not {"..", "."} & {*parts}
        and ".git" not in map(str.lower, parts)
    )
