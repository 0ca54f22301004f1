"""Media come into the run store with the tables: shards as they are, loose files packed, the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.errors import DataError
from infra.run_store import Reference
from models.media import Shards
from models.media_writing import write_shards
from tasks import ingest
from tasks.steps import Run


def a_run(place: Path) -> Run:
    parameters: dict[str, Any] = {"data": str(place), "data_rev": None, "as_of": None, "source": "simulator"}
    return Run("visual_search", parameters)


def ingested(place: Path) -> Reference:
    return ingest.ingest.step.perform(a_run(place))


def album(place: Path) -> Path:
    (place / "images" / "b").mkdir(parents=True)
    (place / "images" / "b" / "2.jpg").write_bytes(b"two")
    (place / "images" / "1.jpg").write_bytes(b"one")
    (place / "catalogue.csv").write_text("product_id,image\np1,1.jpg\n")
    (place / "notes.txt").write_text("not of a table")
    return place


@pytest.mark.usefixtures("home")
def test_loose_files_are_packed_and_shards_stay_as_they_are(tmp_path: Path) -> None:
    place = album(tmp_path / "album")
    [shard] = write_shards(place, "images", [("3.jpg", b"three")])
    tables = ingested(place)
    assert sorted(tables.facts["tables"]) == ["catalogue.csv", "images-00000.tar", "images-packed-00000.tar"]
    assert (tables.directory / "images-00000.tar").read_bytes() == shard.read_bytes()
    with Shards(tables.directory, "images") as shards:
        assert dict(shards.read(shards)) == {"1.jpg": b"one", "b/2.jpg": b"two", "3.jpg": b"three"}


@pytest.mark.usefixtures("home")
def test_loose_files_do_not_vanish_behind_a_shard_of_the_name_that_they_would_be_packed_under(tmp_path: Path) -> None:
    place = album(tmp_path / "album")
    write_shards(place, "images-packed", [("3.jpg", b"three")])
    with pytest.raises(DataError, match=r"images-packed-00000.tar beside 2 loose files") as refused:
        ingested(place)
    assert "images-mine.tar" in str(refused.value)


@pytest.mark.usefixtures("home")
def test_the_data_version_follows_the_files_and_nothing_else(tmp_path: Path) -> None:
    first = ingested(album(tmp_path / "first"))
    again = ingested(album(tmp_path / "again"))
    assert first.facts["tables"] == again.facts["tables"]
    assert first.key == again.key
    (tmp_path / "again" / "images" / "1.jpg").write_bytes(b"another")
    altered = ingested(tmp_path / "again")
    assert altered.key != first.key
    assert altered.facts["tables"]["images-packed-00000.tar"] != first.facts["tables"]["images-packed-00000.tar"]
    assert altered.facts["tables"]["catalogue.csv"] == first.facts["tables"]["catalogue.csv"]


@pytest.mark.usefixtures("home")
def test_pictures_without_a_table_are_no_data(tmp_path: Path) -> None:
    place = album(tmp_path / "album")
    (place / "catalogue.csv").unlink()
    with pytest.raises(DataError, match=r"none of the tables catalogue, photos, distractors; it holds \['images'"):
        ingested(place)
