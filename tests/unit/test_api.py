"""The public face: one list, everything in it there, everything documented."""

import inspect

from seoaudit import api


def test_the_list_is_complete():
    assert len(set(api.__all__)) == len(api.__all__)  # ruff keeps the order
    public = {
        name
        for name, value in vars(api).items()
        if not name.startswith("_") and name != "annotations" and not inspect.ismodule(value)
    }
    assert public == set(api.__all__)


def test_everything_that_can_be_called_is_documented():
    missing = [
        name
        for name in api.__all__
        if (inspect.isroutine(value := getattr(api, name)) or inspect.isclass(value))
        and not (inspect.getdoc(value) or "").strip()
    ]
    assert not missing
