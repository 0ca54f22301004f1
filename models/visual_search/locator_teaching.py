"""From examples to a network that finds products, and to scenes that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..errors import InputError
from ..steps import Told, part_of
from ..torch_threads import torch_threads
from .backgrounds import Backgrounds
from .cutouts import Cutout
from .examples import Crops, Scenes
from .locator_fitting import taught
from .locator_lessons import Lessons, composed
from .locator_material import LocatorMaterial, locator_material
from .locator_network import LocatorNetwork
from .locator_settings import LocatorSettings
from .locator_views import whole_view
from .scenes import Scene

PHOTOS: Final = "photos"
UNSEEN: Final = "scenes of products that no lesson showed"
SEEN: Final = "fresh scenes of the products that it learned of: there are no others"
_COMPOSED, _TAUGHT = 0.15, 0.95  # shares of the work that are done when scenes are there, and when all is learned


@dataclass(frozen=True)
class Taught:
    """What is learned, and what it is to be judged by.

    Attributes:
        network: Taught.
        judges: Photos or scenes of which no lesson showed any.
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
    data = locator_material(catalogue, photos, valid, settings, seed)
    if not settings.scenes and not (data.photos and settings.photo_passes):
        raise InputError(
            f"the locator has nothing to learn from: models.locator.scenes is 0, and of {len(data.photos)} photos with "
            f"a box around each product, {settings.photo_passes} views are taken (models.locator.photo_passes). Set "
            "scenes above 0, or give boxes in the table photos and set photo_passes above 0."
        )
    composer = Composer(data, settings, threads)
    scenes = composer.scenes(settings.scenes, data.known, seed)
    told(_COMPOSED)
    shown = [whole_view(one, settings.kept_side) for one in data.photos]
    with torch_threads(threads):
        lessons = Lessons(scenes, shown, settings, seed)
        network, losses = taught(lessons, settings, seed, part_of(told, _COMPOSED, _TAUGHT - _COMPOSED))
    judges, judged_by = _judges(data, composer, settings, seed + 1)
    counts = {"scenes": len(scenes), "photos": len(shown), "judged_by": judged_by, "losses": losses}
    return Taught(network, judges, counts)


@dataclass(frozen=True)
class Composer:
    """Puts scenes together on the grounds that there are."""

    data: LocatorMaterial
    settings: LocatorSettings
    threads: int

    def scenes(self, count: int, cutouts: Sequence[Cutout], seed: int) -> list[Scene]:
        """So many, of these products."""
        scene = self.settings.scene
        grounds = Backgrounds(self.data.grounds, scene.photos, (scene.smallest_ground, scene.largest_ground))
        return composed(count, self.settings.kept_side, cutouts, grounds, scene, seed, self.threads)


def _judges(data: LocatorMaterial, composer: Composer, settings: LocatorSettings, seed: int) -> tuple[list[Scene], str]:
    """Photos where there are enough, else scenes of products that no lesson showed, or of the same ones; and which."""
    if len(data.judges) >= settings.enough or (data.judges and not data.unknown):
        return [whole_view(one, settings.kept_side) for one in data.judges], PHOTOS
    if data.unknown:
        return composer.scenes(settings.judged, data.unknown, seed), UNSEEN
    return composer.scenes(settings.judged, data.known, seed), SEEN
