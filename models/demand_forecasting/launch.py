"""What a product without history will sell: its neighbours' levels, on the launch curve of its kind."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import safetensors.numpy

from .launch_levels import Levels
from .launch_shape import LaunchSettings, LaunchShape
from .neighbours import Neighbourhood, NeighbourSettings
from .panel import Floats, Panel
from .standing import ProductUnits
from .text import TextSettings, TextVectors, product_texts

_HEAD: Final = "launch.json"
_CURVES: Final = "launch.safetensors"
_REMEMBERED: Final = 4  # origins whose levels are kept


@dataclass(frozen=True)
class ColdStartSettings:
    """All that cold start is told."""

    launch: LaunchSettings = field(default_factory=LaunchSettings)
    neighbours: NeighbourSettings = field(default_factory=NeighbourSettings)
    text: TextSettings = field(default_factory=TextSettings)

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """From nested JSON values."""
        return cls(
            LaunchSettings(**given.get("launch", {})),
            NeighbourSettings(**given.get("neighbours", {})),
            TextSettings(**given.get("text", {})),
        )


class LaunchCurves:
    """Expected sales of products as if they had none before the origin.

    Attributes:
        settings: As fitted.
        texts: Vectors of the known products' texts.
        shape: Launch curves by category.
    """

    def __init__(self, settings: ColdStartSettings, texts: TextVectors, shape: LaunchShape) -> None:
        self.settings = settings
        self.texts = texts
        self.shape = shape
        self._hood: tuple[pd.DataFrame, Neighbourhood] | None = None
        self._levels: dict[tuple[int, int], tuple[Panel, Levels]] = {}

    @classmethod
    def fit(
        cls, panel: Panel, end: int, settings: ColdStartSettings | None = None, texts: TextVectors | None = None
    ) -> LaunchCurves:
        """Read the products' texts, and the launches of the weeks before `end`.

        Args:
            panel: Of series or of products.
            end: First week that is not looked at.
            settings: The defaults where none are given.
            texts: Of the same products, as another fit has read them; they do not depend on weeks.
        """
        chosen = settings or ColdStartSettings()
        read = texts or TextVectors.fit(product_texts(panel.products), chosen.text)
        return cls(chosen, read, LaunchShape.fit(ProductUnits.of(panel, end), chosen.launch))

    def expected(self, panel: Panel, rows: npt.NDArray[np.integer[Any]] | None, origin: int, horizon: int) -> Floats:
        """Expected units of rows as if they had no history before the origin.

        A row begins, at age 0, with its first sale if that lies before the origin, else with its launch day, else at
        the origin; before its launch it sells nothing. A product that sold before the origin, asked for a region where
        it did not, is expected at its own level; any other at the level of its neighbours, which are products with
        sales before the origin. Weeks at or after the origin are not looked at.

        Args:
            panel: Of series or of products (rows of larger sums are answered NaN).
            rows: Positions in the panel, all where None.
            origin: First week of the forecast.
            horizon: Weeks ahead.

        Returns:
            Units a week, float32 (k, horizon).
        """
        taken = np.arange(len(panel)) if rows is None else np.asarray(rows, dtype=np.int64)
        levels = self._at(panel, origin)
        products = levels.products
        out = np.full((len(taken), horizon), np.nan, dtype=np.float32)
        some = products.row[taken] >= 0
        taken = taken[some]
        product = products.row[taken]
        elsewhere = products.sold[product] & (panel.first[taken] >= origin)
        asked, place = np.unique(product, return_inverse=True)
        borrowed = levels.borrowed(levels.hood.vectors[asked], asked, products.category[asked], products.price[asked])
        level = np.where(elsewhere, levels.elsewhere(product), borrowed[place])
        level *= levels.share(products.category[product], panel.series["region"].to_numpy(dtype=object)[taken])
        launched = panel.products["launch"].to_numpy(dtype=np.int64)[product]
        begins = np.where(products.first[product] < origin, products.first[product], _week(panel, launched, origin))
        category = panel.products["category"].to_numpy(dtype=np.str_)[product]
        out[some] = self._curve(levels, category, begins, level, origin, horizon)
        return out

    def expected_new(
        self,
        panel: Panel,
        products: pd.DataFrame,
        series: pd.DataFrame,
        price: npt.NDArray[np.floating[Any]],
        origin: int,
        horizon: int,
    ) -> Floats:
        """As `expected`, of series that the panel does not hold; only their own neighbours are looked up.

        Args:
            panel: Of series or of products.
            products: As `Panel.products`: the products that the panel does not know.
            series: k rows as `Panel.series`; each product is among `products` or known to the panel.
            price: Of each series, (k,), NaN where not known.
            origin: First week of the forecast.
            horizon: Weeks ahead.

        Returns:
            Units a week, float32 (k, horizon).
        """
        levels = self._at(panel, origin)
        known = pd.Index(panel.products["product_id"]).get_indexer(pd.Index(series["product_id"]))
        fresh = pd.Index(products["product_id"]).get_indexer(pd.Index(series["product_id"]))
        sold = (known >= 0) & levels.products.sold[np.maximum(known, 0)]
        told = [
            products.iloc[new] if new >= 0 else panel.products.iloc[old] for new, old in zip(fresh, known, strict=True)
        ]
        words = pd.DataFrame(told).reset_index(drop=True) if told else products.iloc[:0]
        category = levels.products.categories.get_indexer(pd.Index(words["category"]))
        vectors = self.texts.of(product_texts(words))
        level = levels.borrowed(vectors, np.asarray(known), category, np.asarray(price, dtype=np.float32))
        level = np.where(sold, levels.elsewhere(np.maximum(known, 0)), level)
        level *= levels.share(category, series["region"].to_numpy(dtype=object))
        begins = np.where(
            sold,
            levels.products.first[np.maximum(known, 0)],
            _week(panel, words["launch"].to_numpy(dtype=np.int64), origin),
        )
        return self._curve(levels, words["category"].to_numpy(dtype=np.str_), begins, level, origin, horizon)

    def _curve(
        self,
        levels: Levels,
        category: npt.NDArray[np.str_],
        begins: npt.NDArray[np.int64],
        level: npt.NDArray[np.float64],
        origin: int,
        horizon: int,
    ) -> Floats:
        """Units of rows of a level whose age is 0 in the week `begins`, (k, horizon)."""
        curve = self.shape.curves[self.shape.rows(category)]
        age = origin + np.arange(horizon) - begins[:, None]
        shape = np.take_along_axis(curve, np.clip(age, 0, curve.shape[1] - 1), axis=1)
        # the year's mean: seasons and events are put on top of it by the global model
        recent = levels.market[-self.settings.launch.level_weeks :]
        market = float(recent.mean()) if len(recent) else 1.0
        return np.where(age >= 0, shape * market * level[:, None], 0).astype(np.float32)

    def _at(self, panel: Panel, origin: int) -> Levels:
        """Levels at an origin, remembered for the panels that were asked last."""
        key = (id(panel), origin)
        found = self._levels.get(key)
        if found is not None and found[0] is panel:
            return found[1]
        settings = self.settings
        if self._hood is None or self._hood[0] is not panel.products:
            vectors = self.texts.of(product_texts(panel.products))
            self._hood = (panel.products, Neighbourhood(vectors, settings.neighbours))
        levels = Levels.of_panel(panel, origin, self._hood[1], self.shape, settings.launch, settings.neighbours)
        while len(self._levels) >= _REMEMBERED:
            del self._levels[next(iter(self._levels))]
        self._levels[key] = (panel, levels)
        return levels

    def save(self, directory: Path) -> None:
        """Write texts, curves and settings; `directory` is made."""
        self.texts.save(directory / "text")
        safetensors.numpy.save_file({"curves": self.shape.curves}, directory / _CURVES)
        head = {"settings": asdict(self.settings), "categories": self.shape.categories.tolist()}
        (directory / _HEAD).write_text(json.dumps(head, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> LaunchCurves:
        """Read what `save` wrote."""
        head = json.loads((directory / _HEAD).read_text(encoding="utf-8"))
        curves = safetensors.numpy.load_file(directory / _CURVES)["curves"]
        return cls(
            ColdStartSettings.read(head["settings"]),
            TextVectors.load(directory / "text"),
            LaunchShape(np.array(head["categories"], dtype=np.str_), curves),
        )


def _week(panel: Panel, launch: npt.NDArray[np.int64], origin: int) -> npt.NDArray[np.int64]:
    """Week of the launch of products that have not begun: of their launch day, but not before the origin."""
    week = (launch - int(panel.start.astype(np.int64))) // 7
    return np.where(launch >= 0, np.maximum(week, origin), origin).astype(np.int64)
