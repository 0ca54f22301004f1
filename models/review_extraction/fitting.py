"""All that a model is made of, fitted: the engine, names of attributes, ratings, mentions in reviews of products."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..steps import Steps
from .answering import Answerer
from .attribute_ratings import Ratings
from .attributes import Attributes
from .doubts import Doubts, language_of
from .engines import fit_engine
from .examples import Examples, Told
from .extracted import NONE, Reals
from .extractor import Extractor
from .known_reviews import Read, known_reviews
from .mentions import KnownMentions, mentions_of
from .naming import Naming, written_in
from .parameters import ReviewExtractionParameters
from .quotes import bounds
from .rating_scale import fitted_scale, sentiment_shares
from .storage import doubts_of
from .telling_words import TellingWords
from .vocabulary import Vocabulary
from .voices import Voices, pairs_of


def fit(data: Examples, chosen: ReviewExtractionParameters, steps: Steps) -> tuple[Answerer, dict[str, Any]]:
    """All parts, and what is to be said of them.

    Args:
        data: Examples.
        chosen: All settings.
        steps: Told what is done.
    """
    with steps.step("teaching the engine", 0.02, 0.75) as told:
        engine = fit_engine(
            data.train.reviews,
            data.valid.reviews,
            data.unlabelled.reviews,
            chosen.extraction,
            seed=chosen.seed,
            threads=chosen.threads,
            progress=told,
        )
    with steps.step("reading reviews of products", 0.75, 0.88):
        languages = _languages(data.train)
        taught = Vocabulary.fit([*data.train.reviews.texts, *data.valid.reviews.texts], chosen.attributes)
        doubts = doubts_of(taught, languages, chosen)
        read = known_reviews(data, engine, doubts, chosen)
    with steps.step("naming attributes", 0.88, 0.92):
        naming = _naming(read.that_teach(), chosen)
    with steps.step("learning what a neutral word is worth", 0.92, 0.95):
        scale, scaled = _scale(data, engine, doubts, chosen)
    with steps.step("rating attributes", 0.95, 0.97):
        reviews, longest = read.of_products(), chosen.ratings.quote_characters
        known = _known(reviews, naming, longest)
        ratings = _ratings(_known(reviews.that_teach(), naming, longest), scale, chosen)
    doubts = doubts_of(naming.attributes.vocabulary, languages, chosen)
    facts = {
        "engine": chosen.extraction.engine,
        "engine_facts": engine.facts,
        "attributes": len(naming.attributes.names),
        "forms": len(naming.attributes.likeness.forms),
        "scale": scale.round(4).tolist(),
        "scale_reviews": scaled,
        "products": len(known.products),
        "mentions": len(known.rows),
        "languages": list(languages),
    }
    return Answerer(engine, naming, ratings, known, doubts, chosen.threads), facts


def _naming(read: Read, chosen: ReviewExtractionParameters) -> Naming:
    settings, triplets = chosen.attributes, read.triplets
    # what nobody could read a triplet in may be of another language
    taught = [read.texts[row] for row in np.unique(triplets.text).tolist()]
    vocabulary = Vocabulary.fit(taught, settings)
    written = triplets.take(triplets.aspect_start != NONE)
    surfaces = written_in(read.texts, written, "aspect")
    first, last = bounds(written)
    spans = zip(written.text.tolist(), first.tolist(), last.tolist(), strict=True)
    phrases = [" ".join(read.texts[row][start:end].lower().split()) for row, start, end in spans]
    attributes = Attributes.fit(surfaces, phrases, vocabulary, settings, chosen.threads)
    opinions = written_in(read.texts, written, "opinion")
    said = [f"{opinion} {surface}" for opinion, surface in zip(opinions, surfaces, strict=True)]
    return Naming(attributes, TellingWords.fit(said, attributes.of(surfaces), vocabulary, settings))


def _scale(data: Examples, engine: Extractor, doubts: Doubts, chosen: ReviewExtractionParameters) -> tuple[Reals, int]:
    """Stars of the sentiments, from reviews that are read as those of a request are, and how many told them."""
    settings, stars = chosen.ratings, data.unlabelled.reviews.stars
    rows = np.flatnonzero(~np.isnan(stars))
    rng = np.random.default_rng(chosen.seed)
    rows = np.sort(rng.permutation(rows)[: settings.scale_reviews])
    texts = doubts.to_read(data.unlabelled, rows.tolist())
    told, shares = sentiment_shares(engine.extract(texts, chosen.threads), len(texts))
    return fitted_scale(shares, stars[rows][told], settings), len(told)


def _known(read: Read, naming: Naming, longest: int) -> KnownMentions:
    products = [str(one) for one in read.products]
    names = naming.of(read.texts, read.triplets)
    return KnownMentions.of(mentions_of(read.texts, products, read.triplets, names, longest), products)


def _ratings(known: KnownMentions, scale: Reals, chosen: ReviewExtractionParameters) -> Ratings:
    rows = known.rows
    place, names = pd.factorize(rows["attribute"].to_numpy(dtype=object), sort=True)
    product = pd.factorize(rows["product_id"])[0].astype(np.int64)
    group, _, named = pairs_of(product, place.astype(np.int64))
    voices = Voices.of(
        group,
        rows["review"].to_numpy(dtype=np.int64),
        rows["sentiment"].to_numpy(dtype=np.int64),
        rows["confidence"].to_numpy(dtype=np.float64),
        len(named),
    )
    return Ratings.fit(scale, names[named].tolist(), voices.votes, chosen.ratings)


def _languages(told: Told) -> tuple[str, ...]:
    """Of the reviews that have triplets."""
    taught = np.unique(told.reviews.triplets.text).tolist()
    return tuple(sorted({one for row in taught if (one := language_of(told.languages[row])) is not None}))
