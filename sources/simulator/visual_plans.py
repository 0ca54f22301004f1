"""What is in each photo: which products, how large, how turned, how lit and how covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sources.simulator.streams import stream
from sources.simulator.visual_goods import SOLD, STRANGER, WITHHELD, Block, Good
from sources.simulator.visual_plan import EMPTY, SCENE, SHELF, SOLO, STRANGE, Placed, Plan
from sources.simulator.visual_rates import PHOTO_RATES

_SIZES = ((384, 288), (288, 384), (360, 360), (400, 300), (320, 240), (240, 320))
_LARGE = 3  # times as many pixels on a side
_IN_SCENE, _ON_SHELF, _STRANGE = (2, 7), (6, 13), (1, 4)  # how many products, from and up to
_SMALLEST_ALONE, _LARGEST_ALONE = 0.06, 0.9  # share of the picture
_SMALLEST_AMONG, _LARGEST_AMONG = 0.03, 0.22
_MOST_SHOTS = 3  # of a setup


def plans(seed: int, block: Block) -> Iterator[Plan]:
    """The photos of a block; each product of the catalogue is in about as many as any other."""
    rng = stream(seed, "plans of photos", block.number)
    sold = block.of(SOLD)
    deck = _Deck(rng, sold)
    last: Plan | None = None
    for number in range(round(PHOTO_RATES.per_product * len(sold))):
        if last is not None and last.shot + 1 < _MOST_SHOTS and rng.random() < PHOTO_RATES.again:
            last = _again(rng, last, number)
        else:
            kind, goods = _shown(rng, block, deck)
            last = _planned(rng, number, last.setup + 1 if last else 0, kind, goods)
        yield last


class _Deck:
    """Deals products so that all come equally often."""

    def __init__(self, rng: np.random.Generator, goods: list[Good]) -> None:
        self._rng, self._goods, self._left = rng, goods, list[int]()

    def deal(self, count: int) -> list[Good]:
        """Different products, as many as there are at most."""
        dealt: list[int] = []
        while len(dealt) < min(count, len(self._goods)):
            if not self._left:
                self._left = [int(place) for place in self._rng.permutation(len(self._goods))]
            place = self._left.pop()
            if place not in dealt:
                dealt.append(place)
        return [self._goods[place] for place in dealt]


def _shown(rng: np.random.Generator, block: Block, deck: _Deck) -> tuple[str, list[Good]]:
    """What kind of photo it is, and of which goods."""
    rates = PHOTO_RATES
    shares = np.array([rates.scenes, rates.shelves, rates.strange, rates.empty])
    kind = str(rng.choice((SCENE, SHELF, STRANGE, EMPTY, SOLO), p=[*shares, 1 - shares.sum()]))
    strangers, withheld = block.of(STRANGER), block.of(WITHHELD)
    if kind == STRANGE:
        twins = bool(withheld) and (not strangers or rng.random() < rates.twin_stranger)
        pool = withheld if twins else strangers
        goods = [pool[place] for place in rng.permutation(len(pool))[: rng.integers(*_STRANGE)].tolist()]
        return (STRANGE if goods else EMPTY), goods
    counts = {SOLO: 1, EMPTY: 0, SHELF: int(rng.integers(*_ON_SHELF)), SCENE: int(rng.integers(*_IN_SCENE))}
    goods = deck.deal(counts[kind])
    if kind == SCENE and strangers and rng.random() < rates.stranger_in_scene:
        goods.append(strangers[int(rng.integers(0, len(strangers)))])
    return kind, goods


def _planned(rng: np.random.Generator, number: int, setup: int, kind: str, goods: list[Good]) -> Plan:
    rates = PHOTO_RATES
    width, height = _SIZES[int(rng.integers(0, len(_SIZES)))]
    larger = _LARGE if rng.random() < rates.large else 1
    alone = len(goods) == 1
    placed = _on_shelves(rng, goods) if kind == SHELF else tuple(_placed(rng, good, alone) for good in goods)
    return Plan(
        number=number,
        setup=setup,
        kind=kind,
        size=(width * larger, height * larger),
        placed=placed,
        clutter=int(rng.integers(1, 7)) if rng.random() < rates.clutter and kind != SHELF else 0,
        light=float(rng.uniform(0.3, 0.55) if rng.random() < rates.dark else np.exp(rng.normal(0, 0.16))),
        warmth=float(rng.normal(0, 0.06)),
        blur=float(rng.uniform(1.2, 3.0) if rng.random() < rates.blurred else rng.uniform(0, 0.6)),
        grain=float(rng.uniform(1, 8)),
    )


def _placed(rng: np.random.Generator, good: Good, alone: bool) -> Placed:
    rates = PHOTO_RATES
    smallest, largest = (_SMALLEST_ALONE, _LARGEST_ALONE) if alone else (_SMALLEST_AMONG, _LARGEST_AMONG)
    share = float(np.exp(rng.uniform(np.log(smallest), np.log(largest))))
    angle = float(rng.uniform(-180, 180) if rng.random() < rates.turned else rng.normal(0, 7))
    covered = float(rng.uniform(0.1, 0.45)) if rng.random() < rates.covered else 0.0
    return Placed(good, share, angle, float(np.clip(rng.normal(0, 20), -50, 50)), covered)


def _on_shelves(rng: np.random.Generator, goods: list[Good]) -> tuple[Placed, ...]:
    """Products upright side by side on two or three boards, each in its own place."""
    rows = 2 if len(goods) < 9 else 3
    columns = -(-len(goods) // rows)
    most = (0.96 / columns, 0.84 / rows)
    return tuple(
        Placed(
            good,
            share=most[0] * most[1] * float(rng.uniform(0.5, 1.0)),
            angle=float(rng.normal(0, 2)),
            yaw=float(rng.normal(0, 10)),
            middle=((place % columns + 0.5) / columns, (place // columns + 0.5) / rows),
            most=most,
        )
        for place, good in enumerate(goods)
    )


def _again(rng: np.random.Generator, plan: Plan, number: int) -> Plan:
    """The same things a moment later: a little nearer or farther, turned, in another light."""
    nearer, turn = float(np.exp(rng.normal(0, 0.15))), float(rng.normal(0, 6))
    placed = tuple(
        replace(
            one,
            share=min(_LARGEST_ALONE, one.share * nearer),
            angle=one.angle + turn,
            yaw=float(np.clip(one.yaw + rng.normal(0, 6), -55, 55)),
        )
        for one in plan.placed
    )
    light = plan.light * float(np.exp(rng.normal(0, 0.12)))
    return replace(plan, number=number, placed=placed, light=light, shot=plan.shot + 1)
