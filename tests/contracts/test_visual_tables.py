"""Tables of visual search: what is kept of them, what is set aside and why, and what stops a run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_pictures import bomb, colours, encoded, turned
from PIL import Image

from contracts.describe import as_markdown
from contracts.validation import ValidationReport, validate_directory
from contracts.visual_search import CONTRACT, REQUEST
from infra.errors import DataError
from models.media import Shards
from models.media_writing import write_shards

GOOD = encoded(colours())  # 60 x 40
BAD = {
    "cut.png": GOOD[:120],
    "text.jpg": b"not a picture at all",
    "bomb.png": bomb(20_000, 20_000),
    "dot.png": encoded(Image.new("RGB", (1, 1))),
    "empty.jpg": b"",
}
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})


def place(root: Path, files: dict[str, bytes], **tables: Any) -> Path:
    (root / "images").mkdir(parents=True)
    for name, data in files.items():
        (root / "images" / name).write_bytes(data)
    for name, rows in tables.items():
        pd.DataFrame(rows).to_parquet(root / f"{name}.parquet", index=False)
    return root


def catalogue(*images: str) -> dict[str, list[str]]:
    return {"product_id": [f"p{at}" for at in range(len(images))], "image": list(images)}


def photos(**columns: list[Any]) -> dict[str, list[Any]]:
    n = len(next(iter(columns.values())))
    return {"photo_id": [f"f{at}" for at in range(n)], "image": ["a.png"] * n} | columns


def run(source: Path, **options: Any) -> ValidationReport:
    return validate_directory(LENIENT, source, source / "out", today=date(2026, 1, 1), **options)


def set_aside(source: Path) -> dict[str, list[str]]:
    found = pd.read_parquet(source / "out" / "quarantine.parquet")
    return {key: list(rules) for key, rules in zip(found["key"], found["rules"], strict=True)}


def test_pictures_that_cannot_be_read_go_to_quarantine_with_their_reason_and_count(tmp_path: Path) -> None:
    source = place(
        tmp_path,
        {"a.png": GOOD, "b.jpg": turned(6)} | BAD,
        catalogue=catalogue("a.png", "b.jpg", "nowhere.jpg", *BAD),
        photos=photos(product_ids=[["p0"]]),
    )
    report = run(source)
    assert report.refusal is None
    counts = report.counts()
    assert counts["catalogue.rows_kept"] == 2
    broken = {name: value for name, value in counts.items() if name.startswith("catalogue.broken.picture_readable.")}
    assert {name.rsplit(".", 1)[1]: value for name, value in broken.items()} == {
        "absent": 1,
        "truncated": 1,
        "not_a_picture": 1,
        "too_large": 1,
        "too_small": 1,
        "empty": 1,
    }
    found = pd.read_parquet(source / "out" / "quarantine.parquet").set_index("key")
    assert found.loc["p2|nowhere.jpg", "reasons"].tolist() == ["image: there is no file of that name (absent)"]
    assert "cut short or broken (truncated)" in found.loc["p3|cut.png", "reasons"][0]
    [rule] = [row for row in report.rows() if row["rule"] == "picture_readable" and row["broken"]]
    assert rule["why"] == {name.rsplit(".", 1)[1]: value for name, value in broken.items()}


def test_where_too_many_cannot_be_read_the_refusal_counts_the_reasons(tmp_path: Path) -> None:
    source = place(tmp_path, {"a.png": GOOD} | BAD, catalogue=catalogue("a.png", *BAD), photos=photos(product_ids=[[]]))
    report = validate_directory(CONTRACT, source, source / "out", today=date(2026, 1, 1))
    assert report.refusal is not None
    assert "image names a file of images that can be read): 5 rows (1 truncated, 1 not_a_picture" in report.refusal
    assert "distinct" not in report.refusal
    assert "product_id has at least 2 different values" in report.refusal


@pytest.mark.parametrize("wanted", ["images/a.png", "../images/a.png"])
def test_where_most_pictures_are_absent_one_wanted_and_one_there_are_told(tmp_path: Path, wanted: str) -> None:
    other = wanted.replace("a.png", "b.png")
    source = place(
        tmp_path, {"a.png": GOOD, "b.png": GOOD}, catalogue=catalogue(wanted, other), photos=photos(product_ids=[[]])
    )
    report = validate_directory(CONTRACT, source, source / "out", today=date(2026, 1, 1))
    assert report.refusal is not None
    assert f"within the directory, or the tar, of images: {wanted!r} is wanted, and there is 'a.png'" in report.remedy


def test_a_reference_may_begin_with_the_folder_that_it_is_in(tmp_path: Path) -> None:
    source = place(tmp_path, {"a.png": GOOD}, catalogue=catalogue("./a.png", "a.png"), photos=photos(product_ids=[[]]))
    report = validate_directory(CONTRACT, source, source / "out", today=date(2026, 1, 1))
    assert report.counts()["catalogue.rows_kept"] == 2


def test_lists_of_products_are_read_from_parquet_and_json_and_an_empty_one_says_so(tmp_path: Path) -> None:
    lists: list[Any] = [["p0"], ["p0", "p1", "p0"], [], None]
    source = place(tmp_path / "parquet", {"a.png": GOOD}, catalogue=catalogue("a.png", "a.png"))
    pd.DataFrame(photos(product_ids=lists)).to_parquet(source / "photos.parquet")
    other = place(tmp_path / "csv", {"a.png": GOOD}, catalogue=catalogue("a.png", "a.png"))
    written = [None if cell is None else json.dumps(cell) for cell in lists]
    pd.DataFrame(photos(product_ids=written)).to_csv(other / "photos.csv", index=False)
    for where in (source, other):
        assert run(where).refusal is None
        kept = pd.read_parquet(where / "out" / "photos.parquet")["product_ids"]
        assert kept.fillna("none").tolist() == ['["p0"]', '["p0", "p1", "p0"]', "[]", "none"]


def test_labels_that_cannot_be_are_set_aside(tmp_path: Path) -> None:
    cells = ['["p0"]', '["p0", "p9"]', "p0", '{"p0": 1}', "[1, null]", '[""]', '["p0"', None, None]
    source = place(
        tmp_path,
        {"a.png": GOOD},
        catalogue=catalogue("a.png", "a.png"),
        photos=photos(product_ids=cells, product_id=[None] * 7 + ["p1", "p9"]),
    )
    run(source)
    listed = "products_listed"
    assert set_aside(source) == {
        "f1": ["products_known"],
        "f2": [listed],
        "f3": [listed],
        "f4": [listed, "products_known"],
        "f5": [listed],
        "f6": [listed],
        "f8": ["product_known"],
    }


def test_boxes_lie_in_the_upright_picture_one_for_each_product(tmp_path: Path) -> None:
    one, two = '["p0"]', '["p0", "p1"]'
    cases: list[tuple[str | None, str | None, list[str]]] = [
        (one, "[[0, 0, 60, 40]]", []),
        (two, "[[1.5, 2, 30, 40.5], null]", []),
        (two, None, []),
        ("[]", "[]", []),
        (None, "[[0, 0, 9, 9]]", []),
        (two, "[[0, 0, 9, 9]]", ["boxes_listed"]),
        (one, "[[9, 0, 9, 9]]", ["boxes_listed"]),
        (one, "[[0, 0, 9]]", ["boxes_listed"]),
        (one, '[["0", 0, 9, 9]]', ["boxes_listed"]),
        (one, "[[-5, 0, 9, 9]]", ["boxes_listed"]),
        (one, "[[0, 0, 9, NaN]]", ["boxes_listed"]),
        (one, f"[[0, 0, 1{'0' * 400}, 9]]", ["boxes_listed"]),
        (one, "[[0, 0, 40, 60]]", ["boxes_in_picture"]),
    ]
    source = place(
        tmp_path,
        {"a.png": GOOD},
        catalogue=catalogue("a.png", "a.png"),
        photos=photos(product_ids=[case[0] for case in cases], boxes=[case[1] for case in cases]),
    )
    run(source)
    found = set_aside(source)
    for at, (_, boxes, rules) in enumerate(cases):
        assert found.get(f"f{at}", []) == rules, boxes


def test_boxes_of_a_picture_that_was_turned_are_those_of_the_upright_one(tmp_path: Path) -> None:
    """The file says 40 x 60 and to turn it, which makes 60 x 40."""
    source = place(
        tmp_path,
        {"a.png": GOOD, "t.jpg": turned(6)},
        catalogue=catalogue("a.png", "a.png"),
        photos={
            "photo_id": ["right", "wrong"],
            "image": ["t.jpg"] * 2,
            "product_ids": [["p0"]] * 2,
            "boxes": [[[0.0, 0.0, 60.0, 40.0]], [[0.0, 0.0, 40.0, 60.0]]],
        },
    )
    run(source)
    assert set_aside(source) == {"wrong": ["boxes_in_picture"]}


def test_shards_are_handed_on_as_they_are(tmp_path: Path) -> None:
    source = place(tmp_path, {}, catalogue=catalogue("a.png", "a.png"), photos=photos(product_ids=[["p0"]]))
    write_shards(source, "images", [("a.png", GOOD), ("unused.png", GOOD)])
    assert run(source).refusal is None
    with Shards(source / "out", "images") as shards:
        assert shards.one("a.png") == GOOD
    assert (source / "out" / "images-00000.tar").samefile(source / "images-00000.tar"), "not there twice"


def test_a_name_of_two_files_is_set_aside(tmp_path: Path) -> None:
    source = place(tmp_path, {"a.png": GOOD}, catalogue=catalogue("a.png", "b.png"), photos=photos(product_ids=[[]]))
    write_shards(source, "images", [("a.png", BAD["dot.png"]), ("b.png", GOOD)])
    assert run(source).counts()["catalogue.broken.picture_readable.twice"] == 1


def test_without_pictures_there_is_nothing_to_search(tmp_path: Path) -> None:
    source = place(tmp_path, {}, catalogue=catalogue("a.png"), photos=photos(product_ids=[[]]))
    with pytest.raises(
        DataError, match=r"Media images are missing .*which holds catalogue.parquet, images, photos"
    ) as no:
        run(source)
    assert "directory images/ or in uncompressed tar files, images.tar or images-*.tar" in no.value.remedy
    (source / "images.tar").write_bytes(b"no tar")
    with pytest.raises(DataError, match=r"images.tar is no whole tar file"):
        run(source)
    assert not (source / "out").exists() or not any((source / "out").iterdir())


def test_an_empty_catalogue_is_refused(tmp_path: Path) -> None:
    source = place(tmp_path, {"a.png": GOOD}, photos=photos(product_ids=[[]]))
    (source / "catalogue.csv").write_text("product_id,image\n")
    with pytest.raises(DataError, match=r"Table catalogue \(catalogue.csv\) has a header and no row"):
        run(source)


def test_distractors_are_no_products_of_the_catalogue(tmp_path: Path) -> None:
    source = place(
        tmp_path,
        {"a.png": GOOD},
        catalogue=catalogue("a.png", "a.png"),
        photos=photos(product_ids=[[]]),
        distractors={"product_id": ["p1", "d1", None], "image": ["a.png"] * 3},
    )
    counts = run(source).counts()
    assert counts["distractors.broken.not_in_catalogue"] == 1
    assert counts["distractors.rows_kept"] == 2


def test_the_contract_tells_where_pictures_are_to_be_put() -> None:
    page = as_markdown(CONTRACT)
    assert "## images" in page
    assert "images/ or in uncompressed tar files" in page
    assert "image names a file of images that can be read" in page
    assert REQUEST.columns[1].kind.value == "bytes"
