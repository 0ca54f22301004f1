"""Tables of review extraction: reviews, and what was annotated in them."""

from __future__ import annotations

from contracts.contract import Contract
from contracts.review_extraction.annotations import ANNOTATIONS
from contracts.review_extraction.annotations import SENTIMENTS as SENTIMENTS
from contracts.review_extraction.request import ALONE_WITHOUT as ALONE_WITHOUT
from contracts.review_extraction.request import APART as APART
from contracts.review_extraction.request import REQUEST as REQUEST
from contracts.review_extraction.request import TOGETHER as TOGETHER
from contracts.review_extraction.reviews import REVIEWS

CONTRACT = Contract(
    use_case="review_extraction",
    summary="Which aspects reviews judge, in which words, how well; and what that makes of each product.",
    tables=(REVIEWS, ANNOTATIONS),
)
