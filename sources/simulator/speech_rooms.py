"""Rooms as impulse responses: first echoes by mirrored sources, and a tail that dies away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sources.simulator.speech_noise import RATE

Samples = npt.NDArray[np.float32]
SOUND = 343.0  # metres a second
_MIRRORED = 0.06  # seconds of echoes that are computed one by one
_ORDER = 3  # mirrored rooms on each side


@dataclass(frozen=True)
class RoomKind:
    """Bounds of rooms of a kind: sides in metres, and seconds until sound has died by 60 dB."""

    sides: tuple[tuple[float, float], ...]
    decay: tuple[float, float]


KINDS = {
    "car": RoomKind(((1.4, 1.8), (2.0, 3.0), (1.1, 1.4)), (0.06, 0.15)),
    "bedroom": RoomKind(((3.0, 4.0), (3.0, 5.0), (2.4, 2.7)), (0.2, 0.4)),
    "kitchen": RoomKind(((2.5, 4.0), (3.0, 5.0), (2.4, 2.8)), (0.4, 0.7)),
    "bathroom": RoomKind(((1.8, 2.5), (2.0, 3.0), (2.3, 2.6)), (0.6, 0.9)),
    "hall": RoomKind(((6.0, 12.0), (8.0, 16.0), (3.0, 6.0)), (0.9, 1.6)),
}
HELD_OUT = ("bathroom",)


def impulse_response(rng: np.random.Generator, kind: str) -> Samples:
    """float32 [n], `RATE` a second; the direct sound comes first and is 1 before all is brought within full scale.

    Mirrored sources of a box (Allen and Berkley 1979) with walls that absorb as Sabine has it for the room's decay,
    then noise that falls off exponentially (Polack 1988).
    """
    room = KINDS[kind]
    sides = np.array([rng.uniform(*bounds) for bounds in room.sides])
    decay = float(rng.uniform(*room.decay))
    source, ear = (rng.uniform(0.2, 0.8, 3) * sides for _ in range(2))
    ear = source + (ear - source) * min(1.0, rng.uniform(0.4, 2.5) / max(float(np.linalg.norm(ear - source)), 0.1))
    surface = 2 * (sides[0] * sides[1] + sides[1] * sides[2] + sides[0] * sides[2])
    absorbed = min(0.161 * float(sides.prod()) / (decay * surface), 0.95)
    steps = np.arange(-_ORDER, _ORDER + 1)
    cells = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    turns = np.stack(np.meshgrid(*[[0, 1]] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    mirrored = (1 - 2 * turns)[:, None] * source + 2 * cells * sides
    distance = np.maximum(np.linalg.norm(mirrored - ear, axis=-1), 0.1).ravel()
    bounces = (np.abs(cells - turns[:, None]) + np.abs(cells)).sum(axis=-1).ravel()
    height = np.sqrt(1 - absorbed) ** bounces / distance
    first = float(distance.min())
    place = np.round((distance - first) / SOUND * RATE).astype(int)
    length = max(round(decay * RATE), round(2 * _MIRRORED * RATE))
    found = np.zeros(length)
    near = place < round(_MIRRORED * RATE)
    np.add.at(found, place[near], height[near] * first)
    found += _tail(rng, found, decay)
    return (found / max(1.0, float(np.abs(found).max()))).astype(np.float32)


def _tail(rng: np.random.Generator, echoes: npt.NDArray[np.float64], decay: float) -> npt.NDArray[np.float64]:
    """Noise from the last echoes on, as loud as these."""
    start = round(_MIRRORED * RATE)
    t = np.arange(len(echoes)) / RATE
    fall = 10 ** (-3 * t / decay)
    late = echoes[start // 2 : start]
    power = np.sqrt(np.mean(late**2)) / max(float(fall[start // 2 : start].mean()), 1e-9)
    return np.where(np.arange(len(echoes)) >= start, power * fall * rng.standard_normal(len(echoes)), 0.0)
