"""Where the files of new experiments go: the home's own folder, the MLflow server's hands, or an object store."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from urllib.parse import urlsplit

from infra import environment
from infra.errors import SettingsError

FILES = "files"
SERVED = "served"
SERVED_ADDRESS = "mlflow-artifacts:/"


def address(option: str) -> str:
    """The address under which each experiment gets a folder; empty for the home's own folder.

    Args:
        option: `files`, `served`, or an address: s3://BUCKET/PREFIX or file:///DIRECTORY.

    Raises:
        SettingsError: It is none of these, or what it needs is not installed.
    """
    if option == FILES:
        return ""
    if option == SERVED:
        return SERVED_ADDRESS
    parts = urlsplit(option)
    if parts.query or parts.fragment or parts.username:
        raise SettingsError(
            "--artifacts holds more than a place.", "Credentials come from the environment: AWS_ACCESS_KEY_ID."
        )
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return option
    if parts.scheme == "s3" and parts.netloc:
        if importlib.util.find_spec("boto3") is None:
            raise SettingsError("--artifacts on S3 needs boto3.", "Install it: pip install 'bazaar[s3]'.")
        return option
    raise SettingsError(
        f"--artifacts cannot be {option!r}.",
        f"Known: {FILES} (under mlruns/artifacts), {SERVED} (the same, handed out by the MLflow server), "
        "s3://BUCKET/PREFIX, file:///DIRECTORY.",
    )


def of_experiment(artifacts: str, name: str) -> str:
    """The address of an experiment's files.

    Args:
        artifacts: As `address` gives it.
    """
    root = artifacts or own_directory().as_uri()
    return f"{root.rstrip('/')}/{name}"


def destination(artifacts: str) -> str:
    """Where the MLflow server keeps what it is handed: the same place, or the home's folder where it is its own."""
    return artifacts if artifacts not in ("", SERVED_ADDRESS) else str(own_directory())


def own_directory() -> Path:
    return environment.tracking_directory() / "artifacts"


def check_bucket(artifacts: str) -> None:
    """See that an object store is there and lets us in.

    Raises:
        SettingsError: It is not, or does not.
    """
    parts = urlsplit(artifacts)
    if parts.scheme != "s3":
        return
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        # MLflow's own variable for a store that is not Amazon's.
        client = boto3.client("s3", endpoint_url=os.environ.get("MLFLOW_S3_ENDPOINT_URL") or None)
        client.head_bucket(Bucket=parts.netloc)
    except (BotoCoreError, ClientError) as error:
        raise SettingsError(
            f"The bucket {parts.netloc!r} of --artifacts cannot be used: {error}.",
            "Make it, and give AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, where the store is not Amazon's, "
            "MLFLOW_S3_ENDPOINT_URL.",
        ) from error
