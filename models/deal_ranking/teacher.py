"""Makes rows to learn from: each showing as it looked then, never as it looked later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..moments import seconds_of
from ..steps import Told
from .as_unseen import as_unseen
from .examples import Examples
from .lessons import Lessons
from .log import Log
from .pair_features import NAMES, OF_TIME, features_of
from .past_rows import before, latest, whole_runs
from .states import States
from .tables import Tables

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_DAY = 86_400.0  # seconds


@dataclass(frozen=True)
class Teacher:
    """Makes rows of examples.

    Attributes:
        tables: What is looked up.
        log: All that happened.
        data: The examples.
        seconds: Of each request; (requests,).
        bought, redeemed: Where the events of each request's customer begin in the log, and where those before it end;
            (requests,) each.
        columns: Declared columns of each request's customer; (requests, columns).
        stock: Left of each row's deal at its request, NaN without a bound; (shown,).
        timed: Whether the time of a request is learnt from.
        seed: Of what is drawn.
    """

    tables: Tables
    log: Log
    data: Examples
    seconds: Numbers
    bought: tuple[Ints, Ints]
    redeemed: tuple[Ints, Ints]
    columns: Numbers
    stock: Numbers
    timed: bool
    seed: int

    @classmethod
    def of(cls, tables: Tables, log: Log, data: Examples, seed: int) -> Teacher:
        """Of examples and what they hold."""
        seconds = seconds_of(data.requests["time"])
        customer = log.rows_of(data.requests["customer_id"].astype("str").tolist())
        order = np.lexsort((log.redeemed_at, log.redeemed))
        begins, ends = before(log.redeemed[order], log.redeemed_at[order], data.deal, seconds[data.request])
        stock = tables.deals.stock[data.deal] - (ends - begins)
        return cls(
            tables,
            log,
            data,
            seconds,
            before(log.buyer, log.bought_at, customer, seconds),
            before(log.redeemer, log.redeemed_at, customer, seconds),
            tables.columns.of_customers(data.customers, data.requests["customer_id"]),
            stock,
            len(np.unique(seconds // _DAY)) >= tables.chosen.history.fewest_moments,
            seed,
        )

    @property
    def asked(self) -> Numbers:
        """Seconds of each row's request; (shown,)."""
        return self.seconds[self.data.request]

    def lessons(self, rows: Ints, cuts: Numbers, until: float, *, spoilt: bool, told: Told) -> Lessons:
        """Rows of `shown`, each with the memory of the last cut that is not after it.

        Args:
            rows: To be made, rising.
            cuts: Seconds, rising; a row before the first has the memory of the first.
            until: When what is known of redemptions ends, seconds.
            spoilt: Whether some customers are taken as unknown and some offers as never seen.
            told: Of the share that is done.
        """
        asked = self.seconds[self.data.request[rows]]
        cut = np.maximum(np.searchsorted(cuts, asked, side="right") - 1, 0)
        features = np.full((len(rows), len(self.tables.names)), np.nan, dtype=np.float32)
        rng = np.random.default_rng(self.seed)
        empty = rng.random(len(self.seconds)) < self.tables.chosen.history.empty_share * spoilt
        done = 0
        for number, moment in enumerate(cuts.tolist()):
            own = np.flatnonzero(cut == number)
            unseen = rng.random(self.tables.sizes["offer"]) < self.tables.chosen.history.unseen_share * spoilt
            if len(own):
                features[own] = self._made(rows[own], moment, empty)
                as_unseen(features, own[unseen[self.tables.numbers["offer"][self.data.deal[rows[own]]]]])
            done += len(own)
            told(done / max(len(rows), 1))
        label, revenue = self.data.redeemed_before(until, rows)
        weight = self.data.shown["weight"].to_numpy(dtype=np.float64)
        return Lessons(features, label, revenue, weight[rows], self.data.request[rows], self.data.deal[rows])

    def _made(self, rows: Ints, cut: float, empty: Truths) -> Floats:
        """Features of rows whose memory is that of one cut."""
        memory = self.tables.memory(self.log, cut)
        looks = self.tables.looks(self.tables.deals, memory)
        parts, ranks = [], self.data.shown["rank"].to_numpy(dtype=np.float64, na_value=np.nan)
        for first, last in whole_runs(self.data.request[rows], self.tables.chosen.chunk):
            part = rows[first:last]
            asked, state = np.unique(self.data.request[part], return_inverse=True)
            states, columns = self._states(asked, empty)
            parts.append(
                features_of(
                    self.tables.tastes(states, self.seconds[asked]),
                    looks,
                    memory,
                    state.astype(np.int64),
                    self.data.deal[part],
                    self.seconds[asked],
                    self.stock[part],
                    ranks[part],
                    columns,
                    self.tables.chosen.memory.share_smoothing,
                )
            )
        found = np.concatenate(parts)
        if not self.timed:
            found[:, [NAMES.index(name) for name in OF_TIME]] = np.nan
        return found

    def _states(self, asked: Ints, empty: Truths) -> tuple[States, Numbers]:
        """What the customers of some requests had done, and their declared columns."""
        history, log = self.tables.chosen.history, self.log
        told = np.where(empty[asked], 0, 1)
        buys, buyer = latest(self.bought[0][asked], self.bought[1][asked], history.purchases * told)
        uses, user = latest(self.redeemed[0][asked], self.redeemed[1][asked], history.redemptions * told)
        states = States.of(
            len(asked),
            (buyer, log.bought[buys], log.bought_at[buys], log.paid[buys]),
            (user, log.redeemed[uses], log.redeemed_at[uses]),
        )
        return states, np.where(empty[asked, None], np.nan, self.columns[asked])
