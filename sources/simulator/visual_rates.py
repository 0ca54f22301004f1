"""How often simulated pictures are what: of products, of photos, of what is hard in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LookRates:
    """Of families, unless said otherwise."""

    patterned: float = 0.4
    second_tells: float = 0.35  # a flavour is told by the second colour, the first is the family's
    bends: tuple[float, ...] = (0.1, 0.1, 0.05, 0.03, 0.1)  # spread of width, taper, belly, slant, heights
    most: int = 3  # looks of a family
    strangers: float = 0.12  # nobody sells them here
    distractors: float = 0.25  # in the index, in no photo
    withheld: float = 0.15  # of the products of a family that is sold: not in the catalogue
    imitated: float = 0.2  # of products that are sold and have print: another maker's print alone tells them apart
    least_print: float = 0.05  # of a product's frame, for it to be imitated
    strange_imitations: float = 0.3  # of imitations: not in the catalogue


@dataclass(frozen=True)
class PhotoRates:
    """Of photos, unless said otherwise."""

    per_product: float = 5.0  # photos for each product of the catalogue
    scenes: float = 0.42  # several products
    shelves: float = 0.08  # rows of products
    strange: float = 0.1  # with products, but none of the catalogue
    empty: float = 0.03  # with no product
    again: float = 0.18  # the same things once more, a moment later
    clutter: float = 0.7
    stranger_in_scene: float = 0.12  # of scenes: one more thing that the catalogue lacks
    twin_stranger: float = 0.3  # of strange photos: of a family that the catalogue has
    unlabelled: float = 0.03
    unboxed: float = 0.12  # of labelled photos
    turned: float = 0.3  # of products: by any angle; the others by a few degrees
    dark: float = 0.1
    blurred: float = 0.1
    large: float = 0.02  # as a camera takes them
    covered: float = 0.25  # of products: something lies over them


LOOK_RATES, PHOTO_RATES = LookRates(), PhotoRates()
