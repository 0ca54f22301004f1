"""The shapes of goods: outlines of their parts, read from the vocabulary, and which shape a leaf's goods have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from sources.simulator.taxonomy import Leaf, leaves
from sources.simulator.visual_outlines import Points, mirrored, outline
from sources.simulator.vocabulary import (
    visual_appliances,
    visual_devices,
    visual_kept,
    visual_packs,
    visual_played,
    visual_rooms,
    visual_tableware,
    visual_tools,
    visual_worn,
)
from sources.simulator.vocabulary.visual_kinds import SHAPES_OF_ACCESSORIES, SHAPES_OF_OTHERS, SHAPES_OF_TYPES
from sources.simulator.words import entries

ROLES = (
    "main",
    "plain",
    "second",
    "third",
    "dark",
    "light",
    "metal",
    "wood",
    "glass",
    "screen",
    "skin",
    "label",
    "cut",
)
SHADES = ("flat", "tube", "ball", "up", "down", "cloth", "shine")
PRINTS = ("plain", "band", "stacked", "badge", "tall")


@dataclass(frozen=True)
class Part:
    """A part of a shape.

    Attributes:
        outline: Points in units of the frame, (points, 2); of a line its course, of a print its corners.
        role: What colours it (`ROLES`); of a print how it is set (`PRINTS`).
        shade: How light falls on it (`SHADES`).
        thickness: Of a line, in units of the frame's shorter side; 0 for an area.
        printed: Whether it is a place for print.
        optional: Whether only some families have it.
    """

    outline: Points
    role: str
    shade: str = "flat"
    thickness: float = 0.0
    printed: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Shape:
    """A kind of thing as it is seen from its best side; `aspect` is width / height."""

    name: str
    aspect: float
    parts: tuple[Part, ...]


@cache
def shapes() -> dict[str, Shape]:
    """All shapes by name."""
    texts = (
        visual_packs.PACKED,
        visual_tableware.TABLEWARE,
        visual_devices.DEVICES,
        visual_appliances.APPLIANCES,
        visual_tools.TOOLS,
        visual_rooms.ROOMS,
        visual_worn.WORN,
        visual_played.PLAYED,
        visual_kept.KEPT,
    )
    found: dict[str, Shape] = {}
    for block in "\n".join(texts).replace("\n  ", " ").split("@")[1:]:
        head, *lines = block.strip().splitlines()
        name, aspect = head.split()
        found[name] = Shape(name, float(aspect), tuple(part for line in lines for part in _parts(line, float(aspect))))
    return found


def _parts(line: str, aspect: float) -> Iterator[Part]:
    head, numbers = line.split(":")
    words = head.split()
    marks = [word for word in words if word in ("?", "*", "-")]
    kind, role, *rest = words[len(marks) :]
    values = [float(number) for number in numbers.replace(",", " ").split()]
    shade = next((word for word in rest if word in SHADES), "flat")
    thickness = next((float(word) for word in rest if word not in SHADES), 0.0)
    part = Part(outline(kind, values, aspect), role, shade, thickness, kind == "print", "?" in marks)
    yield part
    if "*" in marks:
        yield replace(part, outline=mirrored(part.outline))


@cache
def shapes_of_leaves() -> tuple[tuple[str, ...], ...]:
    """The names of the shapes that each leaf's goods may have."""
    by_type = {
        name.strip(): tuple(names.split()) for names, types in entries(SHAPES_OF_TYPES) for name in types.split(";")
    }
    return tuple(_of_accessory(leaf) if leaf.accessory_of else by_type[leaf.path[2]] for leaf in leaves())


def _of_accessory(leaf: Leaf) -> tuple[str, ...]:
    words = f" {leaf.path[3].lower()} "
    for names, told in entries(SHAPES_OF_ACCESSORIES):
        if any(word.strip() in words for word in told.split(";")):
            return tuple(names.split())
    return tuple(SHAPES_OF_OTHERS.split())
