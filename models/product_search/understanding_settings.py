"""How a query is read: what words are likely, how they are mistyped, what an unfinished query will be."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class LanguageSettings:
    """Which words are likely, alone and beside others."""

    window: int = 4  # words of a text, each of which is seen beside the others (2 to 12)
    most_pairs: int = 6_000_000  # pairs of words that are kept, the commonest (1,000 to 100,000,000)
    query_trust: float = (
        4.0  # what all past queries count, beside 1 for all titles, had there been very many (0 to 100)
    )
    query_prior: float = 1_000.0  # past queries at which they count half of that (1 to 1,000,000)
    other_weight: float = 0.1  # what a product's other texts count each, beside 1 for its title (0 to 1)
    context: float = 0.8  # share of a word's probability that the words before it decide (0 to 1, below 1)


@dataclass(frozen=True)
class SpellingSettings:
    """When a word is taken for another that was mistyped."""

    least_letters: int = 3  # shorter words are not corrected (2 to 10)
    two_edits_from: int = 7  # letters from which two slips are thought possible (4 to 30)
    least_texts: float = 2.0  # a correction has to be in as many texts (1 to 1,000)
    trusted_texts: float = 20.0  # a word in as many texts is not doubted (1 to 1,000,000)
    candidates: int = 40  # words whose distance is measured, for one typed (5 to 1,000)
    shared_grams: float = 0.25  # of the typed word's pairs and triples of letters a candidate has (0 to 1)
    edit_cost: float = 5.0  # minus the log of a slip's probability (0.1 to 20)
    likely_slip: float = 1.5  # less for two letters swapped, one doubled, or a key beside the right one (0 to 20)
    first_letter_cost: float = 2.0  # more for a slip in the first letter (0 to 20)
    blank_cost: float = 5.0  # of a blank too many or too few (0.1 to 20)
    unfinished_cost: float = 1.5  # more for a last word that is both mistyped and unfinished (0 to 20)
    unknown_log: float = -16.0  # log of the probability of a word that nobody has seen (-40 to -1)
    beam: int = 8  # readings of a query that are followed at once (1 to 100)
    false_rate: float = 0.004  # of clean queries that may be changed, on those of the training (0 to 0.1)
    fit_queries: int = 2_000  # clean queries the threshold is chosen on (10 to 100,000)
    least_gain: float = 2.0  # log of how much likelier a correction has to be, at least (0 to 40)


@dataclass(frozen=True)
class CompletionSettings:
    """What an unfinished query may become."""

    most_phrases: int = 1_000_000  # phrases that are kept, the heaviest (10 to 10,000,000)
    catalogue_share: float = 0.05  # of all weight that the catalogue's own phrases have together (0 to 1)
    least_products: int = 3  # of which a catalogue phrase tells (1 to 1,000)
    least_searches: float = 3.0  # customers that have typed what is offered to others (1 to 1,000)
    listed: int = 64  # best phrases looked at for a prefix (5 to 1,000)
    list_from: int = 2_000  # phrases of a prefix from which its best are kept beforehand (100 to 1,000,000)
    products: int = 16  # of a phrase that are remembered, to tell whether it leads to anything (1 to 1,000)
    personal: float = 2.0  # how strongly the customer's categories and brands count (0 to 100)
    regional_prior: float = 5.0  # searches that weigh against a phrase's own in a region (0.1 to 1,000)


@dataclass(frozen=True)
class UnderstandingSettings:
    """How a typed text becomes weighted words."""

    query_characters: int = 200  # of a query that are read (20 to 10,000)
    query_words: int = 16  # of a query that are read (1 to 100)
    expansions: int = 20  # words that an unfinished one may become (1 to 200)
    least_weight: float = 0.02  # words that are less likely are left out (0 to 1)
    finished_odds: float = 10.0  # how much likelier a text stops at the end of a word than within (1 to 1,000)
    doubt_weight: float = (
        0.8  # what a word counts that one nobody has seen may stand for, times its probability (0 to 1)
    )
    novel: float = 0.5  # searches that weigh for a query nobody has asked, against the past ones it begins (0 to 1,000)
    ahead_weight: float = 1.0  # what words count that were not yet begun, times their probability (0 to 1)
    sure_completion: float = 0.8  # probability from which a completion is taken for the query (0.5 to 1)
    language: LanguageSettings = field(default_factory=LanguageSettings)
    spelling: SpellingSettings = field(default_factory=SpellingSettings)
    completion: CompletionSettings = field(default_factory=CompletionSettings)
