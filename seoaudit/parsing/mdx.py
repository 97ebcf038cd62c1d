"""Where MDX departs from Markdown: it has no indented code, and no blocks of HTML.

What is indented there is the content of a component, and what stands between two tags is Markdown.
"""

from __future__ import annotations

from array import array

#: A line of text and the source offsets where it begins and ends.
Line = tuple[str, int, int]

#: Content within content is read again this many times; what is deeper is left as Markdown has it.
MAX_DEPTH = 20
#: Elements whose content is no Markdown in MDX either.
WHOLE = ("<!--", "<script", "<style", "<pre", "<svg", "<textarea")


def parts(text: str, begin: int) -> list[tuple[bool, list[Line]]]:
    """Split what Markdown takes for a block of HTML into runs of tags (true) and of Markdown (false).

    A line that begins with a tag, or goes on with one, is HTML, except in a fenced block of code.
    """
    found: list[tuple[bool, list[Line]]] = []
    fence, in_tag = "", False
    for line in text.splitlines(keepends=True):
        start = line.lstrip()
        is_tags = False
        if fence:
            fence = "" if start.rstrip() == fence else fence
        elif start.startswith(("```", "~~~")):
            fence = start[:3]
        else:
            is_tags = in_tag or start.startswith("<") or not start
        in_tag = is_tags and (line.rfind("<") > line.rfind(">") or (in_tag and ">" not in line))
        if not found or found[-1][0] is not is_tags:
            found.append((is_tags, []))
        found[-1][1].append((line, begin, begin + len(line)))
        begin += len(line)
    return found


def dedented(lines: list[Line]) -> tuple[str, array[int]]:
    """Return the text of indented lines without their indentation, and the source offset of each byte.

    MDX has no indented code: what is indented there is the content of a component.
    """
    kept: list[str] = []
    table = array("q")
    indent = -1
    after = 0
    for line, begin, after in lines:
        blanks = len(line) - len(line.lstrip(" \t"))
        if indent < 0 and not line.isspace():
            indent = blanks
        cut = min(blanks, max(indent, 0))
        kept.append(line[cut:])
        # A tab may have left spaces that are not in the source: the line's end is the sure place.
        offset = after - len(line) + cut
        for character in line[cut:]:
            table.extend([max(offset, begin)] * len(character.encode()))
            offset += 1
    table.append(after)
    return "".join(kept), table
