"""The public data sets of product matching: where they are, what others reached, how sure one may be of them."""

from __future__ import annotations

from collections.abc import Mapping

from sources.public.declared import PublicFile
from sources.public.product_matching_pins import PINS
from sources.public.source import Source

DITTO = "https://github.com/megagonlabs/ditto"
DITTO_FILES = "https://raw.githubusercontent.com/megagonlabs/ditto/17c6ba4eec89a1afb9ad0dacc6adbce0e3f12e48/data"
PRICERUNNER_FILE = (
    "https://raw.githubusercontent.com/quoctoanpk2511/product-clustering/"
    "482b583e172a85145a7c62c6b36aaac564c29faf/pricerunner_aggregate.csv"
)

PAIR_METRIC = "F1 of the match class on the official test, percent"
PAIR_NOTES = (
    "The official test is whole. A pair of equal texts that the test holds too is dropped from train and valid, one "
    "that valid holds is dropped from train, and so are repeats and pairs that one part labels both ways.",
    "A pair judged again within the test, or a text paired with itself, gets a twin listing with an id in -2, -3, ...",
)


def _file(folder: str, name: str, url: str) -> PublicFile:
    plain, compressed = PINS[f"{folder}/{name}"]
    return PublicFile(f"product_matching/{folder}/{name}", plain, compressed, url)


def _pair_files(folder: str, home_folder: str, size: str = "") -> tuple[PublicFile, ...]:
    names = (f"train.txt{size}", f"valid.txt{size}", "test.txt")
    return tuple(_file(folder, name, f"{DITTO_FILES}/{home_folder}/{name}") for name in names)


ABT_BUY = Source(
    name="abt-buy",
    use_case="product_matching",
    summary="Pairs of consumer electronics of two shops, with long descriptions and few prices.",
    home=f"{DITTO}/tree/master/data/er_magellan/Textual/Abt-Buy",
    licence="Apache-2.0 (of the repository that carries it)",
    citation="Koepcke, Thor, Rahm: Evaluation of entity resolution approaches on real-world match problems, VLDB 2010; "
    "split of Mudgal et al.: Deep Learning for Entity Matching, SIGMOD 2018",
    metric=PAIR_METRIC,
    writer="sources.public.pair_tables:write_abt_buy",
    rows={"train": 5743, "valid": 1916, "test": 1916},
    floor=74.8,
    published={"DeepMatcher": 62.8, "Ditto": 89.3, "GPT-4 zero-shot": 95.8},
    dropped={"train": 54, "valid": 15, "test": 0},
    notes=(*PAIR_NOTES, "One pair of equal texts is in the test with both labels: no system can be right on both."),
    files=_pair_files("abt-buy", "er_magellan/Textual/Abt-Buy"),
)

WALMART_AMAZON = Source(
    name="walmart-amazon",
    use_case="product_matching",
    summary="Pairs of electronics of two shops with brand, model number and price, often missing.",
    home=f"{DITTO}/tree/master/data/er_magellan/Structured/Walmart-Amazon",
    licence="Apache-2.0 (of the repository that carries it)",
    citation="Mudgal et al.: Deep Learning for Entity Matching, SIGMOD 2018",
    metric=PAIR_METRIC,
    writer="sources.public.pair_tables:write_walmart_amazon",
    rows={"train": 6144, "valid": 2049, "test": 2049},
    floor=72.5,
    published={"DeepMatcher": 66.9, "Ditto": 86.8, "GPT-4": 89.7},
    dropped={"train": 3, "valid": 3, "test": 0},
    notes=(*PAIR_NOTES, "Some prices are 0.0, handed on as given: there they mean that no price was known."),
    files=_pair_files("walmart-amazon", "er_magellan/Structured/Walmart-Amazon"),
)


def _wdc(
    category: str,
    size: str,
    train: tuple[int, int],
    valid: tuple[int, int],
    test: int,
    floor: float | None = None,
    published: Mapping[str, float] | None = None,
) -> Source:
    """A size of a Web Data Commons category; `train` and `valid` hold rows as published and rows dropped."""
    return Source(
        name=f"wdc-{category}" + ("" if size == "small" else f"-{size}"),
        use_case="product_matching",
        summary=f"Pairs of {category} offers from thousands of shops, noisy titles alone; {size} train set.",
        home=f"{DITTO}/tree/master/data/wdc/{category}",
        licence="Apache-2.0 (of the repository that carries it)",
        citation="Primpeli, Peeters, Bizer: The WDC training dataset and gold standard for large-scale product "
        "matching, WWW 2019",
        metric=PAIR_METRIC,
        writer="sources.public.pair_tables:write_wdc",
        rows={"train": train[0], "valid": valid[0], "test": test},
        floor=floor,
        published=published or {},
        dropped={"train": train[1], "valid": valid[1], "test": 0},
        notes=(
            *PAIR_NOTES,
            "Pairs have no sides: one listing stands for a text on whichever side it occurs. All sizes share one test.",
            "Published numbers are quoted from memory." if published else "No published number is quoted.",
        ),
        files=_pair_files(f"wdc-{category}", f"wdc/{category}", f".{size}"),
    )


PRICERUNNER = Source(
    name="pricerunner",
    use_case="product_matching",
    summary="35,311 offers of 306 shops grouped into 13,233 products of ten categories; titles only.",
    home="https://archive.ics.uci.edu/dataset/837/product+classification+and+clustering",
    licence="CC BY 4.0 (UCI Machine Learning Repository)",
    citation="Akritidis: Product Classification and Clustering, UCI Machine Learning Repository, 10.24432/C5M91Z",
    metric="pair completeness at 10 candidates an offer; the floor is the share of nearest neighbours by idf overlap "
    "that are right, percent",
    writer="sources.public.pricerunner:write",
    rows={"offers": 35311, "products": 13233, "true pairs": 69926},
    floor=63.0,
    notes=(
        "Split here by product, 60 / 20 / 20, from a hash of the product's id.",
        "UCI serves the same rows in a zip under a header spelled otherwise; the pinned copy is a plain csv, "
        "and a file with UCI's header is read as well.",
        "617 titles occur in more than one product, so titles alone cannot tell all of them apart.",
    ),
    files=(_file("pricerunner", "pricerunner_aggregate.csv", PRICERUNNER_FILE),),
)

SOURCES: tuple[Source, ...] = (
    ABT_BUY,
    WALMART_AMAZON,
    _wdc("cameras", "small", (1409, 8), (392, 5), 1057, floor=77.2, published={"Ditto": 80.9}),
    _wdc("cameras", "medium", (4081, 22), (924, 5), 1057),
    _wdc("cameras", "large", (15092, 69), (3808, 8), 1057),
    _wdc("watches", "small", (1756, 7), (413, 2), 1012, floor=80.3, published={"Ditto": 85.1}),
    _wdc("watches", "medium", (4902, 19), (1267, 6), 1012),
    PRICERUNNER,
)
