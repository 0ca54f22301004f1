"""Photos: products put on backgrounds, with shadows and things in front; and where each is to be seen."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sources.simulator.streams import stream
from sources.simulator.visual_backgrounds import background
from sources.simulator.visual_camera import taken
from sources.simulator.visual_clutter import thing
from sources.simulator.visual_plan import SHELF, Placed, Plan, Seen
from sources.simulator.visual_views import DEPTH, lit, seen_from, sized

Corner = tuple[int, int]
_PROBE = 40  # pixels at which the room that a turned product takes is measured
_ENOUGH = 2.0  # a product is drawn from a picture whose side is about so many times that of its box
_TRIES = 12  # places that are tried for each product
_CELL = 8  # pixels of the grid on which it is looked whether products lie on each other
_LEAST_SEEN = 0.3  # of a product, for it to count as in the photo
_SOLID = 128  # from this alpha on a pixel belongs to a thing


def photo(seed: int, block: int, plan: Plan) -> tuple[Image.Image, list[Seen]]:
    """Take a photo, RGB, and say what of its products is seen in it."""
    setup = stream(seed, f"setups of block {block}", plan.setup)
    shot = stream(seed, f"shots of block {block}", plan.number)
    canvas = background(setup, plan.size)
    if plan.kind == SHELF:
        _boards(canvas, plan)
    for _ in range(plan.clutter):
        _put_thing(setup, canvas)
    sprites = [_sprite(setup, one, plan.size) for one in plan.placed]
    corners = _corners(setup, shot, plan, sprites)
    masks = [_put(canvas, sprite, corner) for sprite, corner in zip(sprites, corners, strict=True)]
    masks = _covered(setup, canvas, plan, masks)
    picture = taken(shot, canvas, plan.light, plan.warmth, plan.blur, plan.grain)
    return picture, _seen(plan, sprites, masks)


def _sprite(rng: np.random.Generator, one: Placed, size: tuple[int, int]) -> Image.Image:
    """The product as it is turned and lit, so large that its box takes its share of the picture, if it goes into it."""
    picture = one.good.picture
    enough = _ENOUGH * float(np.sqrt(one.share * size[0] * size[1]))
    if enough < max(picture.size):
        picture = picture.copy()
        picture.thumbnail((enough, enough), Image.Resampling.BOX)
    view = seen_from(picture, one.yaw, DEPTH)
    probe = sized(view, _PROBE, _PROBE, one.angle)
    room = (one.most[0] * size[0] / probe.width, one.most[1] * size[1] / probe.height)
    scale = _PROBE * min(float(np.sqrt(one.share * size[0] * size[1] / (probe.width * probe.height))), *room)
    return lit(sized(view, scale, scale, one.angle), float(np.exp(rng.normal(0, 0.06))), 0.0)


def _corners(
    setup: np.random.Generator, shot: np.random.Generator, plan: Plan, sprites: list[Image.Image]
) -> list[Corner]:
    """Where the products lie: where they hide each other least of some places; a later shot moves all a little."""
    taken_up = np.zeros((plan.size[1] // _CELL + 1, plan.size[0] // _CELL + 1), np.int64)
    moved = shot.normal(0, 0.02, 2) * plan.size if plan.shot else np.zeros(2)
    corners = []
    for one, sprite in zip(plan.placed, sprites, strict=True):
        if one.middle is None:
            room = np.array([plan.size[0] - sprite.width, plan.size[1] - sprite.height])
            tried = [(int(x), int(y)) for x, y in setup.uniform(-0.04, 1.04, (_TRIES, 2)) * room]
            corner = min(tried, key=lambda place: int(taken_up[_cells(place, sprite)].sum()))
        else:
            middle = np.array(one.middle) * plan.size - np.array(sprite.size) / 2
            corner = (int(middle[0]), int(middle[1]))
        taken_up[_cells(corner, sprite)] += 1
        corners.append((int(corner[0] + moved[0]), int(corner[1] + moved[1])))
    return corners


def _cells(corner: Corner, sprite: Image.Image) -> tuple[slice, slice]:
    left, top = max(0, corner[0]) // _CELL, max(0, corner[1]) // _CELL
    return slice(top, top + sprite.height // _CELL + 1), slice(left, left + sprite.width // _CELL + 1)


def _put(canvas: Image.Image, sprite: Image.Image, corner: Corner) -> Image.Image:
    """Lay a product on the picture, with its shadow; returns its mask, of the picture's size."""
    alpha = sprite.getchannel("A")
    mask = Image.new("L", canvas.size, 0)
    mask.paste(alpha, corner)
    soft = max(2, min(sprite.size) // 12)
    shadow = Image.new("L", (sprite.width + 4 * soft, sprite.height + 4 * soft), 0)
    shadow.paste(ImageChops.multiply(alpha, Image.new("L", alpha.size, 102)), (2 * soft, 2 * soft))
    shadow = shadow.filter(ImageFilter.BoxBlur(soft))
    canvas.paste((10, 10, 14), (corner[0] - 2 * soft + soft // 2, corner[1] - 2 * soft + soft), shadow)
    canvas.paste(sprite, corner, sprite)
    return mask


def _put_thing(rng: np.random.Generator, canvas: Image.Image) -> None:
    item = thing(rng, max(8, round(max(canvas.size) * float(rng.uniform(0.06, 0.3)))))
    across, down = rng.uniform(-0.1, 0.95, 2) * canvas.size
    _put(canvas, item, (int(across), int(down)))


def _covered(rng: np.random.Generator, canvas: Image.Image, plan: Plan, masks: list[Image.Image]) -> list[Image.Image]:
    """Put things in front of the products that are to be covered; the masks without what these hide."""
    for place, one in enumerate(plan.placed):
        box = masks[place].getbbox()
        if one.covered and box is not None:
            side = max(6, round(1.5 * float(np.sqrt(one.covered * (box[2] - box[0]) * (box[3] - box[1])))))
            corner = (int(rng.uniform(box[0], box[2]) - side / 2), int(rng.uniform(box[1], box[3]) - side / 2))
            front = _put(canvas, thing(rng, side), corner)
            masks = [ImageChops.subtract(mask, front) for mask in masks]
    return masks


def _boards(canvas: Image.Image, plan: Plan) -> None:
    draw = ImageDraw.Draw(canvas)
    rows = sorted({one.middle[1] for one in plan.placed if one.middle})
    for down in rows:
        edge = (down + 0.43 / len(rows)) * canvas.height
        draw.rectangle((0, edge, canvas.width, edge + canvas.height * 0.035), fill=(196, 190, 178))


def _seen(plan: Plan, sprites: list[Image.Image], masks: list[Image.Image]) -> list[Seen]:
    """What is left of each product when those in front of it are taken away."""
    found = []
    in_front = np.zeros((plan.size[1], plan.size[0]), np.bool_)
    for one, sprite, mask in zip(plan.placed[::-1], sprites[::-1], masks[::-1], strict=True):
        own = np.asarray(mask) >= _SOLID
        left = own & ~in_front
        in_front |= own
        whole = int((np.asarray(sprite.getchannel("A")) >= _SOLID).sum())
        share = float(left.sum()) / max(whole, 1)
        if share >= _LEAST_SEEN:
            rows, columns = np.flatnonzero(left.any(axis=1)), np.flatnonzero(left.any(axis=0))
            box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
            area = (box[2] - box[0]) * (box[3] - box[1]) / (plan.size[0] * plan.size[1])
            found.append(Seen(one, box, area, 1 - share))
    return found[::-1]
