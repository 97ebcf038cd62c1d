"""Writes the reference of docs/data-rules.md from the kinds, scopes and metrics themselves.

python docs/data_rules.py          writes it
python docs/data_rules.py --check  says whether it is out of date, and fails if so
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from seoaudit.data_rules.schema import reference

PAGE = Path(__file__).parent / "data-rules.md"
_MARKS = re.compile(r"(<!-- reference: [^\n]*-->\n).*?(<!-- end of the reference -->)", re.DOTALL)


def written(text: str) -> str:
    """Return the page with the reference as it is now."""
    return _MARKS.sub(lambda marks: f"{marks[1]}\n{reference()}\n{marks[2]}", text)


def main() -> int:
    text = PAGE.read_text(encoding="utf-8")
    new = written(text)
    if "--check" in sys.argv:
        if new != text:
            print("docs/data-rules.md is out of date; run: python docs/data_rules.py")
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
