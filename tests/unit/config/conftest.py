import pytest

from seoaudit.profiles import PROFILES
from seoaudit.registry import Repertoire
from tests.unit.config.sample_rules import SAMPLE_RULES


@pytest.fixture(autouse=True)
def sample_catalogue(monkeypatch):
    sample = Repertoire(SAMPLE_RULES, PROFILES)
    monkeypatch.setattr("seoaudit.registry.repertoire", lambda packs: sample)
    return SAMPLE_RULES


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Work in an empty folder; call it with file names and texts to fill it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def write(files):
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write
