"""What a scoring run is asked for, laid over params.yaml."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from infra.errors import SettingsError
from params.loading import check, load_section
from params.score import ScoreParameters, ScoreSettings, settled
from tasks import rooms


def asked(**values: object) -> ScoreParameters:
    return ScoreParameters.model_validate({"use_case": "product-matching", "input": "requests", **values})


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_every_use_case_says_how_it_is_scored(home: Path, use_case: str) -> None:
    assert load_section(ScoreSettings, use_case, "score", home / "params.yaml").rows > 0


def test_what_is_left_empty_is_as_params_yaml_says(home: Path) -> None:
    settings, day = settled("product_matching", asked())
    section = load_section(ScoreSettings, "product_matching", "score")
    assert (settings.rows, settings.parallel) == (section.rows, section.parallel)
    assert settings.output == str((home / section.output).resolve())
    assert settings.input == str((home / "requests").resolve())
    assert day == datetime.now(UTC).date()


def test_what_is_asked_wins(home: Path) -> None:
    assert home.is_dir()
    given = asked(rows=7, parallel=3, output="/elsewhere", date="2026-01-05", request={"k": 2}, encoding="cp1252")
    settings, day = settled("product_matching", given)
    assert (settings.rows, settings.parallel, settings.output) == (7, 3, "/elsewhere")
    assert (settings.request, settings.encoding, day) == ({"k": 2}, "cp1252", date(2026, 1, 5))


def test_the_date_stands_in_a_scheduled_input(home: Path) -> None:
    whole = yaml.safe_load((home / "params.yaml").read_text())
    whole["product_matching"]["score"]["input"] = "incoming/{date}"
    (home / "params.yaml").write_text(yaml.safe_dump(whole))
    settings, _ = settled("product_matching", ScoreParameters(use_case="product-matching", date=date(2026, 1, 5)))
    assert settings.input == str((home / "incoming" / "2026-01-05").resolve())


def test_an_input_is_needed(home: Path) -> None:
    assert home.is_dir()
    with pytest.raises(SettingsError, match="Nothing is named"):
        settled("product_matching", ScoreParameters(use_case="product-matching"))


@pytest.mark.parametrize(
    "wrong",
    [{"rows": 0}, {"parallel": 0}, {"parallel": 1000}, {"version": "champion"}, {"date": "soon"}, {"colour": "red"}],
)
def test_wrong_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        asked(**wrong)
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        check(ScoreParameters, {"use_case": "product-matching", **wrong}, "the command line")


def test_every_field_is_described() -> None:
    for kind in (ScoreSettings, ScoreParameters):
        assert [name for name, field in kind.model_fields.items() if not field.description] == []
