"""Packs for tests: what an installer leaves behind, written by hand."""

RULE = '''
from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import *


@rule(severity="{severity}", weight=1, evidence="heuristic", source="ours", id="{id}")
def loud(page: Page, *, marks: Annotated[int, Meta(ge=0)] = 0) -> Iterator[Finding]:
    """Nobody shouts.

    Why: It is loud.

    Fix: Speak.
    """
    if page.text.count("!") > marks:
        yield Finding(page.start, "{says}")
'''
PACK = 'pack = Pack(api="1.0", rules=(loud,))\n'


def rule(name="loud/marks", *, says="it shouts", severity="warning"):
    """Return the code of a rule."""
    return RULE.format(id=name, says=says, severity=severity)


def put(folder, name, code, *, version="1.0", entry="{module}:pack", distribution="{name}-rules"):
    """Put a pack of one module into a folder, as if it had been installed there."""
    module = name.replace("-", "_")
    distribution = distribution.format(name=name)
    folder.mkdir(exist_ok=True)
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[seoaudit.packs]\n{name} = {entry.format(module=module)}\n")
    (info / "RECORD").write_text(f"{module}.py,,\n")
    return folder
