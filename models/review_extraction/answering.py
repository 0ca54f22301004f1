"""Requests answered: triplets of texts, and tables of products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..request_cells import Texts
from .answers import attribute_frame, triplet_frame
from .asked_how import AskedHow
from .attribute_ratings import Ratings
from .doubts import BLANK, NOTHING, Doubts, noted
from .extracted import Extracted, Flags, Ints
from .extractor import Extractor
from .mentions import KnownMentions, mentions_of
from .naming import Naming
from .product_view import rated_mentions
from .readable import readable
from .request import Questions

_UNKNOWN = "no review of this product is known"
_SILENT = (BLANK, _UNKNOWN)  # notes that say why there is nothing
_MOST_NOTES = 3  # that are written out where several texts are told of a product
_NO_TEXT = "no text; ask for the view attributes of a product"


@dataclass(frozen=True)
class Answerer:
    """All that was fitted.

    Attributes:
        engine: Reads triplets.
        naming: Names their attributes.
        ratings: Rates these.
        known: Mentions in reviews of products, as of training.
        doubts: Looks at texts.
        threads: Of the engine.
    """

    engine: Extractor
    naming: Naming
    ratings: Ratings
    known: KnownMentions
    doubts: Doubts
    threads: int

    def triplets(self, questions: Questions, asked: AskedHow) -> pd.DataFrame:
        """Those of each text."""
        texts, notes = self.doubts.look(questions.texts, questions.languages)
        read, attributes = self._read(texts, asked)
        empty = np.ones(len(texts), dtype=bool)
        empty[read.text] = False
        for row in np.flatnonzero(empty).tolist():
            alone = notes[row] == BLANK and questions.texts[row] is None and questions.products[row] is not None
            notes[row] = _NO_TEXT if alone else notes[row] if notes[row] == BLANK else noted(notes[row], NOTHING)
        return triplet_frame(questions.ids, texts, questions.products, read, attributes, notes)

    def attributes(self, questions: Questions, asked: AskedHow) -> pd.DataFrame:
        """Tables: of the texts that are told of a product, or of a text alone, else of what is known of a product.

        An empty text beside a product asks for what is known of it, as none does.
        """
        told = _told(questions)
        owner, first = _owners(questions, told)
        rows = np.flatnonzero(told)
        texts, said = self.doubts.look(questions.texts, questions.languages)
        mentions = [self._heard([texts[row] for row in rows.tolist()], owner[rows], asked)]
        parts = np.split(np.argsort(owner, kind="stable"), np.cumsum(np.bincount(owner))[:-1])
        notes: Texts = []
        for place, row in enumerate(first.tolist()):
            product = questions.products[row]
            if told[row]:
                notes.append(_joined([said[at] for at in parts[place].tolist()]))
                continue
            mentions.append(self._known(product, asked).assign(owner=place))
            lost = _UNKNOWN if product not in self.known.products else None
            notes.append(BLANK if product is None else lost)
        every = pd.concat([one for one in mentions if len(one)] or mentions[:1], ignore_index=True)
        table = rated_mentions(every, self.ratings)
        silent = ~np.isin(np.arange(len(first)), table["owner"].to_numpy())
        full: Texts = [
            noted(note, NOTHING) if quiet and note not in _SILENT else note
            for quiet, note in zip(silent.tolist(), notes, strict=True)
        ]
        ids = [questions.ids[row] for row in first.tolist()]
        products = [questions.products[row] for row in first.tolist()]
        return attribute_frame(ids, products, table, full)

    def _known(self, product: str | None, asked: AskedHow) -> pd.DataFrame:
        about = self.known.about(product or "")
        return about if asked.threshold is None else about[about["confidence"] >= asked.threshold]

    def _heard(self, texts: list[str], owner: Ints, asked: AskedHow) -> pd.DataFrame:
        """Mentions in texts of the request."""
        read, attributes = self._read(texts, asked)
        # owners take the place of products here: a text of none is an owner of its own
        names = [str(one) for one in owner.tolist()]
        found = mentions_of(texts, names, read, attributes, self.ratings.settings.quote_characters)
        return found.assign(owner=np.array([int(one) for one in found["product_id"].tolist()], dtype=np.int64))

    def _read(self, texts: list[str], asked: AskedHow) -> tuple[Extracted, list[str]]:
        read = readable(texts, self.engine.extract(texts, self.threads, asked.threshold))
        return read, self.naming.of(texts, read)


def _told(questions: Questions) -> Flags:
    """Which requests tell a text; an empty one beside a product tells none."""
    pairs = zip(questions.texts, questions.products, strict=True)
    return np.array([text is not None and (bool(text.strip()) or own is None) for text, own in pairs], dtype=bool)


def _joined(notes: Texts) -> str | None:
    """What there is to say of several texts, each thing once."""
    known = list(dict.fromkeys(note for note in notes if note is not None))
    more = len(known) - _MOST_NOTES
    return "; ".join([*known[:_MOST_NOTES], *([f"and {more} more notes"] if more > 0 else [])]) or None


def _owners(questions: Questions, told: Flags) -> tuple[Ints, Ints]:
    """Number of what each request is about, and the first request about each.

    Texts of one product are about one thing; a text of no product, or a product without a text, is its own.
    """
    keys = [
        f"product {product}" if text and product is not None else f"row {row}"
        for row, (text, product) in enumerate(zip(told.tolist(), questions.products, strict=True))
    ]
    codes = pd.factorize(np.array(keys, dtype=object))[0].astype(np.int64)
    return codes, np.unique(codes, return_index=True)[1].astype(np.int64)
