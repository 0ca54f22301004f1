"""Photos, and what they show."""

from __future__ import annotations

from contracts.common_rules import has_happened
from contracts.contract import Column, Kind, RowRule, Table
from contracts.splits import SPLIT_KNOWN, SPLITS
from contracts.visual_search.pictures import IMAGES, PICTURE_READABLE, image_column

_IN_CATALOGUE: dict[str, object] = {"table": "catalogue", "column": "product_id"}

PHOTOS = Table(
    name="photos",
    description="One row a photo. Photos that nobody labelled lend their backgrounds; those that show nothing of the "
    "catalogue ([]) teach when to say so.",
    key=("photo_id",),
    known_at="time",
    columns=(
        Column(name="photo_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the photo."),
        image_column("The photo"),
        Column(
            name="product_ids",
            kind=Kind.TEXT,
            listed=True,
            empty_told=True,
            description="JSON list of the products that it shows, all of them, one twice that is there twice. []: it "
            "shows none of the catalogue. Empty: nobody labelled it, unless there is a product_id.",
            examples=('["p17", "p4"]', "[]"),
        ),
        Column(
            name="product_id",
            kind=Kind.ID,
            description="The one product that it shows, where product_ids is empty.",
        ),
        Column(
            name="boxes",
            kind=Kind.TEXT,
            listed=True,
            unit="pixels",
            description="JSON list of where the products are, in the order of product_ids: [left, top, right, bottom] "
            "of the upright picture, or null where it is not known. Empty: of none it is known.",
            examples=("[[12, 40, 118, 300], null]",),
        ),
        Column(
            name="group",
            kind=Kind.ID,
            description="Photos taken in one go, of one visit or one film; they stay on one side of a split, unless "
            "`split` tears them apart.",
        ),
        Column(
            name="time", kind=Kind.TIME, unit="UTC", description="When it was taken.", examples=("2024-01-31T10:15Z",)
        ),
        Column(
            name="split",
            kind=Kind.TEXT,
            description="train, valid or test; for all labelled photos or for none.",
            examples=SPLITS,
        ),
    ),
    row_rules=(
        PICTURE_READABLE,
        RowRule(
            name="products_listed",
            check="list_of",
            columns=("product_ids",),
            options={"members": "ids"},
            because='what a photo shows is a list of ids, such as ["p17", "p4"], or [] where it shows none',
        ),
        RowRule(
            name="products_known",
            check="members_in",
            columns=("product_ids",),
            options=_IN_CATALOGUE,
            because="what it shows is not in the catalogue, or was rejected there",
        ),
        RowRule(
            name="product_known",
            check="refers_to",
            columns=("product_id",),
            options=_IN_CATALOGUE,
            because="what it shows is not in the catalogue, or was rejected there",
        ),
        RowRule(
            name="boxes_listed",
            check="list_of",
            columns=("boxes", "product_ids"),
            options={"members": "boxes"},
            because="a box is [left, top, right, bottom] with left less than right and top less than bottom, not a "
            "corner with width and height; there is one for each product, or null",
        ),
        RowRule(
            name="boxes_in_picture",
            check="boxes_in_media",
            columns=("image", "boxes"),
            options={"media": IMAGES.name},
            because="a box outside of the picture was measured on one of another size, or before it was turned upright",
        ),
        *has_happened("what is still to come cannot have been photographed: a wrong date"),
        SPLIT_KNOWN,
    ),
)
