"""Credentials: where they are taken from, whom they are given to, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import mlflow_server, sign_in, up_note
from infra.errors import SettingsError

GIVEN = ("PREFECT_API_AUTH_STRING", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD")
SETTINGS = ("BAZAAR_AUTH", "BAZAAR_AUTH_FILE", "PREFECT_API_URL", "MLFLOW_TRACKING_URI")


@pytest.fixture(autouse=True)
def clean(home: Path) -> Iterator[None]:
    assert home.is_dir()
    with pytest.MonkeyPatch.context() as patched:
        for name in (*GIVEN, *SETTINGS):
            # Set first: only what was set is put back.
            patched.setenv(name, "")
            os.environ.pop(name)
        yield


def file(directory: Path, line: str = "ada:a-long-enough:password", mode: int = 0o600) -> Path:
    path = directory / "credentials"
    path.write_text(line + "\n")
    path.chmod(mode)
    return path


def up(**changes: str) -> None:
    values = {"prefect": "http://127.0.0.1:1/api", "mlflow": "http://127.0.0.1:2", "artifacts": "", "databases": ""}
    up_note.Up(**{**values, **changes}, ready=True).write()


def given() -> dict[str, str]:
    return {name: os.environ[name] for name in GIVEN if name in os.environ}


def test_a_file_is_read_and_its_password_is_not_shown(tmp_path: Path) -> None:
    credentials = sign_in.read_file(file(tmp_path))
    assert (credentials.user, credentials.password) == ("ada", "a-long-enough:password")
    assert "long" not in repr(credentials)
    assert credentials.kept_in == str(tmp_path / "credentials")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(SettingsError, match="chmod 600"):
        sign_in.read_file(file(tmp_path, mode=mode))


@pytest.mark.parametrize(
    "line",
    ["", "ada", ":a-long-enough", "ada:short", "ada:with some spaces", "ada:pässwörter-x", "a:1234567890ab\nb:1"],
)
def test_what_is_no_credentials_is_refused_without_being_told(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match="USER:PASSWORD") as refused:
        sign_in.read_file(file(tmp_path, line))
    assert not line or line not in str(refused.value)


def test_an_absent_file_is_told_with_the_other_ways(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BAZAAR_AUTH"):
        sign_in.read_file(tmp_path / "absent")


def test_the_option_comes_before_the_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign_in.given() is None
    monkeypatch.setenv("BAZAAR_AUTH", "eve:from-the-environment")
    assert sign_in.given().user == "eve"
    monkeypatch.setenv("BAZAAR_AUTH_FILE", str(file(tmp_path)))
    assert sign_in.given().user == "ada"
    other = tmp_path / "other"
    other.mkdir()
    assert sign_in.given(file(other, "bob:of-the-option-given")).user == "bob"


def test_the_file_of_a_running_up_serves_its_clients(tmp_path: Path) -> None:
    up(sign_in=str(file(tmp_path)))
    sign_in.provide()
    assert given() == {
        "PREFECT_API_AUTH_STRING": "ada:a-long-enough:password",
        "MLFLOW_TRACKING_USERNAME": "ada",
        "MLFLOW_TRACKING_PASSWORD": "a-long-enough:password",
    }


def test_the_file_of_a_running_up_is_not_shown_to_another_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    up(sign_in=str(file(tmp_path)))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://elsewhere")
    sign_in.provide()
    assert set(given()) == {"PREFECT_API_AUTH_STRING"}


def test_what_the_tools_were_given_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    up(sign_in=str(file(tmp_path)))
    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", "bob")
    sign_in.provide()
    assert given()["MLFLOW_TRACKING_USERNAME"] == "bob"


def test_credentials_of_another_environment_have_to_be_given_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    up(sign_in=up_note.FROM_ENVIRONMENT)
    with pytest.raises(SettingsError, match="BAZAAR_AUTH"):
        sign_in.provide()
    monkeypatch.setenv("BAZAAR_AUTH", "eve:from-the-environment")
    sign_in.provide()
    assert given()["MLFLOW_TRACKING_USERNAME"] == "eve"


def test_nothing_is_given_where_nothing_asks() -> None:
    up(sign_in="")
    sign_in.provide()
    assert given() == {}


# In a process of its own: importing MLflow's server warns, and leaves much behind.
LETS_IN = """
from mlflow.server.auth.sqlalchemy_store import SqlAlchemyStore
from infra import mlflow_server, mlflow_setup, sign_in

users = mlflow_server.users_database(None)
store = SqlAlchemyStore()
store.init_db(users)
for user, password in (("ada", "the-first-password"), ("ada", "the-second-100%"), ("b%b", "the-third-password")):
    mlflow_setup.let_in(sign_in.Credentials(user, password, "here"), users)
    assert store.authenticate_user(user, password)
    assert store.get_user(user).is_admin
    assert mlflow_server.configured_administrator() == user
    assert password not in mlflow_server.config_path().read_text()
    assert not store.authenticate_user("ada", "the-first-password") or password == "the-first-password"
assert not store.has_user("ada")
print("let in")
"""


def test_changed_credentials_replace_those_before() -> None:
    pytest.importorskip("flask_wtf", reason="needs mlflow[auth]")
    mlflow_server.config_path().parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LETS_IN], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout.strip() == "let in", done.stderr
