"""Our model as a policy: asked by its `predict` for the visits of each hour, and told what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.deal_policies import FEWEST
from benchmarks.deal_rows import Ints
from benchmarks.deal_simulated_lines import Lines
from benchmarks.deal_simulated_world import MOST_TOLD, World
from benchmarks.deal_told_texts import iso, redemption
from sources.simulator.deal_happened import Happened
from sources.simulator.deal_replay import DealReplay, Outcome
from sources.simulator.deal_rows import exposure_rows, redeemed_at, redemption_rows, transaction_rows
from sources.simulator.deal_visits import Visits


@dataclass
class Ours:
    """Deals by our model.

    Attributes:
        model: Loaded for this policy alone, as it learns.
        world: Whose visits are asked for.
        params: `alpha`, `allocate` and what else its `predict` takes.
        learns: Whether it is updated after each hour. What a customer redeemed, and what is left of a deal, is told
            with the next request in any case.
    """

    model: Any
    world: World
    params: dict[str, Any]
    learns: bool
    redeemed: dict[int, list[str]] = field(init=False)
    bought: dict[int, list[tuple[int, str]]] = field(init=False, default_factory=dict)
    place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.redeemed = {who: list(texts) for who, texts in self.world.redeemed.items()}
        self.place = {deal: place for place, deal in enumerate(self.world.market.deal_ids)}
        self._known = set(np.flatnonzero(self.world.market.deals.start < self.world.market.test_from).tolist())

    def lists(self, replay: DealReplay, block: Visits, rows: slice, live: Ints) -> Ints:
        """See `Policy.lists`."""
        if self.learns:
            self._tell_begun(live)
        text = self.deals_text(replay, live)
        places = max(int(block.slots.max()), FEWEST)
        asked = self.asked(block, rows, np.full(len(block), text, dtype=object))
        found = self.model.predict(asked, {"k": places, **self.params})
        found = found[found["rank"] > 0]
        lists = np.full((len(block), places), -1, dtype=np.int64)
        row = found["request_id"].to_numpy(dtype=np.int64)
        lists[row, found["rank"].to_numpy(np.int64) - 1] = [self.place[deal] for deal in found["deal_id"]]
        return lists

    def asked(self, block: Visits, rows: slice, deals: Any) -> pd.DataFrame:
        """Requests, a row a visit, numbered from 0 on; `deals` are JSON lists."""
        world = self.world
        redeemed = [f"[{','.join(self.redeemed.get(who, [])[-MOST_TOLD:])}]" for who in block.customer.tolist()]
        told = np.arange(len(world.visits))[rows].tolist()
        bought = [
            world.purchases_with(visit, self.bought[who]) if who in self.bought else world.purchases[visit]
            for visit, who in zip(told, block.customer.tolist(), strict=True)
        ]
        table = world.declared.iloc[rows].reset_index(drop=True)
        return table.assign(
            request_id=pd.Series([str(row) for row in range(len(block))], dtype="str"),
            customer_id=pd.Series(world.customers[rows], dtype="str"),
            purchases=pd.Series(bought, dtype="str"),
            redeemed=pd.Series(redeemed, dtype="str"),
            deals=pd.Series(deals, dtype=object),
            time=pd.Series(world.times[rows], dtype="str"),
        )

    def deals_text(self, replay: DealReplay, live: Ints) -> str:
        """The candidates of an hour, with what is left of them."""
        cells = []
        for deal, stock, budget in zip(
            live.tolist(), replay.stock_left(live).tolist(), replay.budget_left(live).tolist(), strict=True
        ):
            own = f'{{"deal_id":"{self.world.market.deal_ids[deal]}"' if deal in self._known else self.world.told[deal]
            own += f',"stock_left":{stock:g}' if np.isfinite(stock) else ""
            own += f',"budget_left":{budget:.2f}' if np.isfinite(budget) else ""
            cells.append(own + "}")
        return f"[{','.join(cells)}]"

    def learn(self, block: Visits, _rows: slice, outcome: Outcome) -> None:
        """What was redeemed and bought with it is told with the next request; what was shown, where it learns."""
        market = self.world.market
        happened = Happened.of(block, outcome, np.ones(outcome.deal.shape))
        taken = happened.take(happened.redeemed)
        redeemed = redemption_rows(market, taken).to_pandas()
        who = taken.customer[np.argsort(redeemed_at(market, taken), kind="stable")].tolist()
        for one, deal, at in zip(who, redeemed["deal_id"], iso(redeemed["time"]), strict=True):
            self.redeemed.setdefault(one, []).append(redemption(deal, at))
        if who:
            lines = Lines.told(market, transaction_rows(market, slice(0, 0), taken).to_pandas())
            for one, seconds, text in zip(lines.customer.tolist(), lines.seconds.tolist(), lines.texts, strict=True):
                self.bought.setdefault(one, []).append((seconds, text))
        if self.learns and len(happened):
            self.model.update(exposure_rows(market, happened).to_pandas(), redeemed)

    def _tell_begun(self, live: Ints) -> None:
        new = [deal for deal in live.tolist() if deal not in self._known]
        if not new:
            return
        self.model.update(*nothing(), deals=deals_rows(self.world, np.array(new)))
        self._known.update(new)


def deals_rows(world: World, deals: Ints) -> pd.DataFrame:
    """The contract's rows of deals, by position."""
    return world.market.deals_table().iloc[deals].reset_index(drop=True)


def nothing() -> tuple[pd.DataFrame, pd.DataFrame]:
    """No exposures and no redemptions."""
    moments = pd.Series([], dtype="datetime64[us, UTC]")
    both = {"customer_id": pd.Series([], dtype="str"), "deal_id": pd.Series([], dtype="str"), "time": moments}
    number = pd.Series([], dtype="float64")
    shown = pd.DataFrame({**both, "rank": number, "visit_id": pd.Series([], dtype="str")})
    return shown, pd.DataFrame({**both, "revenue": number})


def moments(world: World, seconds: Ints) -> Any:
    """ISO texts of seconds of the market."""
    return iso(world.market.times(seconds))
