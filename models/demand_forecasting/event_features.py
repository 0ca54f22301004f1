"""Events of the calendar: which week, how far, and what they do to sales, shrunk product -> category -> all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .core_settings import EventSettings
from .event_phases import phased
from .panel import ALL, Floats, Panel

NAMES: Final = (
    "event_share",
    "event_uplift",
    "weeks_to_event",
    "weeks_since_event",
    "last_event_uplift",
    "next_event_uplift",
)


@dataclass(frozen=True)
class EventTable:
    """Events of the weeks from `start` on.

    Attributes:
        names: Events and the pieces of long ones (`event_phases`), sorted.
        places: What an event can apply to: "" (all), regions and countries.
        share: Share of the week's seven days that an event takes, float32 (events, places, weeks).
    """

    names: tuple[str, ...]
    places: dict[str, int]
    share: Floats

    @classmethod
    def read(cls, panel: Panel, volumes: dict[str, float], end: int, *, unplanned: bool, phases: int = 1) -> Self:
        """Events of a panel's weeks up to `end`; "" and a country are the mean of their regions by sales.

        Args:
            unplanned: Whether events that nobody knows ahead are among them: the past is cleaned of those, but a
                forecast must not count on them.
            phases: Pieces that a long event is told apart in.
        """
        events = phased(panel.events if unplanned else panel.events[panel.events["known_ahead"]], phases)
        names = tuple(sorted(str(name) for name in events["event"].unique()))
        regions = [str(name) for name in panel.regions["region"]]
        place = {name: position for position, name in enumerate(regions)}
        share = np.zeros((len(names), len(regions), end), dtype=np.float32)
        known = events[(events["week"] >= 0) & (events["week"] < end)]
        code = {name: position for position, name in enumerate(names)}
        for event, region, week, days in known[["event", "region", "week", "days"]].itertuples(index=False):
            where: Any = slice(None) if region == ALL else place.get(region)
            if where is not None:
                share[code[event], where, int(week)] += np.float32(days / 7)
        np.minimum(share, 1, out=share)
        weight = np.array([volumes.get(name, 0.0) for name in regions]) + 1e-9
        rows = [share]
        places = dict(place)
        countries = panel.regions["country"].astype(str).to_numpy()
        for name in [ALL, *sorted(set(countries) - set(regions) - {ALL})]:
            members = weight * ((countries == name) if name != ALL else 1.0)
            places[name] = len(places)
            rows.append(
                np.einsum("erw,r->ew", share, members / max(members.sum(), 1e-9))[:, None, :].astype(np.float32)
            )
        return cls(names, places, np.concatenate(rows, axis=1))

    def rows(self, series: pd.DataFrame) -> npt.NDArray[np.int64]:
        """Place of each series: its region, or its country, or all."""
        region = series["region"].where(series["region"] != ALL, series["country"])
        return np.asarray(region.map(self.places).fillna(self.places[ALL]), dtype=np.int64)


@dataclass(frozen=True)
class EventUplift:
    """How many times the usual sales a whole week of an event sells.

    Attributes:
        volumes: Units by region, for sums over regions.
        names: Events, sorted.
        overall: float32 (events,).
        tables: For `category` and `product_id` the names and their uplift, float32 (names, events).
    """

    volumes: dict[str, float]
    names: tuple[str, ...]
    overall: Floats
    tables: dict[str, tuple[npt.NDArray[Any], Floats]]

    @classmethod
    def fit(cls, panel: Panel, usual: Floats, index: Floats, end: int, settings: EventSettings) -> Self:
        """Compare sales of event weeks before `end` with the weeks around them.

        Args:
            panel: Product level or below.
            usual: Sales outside events and promotions, float32 (n, >= end), NaN in those weeks.
            index: Seasonal index of each series and week, float32 (n, >= end).
        """
        volume = np.nan_to_num(panel.units[:, :end]).sum(axis=1, dtype=np.float64)
        by_region = pd.Series(volume).groupby(panel.series["region"].to_numpy()).sum()
        volumes = {str(name): float(units) for name, units in by_region.items()}
        table = EventTable.read(panel, volumes, end, unplanned=False, phases=settings.phases)
        products, product_names = pd.factorize(panel.series["product_id"].to_numpy(dtype=object), sort=True)
        categories, category_names = pd.factorize(panel.series["category"].to_numpy(dtype=object), sort=True)
        place = table.rows(panel.series)
        levels = _levels(table.share.sum(axis=0).any(axis=0), usual, index, end, settings)
        overall = np.ones(len(table.names), dtype=np.float32)
        by_category = np.ones((len(category_names), len(table.names)), dtype=np.float32)
        by_product = np.ones((len(product_names), len(table.names)), dtype=np.float32)
        for _ in range(settings.rounds):
            for event in range(len(table.names)):
                own = by_category[categories]
                gain, mass = _gains(panel, table.share, place, event, own, index, levels, settings)
                if not mass.any():
                    continue
                weight = np.where(mass > 0, volume, 0)
                weight /= max(weight[mass > 0].mean(), 1e-9)
                everywhere = (weight * gain).sum() / max((weight * mass).sum(), 1e-9)
                parent = np.full(len(category_names), everywhere)
                category = _shrunk(weight * gain, weight * mass, categories, parent, settings.category_weeks)
                parent = np.zeros(len(product_names))
                parent[products] = category[categories]
                product = _shrunk(gain, mass, products, parent, settings.product_weeks)
                overall[event] = 1 + everywhere
                by_category[:, event], by_product[:, event] = 1 + category, 1 + product
        for uplift in (overall, by_category, by_product):
            np.clip(uplift, 1 / settings.most, settings.most, out=uplift)
        tables = {
            "category": (np.asarray(category_names, dtype=np.str_), by_category),
            "product_id": (np.asarray(product_names, dtype=np.str_), by_product),
        }
        return cls(volumes, table.names, overall, tables)

    def of(self, series: pd.DataFrame, names: tuple[str, ...]) -> Floats:
        """Uplift of each series and event of `names`, float32 (k, events); 1 for an event never seen."""
        column = {name: position for position, name in enumerate(self.names)}
        kept = [column[name] for name in names if name in column]
        to = [position for position, name in enumerate(names) if name in column]
        out = np.ones((len(series), len(names)), dtype=np.float32)
        if not kept:
            return out
        out[:, to] = self.overall[kept]
        for name, (known, uplift) in self.tables.items():
            place = pd.Index(known).get_indexer(series[name])
            there = place >= 0
            out[np.ix_(there, to)] = uplift[place[there]][:, kept]
        return out

    def save(self, directory: Path) -> None:
        arrays: dict[str, Any] = {
            "names": np.asarray(self.names, dtype=np.str_),
            "overall": self.overall,
            "regions": np.asarray(list(self.volumes), dtype=np.str_),
            "volumes": np.asarray(list(self.volumes.values()), dtype=np.float64),
        }
        for name, (known, uplift) in self.tables.items():
            arrays[f"{name}.names"], arrays[f"{name}.uplift"] = known, uplift
        np.savez(directory / "events.npz", **arrays)

    @classmethod
    def load(cls, directory: Path) -> Self:
        with np.load(directory / "events.npz", allow_pickle=False) as arrays:
            volumes = dict(zip(arrays["regions"].tolist(), arrays["volumes"].tolist(), strict=True))
            tables = {name: (arrays[f"{name}.names"], arrays[f"{name}.uplift"]) for name in ("category", "product_id")}
            return cls(volumes, tuple(arrays["names"].tolist()), arrays["overall"], tables)


def _levels(
    eventful: npt.NDArray[np.bool_], usual: Floats, index: Floats, end: int, settings: EventSettings
) -> dict[int, Floats]:
    """Usual deseasonalised sales around each week with an event, float32 (n,)."""
    found = {}
    for week in np.flatnonzero(eventful[:end]):
        around = slice(max(0, week - settings.around), min(end, week + settings.around + 1))
        near, season = usual[:, around], index[:, around]
        known = np.isfinite(near)
        due = np.where(known, season, 0).sum(axis=1)
        found[int(week)] = np.asarray(np.where(known, near, 0).sum(axis=1) / np.maximum(due, 1e-6), dtype=np.float32)
    return found


def _gains(
    panel: Panel,
    share: Floats,
    place: npt.NDArray[np.int64],
    event: int,
    uplift: Floats,
    index: Floats,
    levels: dict[int, Floats],
    settings: EventSettings,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What an event added to each series in weeks of its usual sales, and in how many such weeks; float64 (n,).

    What other events of the same week are thought to bring is taken out first.

    Args:
        share: Of an `EventTable`, and `place`, where each series stands in it.
        uplift: Of each series and event so far, float32 (n, events).
    """
    gain, mass = np.zeros(len(panel)), np.zeros(len(panel))
    for week in (one for one in levels if share[event, :, one].any()):
        level = levels[week]
        at = share[:, :, week][:, place]
        others = np.ones(len(panel), dtype=np.float32)
        for other in np.flatnonzero(at.any(axis=1)):
            if other != event:
                others *= 1 + (uplift[:, other] - 1) * at[other]
        there = (at[event] > 0) & np.isfinite(panel.units[:, week]) & (panel.first <= week) & (level > 0)
        exposed = np.where(there, at[event] * index[:, week], 0)
        extra = np.nan_to_num(panel.units[:, week]) / np.maximum(level * others, 1e-6) - index[:, week]
        gain += np.where(there, np.clip(extra, -exposed, settings.most * exposed), 0)
        mass += exposed
    return gain, mass


def _shrunk(gain: Any, mass: Any, codes: npt.NDArray[np.int64], parent: Any, prior: float) -> npt.NDArray[np.float64]:
    """Gain of a week of each group, pulled to its parent's by `prior` weeks."""
    size = len(parent)
    return np.asarray((np.bincount(codes, gain, size) + prior * parent) / (np.bincount(codes, mass, size) + prior))


def event_features(
    table: EventTable, uplift: Floats, place: npt.NDArray[np.int64], weeks: npt.NDArray[np.int64], farthest: int
) -> tuple[Floats, Floats]:
    """Features of target weeks in the order of `NAMES`, and the factor that events are expected to bring.

    Args:
        uplift: Of each series, float32 (k, events).
        place: Of each series in `table`.
        weeks: Target weeks, int64 (k, h).

    Returns:
        float32 (k, h, 6) and float32 (k, h).
    """
    k, h = weeks.shape
    out = np.full((k, h, len(NAMES)), np.nan, dtype=np.float32)
    out[..., 0], out[..., 2:4] = 0, farthest
    factor = np.ones((k, h), dtype=np.float32)
    if not table.names:
        return out, factor
    end = table.share.shape[2]
    distance_to, distance_since = distances(table.share, farthest)
    inside = np.minimum(weeks, end - 1)
    rows = place[:, None]
    nearest_to = np.full((k, h), farthest, dtype=np.float32)
    nearest_since = np.full((k, h), farthest, dtype=np.float32)
    next_uplift = np.full((k, h), np.nan, dtype=np.float32)
    last_uplift = np.full((k, h), np.nan, dtype=np.float32)
    total = np.zeros((k, h), dtype=np.float32)
    for event in range(len(table.names)):
        share = table.share[event][rows, inside]
        total += share
        factor *= 1 + (uplift[:, event, None] - 1) * share
        own = np.broadcast_to(uplift[:, event, None], (k, h))
        to, since = distance_to[event][rows, inside], distance_since[event][rows, inside]
        closer, later = to < nearest_to, since < nearest_since
        nearest_to, next_uplift = np.where(closer, to, nearest_to), np.where(closer, own, next_uplift)
        nearest_since, last_uplift = np.where(later, since, nearest_since), np.where(later, own, last_uplift)
    out[..., 0], out[..., 1] = np.minimum(total, 1), factor
    out[..., 2], out[..., 3], out[..., 4], out[..., 5] = nearest_to, nearest_since, last_uplift, next_uplift
    return out, factor


def distances(share: Floats, farthest: int) -> tuple[Floats, Floats]:
    """Weeks from each week to the next event (0 in the event's own week, not counted since), float32 like `share`."""
    to = np.full(share.shape, farthest, dtype=np.float32)
    since = np.full(share.shape, farthest, dtype=np.float32)
    weeks = share.shape[2]
    for week in range(weeks - 1, -1, -1):
        if week + 1 < weeks:
            to[..., week] = np.minimum(to[..., week + 1] + 1, farthest)
        to[..., week][share[..., week] > 0] = 0
    for week in range(1, weeks):
        since[..., week] = np.minimum(since[..., week - 1] + 1, farthest)
        since[..., week][share[..., week - 1] > 0] = 1
    return to, since
