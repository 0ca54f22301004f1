"""The Grocery Store Dataset becomes a catalogue, photos and pictures, on an archive made up here."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_pictures import colours, encoded

from contracts.validation import validate_directory
from contracts.visual_search import CONTRACT
from infra.errors import DataError
from sources.public.grocery_store import read_tables, tables
from sources.public.visual_search import ARCHIVE, GROCERY_STORE

PICTURE = encoded(colours(), "JPEG")
FILES = {
    "catalogue.csv": b"class_id,class_name,coarse_id,coarse_name,department,image,description\n"
    b'0,Royal-Gala,0,Apple,Fruit,catalogue/g.jpg,"Red, sweet."\n1,Lime,1,Lime,Fruit,catalogue/l.jpg,Sour.\n',
    "queries.csv": b"image,split,class_id,coarse_id,orig_w,orig_h,w,h\n"
    b"query/train/Lime_001.jpg,train,1,1,9,9,9,9\nquery/val/Royal-Gala_001.jpg,val,0,0,9,9,9,9\n",
    "catalogue/g.jpg": PICTURE,
    "catalogue/l.jpg": PICTURE,
    "query/train/Lime_001.jpg": PICTURE,
    "query/val/Royal-Gala_001.jpg": PICTURE,
}


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as made:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return path


def test_classes_are_products_and_val_is_the_test(tmp_path: Path) -> None:
    catalogue, photos = tables(*read_tables(archive(tmp_path / "a.tar", FILES)))
    assert catalogue.iloc[0].to_dict() == {
        "product_id": "Royal-Gala",
        "image": "catalogue/g.jpg",
        "title": "Royal Gala",
        "text": "Red, sweet.",
        "category": "Fruit > Apple",
    }
    assert photos["photo_id"].tolist() == ["train-Lime_001", "val-Royal-Gala_001"]
    assert photos["product_id"].tolist() == ["Lime", "Royal-Gala"]
    assert photos["split"].tolist() == ["train", "test"]


def test_what_is_written_keeps_the_contract_and_finds_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archive(tmp_path / "grocery-store.tar", FILES)
    (tmp_path / "data" / "visual_search").mkdir(parents=True)
    made.rename(tmp_path / "data" / ARCHIVE.path)
    monkeypatch.setenv("BAZAAR_DATA", str(tmp_path / "data"))
    sha256 = hashlib.sha256((tmp_path / "data" / ARCHIVE.path).read_bytes()).hexdigest()
    source = replace(GROCERY_STORE, files=(replace(ARCHIVE, sha256=sha256),))
    source.write(tmp_path / "in", tmp_path / "cache")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out", today=date(2026, 1, 1))
    assert report.refusal is None
    assert {table.name: table.rows_kept for table in report.tables} == {"catalogue": 2, "photos": 2}
    assert not any(table.ignored_columns for table in report.tables)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("queries.csv", b"image,split,class_id\nq.jpg,train,7\n", "1 photos of 1 have an unknown class_id, the first"),
        ("queries.csv", b"image,split,class_id\nq.jpg,dev,1\n", "unknown split, the first q.jpg has 'dev'"),
        ("queries.csv", b"image,class_id\nq.jpg,1\n", "not the archive that was expected"),
        ("catalogue.csv", None, "not the archive that was expected"),
    ],
)
def test_an_archive_of_another_layout_is_refused(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    files = {key: value for key, value in (FILES | {name: content or b""}).items() if key != name or content}
    with pytest.raises(DataError, match=says):
        tables(*read_tables(archive(tmp_path / "a.tar", files)))
    (tmp_path / "none.tar").write_bytes(b"no tar")
    with pytest.raises(DataError, match=r"none.tar: not the archive"):
        read_tables(tmp_path / "none.tar")
