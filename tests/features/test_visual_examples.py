"""Labelled photos become examples: no photo and no product held out is on both sides, and pictures stay as told."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_pictures import swapped_profile
from PIL import Image
from visual_tables import SMALL, built, bytes_of, colour_of, pixels, shop, square

from features.visual_search import build
from features.visual_search.pictures import smaller
from infra.errors import DataError

SPLITS = ("train", "valid", "test")


def photos_of(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([files[name].assign(split=name) for name in SPLITS], ignore_index=True)


def products_of(rows: pd.DataFrame) -> set[str]:
    return {one for cell in rows["product_ids"].dropna() for one in json.loads(cell)}


def test_every_photo_is_in_one_split_and_the_catalogue_is_whole(tmp_path: Path) -> None:
    tables, images = shop()
    facts, files = built(tmp_path, tables, images)
    rows = photos_of(files)
    assert sorted(rows["photo_id"]) == sorted(tables["photos"]["photo_id"])
    assert set(files["catalogue"]["product_id"]) == set(tables["catalogue"]["product_id"])
    assert facts["photos"] == sum(facts[name]["photos"] for name in SPLITS) == 132
    assert sum(facts[name]["of_nothing_of_the_catalogue"] for name in SPLITS) == 12
    assert json.loads((tmp_path / "out" / "facts.json").read_text(encoding="utf-8")) == facts


def test_photos_taken_in_one_go_fall_alike(tmp_path: Path) -> None:
    _, files = built(tmp_path, *shop())
    rows = photos_of(files)
    assert rows.dropna(subset=["group"]).groupby("group")["split"].nunique().eq(1).all()
    assert rows["split"].nunique() == 3


def test_photos_with_the_same_bytes_fall_alike(tmp_path: Path) -> None:
    tables, images = shop()
    for number in range(12):
        images[f"photos/p00-{number}.png"] = images[f"photos/p01-{number}.png"]
    _, files = built(tmp_path, tables, images)
    rows = photos_of(files)
    first, second = (
        rows[rows["photo_id"].str.startswith(name)].set_index("photo_id")["split"] for name in ("p00", "p01")
    )
    assert first.sort_index().tolist() == second.sort_index().tolist()


def test_products_that_are_held_out_are_on_no_photo_of_train(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *shop())
    held = set(files["catalogue"].loc[files["catalogue"]["held_out"], "product_id"])
    assert len(held) == facts["products_held_out"] == 2
    assert not held & products_of(files["train"])
    assert held <= products_of(files["valid"]) | products_of(files["test"])
    assert facts["train"]["labels_of_held_out_products"] == 0 < facts["test"]["labels_of_held_out_products"]


def test_pictures_of_train_are_made_smaller_and_those_of_the_test_stay(tmp_path: Path) -> None:
    tables, images = shop()
    _, files = built(tmp_path, tables, images)
    of = tables["photos"].set_index("photo_id")["image"]
    for row in files["test"].itertuples():
        assert row.picture == images[of[row.photo_id]]
    for row in files["train"].itertuples():
        assert max(pixels(row.picture).shape[:2]) == 48
        assert (row.width, row.height) in {(96, 64), (50, 60)}
    for row in files["catalogue"].itertuples():
        drawn = pixels(row.picture)
        assert drawn.shape == (32, 32, 3)
        assert (row.width, row.height) == (40, 40)
        assert np.abs(drawn.mean(axis=(0, 1)) - colour_of(int(row.product_id[1:]))).max() < 4


def test_labels_stay_with_their_photo_and_boxes_are_pixels_of_the_original(tmp_path: Path) -> None:
    tables, images = shop()
    _, files = built(tmp_path, tables, images)
    told = tables["photos"].set_index("photo_id")
    for row in photos_of(files).to_dict("records"):
        assert row["product_ids"] == told.at[row["photo_id"], "product_ids"]
        boxes, kept = told.at[row["photo_id"], "boxes"], row["boxes"]
        assert json.loads(str(kept)) == json.loads(boxes) if isinstance(boxes, str) else kept is None or kept != kept


def test_a_photo_that_lies_on_its_side_is_stored_upright(tmp_path: Path) -> None:
    tables, images = shop()
    tall = Image.new("RGB", (20, 80), (200, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    for number in range(12):
        images[f"photos/p00-{number}.png"] = bytes_of(tall, "JPEG", exif=exif, quality=90 - number)
    _, files = built(tmp_path, tables, images, replace(SMALL, held_out_products=0.0))
    rows = files["train"][files["train"]["photo_id"].str.startswith("p00")]
    assert len(rows)
    for row in rows.itertuples():
        assert (row.width, row.height) == (80, 20)
        assert pixels(row.picture).shape == (12, 48, 3)


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    tables, images = shop()
    layer = square(colour_of(3)).convert("RGBA")
    layer.putalpha(Image.linear_gradient("L").resize(layer.size))
    images["catalogue/p03.png"] = bytes_of(layer)
    _, files = built(tmp_path, tables, images)
    data = files["catalogue"].set_index("product_id").loc["p03", "picture"]
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (32, 32))


def test_the_split_of_the_table_wins_and_new_products_are_held_out(tmp_path: Path) -> None:
    tables, images = shop()
    number = tables["photos"]["photo_id"].str[-2:].astype(int)
    new = tables["photos"]["photo_id"].str.startswith("p07")
    tables["photos"]["split"] = np.where((number >= 9) | new, "test", "train")
    facts, files = built(tmp_path, tables, images)
    assert facts["split"] == "as photos.split says, valid carved from train by a hash"
    assert len(files["test"]) == int((tables["photos"]["split"] == "test").sum())
    held = files["catalogue"].set_index("product_id")["held_out"]
    assert held["p07"]
    assert held.sum() == len(held) - len(products_of(files["train"]))


def test_a_picture_that_the_test_has_too_is_not_learnt_from(tmp_path: Path) -> None:
    tables, images = shop()
    number = tables["photos"]["photo_id"].str[-2:].astype(int)
    tables["photos"]["split"] = np.select([number >= 9, number >= 7], ["test", "valid"], "train")
    images["photos/p00-0.png"] = images["photos/p00-11.png"]
    facts, files = built(tmp_path, tables, images)
    assert facts["photos_left_out_whose_picture_a_later_split_has"] == 1
    assert "p00-00" not in set(photos_of(files)["photo_id"])
    assert "p00-11" in set(files["test"]["photo_id"])


def test_a_picture_of_the_catalogue_measures_nothing(tmp_path: Path) -> None:
    tables, images = shop()
    number = tables["photos"]["photo_id"].str[-2:].astype(int)
    tables["photos"]["split"] = np.select([number >= 9, number >= 7], ["test", "valid"], "train")
    images["photos/p00-11.png"] = images["catalogue/p00.png"]
    images["photos/p01-11.png"] = images["others/a.png"]
    tables["photos"].loc[tables["photos"]["photo_id"].isin(["p00-11", "p01-11"]), "boxes"] = None
    facts, files = built(tmp_path, tables, images)
    assert facts["photos_left_out_of_valid_and_test_whose_picture_the_catalogue_has"] == 2
    assert not {"p00-11", "p01-11"} & set(photos_of(files)["photo_id"])


def test_a_given_split_that_tears_groups_apart_is_told_and_what_nobody_labelled_falls_with_its_group(
    tmp_path: Path,
) -> None:
    tables, images = shop()
    number = tables["photos"]["photo_id"].str[-2:].astype(int)
    tables["photos"]["split"] = np.select([number >= 9, number >= 7], ["test", "valid"], "train")
    silent = tables["photos"]["photo_id"] == "p00-10"  # of one group with p00-11, of the test
    tables["photos"].loc[silent, ["product_ids", "boxes", "split"]] = None
    facts, files = built(tmp_path, tables, images)
    assert facts["groups_of_which_some_photos_are_of_one_split_and_some_of_another"] == 20  # 6 and 7, 8 and 9, of ten
    assert "p00-10" not in set(photos_of(files)["photo_id"])
    assert facts["photos_left_out_of_valid_and_test_of_which_nothing_is_told"] == 1


def test_what_is_transparent_is_kept_in_the_colours_that_its_profile_means() -> None:
    layer = Image.new("RGBA", (40, 40), (200, 120, 40, 255))
    layer.putpixel((20, 20), (0, 0, 0, 0))
    data = bytes_of(layer, icc_profile=swapped_profile())
    with Image.open(io.BytesIO(smaller(64, 90)(data).data)) as stored:
        seen = np.asarray(stored.convert("RGBA"))
    assert seen[5, 5].tolist() == pytest.approx([40, 120, 200, 255], abs=25)
    assert seen[..., 3].min() == seen[20, 20, 3] == 0


def test_what_is_transparent_with_broken_notes_of_the_camera_is_kept(tmp_path: Path) -> None:
    tables, images = shop()
    layer = square(colour_of(3)).convert("RGBA")
    layer.putalpha(Image.linear_gradient("L").resize(layer.size))
    images["catalogue/p03.png"] = bytes_of(layer, exif=b"Exif\x00\x00no notes at all")
    _, files = built(tmp_path, tables, images)
    with Image.open(io.BytesIO(files["catalogue"].set_index("product_id").loc["p03", "picture"])) as picture:
        assert (picture.mode, picture.size) == ("RGBA", (32, 32))


def test_ids_with_spaces_around_them_are_labels(tmp_path: Path) -> None:
    tables, images = shop()
    plain, _ = built(tmp_path / "plain", tables, images)
    tables["photos"]["product_ids"] = tables["photos"]["product_ids"].str.replace('"p', '" p')
    spaced, _ = built(tmp_path / "spaced", tables, images)
    assert spaced["test"] == plain["test"]


def test_photos_of_which_nothing_is_told_are_learnt_from_alone(tmp_path: Path) -> None:
    tables, images = shop()
    silent = tables["photos"]["photo_id"].str[-2:].astype(int) < 4
    tables["photos"].loc[silent, ["product_ids", "boxes"]] = None
    facts, files = built(tmp_path, tables, images)
    assert facts["train"]["unlabelled"] == int(files["train"]["product_ids"].isna().sum()) > 0
    assert not files["test"]["product_ids"].isna().any()
    assert facts["photos_left_out_of_valid_and_test_of_which_nothing_is_told"] > 0


def test_one_id_in_a_column_of_its_own_is_a_label(tmp_path: Path) -> None:
    tables, images = shop()
    photos = tables["photos"]
    alone = photos["product_ids"].map(lambda cell: (json.loads(cell) or [None])[0])
    tables["photos"] = photos.assign(product_id=alone, product_ids=photos["product_ids"].where(alone.isna()))
    _, files = built(tmp_path, tables, images)
    rows = photos_of(files).set_index("photo_id")
    assert rows.loc["p04-03", "product_ids"] == '["p04"]'
    assert rows.loc["nothing-03", "product_ids"] == "[]"


def test_ids_that_the_catalogue_lacks_measure_nothing(tmp_path: Path) -> None:
    tables, images = shop()
    tables["catalogue"] = tables["catalogue"][tables["catalogue"]["product_id"] != "p05"]
    facts, files = built(tmp_path, tables, images)
    assert facts["labels_of_products_that_the_catalogue_lacks"] == 12
    assert "p05" not in products_of(files["test"]) | products_of(files["valid"])


def test_distractors_without_an_id_are_numbered(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *shop())
    assert files["distractors"]["product_id"].tolist() == ["distractor-0", "distractor-1"]
    assert files["distractors"].columns.tolist() == files["catalogue"].columns.tolist()
    assert facts["distractors"] == 2


def test_more_photos_than_are_wanted_are_drawn_by_hash(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *shop(), replace(SMALL, max_train_photos=20))
    assert len(files["train"]) == 20
    assert (
        facts["photos_left_out_as_too_many"]["train"] == 132 - facts["valid"]["photos"] - facts["test"]["photos"] - 20
    )


def test_the_order_of_rows_decides_nothing(tmp_path: Path) -> None:
    tables, images = shop()
    _, files = built(tmp_path / "a", tables, images)
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    _, again = built(tmp_path / "b", turned, images)
    for name in SPLITS:
        assert set(files[name]["photo_id"]) == set(again[name]["photo_id"])
    assert (
        files["catalogue"]
        .set_index("product_id")["held_out"]
        .equals(again["catalogue"].set_index("product_id")["held_out"])
    )


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"catalogue": 0}, "holds `catalogue` without any row"),
        ({"photos": 0}, "holds `photos` without any row"),
        ({"photos": 6}, "of 6 photos do"),
    ],
)
def test_too_little_is_refused_and_says_what(tmp_path: Path, spoilt: dict[str, int], said: str) -> None:
    tables, images = shop()
    for name, rows in spoilt.items():
        tables[name] = tables[name].iloc[:rows]
    with pytest.raises(DataError, match=said):
        built(tmp_path, tables, images)


def test_photos_without_labels_are_refused(tmp_path: Path) -> None:
    tables, images = shop()
    tables["photos"] = tables["photos"].drop(columns=["product_ids", "boxes"])
    with pytest.raises(DataError, match=r"none of the 132 rows tells what it shows.*product_ids"):
        built(tmp_path, tables, images)


def test_ids_of_another_shop_are_refused(tmp_path: Path) -> None:
    tables, images = shop()
    tables["catalogue"]["product_id"] = "x" + tables["catalogue"]["product_id"]
    with pytest.raises(DataError, match=r"none of the 120 ids on 132 labelled photos is one of the 10 products"):
        built(tmp_path, tables, images)


def test_a_picture_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    tables, images = shop()
    images["catalogue/p02.png"] = images["catalogue/p02.png"][:40]
    with pytest.raises(DataError, match=r"catalogue\.image: the picture 'catalogue/p02\.png' cannot be read"):
        built(tmp_path, tables, images)


def test_pictures_that_are_not_there_are_counted_by_table(tmp_path: Path) -> None:
    tables, images = shop()
    for name in ("photos/p03-4.png", "photos/p07-1.png"):
        del images[name]
    row = tables["photos"].index[tables["photos"]["image"] == "photos/p03-4.png"][0]
    said = rf"photos\.image: 2 rows of 132 name a picture .* the first in row {row}: 'photos/p03-4\.png'"
    with pytest.raises(DataError, match=said):
        built(tmp_path, tables, images)


def test_a_shard_that_is_cut_short_is_named(tmp_path: Path) -> None:
    tables, images = shop()
    built(tmp_path, tables, images)
    shard = next((tmp_path / "clean").glob("*.tar"))
    shard.write_bytes(shard.read_bytes()[: shard.stat().st_size // 2 + 100])
    with pytest.raises(DataError, match=rf"images of .*{shard.name}"):
        build(tmp_path / "clean", tmp_path / "again", SMALL)


def test_products_are_held_out_only_as_far_as_their_groups_leave_photos_to_train(tmp_path: Path) -> None:
    tables, images = shop()
    photos = tables["photos"].drop(columns="boxes")
    every = json.dumps(tables["catalogue"]["product_id"].tolist())
    photos["product_ids"] = photos["product_ids"].where(photos["product_ids"] == "[]", every)
    facts, files = built(tmp_path, tables | {"photos": photos}, images)
    assert facts["products_held_out"] == 0
    assert facts["products_not_held_out_as_their_groups_hold_too_many_photos"] == 2
    assert len(files["train"]) > len(photos) / 2


def test_too_small_a_valid_that_is_carved_from_train_advises_a_larger_share_of_it(tmp_path: Path) -> None:
    tables, images = shop()
    late = tables["photos"]["photo_id"].str.slice(-2).isin(["10", "11"])
    photos = tables["photos"].assign(split=np.where(late, "test", "train"))
    few = replace(SMALL, valid_share=0.01, min_photos=6)
    with pytest.raises(DataError, match="`valid`") as refused:
        built(tmp_path, tables | {"photos": photos}, images, few)
    said = re.search(r"set features\.valid_share=([\d.]+)\.", str(refused.value.remedy))
    assert said
    built(tmp_path / "b", tables | {"photos": photos}, images, replace(few, valid_share=float(said[1])))
