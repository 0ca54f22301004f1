"""The pyfunc that every registered version carries: checks the bundle, then answers with the model inside."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import PythonModel

from .bundle import Bundle, open_checked
from .errors import InputError


class ServableModel(Protocol):
    """What a use case's model class offers to the frame."""

    @classmethod
    def load(cls, bundle: Bundle) -> ServableModel: ...

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...

    def requirements(self) -> list[str]:
        """Names of the installed packages that predicting needs."""
        ...

    def signature(self) -> dict[str, Any]:
        """Keys `inputs` and `outputs`: lists of (name, type, required); `params`: list of (name, type, default).

        Types are MLflow's names: string, double, long, boolean, binary.
        """
        ...

    def input_example(self) -> pd.DataFrame: ...


def load_bundle(directory: Path) -> ServableModel:
    """Open a bundle, check every file's sha256, and load the model class it names."""
    bundle = open_checked(directory)
    module_name, class_name = bundle.model_class.split(":")
    module = importlib.import_module(f".{module_name}", __package__)
    model: ServableModel = getattr(module, class_name).load(bundle)
    return model


class ServedModel(PythonModel):  # type: ignore[misc]  # mlflow ships no types
    """MLflow's face of a bundle."""

    def load_context(self, context: Any) -> None:
        self.model = load_bundle(Path(context.artifacts["bundle"]))

    def predict(self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002 - mlflow's interface
        try:
            return self.model.predict(model_input, params)
        except InputError as error:
            # MLflow's model server answers this one with its words and status 400, any other with a stack trace.
            raise MlflowException.invalid_parameter_value(str(error)) from error
