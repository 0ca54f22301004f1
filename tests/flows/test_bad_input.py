"""Bad input: one clear message, one exit code, nothing registered, nothing left half written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bazaar_command import SMALL, Bazaar

DATA_ERROR = 3
SETTINGS_ERROR = 4


@pytest.fixture(scope="module")
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Bazaar:
    return bazaar_at(tmp_path_factory.mktemp("bad-input"))


def listings(n: int = 60) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "listing_id": [f"l{row}" for row in range(n)],
            "title": [f"Kettle model K{row // 2} {'steel' if row % 2 else 'stainless steel'}" for row in range(n)],
            "price": [10.0 + row for row in range(n)],
        }
    )


def pairs(n: int = 60) -> pd.DataFrame:
    rows = [(f"l{row}", f"l{row + 1}", int(row % 2 == 0)) for row in range(n - 1)]
    return pd.DataFrame(rows, columns=["left_id", "right_id", "label"])


def write(directory: Path, **tables: pd.DataFrame) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(directory / f"{name}.csv", index=False)
    return directory


def empty_table(place: Path) -> None:
    write(place, listings=listings().iloc[:0], pairs=pairs())


def missing_required_column(place: Path) -> None:
    write(place, listings=listings().rename(columns={"title": "titel"}), pairs=pairs())


def duplicate_ids(place: Path) -> None:
    write(place, listings=listings().assign(listing_id="same"), pairs=pairs())


def null_ids(place: Path) -> None:
    write(place, listings=listings().assign(listing_id=None), pairs=pairs())


def one_class(place: Path) -> None:
    write(place, listings=listings(), pairs=pairs().assign(label=1))


def unknown_listings(place: Path) -> None:
    write(place, listings=listings(), pairs=pairs().assign(left_id=lambda t: "x" + t["left_id"]))


def latin_1(place: Path) -> None:
    write(place, pairs=pairs())
    table = listings().assign(title=lambda t: t["title"] + " Küche")
    (place / "listings.csv").write_bytes(table.to_csv(index=False).encode("latin-1"))


def ragged_lines(place: Path) -> None:
    write(place, listings=listings(), pairs=pairs())
    with (place / "listings.csv").open("a") as file:
        file.write("l900,Kettle,12.0,too,many\n")


def huge_titles(place: Path) -> None:
    write(place, listings=listings().assign(title="kettle " * 15_000), pairs=pairs())


def no_tables(place: Path) -> None:
    write(place, something=listings())


def no_labels(place: Path) -> None:
    write(place, listings=listings())


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (empty_table, ["listings", "row"]),
        (missing_required_column, ["listings", "title", "titel"]),
        (duplicate_ids, ["listings", "listing_id", "60"]),
        (null_ids, ["listings", "listing_id", "60"]),
        (one_class, ["pairs", "label"]),
        (unknown_listings, ["pairs", "left_id", "59"]),
        (latin_1, ["listings.csv", "line 2", "encoding"]),
        (ragged_lines, ["listings.csv", "line 62"]),
        (huge_titles, ["listings", "title", "60"]),
        (no_tables, ["listings", "pairs", "clusters"]),
        (no_labels, ["pairs", "clusters"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_is_refused_and_nothing_is_registered(
    bazaar: Bazaar, tmp_path: Path, make: Callable[[Path], None], told: list[str]
) -> None:
    place = tmp_path / "tables"
    make(place)
    said = bazaar("run", "product-matching", "--data", str(place), "--profile", "quick", code=DATA_ERROR)
    flat = " ".join(said.split())
    for word in told:
        assert word in flat
    assert "Traceback" not in said
    assert "way out:" in said
    if (bazaar.home / "mlruns" / "mlflow.db").exists():
        assert bazaar.versions() == {}
        assert bazaar.alias("champion") is None
    drafts = bazaar.home / ".bazaar" / "store" / ".drafts"
    assert not drafts.exists() or list(drafts.iterdir()) == []


def test_a_latin_1_file_is_read_when_its_encoding_is_told(bazaar: Bazaar, tmp_path: Path) -> None:
    place = tmp_path / "tables"
    latin_1(place)
    told = ("--set", "encoding=latin-1", "--set", "timeout_seconds=0.5")
    said = bazaar("run", "product-matching", "--data", str(place), "--profile", "quick", *told, code=1)
    # It got as far as training, which has no time here.
    assert "limit of 0.5 s" in said
    (clean,) = (bazaar.home / ".bazaar" / "store" / "build").glob("*/content/listings.parquet")
    assert pd.read_parquet(clean)["title"].str.endswith("Küche").all()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("run", "product-machting"), SETTINGS_ERROR, "Did you mean product-matching?"),
        (("run", "product-matching", "--source", "abt-by"), DATA_ERROR, "abt-buy"),
        (("run", "product-matching", "--set", "models.max_dept=3"), SETTINGS_ERROR, "models.max_depth"),
        (("run", "product-matching", "--as-of", "yesterday"), SETTINGS_ERROR, "as_of"),
        (("run", "product-matching", "--as-of", "2999-01-31"), SETTINGS_ERROR, "lies in the future"),
        (("run", "product-matching", "--source", "simulator", "--data", "."), SETTINGS_ERROR, "Choose one"),
        (
            ("run", "product-matching", "--source", "abt-buy", "--data-rev", "v1"),
            SETTINGS_ERROR,
            "Only data that DVC tracks",
        ),
        (("run", "product-matching", "--profile", "fast"), SETTINGS_ERROR, "quick, full"),
        (("run", "product-matching", "--data", "absent"), DATA_ERROR, "no directory"),
        (("rollback", "product-matching"), 5, "no champion"),
        (("score", "product-matching", "--input", "absent.csv", "--output", "o.csv"), DATA_ERROR, "absent.csv"),
    ],
)
def test_a_wrong_command_is_told_what_is_right(bazaar: Bazaar, words: tuple[str, ...], code: int, told: str) -> None:
    said = " ".join(bazaar(*words, code=code).split())
    assert told in said
    assert "Traceback" not in said


def test_an_mlflow_that_is_away_is_told_in_a_sentence(bazaar: Bazaar) -> None:
    said = replace(bazaar, tracking="http://ada:secret@127.0.0.1:9")("status", code=5)
    assert "MLflow at http://127.0.0.1:9 does not answer." in " ".join(said.split())
    assert "Traceback" not in said
    assert "secret" not in said


def test_a_run_out_of_time_is_stopped_and_says_how_to_resume(bazaar: Bazaar) -> None:
    said = bazaar("run", "product-matching", *SMALL, "--set", "timeout_seconds=0.5", code=1)
    assert "limit of 0.5 s" in said
    assert "to resume:" in said
    assert "simulator.scale=0.05" in said
