"""Characters that order other people's text about, in a page: a sign stands for each.

An override of direction in one council's name would turn the rest of our sentence round. PDF, Word
and workbook have the same sign by way of paper.py, which also knows what a typeface can draw.
"""

from __future__ import annotations

import re

_UNRULY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def ruled(html: str) -> str:
    """A page in which no character controls a machine or turns the order of what follows."""
    return _UNRULY.sub("\ufffd", html)
