"""A use case's bundle behind MLflow's signature, as a consumer meets it."""

from __future__ import annotations

import os

import pandas as pd

from infra import registry, tracking
from tasks import verification

_loaded: dict[str, object] = {}


def predict_in_pyfunc(walked, request: pd.DataFrame) -> pd.DataFrame:
    """Register the bundle once per use case, load it from the registry, and ask it."""
    if walked.name not in _loaded:
        client = tracking.open_client()
        run_id = client.create_run(tracking.experiment_id(client, walked.name)).info.run_id
        name = registry.model_name(walked.name)
        version = registry.register(
            client, name, run_id, walked.bundle.directory, verification.servable(walked.bundle.directory), {}
        )
        _loaded[walked.name] = registry.load(client, name, version, unverified=True)
        for variable in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
            os.environ.pop(variable, None)
    return _loaded[walked.name].predict(request)
