"""What product classification's listings say: titles as sellers paste them, and products of two kinds at once."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.category_tree import refinements
from sources.simulator.mess import with_column
from sources.simulator.streams import Ids, draws
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Mask, gather, only

COLUMNS = ("listing_id", "title", "description", "brand", "attributes", "price", "language", "listed_at")


@dataclass(frozen=True)
class TextRates:
    """Shares of listings, unless said otherwise."""

    untitled: float = 0.05  # of those with a description
    tags: float = 0.04
    entities: float = 0.04
    emoji: float = 0.05
    shouting: float = 0.03
    paragraphs: float = 0.15  # of descriptions; HTML
    silent_language: float = 0.25


TEXT_RATES = TextRates()
_SECOND_IN_TITLE, _SECOND_IN_ATTRIBUTES = 0.7, 0.15  # of the listings that tell a second kind; else in the description
_TAGS = (("<b>", "</b>"), ("<p>", "</p>"), ("", "<br/>"), ('<span style="color:red">', "</span>"), ("<h1>", "</h1>\n"))
_EMOJI = (("🔥 ", ""), ("", " ⭐⭐⭐⭐⭐"), ("🎁", "🎁"), ("", " 👍🏽"), ("💥", " 🚚"), ("‼️ ", " ‼️"))
_ENTITIES = (("", "&trade;"), ("&quot;", "&quot;"), ("", "&nbsp;"), ("&#9733; ", ""), ("", " &lt;3"))
_PARAGRAPHS = (("<p>", "</p>"), ("<div><ul><li>", "</li></ul></div>"), ("", "<br><br>"), ("<!-- shop -->", ""))
_ALSO = {"en": "Also: {}.", "de": "Zugleich: {}.", "es": "También: {}.", "fr": "Aussi : {}."}
_KEYS = {"en": "Type", "de": "Art", "es": "Tipo", "fr": "Type"}


def texts(listings: pa.Table, leaf: Index, second: Index, ids: Ids, seed: int) -> pa.Table:
    """The contract's columns of some listings.

    Args:
        listings: Of the world; see `world.Block`.
        leaf: Position of each listing's leaf, (rows,).
        second: Of the other kind that its product also is, -1 for none; (rows,).
        ids: Numbers of the listings, which everything is drawn from.
        seed: Of the world.
    """

    def draw(aspect: str) -> Floats:
        return draws(ids, seed, f"classified {aspect}")

    described = np.asarray(listings.column("description").is_valid())
    untitled = (draw("untitled") < TEXT_RATES.untitled) & described
    table = _second_kind(listings.select(COLUMNS), leaf, second, untitled, draw("second kind"))
    titles = table.column("title").combine_chunks()
    titles = _wrapped(titles, _ENTITIES, draw("entities"), TEXT_RATES.entities)
    titles = pc.if_else(pa.array(draw("ampersand") < TEXT_RATES.entities), _escaped(titles), titles)
    titles = _wrapped(titles, _TAGS, draw("tags"), TEXT_RATES.tags)
    loud = pc.binary_join_element_wise(pc.utf8_upper(titles), "!!!", "")
    titles = pc.if_else(pa.array(draw("shouting") < TEXT_RATES.shouting), loud, titles)
    titles = _wrapped(titles, _EMOJI, draw("emoji"), TEXT_RATES.emoji)
    descriptions = table.column("description").combine_chunks()
    told = draw("language") >= TEXT_RATES.silent_language
    columns = {
        "title": only(titles, ~untitled),
        "description": _wrapped(descriptions, _PARAGRAPHS, draw("paragraphs"), TEXT_RATES.paragraphs),
        "language": only(table.column("language").combine_chunks(), told),
    }
    for name, values in columns.items():
        table = with_column(table, name, values)
    return table


def _wrapped(texts: pa.Array, around: tuple[tuple[str, str], ...], draw: Floats, rate: float) -> pa.Array:
    """Texts with something before and behind them, where `draw` is below `rate`; null stays null."""
    choice = np.minimum((draw / rate * len(around)).astype(np.int64), len(around) - 1)
    before, behind = (gather(pa.array(words), choice) for words in zip(*around, strict=True))
    return pc.if_else(pa.array(draw < rate), pc.binary_join_element_wise(before, texts, behind, ""), texts)


def _escaped(texts: pa.Array) -> pa.Array:
    """As text that went through a shop's editor: signs as entities, a space that does not break."""
    for sign, entity in (("&", "&amp;"), ('"', "&quot;"), ("'", "&#39;"), (" - ", " &ndash; ")):
        texts = pc.replace_substring(texts, sign, entity)
    return pc.replace_substring(texts, " ", "&nbsp;", max_replacements=1)


def _second_kind(table: pa.Table, leaf: Index, second: Index, untitled: Mask, draw: Floats) -> pa.Table:
    """The listings, where those of a product of two kinds tell the second one too, in one of their fields."""
    rows = np.flatnonzero(second >= 0)
    if not len(rows):
        return table
    fields = {name: table.column(name).to_pylist() for name in ("title", "description", "attributes")}
    language = table.column("language").to_pylist()
    for row in rows.tolist():
        word, spoken = refinements()[second[row]], language[row]
        described = fields["description"][row] is not None
        if draw[row] < _SECOND_IN_TITLE and not untitled[row] and fields["title"][row] is not None:
            noun = leaves()[leaf[row]].nouns[LANGUAGES.index(spoken)][1]
            fields["title"][row] = refined(fields["title"][row], noun, word, before=spoken == "en")
        elif draw[row] < _SECOND_IN_TITLE + _SECOND_IN_ATTRIBUTES or not described:
            known = json.loads(fields["attributes"][row] or "{}")
            fields["attributes"][row] = json.dumps(known | {_KEYS[spoken]: word}, ensure_ascii=False)
        else:
            fields["description"][row] += " " + _ALSO[spoken].format(word)
    for name, values in fields.items():
        table = with_column(table, name, values)
    return table


def refined(title: str, noun: str, word: str, *, before: bool) -> str:
    """A title with one word more beside its noun, in its own case; at its end where it does not name the noun."""
    word = word.upper() if title.isupper() else word.lower() if title.islower() else word[:1].upper() + word[1:]
    found = re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", title, re.IGNORECASE)
    if found is None:
        return f"{title} {word}"
    if before:
        return f"{title[: found.start()]}{word} {title[found.start() :]}"
    return f"{title[: found.end()]} {word}{title[found.end() :]}"
