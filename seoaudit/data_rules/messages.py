"""What a rule says, with placeholders: ``“{match}” should be “{replacement}”``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from seoaudit.config.errors import did_you_mean
from seoaudit.lazy_regex import lazy_regex

_BRACES = lazy_regex(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_LONGEST_SHOWN = 60
#: Values that are sentences of the rule's own.
_SAID = ("problem", "remedy", "what")


class Message:
    """A template. A doubled brace is a brace; everything else in braces is the name of a value."""

    __slots__ = ("_parts",)

    def __init__(self, template: str) -> None:
        #: Texts and names of values by turns, beginning with a text.
        self._parts: list[str] = [""]
        at = 0
        for brace in _BRACES.finditer(template):
            self._parts[-1] += template[at : brace.start()]
            at = brace.end()
            if brace[1] is None:
                self._parts[-1] += brace[0][0]
            else:
                self._parts += [brace[1].strip(), ""]
        self._parts[-1] += template[at:]

    def __call__(self, values: Mapping[str, object]) -> str:
        """Return the text with the values; a name without one is left out.

        >>> Message("“{match}” stands {count} times")({"match": "utilise", "count": 3})
        '“utilise” stands 3 times'
        """
        return "".join(
            _shown(values.get(part, ""), whole=part in _SAID) if number % 2 else part
            for number, part in enumerate(self._parts)
        )

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with the values as they are, however long."""
        return "".join(
            values.get(part, "") if number % 2 else part for number, part in enumerate(self._parts)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the values in the template."""
        return tuple(self._parts[1::2])


def fault(template: str, known: Collection[str]) -> tuple[str, str]:
    """Return (what is wrong, the remedy) with a template, two empty strings when all is well."""
    for brace in _BRACES.finditer(template):
        if brace[0] in "{}":
            return f"there is a lone “{brace[0]}”", f"Write “{brace[0] * 2}” for the brace itself."
    for name in Message(template).names:
        if name not in known:
            every = f"This kind has: {', '.join('{' + each + '}' for each in known)}."
            meant = did_you_mean(name, known)
            return f"there is no placeholder “{{{name}}}”", meant or every
    return "", ""


def _shown(value: object, *, whole: bool) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    text = " ".join(str(value).split())
    return text if whole or len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + "…"
