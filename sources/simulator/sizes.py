"""Seeds and sizes of simulated markets that are to be had."""

from __future__ import annotations

from infra.errors import SettingsError


def refuse_strange(seed: int, scale: float, smallest: float, largest: float, unit: str) -> None:
    """Refuse a seed below 0, and a scale beyond its bounds.

    Args:
        seed, scale: That were asked for.
        smallest, largest: Scales.
        unit: What a scale of 1 is, for the message.

    Raises:
        SettingsError: They are not to be had.
    """
    if seed < 0:
        raise SettingsError(f"The simulator's seed is {seed}.", "Give an integer from 0.")
    if not smallest <= scale <= largest:
        raise SettingsError(
            f"The simulator's scale is {scale}.", f"Give a number from {smallest} to {largest:,}; 1.0 is {unit}."
        )
