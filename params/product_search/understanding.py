"""How a typed text is read: likely words, slips, completions."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class WordLanguage(Section):
    """Which words are likely, alone and beside others."""

    window: int = Field(ge=2, le=12, description="Words of a text, each of which is seen beside the others.")
    most_pairs: int = Field(ge=1000, le=100_000_000, description="Pairs of words that are kept, the commonest.")
    query_trust: float = Field(
        ge=0, le=100, description="What all past queries count, beside 1 for all titles, had there been very many."
    )
    query_prior: float = Field(ge=1, le=1_000_000, description="Past queries at which they count half of that.")
    other_weight: float = Field(
        ge=0, le=1, description="What a product's other texts count each, beside 1 for its title."
    )
    context: float = Field(ge=0, lt=1, description="Share of a word's probability that the words before it decide.")


class Spelling(Section):
    """When a word is taken for another that was mistyped."""

    least_letters: int = Field(ge=2, le=10, description="Shorter words are not corrected.")
    two_edits_from: int = Field(ge=4, le=30, description="Letters from which two slips are thought possible.")
    least_texts: float = Field(ge=1, le=1000, description="A correction has to be in as many texts.")
    trusted_texts: float = Field(ge=1, le=1_000_000, description="A word in as many texts is not doubted.")
    candidates: int = Field(ge=5, le=1000, description="Words whose distance is measured, for one typed.")
    shared_grams: float = Field(
        ge=0, le=1, description="Share of the typed word's pairs and triples of letters that a candidate has."
    )
    edit_cost: float = Field(ge=0.1, le=20, description="Cost of a slip: minus the log of its probability.")
    likely_slip: float = Field(
        ge=0, le=20, description="Cost less for two letters swapped, one doubled, or a key beside the right one."
    )
    first_letter_cost: float = Field(ge=0, le=20, description="Cost more for a slip in the first letter.")
    blank_cost: float = Field(ge=0.1, le=20, description="Cost of a blank too many or too few.")
    unfinished_cost: float = Field(
        ge=0, le=20, description="Cost more for a last word that is both mistyped and unfinished."
    )
    unknown_log: float = Field(ge=-40, le=-1, description="Log of the probability of a word that nobody has seen.")
    beam: int = Field(ge=1, le=100, description="Readings of a query that are followed at once.")
    false_rate: float = Field(
        ge=0, le=0.1, description="Share of clean queries that may be changed, on those of training."
    )
    fit_queries: int = Field(ge=10, le=100_000, description="Clean queries the threshold is chosen on.")
    least_gain: float = Field(ge=0, le=40, description="Log of how much likelier a correction has to be, at least.")


class Completion(Section):
    """What an unfinished query may become."""

    most_phrases: int = Field(ge=10, le=10_000_000, description="Phrases that are kept, the heaviest.")
    catalogue_share: float = Field(
        ge=0, le=1, description="Share of all weight that the catalogue's own phrases have together."
    )
    least_products: int = Field(
        ge=1, le=1000, description="Products that a phrase of the catalogue tells of, at least."
    )
    least_searches: float = Field(
        ge=1,
        le=1000,
        description="Customers that have to have typed a past query, or a word that no product has, before it is "
        "offered to others; a search without a customer counts as one. With a strange word it is else forgotten.",
    )
    listed: int = Field(ge=5, le=1000, description="Best phrases looked at for a prefix.")
    list_from: int = Field(
        ge=100, le=1_000_000, description="Phrases of a prefix from which its best are kept beforehand."
    )
    products: int = Field(
        ge=1, le=1000, description="Products of a phrase that are remembered, to tell whether it leads to anything."
    )
    personal: float = Field(ge=0, le=100, description="How strongly the customer's categories and brands count.")
    regional_prior: float = Field(
        ge=0.1, le=1000, description="Searches that weigh against a phrase's own in a region."
    )


class Understanding(Section):
    """How a typed text becomes weighted words."""

    query_characters: int = Field(ge=20, le=10_000, description="Characters of a query that are read.")
    query_words: int = Field(ge=1, le=100, description="Words of a query that are read.")
    expansions: int = Field(ge=1, le=200, description="Words that an unfinished one may become.")
    least_weight: float = Field(ge=0, le=1, description="Words that are less likely are left out.")
    finished_odds: float = Field(
        ge=1, le=1000, description="How much likelier a text stops at the end of a word than within."
    )
    doubt_weight: float = Field(
        ge=0, le=1, description="What a word counts that one nobody has seen may stand for, times its probability."
    )
    novel: float = Field(
        ge=0, le=1000, description="Searches that weigh for a query nobody has asked, against the past ones it begins."
    )
    ahead_weight: float = Field(
        ge=0, le=1, description="What words count that were not yet begun, times their probability."
    )
    sure_completion: float = Field(
        ge=0.5, le=1, description="Probability from which a completion is taken for the query."
    )
    language: WordLanguage
    spelling: Spelling
    completion: Completion
