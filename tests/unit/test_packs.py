"""Packs are loaded by name, and one that cannot be used says which it is, and why."""

import itertools
import warnings
from pathlib import Path

import msgspec
import pytest

from seoaudit.api import API_VERSION, POST, LanguagePack, Pack
from seoaudit.deprecation import deprecated
from seoaudit.language import data, for_language
from seoaudit.language.added import speak
from seoaudit.pack_entry_points import find
from seoaudit.registry import PackError, fingerprint, repertoire, rules, with_pack
from tests import packs

_NUMBERS = itertools.count()
PROFILE = 'pack = Pack(api="1.0", rules=(loud,), profiles=(POST.varied("{name}", "…", off=["{off}"]),))\n'


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a pack of a name that no other test has, and return the name."""
    folder = tmp_path / "installed"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))

    def put(code, **how):
        name = f"pack{next(_NUMBERS)}"
        packs.put(folder, name, code, **how)
        return name

    return put


def test_a_pack_adds_its_rules_to_those_that_come_with_the_program(install):
    name = install(packs.rule() + packs.PACK)
    found = repertoire((name,))
    assert set(found.rules) == {*rules(), "loud/marks"}
    assert list(found.rules) == sorted(found.rules)
    assert str(found.pack_of("loud/marks")) == f"{name} ({name}-rules 1.0)"
    assert found.pack_of("headings/too-long") is None


def test_a_module_with_a_pack_will_do(install):
    name = install(packs.rule() + packs.PACK, entry="{module}")
    assert "loud/marks" in rules((name,))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import nowhere\n", "ModuleNotFoundError: No module named 'nowhere'"),
        ("def (\n", "SyntaxError: "),
        ("raise SystemExit(0)\n", "cannot be loaded"),
        ("pack = 7\n", "is no seoaudit.api.Pack"),
        ("other = 7\n", "has no “pack”, which its entry point names"),
        (packs.rule() + 'pack = Pack(api="2.0", rules=(loud,))', "version 2.0 of seoaudit.api, and this is"),
        (packs.rule() + 'pack = Pack(api="0.9", rules=(loud,))', "Look for a newer release of the pack"),
        (packs.rule() + 'pack = Pack(api="1.99", rules=(loud,))', "Update seoaudit"),
        (packs.rule() + "pack = Pack(api=1, rules=(loud,))", "api must be a version such as “1.0”, not 1"),
        (packs.rule() + 'pack = Pack(api="1.0", rules=[loud])', "rules must be the name of a package, or a tuple"),
        (packs.rule() + 'pack = Pack(api="1.0", rules="json")', "there are no rules in “json”"),
        (packs.rule() + 'pack = Pack(api="1.0", rules="token")', "“token” is a module, and rules are found in a package"),
        (packs.rule("headings/too-long") + packs.PACK, "a rule headings/too-long already, in seoaudit itself"),
        (packs.rule() + 'pack = Pack(api="1.0", rules=(loud, loud))', "a rule loud/marks already"),
        (packs.rule("Loud") + packs.PACK, "“Loud” is no id"),
        (packs.rule(severity="grave") + packs.PACK, "severity must be one of error, warning, info, not 'grave'"),
        (packs.rule().replace("Why:", "Hm:") + packs.PACK, "the docstring has no section Why:"),
        (packs.rule().replace("Annotated[int", "Annotated[nothing") + packs.PACK, "name 'nothing' is not defined"),
        (packs.rule().replace("weight=1", "weight=9") + packs.PACK, "weight 9 is outside 0 … 2 for heuristic"),
        (packs.rule() + PROFILE.format(name="post", off="cta/late"), "there is a profile post already"),
        (packs.rule() + PROFILE.format(name="hut", off="cta/none"), "names rules that there are not: ['cta/none']"),
        (packs.rule() + 'pack = Pack(api="1.0", profiles=("hut",))', "profiles must be a tuple of Profile"),
    ],
)  # fmt: skip
def test_a_pack_that_cannot_be_used_says_which_it_is_and_why(install, code, says):
    name = install(code, version="2.5")
    with pytest.raises(PackError) as error:
        repertoire((name,))
    assert f"{name}-rules 2.5" in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_an_error_in_a_pack_is_shown_where_it_is(install):
    name = install("\n\nlist().pop()\n")
    with pytest.raises(PackError, match=rf"{name}\.py:3: IndexError: pop from empty list"):
        repertoire((name,))


@pytest.mark.parametrize("gone", ['    """Nobody shouts.', "    Why: It is loud."])
def test_a_fault_of_a_rule_is_shown_where_the_rule_begins(install, gone):
    code = packs.rule().replace(gone, gone.replace("Nobody shouts.", "").replace("Why:", "Hm:"))
    code = code.replace('    """\n\n    Why:', '    """\n    Why:')
    name = install(code + packs.PACK)
    line = 1 + code.splitlines().index(next(each for each in code.splitlines() if each.startswith("@rule")))
    with pytest.raises(PackError, match=rf"{name}\.py:{line}: the rule loud/marks: the "):
        repertoire((name,))


def test_two_packs_with_one_rule_are_refused(install):
    first, second = install(packs.rule() + packs.PACK), install(packs.rule() + packs.PACK)
    with pytest.raises(PackError, match=rf"{second}.*: there is a rule loud/marks already, in {first} \("):
        repertoire((first, second))


def test_a_name_that_is_offered_twice_is_refused(install, tmp_path):
    name = install(packs.rule() + packs.PACK)
    packs.put(tmp_path / "installed", name, packs.rule() + packs.PACK, distribution="other")
    with pytest.raises(PackError, match=f"offered twice: by other 1.0 and by {name}-rules 1.0"):
        repertoire((name,))


def test_a_name_that_is_not_there_gets_a_suggestion(install):
    name = install(packs.rule() + packs.PACK)
    with pytest.raises(PackError, match=f"Did you mean “{name}”?"):
        repertoire((f"{name}x",))
    with pytest.raises(
        PackError, match=f"Did you mean “{name}”?"
    ):  # the distribution's name is not the pack's
        repertoire((f"{name}-rules",))


def test_its_digest_is_another_when_its_files_or_its_version_are(install, tmp_path):
    name = install(packs.rule() + packs.PACK)
    folder = tmp_path / "installed"
    before = find(name)
    assert find(name).files == before.files
    assert (name in fingerprint([(), (name,)]).decode()) is True
    assert fingerprint([()]) == b""
    (folder / f"{name}.py").write_text(packs.rule(says="quiet, please") + packs.PACK, encoding="utf-8")
    changed = find(name)
    assert changed.files != before.files
    (info,) = folder.glob("*.dist-info")
    info.rename(folder / info.name.replace("1.0", "1.1"))
    (folder / info.name.replace("1.0", "1.1") / "METADATA").write_text(f"Name: {name}-rules\nVersion: 1.1\n")
    assert find(name).files not in (before.files, changed.files)


def test_a_profile_is_varied():
    hut = POST.varied(
        "hut", "…", shares={"cta": 1}, options={"content/thin": {"good": 9.0}}, off=["cta/late"]
    )
    assert hut.share("cta") == 1
    assert hut.share("links") == POST.share("links")
    assert hut.off == POST.off | {"cta/late"}
    assert POST.share("cta") != 1


@pytest.fixture
def welsh(tmp_path):
    (tmp_path / "function_words.txt").write_text("# Welsh\ny yr # the\nac\n")
    yield LanguagePack(code="cy", name="Welsh", folder=tmp_path, long_sentence=22)
    speak(())


def test_a_language_is_spoken_while_it_is_named(welsh):
    assert not for_language("cy").known
    speak([welsh])
    spoken = for_language("cy-GB")
    assert (spoken.name, spoken.long_sentence) == ("Welsh", 22)
    assert spoken.function_words == {"y", "yr", "ac"}
    assert not spoken.has("stems")
    speak(())
    assert not for_language("cy").known


def test_lists_are_added_to_those_of_a_known_language(welsh):
    before = data.words("fr", "function_words")
    speak([msgspec.structs.replace(welsh, code="fr", passive=lambda words: 0 if words else None)])
    french = for_language("fr")
    assert french.function_words == before | {"y", "yr", "ac"}
    assert french.name == "French"
    assert french.passive(["lu"]) == 0
    speak(())
    assert for_language("fr").function_words == before


def test_a_language_without_a_folder_is_refused(tmp_path):
    gone = LanguagePack(code="cy", folder=tmp_path / "gone")
    with pytest.raises(PackError, match="the word lists of “cy” are not where they should be"):
        with_pack(Pack(api=API_VERSION, languages=(gone,)))


def test_what_is_deprecated_says_so_once():
    @deprecated(since="1.4", until="2.0", instead="new_name")
    def old_name(number: int) -> int:
        """Return the number after this one."""
        return number + 1

    with pytest.warns(
        DeprecationWarning, match=r"old_name is deprecated since version 1\.4 .* use new_name"
    ) as told:
        assert old_name(1) == 2
    assert Path(told[0].filename) == Path(__file__)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert old_name(2) == 3
    assert old_name.__doc__ == "Return the number after this one."
