"""Seeds and scales of simulated markets: refused with what can be had."""

from __future__ import annotations

import pytest

from infra.errors import SettingsError
from sources.simulator.sizes import refuse_strange


def test_bounds_can_be_had() -> None:
    refuse_strange(0, 0.5, 0.5, 2.0, "ten shops")
    refuse_strange(0, 2.0, 0.5, 2.0, "ten shops")


@pytest.mark.parametrize(("seed", "scale", "said"), [(-1, 1.0, "seed is -1"), (0, 0.4, "scale is 0.4"), (0, 3, "is 3")])
def test_others_are_refused(seed: int, scale: float, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        refuse_strange(seed, scale, 0.5, 2.0, "ten shops")
    assert said in refused.value.problem


def test_a_refusal_says_what_a_scale_is() -> None:
    with pytest.raises(SettingsError) as refused:
        refuse_strange(0, 2_001, 0.5, 2_000, "ten shops")
    assert refused.value.remedy == "Give a number from 0.5 to 2,000; 1.0 is ten shops."
