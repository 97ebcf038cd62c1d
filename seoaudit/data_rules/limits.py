"""How much a repository's rules may ask for: more than any style guide, less than what would slow a run down."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

MAX_RULES = 500
MAX_FILES = 200
#: Bytes of one file of rules.
MAX_FILE_SIZE = 1_000_000
MAX_PHRASES = 2_000
MAX_EXAMPLES = 20

#: A word or phrase, a name, a target; a regular expression; text for people; an example.
Phrase = Annotated[str, Meta(min_length=1, max_length=200)]
Regex = Annotated[str, Meta(min_length=1, max_length=1_000)]
Text = Annotated[str, Meta(max_length=1_000)]
Example = Annotated[str, Meta(max_length=10_000)]
Phrases = Annotated[tuple[Phrase, ...], Meta(max_length=MAX_PHRASES)]
Examples = Annotated[tuple[Example, ...], Meta(max_length=MAX_EXAMPLES)]
