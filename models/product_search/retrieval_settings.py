"""How candidates are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RetrievalSettings:
    """Candidates of a search, before they are ranked.

    Attributes:
        lexical: Best products by words that become candidates; at least 1.
        dense: Best products by meaning that become candidates; 0 leaves meaning out.
        known: Products most sought for the same query, or for those it may become, that become candidates; 0 for none.
        popular: Best-selling products that become candidates where a query is empty; at least 1.
        rrf_constant: Of reciprocal-rank fusion: how slowly a place loses worth; above 0.
        lexical_weight: Of the list by words in the fusion; at least 0.
        dense_weight: Of the list by meaning in the fusion; at least 0.
        known_weight: Of the list by what was sought in the fusion; at least 0.
    """

    lexical: int = 100
    dense: int = 100
    known: int = 50
    popular: int = 200
    rrf_constant: float = 60.0
    lexical_weight: float = 1.0
    dense_weight: float = 1.0
    known_weight: float = 1.0
