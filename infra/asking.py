"""Asking a loaded version; a request that it refuses is its asker's to put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from infra.errors import DataError

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.pyfunc import PyFuncModel


def ask(model: PyFuncModel, request: pd.DataFrame, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The model's answers.

    Args:
        model: A loaded version.
        request: Columns as its signature has them.
        params: Request parameters of the model.

    Raises:
        DataError: The request does not fit the signature, a parameter is unknown, or the model refuses it.
    """
    from mlflow.exceptions import MlflowException

    _check_known(model, params or {})
    try:
        answers: pd.DataFrame = model.predict(request, params=dict(params) if params else None)
    except (MlflowException, ValueError) as error:
        raise DataError(f"The model refuses the request: {error}", "Compare it with the model's signature.") from error
    return answers


def _check_known(model: PyFuncModel, params: Mapping[str, Any]) -> None:
    """MLflow leaves out what it does not know, and the answer is one that nobody asked for."""
    schema = model.metadata.get_params_schema()
    known = [param.name for param in schema.params] if schema is not None else []
    unknown = sorted(set(params) - set(known))
    if unknown:
        raise DataError(
            f"The model has no request parameter {', '.join(unknown)}.", f"Known: {', '.join(known) or 'none'}."
        )
