"""What holds for every test."""

import os

import pytest
from hypothesis import settings

# A busy machine is no fault: nothing here is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def cache_of_its_own(tmp_path_factory, monkeypatch):
    """Keep what runs remember away from the user's cache."""
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True)
def environment_of_its_own(monkeypatch):
    """Take back what runs change of the environment for the processes that they start."""
    for name in ("PYTHONSAFEPATH", "SEOAUDIT_TRACEBACKS"):
        before = os.environ.get(name)
        monkeypatch.setenv(name, "")  # from here on it is put back at the end
        if before is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, before)


@pytest.fixture
def web():
    """A web server on loopback that answers as it is told to: see tests/web_server.py."""
    from tests.web_server import WebServer

    with WebServer() as server:
        yield server
