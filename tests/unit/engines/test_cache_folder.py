"""Where runs keep what they found: under the usual root, for the time being, or not at all."""

import doctest
from pathlib import Path

from seoaudit.engines import cache_folder
from seoaudit.engines.cache_folder import CacheFolder, shared


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(cache_folder).failed == 0


def test_a_folder_that_nobody_needs_is_not_asked_for():
    def asked():
        raise AssertionError

    CacheFolder(asked).for_moved(Path("/old"), Path("/new"))
    with shared(None, needed=False) as folder:
        assert folder is None


def test_what_is_shared_for_the_time_being_is_gone_afterwards(tmp_path):
    with shared(None, needed=True) as folder:
        place = folder()
        assert place.is_dir()
    assert not place.exists()
    kept = CacheFolder(lambda: tmp_path)
    with shared(kept, needed=True) as folder:
        assert folder is kept
    assert tmp_path.exists()
