"""Turns the shopping queries of ESCI into the tables `products` and `judgments`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.text_tables import REMEDY, read_text

LANGUAGES: Final = {"us": "en", "es": "es", "jp": "ja"}
# The contract's column by the home's; the cut names the colour otherwise.
TEXTS: Final = {
    "title": "product_title",
    "description": "product_description",
    "bullets": "product_bullet_point",
    "brand": "product_brand",
    "colour": "product_color",
}
SAMPLE_COLOUR: Final = "product_color_name"
SAMPLE: Final = (
    *("query", "query_locale", "product_id", "esci_label", "product_locale"),
    *(name for column, name in TEXTS.items() if column != "colour"),
    SAMPLE_COLOUR,
)
EXAMPLE_COLUMNS: Final = ("query", "product_id", "product_locale", "esci_label", "split")
PRODUCT_COLUMNS: Final = ("product_id", "product_locale", *TEXTS.values())
_BATCH: Final = 65_536
_TEXT: Final = pa.large_string()


def write_sample(source: Source, out: Path, cache: Path) -> None:
    """Write `products.parquet` and `judgments.parquet` of the cut."""
    (file,) = source.files
    tables = sample_tables(read_text(obtain(file, cache), SAMPLE))
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def sample_tables(pairs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The contract's tables from the rows of the cut, an empty cell read as missing.

    Raises:
        DataError: A country has no language here.
    """
    for column in ("query_locale", "product_locale"):
        _refuse_countries(pairs[column].unique(), column)
    product = pairs["product_id"] + "-" + pairs["product_locale"]
    texts = pairs.rename(columns={SAMPLE_COLOUR: TEXTS["colour"]})
    products = pd.DataFrame(
        {
            "product_id": product,
            **{column: texts[name].mask(texts[name].str.strip() == "") for column, name in TEXTS.items()},
            "language": pairs["product_locale"].map(LANGUAGES),
        }
    )
    judgments = pd.DataFrame(
        {
            "query": pairs["query"],
            "product_id": product,
            "grade": pairs["esci_label"],
            "region": pairs["query_locale"],
            "language": pairs["query_locale"].map(LANGUAGES),
        }
    )
    return {"products": products.drop_duplicates(ignore_index=True), "judgments": judgments}


def write_whole(source: Source, out: Path, cache: Path) -> None:
    """Write `products.parquet` and `judgments.parquet` of the whole set, products batch by batch."""
    examples, products = (obtain(file, cache) for file in source.files)
    out.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        judgments_of(_opened(examples, EXAMPLE_COLUMNS).read(list(EXAMPLE_COLUMNS))), out / "judgments.parquet"
    )
    batches = _opened(products, PRODUCT_COLUMNS).iter_batches(_BATCH, columns=list(PRODUCT_COLUMNS))
    schema = pa.schema([(column, _TEXT) for column in ("product_id", *TEXTS, "language")])
    with pq.ParquetWriter(out / "products.parquet", schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(products_of(pa.table(batch)).cast(schema))


def judgments_of(examples: pa.Table) -> pa.Table:
    """`judgments` from the home's table of examples; a query is asked in its products' country."""
    country = examples.column("product_locale")
    return pa.table(
        {
            "query": examples.column("query"),
            "product_id": _ids(examples),
            "grade": examples.column("esci_label"),
            "region": country,
            "language": _languages(country),
            "split": examples.column("split"),
        }
    )


def products_of(products: pa.Table) -> pa.Table:
    """`products` from rows of the home's table of products, an empty cell read as missing."""
    texts = {column: products.column(name).cast(_TEXT) for column, name in TEXTS.items()}
    filled = {
        column: pc.if_else(pc.equal(pc.utf8_trim_whitespace(cells), ""), None, cells) for column, cells in texts.items()
    }
    return pa.table({"product_id": _ids(products), **filled, "language": _languages(products.column("product_locale"))})


def _ids(table: pa.Table) -> Any:
    number, country = (table.column(name).cast(_TEXT) for name in ("product_id", "product_locale"))
    return pc.binary_join_element_wise(number, country, pa.scalar("-", _TEXT))


def _languages(countries: Any) -> Any:
    _refuse_countries(pc.unique(countries).to_pylist(), "product_locale")
    place = pc.index_in(countries.cast(_TEXT), value_set=pa.array(LANGUAGES, _TEXT))
    return pa.array(LANGUAGES.values(), _TEXT).take(place.combine_chunks())


def _refuse_countries(found: Iterable[Any], column: str) -> None:
    unknown = sorted({str(country) for country in found} - set(LANGUAGES))
    if unknown:
        raise DataError(f"{column}: {', '.join(unknown)} is none of {', '.join(LANGUAGES)}.", REMEDY)


def _opened(path: Path, columns: Iterable[str]) -> pq.ParquetFile:
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as unreadable:
        raise DataError(f"{path.name}: not a parquet file ({unreadable}).", REMEDY) from unreadable
    missing = [column for column in columns if column not in file.schema_arrow.names]
    if missing:
        raise DataError(f"{path.name}: lacks the columns {', '.join(missing)}.", REMEDY)
    return file
