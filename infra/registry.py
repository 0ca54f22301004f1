"""Model versions in MLflow: registering one whole, finding it again, loading it checked."""

from __future__ import annotations

import importlib.metadata
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import yaml

from infra import digests, packaging
from infra.errors import RegistryError

if TYPE_CHECKING:
    import pandas as pd
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion
    from mlflow.models import Model, ModelSignature
    from mlflow.pyfunc import PyFuncModel

CHAMPION = "champion"
PREVIOUS = "previous"
IDENTITY = "bazaar.identity"
STATE = "bazaar.state"
VERIFIED = "verified"
BUNDLE = "bazaar.bundle_sha256"

_loading = Lock()


@dataclass(frozen=True)
class Servable:
    """What MLflow is told about a model besides its bundle."""

    signature: Mapping[str, Any]
    input_example: pd.DataFrame
    requirements: list[str]


def model_name(use_case: str) -> str:
    """Registered name of a use case's model."""
    return use_case.replace("_", "-")


def alias_version(client: MlflowClient, name: str, alias: str) -> str | None:
    """Version that an alias points at, or None."""
    from mlflow.exceptions import MlflowException

    try:
        return str(client.get_model_version_by_alias(name, alias).version)
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            return None
        raise


def get_version(client: MlflowClient, name: str, version: str) -> ModelVersion:
    """The version's record.

    Raises:
        RegistryError: There is none.
    """
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version(name, version)
    except MlflowException as error:
        raise RegistryError(f"{name} has no version {version}.", f"List them: bazaar status {name}.") from error


def find_identity(client: MlflowClient, name: str, identity: str) -> str | None:
    """The verified version made from the same bytes and code, or None."""
    for found in client.search_model_versions(f"name='{name}'"):
        if found.tags.get(IDENTITY) == identity and found.tags.get(STATE) == VERIFIED:
            return str(found.version)
    return None


def discard_unfinished(client: MlflowClient, name: str) -> list[str]:
    """Delete versions whose registration was cut off before they were verified."""
    unfinished = [
        str(found.version)
        for found in client.search_model_versions(f"name='{name}'")
        if IDENTITY in found.tags and found.tags.get(STATE) != VERIFIED
    ]
    for version in unfinished:
        client.delete_model_version(name, version)
    return unfinished


def register(
    client: MlflowClient,
    name: str,
    run_id: str,
    bundle: Path,
    servable: Servable,
    tags: Mapping[str, str],
    code: Path | None = None,
) -> str:
    """Log the bundle with its code as a pyfunc under `run_id` and make a model version of it.

    The version counts for nothing until `mark_verified`. `code` is the package that can load the bundle, `models/` of
    this installation unless given.
    """
    import mlflow
    from mlflow.exceptions import MlflowException

    with tempfile.TemporaryDirectory() as scratch:
        package, entry = packaging.write_code(code or packaging.models_source(), Path(scratch))
        with mlflow.start_run(run_id=run_id), packaging.importable(package):
            logged = mlflow.pyfunc.log_model(
                name="model",
                python_model=str(entry),
                code_paths=[str(package)],
                artifacts={"bundle": str(bundle)},
                signature=signature_of(servable.signature),
                input_example=servable.input_example,
                pip_requirements=pinned(["mlflow", *servable.requirements]),
            )
    # Leaving mlflow.start_run ended the run; it ends when its flow run does.
    client.update_run(run_id, status="RUNNING")
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    version = client.create_model_version(name, logged.model_uri, run_id, tags=dict(tags), model_id=logged.model_id)
    return str(version.version)


def inputs_of(client: MlflowClient, name: str, version: str) -> dict[str, str]:
    """Inputs of a version's signature, name -> MLflow's type, without loading the version.

    Raises:
        RegistryError: Its files cannot be read.
    """
    from mlflow.models import Model

    with tempfile.TemporaryDirectory() as scratch:
        described = Model.load(str(_download(client, name, version, Path(scratch), file="/MLmodel")))
    return signed_inputs(described)


def signed_inputs(described: Model) -> dict[str, str]:
    """Inputs of the signature in a version's description, name -> MLflow's type."""
    schema = described.get_input_schema()
    return {} if schema is None else {str(column.name): column.type.name for column in schema.inputs}


def mark_verified(client: MlflowClient, name: str, version: str) -> None:
    """Declare that the version, loaded back from the registry, reproduced its stored predictions."""
    client.set_model_version_tag(name, version, STATE, VERIFIED)


def load(client: MlflowClient, name: str, version: str, *, unverified: bool = False) -> PyFuncModel:
    """Load a version with the code it was registered with.

    Args:
        unverified: Load it although it has not yet reproduced its predictions; for who is about to check that.

    Raises:
        RegistryError: As `checked_files`.
    """
    return load_files(checked_files(client, name, version, unverified=unverified))


def load_files(checked: Path) -> PyFuncModel:
    """Load what `checked_files` gave; one at a time, whichever thread asks."""
    import mlflow

    # MLflow hands a model over in a variable of its module: of two loads at once, one would get the other's model.
    with _loading:
        packaging.forget_gone()
        return mlflow.pyfunc.load_model(str(checked))


def checked_files(
    client: MlflowClient, name: str, version: str, *, unverified: bool = False, to: Path | None = None
) -> Path:
    """Directory of a version as MLflow stores it, its bundle and its code compared with what was registered.

    Args:
        unverified: As in `load`.
        to: Copy the files here before they are checked, so that nobody can remove or alter them afterwards; else they
            are read where they lie, or downloaded where MLflow is on another machine.

    Raises:
        RegistryError: The files are gone or are not those that were registered, or the registration was cut off.
    """
    record = get_version(client, name, version)
    if not unverified and record.tags.get(STATE) != VERIFIED:
        raise RegistryError(
            f"The registration of {name} version {version} was never finished.",
            "Run the command that made it again: it is removed and made anew.",
        )
    local = _download(client, name, version, to)
    expected = record.tags.get(BUNDLE)
    if expected is not None and digests.of_directory(bundle_place(local)) != expected:
        raise RegistryError(
            f"The bundle of {name} version {version} is not the one that was registered (sha256 differs).",
            "Restore mlruns/ from a copy, or roll back to another version.",
        )
    check_code(local, f"{name} version {version}")
    return local


def _download(client: MlflowClient, name: str, version: str, to: Path | None, file: str = "") -> Path:
    import mlflow

    try:
        # A `models:/` address would be looked up in MLflow's process-wide default, which may be another store.
        address = client.get_model_version_download_uri(name, version) + file
        return Path(
            mlflow.artifacts.download_artifacts(
                address, dst_path=None if to is None else str(to), tracking_uri=client.tracking_uri
            )
        )
    except Exception as error:
        raise RegistryError(
            f"The files of {name} version {version} cannot be read: {error}", "Restore mlruns/ or retrain."
        ) from error


def code_packages(model: Path) -> list[Path]:
    """The packages that a version carries; whole, it carries one."""
    code = model / "code"
    places = sorted(code.iterdir()) if code.is_dir() else []
    return [place for place in places if place.is_dir() and place.name != "__pycache__"]


def check_code(model: Path, what: str) -> None:
    """The package's name is the digest of its content, and the entry script follows from the name.

    Raises:
        RegistryError: It is not.
    """
    packages = code_packages(model)
    entry = model / packaging.ENTRY_NAME
    whole = (
        len(packages) == 1
        and packaging.package_name(packages[0]) == packages[0].name
        and entry.is_file()
        and entry.read_text(encoding="utf-8") == packaging.ENTRY.format(package=packages[0].name)
    )
    if not whole:
        raise RegistryError(
            f"The code of {what} is not the one that was registered (sha256 differs).",
            "Restore mlruns/ from a copy, or roll back to another version.",
        )


def bundle_place(model: Path) -> Path:
    """Where the bundle lies among the files of a version."""
    described = yaml.safe_load((model / "MLmodel").read_text(encoding="utf-8"))
    return model / str(described["flavors"]["python_function"]["artifacts"]["bundle"]["path"])


def pinned(packages: list[str]) -> list[str]:
    """Exact requirements, `name==version`, as installed here."""
    return [f"{package}=={importlib.metadata.version(package)}" for package in dict.fromkeys(packages)]


def signature_of(declared: Mapping[str, Any]) -> ModelSignature:
    """MLflow's signature of what a model class declares."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema

    def columns(of: str) -> Schema:
        return Schema([ColSpec(kind, name, required=required) for name, kind, required in declared[of]])

    params = ParamSchema([ParamSpec(name, kind, default) for name, kind, default in declared["params"]])
    return ModelSignature(inputs=columns("inputs"), outputs=columns("outputs"), params=params)
