"""Finds products of any kind in pictures, also of products that it has never seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from ..errors import InputError
from ..odds import sigmoid
from ..settings import read
from ..steps import Told
from ..torch_threads import torch_threads
from .examples import Crops, Pixels, Scenes
from .found import Found
from .locator_fitting import device_of
from .locator_judging import best_line, calibrated, judged
from .locator_looking import looked
from .locator_network import LocatorNetwork
from .locator_settings import LocatorSettings
from .locator_teaching import teach
from .scenes import Scene

_WEIGHTS, _FACTS = "locator.safetensors", "locator.json"


class Locator:
    """Boxes around products, and the chance of each that a product is there.

    Args:
        network: That answers centres and boxes.
        settings: It was taught with.
        line: Log odds from which on finds are told.
        slope, intercept: Of the line that calibrates log odds.
        facts: Counts, and recall and precision on what it was judged by.
    """

    def __init__(
        self,
        network: LocatorNetwork,
        settings: LocatorSettings,
        line: float = 0.0,
        slope: float = 1.0,
        intercept: float = 0.0,
        facts: dict[str, Any] | None = None,
    ) -> None:
        self.device = device_of()
        self.network: LocatorNetwork = network.eval().to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.settings, self.line, self.slope, self.intercept = settings, line, slope, intercept
        self.facts = facts or {}

    @classmethod
    def fit(
        cls,
        catalogue: Crops,
        photos: Scenes,
        settings: LocatorSettings,
        *,
        seed: int,
        threads: int,
        told: Told,
        valid: Scenes | None = None,
    ) -> Self:
        """Learn from scenes that are put together, and from photos with known boxes where there are any.

        Args:
            catalogue: Pictures of products, of which a share is kept to judge by.
            photos: With boxes, to learn from; without, their parts are grounds.
            settings: Of network, training and scenes.
            seed: Of everything.
            threads: Of torch, and of putting scenes together.
            told: Told the share that is done.
            valid: Photos to judge and calibrate by; None: a share of `photos`. Where there are not enough, scenes of
                products that no lesson shows.

        Raises:
            InputError: There is nothing to learn from.
        """
        if not len(catalogue):
            raise InputError("the locator has nothing to learn from: the catalogue has no pictures.")
        taught = teach(catalogue, photos, valid, settings, seed=seed, threads=threads, told=told)
        locator = cls(taught.network, settings)
        locator.facts = taught.facts | locator._judge(taught.judges, threads)
        return locator

    def _judge(self, scenes: Sequence[Scene], threads: int) -> dict[str, Any]:
        """Draw the line between finds that are told and that are not, and say what recall and precision it has."""
        with torch_threads(threads):
            finds = looked(self.network, [one.pixels for one in scenes], self.settings, self.device)
        judgement = judged(finds, scenes, self.settings.right, self.settings.scene.least_visible)
        self.line = best_line(judgement, self.settings.recall_weight)
        self.slope, self.intercept = calibrated(judgement, self.settings.prior, self.settings.least_slope)
        recall, precision = judgement.at(self.line)
        return {
            "judged": len(scenes),
            "judged_products": judgement.products,
            "recall": round(recall, 4),
            "precision": round(precision, 4),
        }

    def locate(self, pictures: Sequence[Pixels], threads: int = 1, least: float | None = None) -> list[Found]:
        """Products in each picture.

        Args:
            pictures: Red, green, blue, (height, width, 3) each, of any size.
            threads: Of torch.
            least: Chance from which on a find is told; None: what recall and precision were best with.
        """
        with torch_threads(threads):
            finds = looked(self.network, pictures, self.settings, self.device)
        out = []
        for boxes, odds in finds:
            scores = sigmoid(self.slope * odds + self.intercept).astype(np.float32)
            told = odds >= self.line if least is None else scores >= least
            out.append(Found(boxes[told], scores[told]))
        return out

    def save(self, directory: Path) -> None:
        """Write weights (safetensors) and facts (JSON) into `directory`, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        weights = {name: value.cpu().contiguous() for name, value in self.network.state_dict().items()}
        save_file(weights, directory / _WEIGHTS)
        facts = {
            "settings": asdict(self.settings),
            "line": self.line,
            "slope": self.slope,
            "intercept": self.intercept,
            "facts": self.facts,
        }
        (directory / _FACTS).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        facts = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = read(LocatorSettings(), facts["settings"])
        network = LocatorNetwork(settings.width, settings.blocks)
        network.load_state_dict(load_file(directory / _WEIGHTS))
        return cls(network, settings, facts["line"], facts["slope"], facts["intercept"], facts["facts"])
