"""The kinds of flow that every use case has deployed. A further kind is one more entry of `KINDS`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from infra.errors import SettingsError
from infra.registry import model_name
from params.base import FlowParameters
from params.deployments import Deployment
from tasks import rooms


@dataclass(frozen=True)
class Kind:
    """One kind of flow.

    Args:
        name: Its entry in the section `deployments` of params.yaml, and a tag.
        entrypoint: Import path of the flow; `{use_case}` stands for the use case's module name.
        deployment: Name of the deployment; `{model}` stands for the use case as it is registered.
        parameters: From a use case and its entry in params.yaml to the parameters that the form begins with.
        summary: What it does, for the deployment's page; `{model}` as above.
        profiled: Whether its parameters start from a profile of params.yaml.
    """

    name: str
    entrypoint: str
    deployment: str
    parameters: Callable[[str, Deployment], BaseModel]
    summary: str
    profiled: bool = False

    def flow_entrypoint(self, use_case: str) -> str:
        return self.entrypoint.format(use_case=use_case)

    def deployment_name(self, use_case: str) -> str:
        return self.deployment.format(model=model_name(use_case))


def train_parameters(use_case: str, deployment: Deployment) -> FlowParameters:
    """The parameters of the training flow.

    Raises:
        SettingsError: Something in params.yaml is unknown or out of bounds.
        DataError: There is no such source.
    """
    from params.loading import load
    from sources import catalog

    kind: type[FlowParameters] = rooms.module("params", use_case).Parameters
    changes = {"source": deployment.source, "data": deployment.data}
    settings = [f"{name}={json.dumps(value)}" for name, value in deployment.settings.items()]
    parameters = load(kind, use_case, deployment.profile, changes, settings)
    catalog.source_named(use_case, parameters.source)
    return parameters


def monitor_parameters(use_case: str, deployment: Deployment) -> BaseModel:
    """The parameters of the flow `monitor`; `settings` are fields of its form, or those of `bazaar monitor --set`.

    Raises:
        SettingsError: Something in params.yaml is unknown or out of bounds.
        DataError: There is no such source.
    """
    from params.monitor import OF_THE_RUN, load
    from sources import catalog

    if deployment.source is not None:
        catalog.source_named(use_case, deployment.source)
    changes = {"source": deployment.source, "data": deployment.data}
    settings = []
    for name, value in deployment.settings.items():
        if name in OF_THE_RUN:
            changes[name] = value
        else:
            settings.append(f"{name}={json.dumps(value)}")
    return load(use_case, changes, settings).model_copy(update={"use_case": model_name(use_case)})


def score_parameters(use_case: str, deployment: Deployment) -> BaseModel:
    """The parameters of the flow `score`; `settings` are its fields, and `data` is its input.

    Raises:
        SettingsError: Something in params.yaml is unknown or out of bounds.
    """
    from params.loading import check
    from params.score import ScoreParameters

    if deployment.source is not None:
        raise SettingsError(
            f"{use_case}.deployments.score in params.yaml names the source {deployment.source}; requests have none.",
            "Name the requests: data, or settings: {input: ...}.",
        )
    values = {"input": deployment.data, **deployment.settings, "use_case": model_name(use_case)}
    return check(ScoreParameters, values, f"{use_case}.deployments.score in params.yaml")


KINDS = (
    Kind(
        name="train",
        entrypoint="flows.{use_case}.{use_case}",
        deployment="train",
        parameters=train_parameters,
        summary="Takes tables of {model} to a registered version that the gate judges against the champion.",
        profiled=True,
    ),
    Kind(
        name="monitor",
        entrypoint="flows.monitoring.monitor",
        deployment="{model}",
        parameters=monitor_parameters,
        summary="Compares new tables and logged predictions of {model} with what its champion was trained on, and "
        "queues a training run when the windows say so.",
    ),
    Kind(
        name="score",
        entrypoint="flows.batch_scoring.score",
        deployment="{model}",
        parameters=score_parameters,
        summary="Answers a batch of requests with the champion of {model} into a new dated partition.",
    ),
)
