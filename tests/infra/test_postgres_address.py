"""Addresses of PostgreSQL and places of artifacts: what is read from them, what is refused."""

from __future__ import annotations

import pytest

from infra import artifact_places, postgres
from infra.errors import SettingsError


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BAZAAR_POSTGRES_URL", "PGPORT"):
        monkeypatch.delenv(name, raising=False)


def test_each_tool_gets_a_database_of_its_own() -> None:
    given = postgres.given("postgresql://ada@db.shop:5433/")
    assert given.for_prefect() == "postgresql+asyncpg://ada@db.shop:5433/bazaar_prefect"
    assert given.for_mlflow() == "postgresql+psycopg2://ada@db.shop:5433/bazaar_mlflow"
    assert given.for_mlflow_users() == "postgresql+psycopg2://ada@db.shop:5433/bazaar_mlflow_users"
    assert given.names(users=False) == ["bazaar_prefect", "bazaar_mlflow"]
    assert postgres.given("postgres://ada@db/team").names(users=False) == ["team_prefect", "team_mlflow"]


def test_the_address_as_told_is_read_as_the_same() -> None:
    given = postgres.given("postgresql://ada@db")
    assert str(given) == "postgresql://ada@db:5432/bazaar"
    assert str(postgres.given(str(given))) == str(given)


def test_a_password_of_the_environment_is_in_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_POSTGRES_URL", "postgresql://ada:se%40cret@db/")
    given = postgres.given(None)
    for told in (str(given), repr(given), given.for_prefect(), given.for_mlflow(), given.for_mlflow_users()):
        assert "cret" not in told
        assert "*" not in told
    assert given.variables() == {"PGPASSWORD": "se@cret"}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://ada:secret@db/", "holds a password"),
        ("mysql://ada@db/", "no address of a PostgreSQL"),
        ("postgresql+psycopg2://ada@db/", "no address of a PostgreSQL"),
        ("postgresql:///bazaar", "no address of a PostgreSQL"),
        ("db.shop", "no address of a PostgreSQL"),
        ("postgresql://ada@db:port/", "no address of a PostgreSQL"),
        ("postgresql://ada@db/?sslmode=require", "PGSSLMODE"),
    ],
)
def test_what_is_no_such_address_is_refused_without_its_secret(url: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as refused:
        postgres.given(url)
    assert "secret" not in str(refused.value)


def test_nothing_given_is_sqlite() -> None:
    assert postgres.given(None) is None


@pytest.mark.parametrize(
    ("option", "address"),
    [
        ("files", ""),
        ("served", "mlflow-artifacts:/"),
        ("s3://shop/models", "s3://shop/models"),
        ("file:///shared/models", "file:///shared/models"),
    ],
)
def test_places_of_artifacts(option: str, address: str) -> None:
    assert artifact_places.address(option) == address


@pytest.mark.parametrize(
    "option", ["", "/models", "file://models", "s3://", "ftp://x/y", "s3://key@shop/x", "s3://shop/x?y=1"]
)
def test_what_is_no_place_of_artifacts_is_refused(option: str) -> None:
    with pytest.raises(SettingsError, match="--artifacts"):
        artifact_places.address(option)
