"""The name by which other machines reach the servers."""

from __future__ import annotations

import pytest

from infra import public_name

VARIABLES = ("PREFECT_SERVER_UI_API_URL", "MLFLOW_SERVER_ALLOWED_HOSTS", "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS")


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("host", "named", "name"),
    [
        ("127.0.0.1", None, ""),
        ("localhost", None, ""),
        ("::1", None, ""),
        ("0.0.0.0", None, ""),  # noqa: S104 - read, not listened on
        ("10.0.0.5", None, "10.0.0.5"),
        ("0.0.0.0", "models.shop", "models.shop"),  # noqa: S104
    ],
)
def test_the_name(host: str, named: str | None, name: str) -> None:
    assert public_name.of(host, named) == name


def test_mlflow_is_called_by_the_name_and_by_this_machine() -> None:
    from mlflow.server.security_utils import is_allowed_host_header, should_block_cors_request

    told = public_name.for_mlflow("models.shop", 5000)
    hosts = told["MLFLOW_SERVER_ALLOWED_HOSTS"].split(",")
    origins = told["MLFLOW_SERVER_CORS_ALLOWED_ORIGINS"].split(",")
    for host in ("models.shop:5000", "127.0.0.1:5000", "localhost:5000", "[::1]:5000"):
        assert is_allowed_host_header(hosts, host)
        assert not should_block_cors_request(f"http://{host}", "POST", origins)
    assert not is_allowed_host_header(hosts, "elsewhere:5000")
    assert should_block_cors_request("http://elsewhere:5000", "POST", origins)
    assert public_name.for_mlflow("fd00::1", 5000)["MLFLOW_SERVER_ALLOWED_HOSTS"].endswith(",[fd00::1]:5000")


def test_what_the_user_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert public_name.for_prefect("models.shop", 4200) == {VARIABLES[0]: "http://models.shop:4200/api"}
    monkeypatch.setenv(VARIABLES[0], "https://models.shop/prefect/api")
    assert public_name.for_prefect("models.shop", 4200) == {}


def test_without_a_name_nothing_is_set() -> None:
    assert public_name.for_prefect("", 4200) == {}
    assert public_name.for_mlflow("", 5000) == {}
