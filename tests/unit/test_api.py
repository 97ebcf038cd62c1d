"""The public face: one list, everything in it there, everything documented."""

import ast
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import seoaudit
from seoaudit import api, testing

FACES = pytest.mark.parametrize("face", [api, testing], ids=["api", "testing"])


@FACES
def test_the_list_is_complete(face):
    assert len(set(face.__all__)) == len(face.__all__)  # ruff keeps the order
    public = {
        name
        for name, value in vars(face).items()
        if not name.startswith("_") and name != "annotations" and not inspect.ismodule(value)
    }
    assert public == set(face.__all__)


@FACES
def test_everything_that_can_be_called_is_documented(face):
    missing = [
        name
        for name in face.__all__
        if (inspect.isroutine(value := getattr(face, name)) or inspect.isclass(value))
        and not (inspect.getdoc(value) or "").strip()
    ]
    assert not missing


@FACES
def test_methods_and_properties_are_documented(face):
    missing = [
        f"{name}.{member}"
        for name in face.__all__
        if inspect.isclass(kind := getattr(face, name)) and kind.__module__.startswith("seoaudit")
        for member, value in vars(kind).items()
        if not member.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, (property, classmethod, staticmethod)))
        and not (inspect.getdoc(value) or "").strip()
    ]
    assert not missing


@FACES
def test_structs_say_what_they_are_in_words_of_their_own(face):
    """msgspec gives a struct without a docstring that of its base."""
    structs = [
        value
        for name in face.__all__
        if inspect.isclass(value := getattr(face, name)) and issubclass(value, msgspec.Struct)
    ]
    assert structs
    assert not [
        each.__name__ for each in structs if not each.__doc__ or each.__doc__ == msgspec.Struct.__doc__
    ]


@FACES
def test_constants_and_names_of_types_are_documented_where_they_are_defined(face):
    plain = [
        name
        for name in face.__all__
        if name != "Meta"
        and not (inspect.isroutine(getattr(face, name)) or inspect.isclass(getattr(face, name)))
    ]
    assert plain
    assert not [name for name in plain if not _is_explained(name, _home(name, face))]


def _home(name: str, face: ModuleType) -> Path:
    """Return the file that a name of the face is imported from."""
    tree = ast.parse(Path(face.__file__).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            return Path(sys.modules[node.module].__file__)
    raise AssertionError(name)


def _is_explained(name: str, file: Path) -> bool:
    """Whether a comment “#:” stands above an assignment, or a string below it, or the value says it itself."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(rf"(\w+, )*{name}\b(, \w+)*(: [^=]+)? = ", line):
            after = next((each for each in lines[number + 1 :] if each.strip()), "")
            return lines[number - 1].startswith("#:") or after.startswith('"""') or "Profile(" in line
    return False


def test_the_version_of_the_api_is_that_of_the_changelog():
    """A pack says which version it is written for, so this changes together with docs/stability.md in mind."""
    assert re.fullmatch(r"\d+\.\d+", api.API_VERSION)
    changelog = (Path(seoaudit.__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"`seoaudit.api` {api.API_VERSION}" in changelog


def test_the_built_in_rules_are_a_pack_like_any_other():
    import seoaudit_rules

    assert isinstance(seoaudit_rules.pack, api.Pack)
    assert seoaudit_rules.pack.api == api.API_VERSION
