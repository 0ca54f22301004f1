"""One model version in the memory of a consumer."""

from __future__ import annotations

import atexit
import inspect
import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import registry
from infra.asking import ask, check_columns_differ
from infra.errors import DataError, RegistryError

if TYPE_CHECKING:
    import pandas as pd
    from mlflow import MlflowClient
    from mlflow.pyfunc import PyFuncModel


@dataclass(frozen=True)
class LoadedVersion:
    """A version that was checked, loaded, and has answered its input example."""

    version: str
    model: PyFuncModel

    def ask(self, request: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:
        """The version's answers.

        Raises:
            DataError: The version refuses the request.
        """
        return ask(self.model, request, params)

    @property
    def own(self) -> Any:
        """The model of the use case itself, inside of MLflow's."""
        return self.model.unwrap_python_model().model

    def learn(self, tables: Sequence[pd.DataFrame], named: Mapping[str, pd.DataFrame | None]) -> None:
        """Let the version learn from new rows, in this process alone.

        Args:
            tables: In the order in which the model's `update` takes them.
            named: Further ones by the names that it has for them.

        Raises:
            RegistryError: It is of a kind that does not, or it learns from other tables.
            DataError: It refuses the rows.
        """
        update = getattr(self.own, "update", None)
        if update is None:
            raise RegistryError(
                f"Version {self.version} does not learn from new rows.",
                "Add them to its tables and train again: bazaar run.",
            )
        wanted = inspect.signature(update)
        try:
            given = wanted.bind(*tables, **named)
        except TypeError as error:
            raise RegistryError(
                f"Version {self.version} does not learn from these tables: {error}.",
                f"Give them in this order, or by name: {_listed(wanted)}.",
            ) from error
        for name, table in given.arguments.items():
            if table is not None or wanted.parameters[name].default is not None:
                _check_table(table, "The table" if len(wanted.parameters) == 1 else f"The table {name}")
        try:
            update(*given.args, **given.kwargs)
        except ValueError as error:
            raise DataError(
                f"The model refuses to learn from the rows: {error}", "Compare them with the contract's table."
            ) from error


def _listed(wanted: inspect.Signature) -> str:
    """Tables that a model learns from, in words."""
    needed = inspect.Parameter.empty
    tables = wanted.parameters.values()
    return ", ".join(one.name if one.default is needed else f"{one.name} (may be left out)" for one in tables)


def _check_table(table: Any, what: str) -> None:
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise DataError(f"{what} is of type {type(table).__name__}.", "Give a data frame, without rows for none.")
    check_columns_differ(table, what)


def load(client: MlflowClient, name: str, version: str) -> LoadedVersion:
    """Copy a version's files, compare their sha256 with what was registered, load them, and ask the input example.

    The copy is the consumer's own: a clean-up of the registry does not reach it, and what was checked is loaded.

    Raises:
        RegistryError: The files are gone or altered, a package that the version needs is absent, or it does not answer.
    """
    # A consumer's log is no place for MLflow's progress bars; who set the variable keeps them.
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    place = Path(tempfile.mkdtemp(prefix=f"bazaar-{name}-{version}-"))
    try:
        files = registry.checked_files(client, name, version, to=place)
        model = _answering(files, f"{name} version {version}")
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    # The code stays until the process ends: another version with the same code has it imported from here.
    weakref.finalize(model, shutil.rmtree, registry.bundle_place(files), True).atexit = False
    atexit.register(shutil.rmtree, place, True)
    return LoadedVersion(version, model)


def _answering(files: Path, what: str) -> PyFuncModel:
    try:
        model = registry.load_files(files)
        example = model.input_example
        if example is not None:
            ask(model, example)
    except Exception as error:
        raise RegistryError(
            f"{what} cannot answer here: {type(error).__name__}: {error}",
            "Install the packages of the version's requirements.txt, or roll back.",
        ) from error
    return model
