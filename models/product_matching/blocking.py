"""What blocking can be told, and the text by which it knows a listing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .text import normalise

DENSE_MODES = ("off", "static", "minilm")


@dataclass(frozen=True)
class BlockingParameters:
    """Settings of `CandidateIndex`; every default was chosen on train and valid clusters of public data.

    Attributes:
        gram_size: Characters of an n-gram inside a word (2..8).
        word_weight: Weight of a word against an n-gram in the text channel (0..10).
        idf_power: Exponent on the inverse document frequency; higher trusts rare tokens more (0.5..3).
        max_document_frequency: A feature in more distinct texts than this is not searched by itself; the rarest of
            such words are searched in pairs (10..1,000,000).
        max_tokens: Words of a text that are used; the rest of a page pasted into a title is ignored (8..1,000).
        key_weight: Weight of shared model codes and brand-number keys in the score (0..1).
        dense: `off`; `static` (MiniLM token embeddings averaged, any size); `minilm` (the encoder itself: about
            200 titles a second and core, for small tables).
        dense_weight: Weight of the embedding's cosine in the score (0..1); only with a dense channel.
        oversample: Each channel looks up this many times k before the union is cut to k (1..20).
        per_text: Largest share of k that listings with one and the same text may take while others wait (0..1).
        drop_same_seller: Leave out candidates of the query's own seller.
        min_score: Candidates below this score are not kept (0..1).
        description_characters: Characters of the description used where the title says too little (0..4,000).
        short_title_tokens: A title with fewer words than this is completed from the description (0..50).
        threads: Threads of search (1..64).
    """

    gram_size: int = 4
    word_weight: float = 1.0
    idf_power: float = 1.5
    max_document_frequency: int = 1_000
    max_tokens: int = 64
    key_weight: float = 0.2
    dense: str = "off"
    dense_weight: float = 0.2
    oversample: float = 3.0
    per_text: float = 0.5
    drop_same_seller: bool = False
    min_score: float = 0.0
    description_characters: int = 300
    short_title_tokens: int = 3
    threads: int = 2

    def __post_init__(self) -> None:
        if self.dense not in DENSE_MODES:
            raise ValueError(f"dense is {self.dense!r}; choose one of {', '.join(DENSE_MODES)}.")
        if self.gram_size < 2 or self.max_document_frequency < 2 or self.max_tokens < 1 or self.threads < 1:
            raise ValueError("gram_size and max_document_frequency start at 2, max_tokens and threads at 1.")
        for name in ("key_weight", "dense_weight", "per_text", "min_score"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it lies between 0 and 1.")

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> BlockingParameters:
        """Read parameters back.

        Raises:
            ValueError: A name is unknown.
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise ValueError(f"Unknown blocking parameters {unknown}; known are {sorted(known)}.")
        return cls(**values)


def normalised(listings: pd.DataFrame, name: str) -> pd.Series[str]:
    """A column as normalised text, "" where a cell or the whole column is missing."""
    if name in listings:
        return normalise(listings[name])
    return pd.Series(pd.array([""] * len(listings), dtype="str"), index=listings.index, name=name)


def attribute_values(listings: pd.DataFrame) -> pd.Series[str]:
    """Values of the JSON attributes as one normalised text a listing, without the attributes' names."""
    if "attributes" not in listings:
        return normalised(listings, "attributes")
    raw = normalise(listings["attributes"])
    bare = pc.replace_substring_regex(pa.array(raw, type=pa.large_string()), r'"[^"]{0,100}"\s*:', " ")
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(bare, r'[{}\[\]",:\s]+', " "))
    values = pd.Series(pd.array(bare, dtype="str"), index=listings.index)
    return values.where(~values.isin(["null", "none", "nan"]), "")


def blocking_text(listings: pd.DataFrame, parameters: BlockingParameters) -> pd.Series[str]:
    """One normalised text a listing: title, brand where the title lacks it, attributes, and description at need.

    Raises:
        ValueError: The table has no `title` column.
    """
    if "title" not in listings:
        raise ValueError(f"listings have no column `title` (columns: {list(listings.columns)}); blocking needs it.")
    title = normalise(listings["title"])
    brand = normalised(listings, "brand")
    has_brand = pd.Series(
        [b == "" or b in t for b, t in zip(brand, title, strict=True)] if (brand != "").any() else True,
        index=listings.index,
    )
    text = title + (" " + brand).where(~has_brand, "") + " " + attribute_values(listings)
    short = text.str.count(r"\w+") < parameters.short_title_tokens
    if short.any() and "description" in listings:
        description = normalise(listings.loc[short, "description"], parameters.description_characters)
        text = text.mask(short, text[short] + " " + description)
    return text.str.strip()
