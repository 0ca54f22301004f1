"""From examples to a network that finds products, and to scenes that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..steps import Told, part_of
from ..torch_threads import torch_threads
from .backgrounds import Backgrounds
from .examples import Crops, Scenes
from .locator_fitting import taught
from .locator_lessons import Lessons, composed
from .locator_material import locator_material
from .locator_network import LocatorNetwork
from .locator_settings import LocatorSettings
from .locator_views import whole_view
from .scenes import Scene

_COMPOSED, _TAUGHT = 0.15, 0.95  # shares of the work that are done when scenes are there, and when all is learned


@dataclass(frozen=True)
class Taught:
    """What is learned, and what it is to be judged by.

    Attributes:
        network: Taught.
        judges: Scenes and photos of which no lesson showed any; of products that no lesson showed where they are
            scenes.
        facts: Counts, and the loss of each pass.
    """

    network: LocatorNetwork
    judges: Sequence[Scene]
    facts: dict[str, Any]


def teach(
    catalogue: Crops,
    photos: Scenes,
    valid: Scenes | None,
    settings: LocatorSettings,
    *,
    seed: int,
    threads: int,
    told: Told,
) -> Taught:
    """Learn from scenes that are put together, and from photos with known boxes; see `Locator.fit`."""
    scene = replace(settings.scene, side=settings.kept_side)
    data = locator_material(catalogue, photos, valid, settings, seed)
    grounds = Backgrounds(data.grounds, scene.photos, (scene.smallest_ground, scene.largest_ground))
    scenes = composed(settings.scenes, data.known, grounds, scene, seed, threads)
    told(_COMPOSED)
    shown = [whole_view(one, settings.kept_side) for one in data.photos]
    with torch_threads(threads):
        lessons = Lessons(scenes, shown, settings, seed)
        network, losses = taught(lessons, settings, seed, part_of(told, _COMPOSED, _TAUGHT - _COMPOSED))
    by_photos = len(data.judges) >= settings.enough or not data.unknown
    if by_photos:
        judges = [whole_view(one, settings.kept_side) for one in data.judges]
    else:
        judges = composed(settings.judged, data.unknown, grounds, scene, seed + 1, threads)
    counts = {"scenes": len(scenes), "photos": len(shown), "judged_by_photos": by_photos, "losses": losses}
    return Taught(network, judges or scenes, counts)
