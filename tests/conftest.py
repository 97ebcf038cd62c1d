"""What holds for every test."""

import pytest


@pytest.fixture(autouse=True)
def cache_of_its_own(tmp_path_factory, monkeypatch):
    """Keep what runs remember away from the user's cache."""
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
