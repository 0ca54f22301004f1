"""Judged pairs of ESCI become products and judgments, on pairs made up here and on those of the file."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.declared import PublicFile
from sources.public.esci import ESCI, ESCI_SAMPLE
from sources.public.esci_tables import EXAMPLE_COLUMNS, PRODUCT_COLUMNS, SAMPLE, sample_tables
from sources.public.text_tables import read_text

PAIR = {
    "query": "mug",
    "query_locale": "us",
    "product_id": "B1",
    "esci_label": "exact",
    "product_locale": "us",
    "product_title": "A mug",
    "product_description": "",
    "product_bullet_point": "one\ntwo",
    "product_brand": " ",
    "product_color_name": "red",
}


def pairs(*changes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([PAIR | change for change in changes], dtype="str")


def test_a_product_is_known_by_its_number_and_country_and_written_once() -> None:
    tables = sample_tables(
        pairs({}, {"query": "cup"}, {"product_locale": "es"}, {"query_locale": "jp", "product_locale": "jp"})
    )
    assert tables["products"]["product_id"].tolist() == ["B1-us", "B1-es", "B1-jp"]
    assert tables["products"]["language"].tolist() == ["en", "es", "ja"]
    assert tables["judgments"]["product_id"].tolist() == ["B1-us", "B1-us", "B1-es", "B1-jp"]
    assert tables["judgments"][["region", "language"]].to_numpy().tolist() == [
        ["us", "en"], ["us", "en"], ["us", "en"], ["jp", "ja"],
    ]  # fmt: skip


def test_cells_are_as_they_stand_and_a_blank_one_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    pairs({"product_title": "N/A", "query": "null"}).assign(fold="1").to_csv(path, index=True)
    products = sample_tables(read_text(path, SAMPLE))["products"]
    row = products.iloc[0]
    assert (row["title"], row["colour"], row["bullets"]) == ("N/A", "red", "one\ntwo")
    assert row[["description", "brand"]].isna().all()


def test_another_country_and_another_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="query_locale: fr is none of us, es, jp"):
        sample_tables(pairs({"query_locale": "fr"}))
    path = tmp_path / "pairs.csv"
    pairs({}).drop(columns="esci_label").to_csv(path, index=False)
    with pytest.raises(DataError, match="lacks the columns esci_label"):
        read_text(path, SAMPLE)


def laid_out(place: Path, monkeypatch: pytest.MonkeyPatch, **tables: pd.DataFrame) -> None:
    """Files as the home lays them out, in a local folder, and their digests pinned."""
    folder = place / "data" / "product_search" / "esci"
    folder.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"shopping_queries_dataset_{name}.parquet")
    monkeypatch.setenv("BAZAAR_DATA", str(place / "data"))
    monkeypatch.setenv("BAZAAR_MIRROR", "")


def pinned(place: Path) -> tuple[PublicFile, ...]:
    return tuple(
        replace(file, sha256=sha256((place / "data" / file.path).read_bytes()).hexdigest(), home_url=None)
        for file in ESCI.files
    )


def test_the_homes_own_layout_becomes_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = pd.DataFrame(
        {
            **{"example_id": [1, 2], "query": ["mug", "taza"], "query_id": [7, 8], "product_id": ["B1", "B1"]},
            **{"product_locale": ["us", "es"], "esci_label": ["E", "C"], "small_version": [1, 0]},
            **{"large_version": [1, 1], "split": ["train", "test"]},
        }
    )
    products = pd.DataFrame(
        {
            **{"product_id": ["B1", "B1"], "product_title": ["A mug", "Una taza"], "product_description": [None, " "]},
            **{"product_bullet_point": [None, "x"], "product_brand": ["Acme", None], "product_color": ["", "rojo"]},
            "product_locale": ["us", "es"],
        }
    )
    assert set(EXAMPLE_COLUMNS) <= set(examples)
    assert set(PRODUCT_COLUMNS) <= set(products)
    laid_out(tmp_path, monkeypatch, examples=examples, products=products)
    replace(ESCI, files=pinned(tmp_path)).write(tmp_path / "out", tmp_path / "cache")
    judged, known = (pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("judgments", "products"))
    assert judged.to_numpy().tolist() == [
        ["mug", "B1-us", "E", "us", "en", "train"],
        ["taza", "B1-es", "C", "es", "es", "test"],
    ]
    assert known.fillna("-").to_numpy().tolist() == [
        ["B1-us", "A mug", "-", "-", "Acme", "-", "en"],
        ["B1-es", "Una taza", "-", "x", "-", "rojo", "es"],
    ]
    written = sample_tables(pairs({}))
    assert set(written["judgments"]) | {"split"} == set(judged)
    assert set(written["products"]) == set(known)


def test_a_file_of_another_layout_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"query": ["mug"]})
    laid_out(tmp_path, monkeypatch, examples=table, products=table)
    with pytest.raises(DataError, match=r"examples.parquet: lacks the columns product_id, product_locale"):
        replace(ESCI, files=pinned(tmp_path)).write(tmp_path / "out", tmp_path / "cache")


def test_pins_of_the_whole_set_are_at_a_fixed_version() -> None:
    for file in ESCI.files:
        assert len(file.sha256) == 64
        assert "/7e0e3073f5ca36c0b5ff79e847cf99a74597645d/" in str(file.home_url)
    assert sum(ESCI.rows.values()) == 2_621_288


@pytest.mark.real_data
def test_the_file_is_as_stated(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    ESCI_SAMPLE.write(tmp_path / "out", tmp_path / "cache")
    products, judgments = (pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("products", "judgments"))
    assert judgments["region"].value_counts().to_dict() == ESCI_SAMPLE.rows
    assert judgments["grade"].value_counts().to_dict() == {
        "exact": 1547, "substitute": 687, "irrelevant": 336, "complement": 100,
    }  # fmt: skip
    assert judgments["query"].nunique() == 2_617
    assert (len(products), products["product_id"].is_unique) == (2_667, True)
    assert products["title"].notna().all()
    assert set(judgments["product_id"]) == set(products["product_id"])
    assert (judgments["region"] != judgments["product_id"].str[-2:]).sum() == 51
    assert judgments.duplicated(["query", "product_id"]).sum() == 1
