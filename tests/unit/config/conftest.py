import pytest

from tests.unit.config.sample_rules import SAMPLE_RULES


@pytest.fixture(autouse=True)
def sample_catalogue(monkeypatch):
    monkeypatch.setattr("seoaudit.config.discovery.rules", lambda: SAMPLE_RULES)
    monkeypatch.setattr("seoaudit.config.pages.rules", lambda: SAMPLE_RULES)
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
