"""Whether a question points at the product of the page on which it is asked."""

from __future__ import annotations

import re
from typing import Final

_SHOWS: Final = re.compile(r"\b(?:this|these|dies(?:es|er|e|en|em)?|esto|est[ae]|estos|estas|ceci|cela|cet|ces)\b")
_POINTS: Final = re.compile(
    r"\b(?:it|those|mine|meine[rs]|eso|ça|l[ao]s? que|el que|aquel|aquella|l[oa] (?:tengo|compré|pedí|puse)"
    r"|m[ií]o|m[ií]a|míos|celui|celle|celui-ci|mienne?|derjenige|dasjenige)\b"
    r"|\bthat\b(?! (?:i|we|was|is|have|had|you)\b)|(?<!which )(?<!what )(?<!last )(?<!next )\bone\b"
    r"|(?<!which )(?<!what )(?<!last )\b(?:item|article|product|thing) (?:that )?i (?:bought|ordered|got)\b"
    r"|\bdas\b(?! (?:letzte|erste|nächste|paket|mal))|\b(?:dafür|damit|davon)\b"
    r"|\b(?:artikel|produkt),? (?:den|das) ich\b|\bl'(?:ai|avais|article que j)|\bel artículo que\b|\bc'est\b"
)


def shows(rest: str) -> bool:
    """Whether it points at the product with the finger: "this lamp".

    Args:
        rest: The question without words for a time, as "this week" shows nothing.
    """
    return _SHOWS.search(rest.lower()) is not None


def points(rest: str) -> bool:
    """Whether it points there at all: "when does it come", "where is mine"; see `shows`."""
    return shows(rest) or _POINTS.search(rest.lower()) is not None
