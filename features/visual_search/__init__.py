"""Labelled photos as examples, with the catalogue's pictures that they are searched in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.visual_search.enough import enough
from features.visual_search.examples import write_examples
from features.visual_search.facts import facts_of
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.pictures import opened, prints_of, refuse_absent
from features.visual_search.refusals import refuse_few, refuse_lost
from features.visual_search.tables import read_tables
from features.visual_search.visits import visits_of

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write photos for training, validation and test, and the pictures of the catalogue.

    The split is that of photos.split where it is given (valid is carved from train by a hash where it gives none), and
    products are held out that none of train shows; else a hash splits, and all photos of a drawn share of the products
    are in valid or the test. Photos of one group, of one visit (`visits_of`, where no group is told) or of equal bytes
    fall alike. A picture that a later split has too is left out, and of valid and the test what the catalogue or the
    distractors have. Photos of which nothing is told may
    be learnt from, but measure nothing.

    Args:
        tables: Folder of clean contract tables: catalogue.parquet, photos.parquet, distractors.parquet where there is
            one, and the shards of `images`.
        out: Folder for {train,valid,test}.parquet (example_id and photo_id, which are the same; group; product_ids and
            boxes as JSON lists, null where they are not told, boxes in pixels of the upright original; picture: its
            bytes, made smaller in train, as they came in valid and the test; width and height of the upright original;
            share of the picture that the largest box takes, NaN without one, small_in_picture, large_in_picture),
            catalogue.parquet and distractors.parquet (product_id, image, title, text, category, held_out, picture,
            width, height), in the order of the shards, and facts.json.
        parameters: Settings.

    Returns:
        Counts per split and of what was left out, and how the split was made.

    Raises:
        DataError: A table is absent or empty, a picture cannot be read, a split is given only in part, or the labels
            do not suffice.
    """
    found = read_tables(tables)
    refuse_lost(found)
    with opened(tables) as shards:
        for name in ("photos", "catalogue", "distractors"):
            refuse_absent(shards, getattr(found, name).column("image").to_pylist(), name)
        prints = prints_of(shards, found.photos.column("image").to_pylist())
        shots = prints_of(
            shards, [*found.catalogue.column("image").to_pylist(), *found.distractors.column("image").to_pylist()]
        )
        visits = visits_of(found, shards, parameters)
        visits, split = enough(found, prints, shots, visits, parameters)
        refuse_few(found, prints, shots, visits, split, parameters)
        out.mkdir(parents=True, exist_ok=True)
        more = write_examples(found, shards, split, parameters, out)
    facts = facts_of(found, split, more)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
