"""A gate policy that names what its use case does not measure is refused before anything is trained."""

from __future__ import annotations

from evaluation import gate_policy
from infra.errors import SettingsError
from params.base import FlowParameters
from tasks import rooms


def check(use_case: str, parameters: FlowParameters) -> None:
    """Hold the policy against the measures that the use case declares.

    Raises:
        SettingsError: A metric or slice is unknown, or the direction contradicts the metric.
    """
    found = gate_policy.problems(parameters.gate, rooms.module("evaluation", use_case))
    if found:
        raise SettingsError(
            f"The gate policy is refused: {'; '.join(found)}.", "Correct `gate` in params.yaml or --set gate.…"
        )
