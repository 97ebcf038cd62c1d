"""The tokenizer that every reader of HTML uses, and its kinds of tokens.

Loading the library takes as long as auditing several posts: import this module inside the function that meets
HTML, never at the top of a module.
"""

from __future__ import annotations

from turbohtml import TokenType, tokenize

TEXT, START, END = TokenType.TEXT, TokenType.START_TAG, TokenType.END_TAG
REFERENCE, COMMENT = TokenType.CHARACTER_REFERENCE, TokenType.COMMENT

__all__ = ["COMMENT", "END", "REFERENCE", "START", "TEXT", "tokenize"]
