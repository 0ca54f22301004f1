"""What is told of the examples of visual search."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from features.columns import UNKNOWN
from features.splits import SPLITS
from features.visual_search.splits import Split
from features.visual_search.tables import Tables
from features.visual_search.ways_to_split import TRAIN


def facts_of(tables: Tables, split: Split, distractors_left_out: int) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what was left out."""
    labels = tables.labels
    shown = labels.product != UNKNOWN
    trained = labels.product[shown & (split.of[labels.photo] == TRAIN)]
    facts: dict[str, Any] = {
        "split": split.how,
        "products": len(labels.products),
        "catalogue_pictures": tables.catalogue.num_rows,
        "distractors": tables.distractors.num_rows - distractors_left_out,
        "distractors_left_out": distractors_left_out,
        "photos": len(tables),
        "products_held_out": int(split.held_out.sum()),
        "products_not_held_out_as_their_groups_hold_too_many_photos": split.kept,
        "products_on_photos_of_train": len(np.unique(trained)),
        "groups": pc.count_distinct(tables.photos.column("group")).as_py(),
        "labels_of_products_that_the_catalogue_lacks": int((~shown).sum()),
        "photos_left_out_of_valid_and_test_that_show_only_such": split.lost,
        "photos_left_out_whose_picture_a_later_split_has": split.repeated,
        "photos_left_out_of_valid_and_test_whose_picture_the_catalogue_has": split.catalogued,
        "groups_of_which_some_photos_are_of_one_split_and_some_of_another": split.torn,
        "photos_left_out_of_valid_and_test_of_which_nothing_is_told": split.unlabelled,
        "photos_left_out_as_too_many": split.left_out,
    }
    for place, name in enumerate(SPLITS):
        own = split.of == place
        label = own[labels.photo] & shown
        facts[name] = {
            "photos": int(own.sum()),
            "that_show_a_product": int((own & labels.shows).sum()),
            "of_nothing_of_the_catalogue": int((own & labels.strangers).sum()),
            "unlabelled": int((own & ~labels.known).sum()),
            "labels": int(label.sum()),
            "boxes": int((label & ~np.isnan(labels.boxes[:, 0])).sum()),
            "products": len(np.unique(labels.product[label])),
            "labels_of_held_out_products": int((label & np.append(split.held_out, False)[labels.product]).sum()),
        }
    return facts
