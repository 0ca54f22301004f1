"""What customers of a block remember: what they saw last, what they own, what they use up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.search_time import NEVER
from sources.simulator.words import Index, Mask

SEEN = 6  # most products of a visit
USED, OWNED = 5, 20  # products remembered: to be bought again, and not to be bought again


@dataclass(frozen=True)
class State:
    """By customer of the block; products are positions, -1 for none.

    Attributes:
        last: Moment of the last visit, far in the past for none; (customers,).
        seen: What was looked at then, the best liked first; (customers, SEEN).
        took: Whether something was bought then; (customers,).
        newest, newest_at: What was bought last, and when; (customers,).
        used, used_at: What will be needed again, and when it was last bought; (customers, USED).
        owned: What is not bought twice; (customers, OWNED).
        owners: How many of these there ever were; (customers,).
    """

    last: Index
    seen: Index
    took: Mask
    newest: Index
    newest_at: Index
    used: Index
    used_at: Index
    owned: Index
    owners: Index

    @classmethod
    def blank(cls, customers: int) -> State:
        """Of customers who have never come."""

        def none(*shape: int) -> Index:
            return np.full((customers, *shape), -1, np.int64)

        def long_ago(*shape: int) -> Index:
            return np.full((customers, *shape), -int(NEVER), np.int64)

        return cls(
            last=long_ago(),
            seen=none(SEEN),
            took=np.zeros(customers, np.bool_),
            newest=none(),
            newest_at=long_ago(),
            used=none(USED),
            used_at=long_ago(USED),
            owned=none(OWNED),
            owners=np.zeros(customers, np.int64),
        )

    def visited(self, who: Index, seconds: Index, seen: Index, bought: Mask, repeatable: Mask) -> None:
        """Remember one visit of each of some customers.

        Args:
            who: Distinct customers of the block, (visits,).
            seconds: When they came, (visits,).
            seen: What they looked at, -1 behind the last, (visits, SEEN).
            bought: What of it they bought, (visits, SEEN).
            repeatable: Whether it is bought again, (visits, SEEN).
        """
        self.last[who], self.seen[who], self.took[who] = seconds, seen, bought.any(axis=1)
        for place in range(SEEN):
            buyers = bought[:, place]
            self.newest[who[buyers]], self.newest_at[who[buyers]] = seen[buyers, place], seconds[buyers]
            kept = buyers & ~repeatable[:, place]
            self.owned[who[kept], self.owners[who[kept]] % OWNED] = seen[kept, place]
            self.owners[who[kept]] += 1
            self._use(who, seconds, seen[:, place], buyers & repeatable[:, place])

    def _use(self, who: Index, seconds: Index, product: Index, where: Mask) -> None:
        """In the place of the same product, else of what was bought longest ago."""
        who, seconds, product = who[where], seconds[where], product[where]
        same = self.used[who] == product[:, None]
        slot = np.where(same.any(axis=1), same.argmax(axis=1), self.used_at[who].argmin(axis=1))
        self.used[who, slot], self.used_at[who, slot] = product, seconds
