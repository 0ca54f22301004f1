"""Asking a loaded version; a request that it refuses is its asker's to put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from infra.errors import DataError

# Up to here every whole number is a float of its own.
EXACT: Final = 2**53

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
        DataError: The request does not fit the signature or names a column twice, a parameter is unknown, or the model
            refuses it.
    """
    from mlflow.exceptions import MlflowException

    check_columns_differ(request, "The request")
    _check_known(model, params or {})
    try:
        answers: pd.DataFrame = model.predict(_as_floats(model, request), params=dict(params) if params else None)
    except (MlflowException, ValueError) as error:
        raise DataError(f"The model refuses the request: {error}", "Compare it with the model's signature.") from error
    return answers


def check_columns_differ(frame: pd.DataFrame, what: str) -> None:
    """Refuse a table in which a name stands for more than one column.

    Args:
        what: The table's name in a sentence.

    Raises:
        DataError: There is such a name.
    """
    repeated = frame.columns[frame.columns.duplicated()].unique()
    if len(repeated):
        names = ", ".join(f"{name} ({int((frame.columns == name).sum())} times)" for name in repeated)
        raise DataError(f"{what} ({len(frame):,} rows) has columns of one name: {names}.", "Name each column once.")


def _check_known(model: PyFuncModel, params: Mapping[str, Any]) -> None:
    """MLflow leaves out what it does not know, and the answer is one that nobody asked for."""
    schema = model.metadata.get_params_schema()
    known = [param.name for param in schema.params] if schema is not None else []
    unknown = sorted(set(params) - set(known))
    if unknown:
        raise DataError(
            f"The model has no request parameter {', '.join(unknown)}.", f"Known: {', '.join(known) or 'none'}."
        )


def _as_floats(model: PyFuncModel, request: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers where the signature asks for any: MLflow refuses 64-bit integers, which a float may not hold."""
    schema = model.metadata.get_input_schema()
    if schema is None or not schema.has_input_names():
        return request
    floats = [column.name for column in schema.inputs if getattr(column.type, "name", "") == "double"]
    whole = [name for name in floats if name in request and request[name].dtype.kind in "iu"]
    exact = [name for name in whole if _fits(request[name])]
    return request.astype(dict.fromkeys(exact, "float64")) if exact else request


def _fits(column: pd.Series[Any]) -> bool:
    there = column.dropna()  # of no value at all, the largest is neither small nor large
    return not len(there) or (int(there.min()) >= -EXACT and int(there.max()) <= EXACT)
