"""A row of a contact sheet holds all that it is given, as far as there is room."""

from __future__ import annotations

import numpy as np
from PIL import Image

from evaluation.visual_strip import PHOTO, SHOT, SMALL, Match, Told, strip

RED, BLUE, GREY = (200, 20, 20), (20, 20, 200), (128, 128, 128)


def plain(colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (60, 60), colour)


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    return int((np.asarray(image) == colour).all(axis=2).sum())


def test_what_a_photo_shows_stands_small_below_what_was_told() -> None:
    matches = [Match("A title that is far too long to stand under a small picture", 0.5, 1, plain(RED), False)]
    row = strip(plain(GREY), [], [], "it", matches, [plain(BLUE)] * 2)
    assert SHOT * SHOT >= count(row, RED) >= (SHOT - 4) ** 2  # a frame lies over its edge
    assert count(row, BLUE) == 2 * SMALL * SMALL
    below = np.argwhere((np.asarray(row) == BLUE).all(axis=2))
    assert below[:, 0].min() > SHOT
    assert row.height > PHOTO


def test_more_than_there_is_room_for_is_left_out_and_the_row_keeps_its_width() -> None:
    few, many = (strip(plain(GREY), [], [], "a word " * 90, [], [plain(BLUE)] * shown) for shown in (1, 100))
    assert few.size == many.size
    assert count(many, BLUE) % (SMALL * SMALL) == 0
    assert count(many, BLUE) > 3 * SMALL * SMALL
    ink = np.argwhere(np.asarray(few.convert("L"))[:20] < 100)
    assert ink[:, 1].max() < few.width - 5


def test_boxes_that_people_drew_are_seen_on_white_and_on_black() -> None:
    for level in (255, 0):
        photo = Image.new("RGB", (200, 200), (level,) * 3)
        bare = np.asarray(strip(photo, [], [], "", []), dtype=np.int64)
        drawn = np.asarray(strip(photo, [(40, 40, 160, 160)], [], "", []), dtype=np.int64)
        assert (np.abs(bare - drawn).max(axis=2) > 100).sum() > 300


def test_a_right_box_is_of_another_colour_than_a_wrong_one() -> None:
    right, wrong = (
        np.asarray(strip(plain(GREY), [], [Told((5, 5, 50, 50), known)], "", []), dtype=np.int64)
        for known in (True, False)
    )
    assert (right[..., 1] - right[..., 0] > 50).sum() > (wrong[..., 1] - wrong[..., 0] > 50).sum()
