"""What nobody sees of products: their facts, and what their reviews come to."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.qa_blocks import KIND_NAMES
from sources.simulator.qa_facts import Facts
from sources.simulator.qa_judged import VERDICTS, Judged
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.qa_passages import ANSWERS, COMMUNITY, NOT, REVIEW, SOURCES, Passages
from sources.simulator.qa_products import Questioned
from sources.simulator.review_feelings import NEGATIVE, NEUTRAL, POSITIVE
from sources.simulator.review_speech import OVERALL, speech
from sources.simulator.words import Mask, gather, hexadecimal, join, only
from sources.simulator.writing import none_if_empty


def fact_rows(products: Questioned, made: Facts, conflict: Mask, said: Passages) -> pa.Table:
    """product_id, fact, kind, key (of its attribute), answer (the true one), told_by (sources that tell it rightly,
    joined by +; null for nobody), conflict (the maker contradicts itself), contradicted (a customer tells it wrongly).

    Args:
        products: Of a shelf.
        made: Their facts.
        conflict: Of which the maker contradicts itself, (facts,).
        said: What is said of them.
    """
    right, told = said.grade == ANSWERS, said.fact >= 0
    columns = []
    for source, name in enumerate(SOURCES[: COMMUNITY + 1]):
        there = np.zeros(len(made), np.bool_)
        there[said.fact[right & told & (said.source == source)]] = True
        columns.append(only(pa.array([name] * len(made), pa.string()), there))
    wrong = np.zeros(len(made), np.bool_)
    wrong[said.fact[told & (said.grade == NOT) & said.claims & np.isin(said.source, (REVIEW, COMMUNITY))]] = True
    return pa.table(
        {
            "product_id": hexadecimal("p", products.goods.number[made.product]),
            "fact": gather(pa.array(lexicon().names), made.fact),
            "kind": gather(pa.array(KIND_NAMES), made.kind),
            "key": gather(pa.array(lexicon().keys), made.fact),
            "answer": made.answers(),
            "told_by": none_if_empty(join(columns, "+")),
            "conflict": conflict,
            "contradicted": wrong,
        }
    )


def opinion_rows(products: Questioned, found: Judged) -> pa.Table:
    """product_id, attribute, negative, neutral, positive (how often reviews judge it so), answer (what most say,
    `mixed` where they disagree; null where too few judge)."""
    spoken = products.reviewed.spoken.copy()
    spoken[:, OVERALL] = False
    product, attribute = np.nonzero(spoken & (found.counts.sum(axis=2) > 0))
    verdict = found.verdict[product, attribute]
    return pa.table(
        {
            "product_id": hexadecimal("p", products.goods.number[product]),
            "attribute": gather(pa.array(speech().names), attribute),
            "negative": found.counts[product, attribute, NEGATIVE],
            "neutral": found.counts[product, attribute, NEUTRAL],
            "positive": found.counts[product, attribute, POSITIVE],
            "answer": gather(pa.array(VERDICTS), verdict.clip(min=0), verdict >= 0),
        }
    )
