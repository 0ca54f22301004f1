"""Contact sheets: photos with their boxes and the products that were found, right and wrong, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image

from evaluation.asked_again import spread
from evaluation.picture import Picture
from evaluation.visual_asking import opened
from evaluation.visual_outcomes import outcomes
from evaluation.visual_photos import each_photo, with_pictures
from evaluation.visual_ranked import boxes_of, products_of
from evaluation.visual_strip import Match, Told, strip
from models.pictures import PictureLimits

SHOWN: Final = 5  # products of a photo
_SIDE: Final = 480  # pixels, at which photos are read for a sheet
_KINDS: Final = {
    "right": "the surest product is one that the photo shows",
    "wrong": "the surest product is none that the photo shows, or the photo shows nothing of the catalogue",
}


def pictures(examples: Path, table: pd.DataFrame, answers: pd.DataFrame, settings: Mapping[str, Any]) -> list[Picture]:
    """A sheet of photos that were answered right, and one of those that were not; without such photos none.

    Photos are drawn evenly over the test. White boxes are those that people drew, coloured ones those that were told,
    green where the first product is right. Beside a photo stand the catalogue's pictures of its surest products, and
    small below them those of what it shows.

    Args:
        examples: What `build` wrote.
        table: `visual_requests.requests(examples)`.
        answers: To these.
        settings: `sheet_photos`, on each sheet.
    """
    right = outcomes(table, answers)["label"].to_numpy(dtype=bool)
    made = []
    for kind, rows in (("right", np.flatnonzero(right)), ("wrong", np.flatnonzero(~right))):
        chosen = rows[spread(len(rows), int(settings["sheet_photos"]))]
        if len(chosen):
            some = with_pictures(table.iloc[chosen]).reset_index(drop=True)
            own = answers[answers["request_id"].astype("str").isin(some["example_id"])]
            made.append(
                Picture(
                    name=f"Contact sheet, {kind}",
                    data=_file(_sheet(examples, some, own)),
                    note=f"{len(chosen):,} of {len(rows):,} test photos of {len(table):,}: {_KINDS[kind]}. White boxes "
                    "were drawn by people; others were told, green where their first product is right.",
                )
            )
    return made


def _sheet(examples: Path, table: pd.DataFrame, answers: pd.DataFrame) -> Image.Image:
    ranked = products_of(table, answers)
    ranked = ranked[ranked["place"] <= SHOWN]
    titles, shots = _catalogue(examples, {*ranked["product_id"], *(name for ids in table["ids"] for name in ids)})
    strips = []
    for row, (photo, (boxes, names)) in enumerate(zip(each_photo(table), boxes_of(table, answers), strict=True)):
        shown = set(photo.ids)
        image = opened(photo.picture, PictureLimits(side=_SIDE)) or Image.new("RGB", (_SIDE, _SIDE))
        scale = image.width / photo.width
        told = [Told(tuple(box * scale), name in shown) for box, name in zip(boxes, names, strict=True)]
        true = [tuple(edge * scale for edge in place) for place in photo.places if place is not None]
        own = ranked[ranked["row"] == row]
        found = zip(own["product_id"].tolist(), own["confidence"].tolist(), own["box"].tolist(), strict=True)
        matches = [
            Match(titles.get(name, name), float(sure), int(box) + 1, shots.get(name), name in shown)
            for name, sure, box in found
        ]
        truth = ", ".join(titles.get(name, name) for name in dict.fromkeys(photo.ids)) or "nothing of the catalogue"
        right = [shots[name] for name in dict.fromkeys(photo.ids) if name in shots]
        strips.append(strip(image, true, told, f"{photo.example_id}: {truth}", matches, right))
    sheet = Image.new("RGB", (max(one.width for one in strips), sum(one.height for one in strips)), "white")
    top = 0
    for one in strips:
        sheet.paste(one, (0, top))
        top += one.height
    return sheet


def _catalogue(examples: Path, products: set[str]) -> tuple[dict[str, str], dict[str, Image.Image]]:
    """Titles, and the first picture of each product."""
    columns = ["product_id", "title", "image", "picture"]
    rows = pq.read_table(
        examples / "catalogue.parquet", columns=columns, filters=[("product_id", "in", sorted(products))]
    ).to_pandas()
    first = rows.sort_values(["product_id", "image"]).drop_duplicates("product_id")
    titles: dict[str, str] = {}
    shots: dict[str, Image.Image] = {}
    for one in first.itertuples():
        titles[one.product_id] = one.title if isinstance(one.title, str) else one.product_id
        shot = opened(one.picture)
        if shot is not None:
            shots[one.product_id] = shot
    return titles, shots


def _file(sheet: Image.Image) -> bytes:
    file = BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return file.getvalue()
