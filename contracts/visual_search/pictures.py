"""The pictures that tables refer to."""

from __future__ import annotations

from contracts.contract import Column, Kind, Media, RowRule

IMAGES = Media(
    name="images",
    description="Pictures of any format, size, mode and orientation (EXIF) that Pillow reads; of an animation the "
    "first frame counts. JPEG that is not progressive up to 500 megapixels, others up to 64.",
)

PICTURE_READABLE = RowRule(
    name="picture_readable",
    check="media",
    columns=("image",),
    options={"media": IMAGES.name},
    because="nothing can be learnt of, nor found in, what cannot be seen",
)


def image_column(what: str) -> Column:
    """The column that refers to a picture."""
    return Column(
        name="image",
        kind=Kind.TEXT,
        required=True,
        nullable=False,
        description=f"{what}: its path in images/, or in the tar that holds it.",
        examples=("catalogue/p17.jpg",),
    )
