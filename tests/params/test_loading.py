from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import SettingsError
from params import loading
from params.base import Profile
from params.product_matching import ProductMatchingParameters

REPOSITORY = Path(__file__).resolve().parents[2]


def load(*settings: str, profile: Profile = Profile.QUICK, path: Path | None = None) -> ProductMatchingParameters:
    path = path or REPOSITORY / "params.yaml"
    return loading.load(ProductMatchingParameters, "product_matching", profile, {}, settings, path)


def test_the_profile_is_laid_over_what_both_share() -> None:
    quick, full = load(), load(profile=Profile.FULL)
    assert not quick.models.cross_encoder.enabled
    assert full.models.cross_encoder.enabled
    assert quick.models.decision == full.models.decision


def test_a_setting_reaches_its_parameter() -> None:
    assert load("models.max_depth=8").models.max_depth == 8
    assert load("models.cross_encoder.enabled=true").models.cross_encoder.enabled
    assert load("gate.floors={f1: 0.9}").gate.floors == {"f1": 0.9}
    assert load("gate.floors.f1=0.7").gate.floors["f1"] == 0.7


@pytest.mark.parametrize(
    ("setting", "nearest"),
    [
        ("models.max_dept=8", "models.max_depth"),
        ("model.max_depth=8", "models.max_depth"),
        ("max_depth=8", "models.max_depth"),
        ("models.cross_encoder.epoch=3", "models.cross_encoder.epochs"),
        ("sorce=abt-buy", "source"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(setting: str, nearest: str) -> None:
    with pytest.raises(SettingsError, match="no parameter") as caught:
        load(setting)
    assert f"'{nearest}'" in caught.value.remedy


@pytest.mark.parametrize("setting", ["models.max_depth=0", "models.max_depth=deep", "gate.confidence=1.5", "source=3"])
def test_a_value_out_of_bounds_is_refused_by_name(setting: str) -> None:
    with pytest.raises(SettingsError, match=setting.split("=")[0]):
        load(setting)


@pytest.mark.parametrize("setting", ["models.max_depth", "=8", "models.max_depth=[1"])
def test_what_is_no_setting_is_refused(setting: str) -> None:
    with pytest.raises(SettingsError):
        load(setting)


def test_an_unknown_key_in_the_file_is_refused(tmp_path: Path) -> None:
    text = (REPOSITORY / "params.yaml").read_text()
    path = tmp_path / "params.yaml"
    assert "max_depth: " in text
    path.write_text(text.replace("max_depth: ", "max_depht: "))
    with pytest.raises(SettingsError, match="max_depht") as caught:
        load(path=path)
    assert "max_depth" in str(caught.value)


def test_a_file_that_is_absent_or_broken_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no "):
        load(path=tmp_path / "absent.yaml")
    (tmp_path / "params.yaml").write_text("a: [1")
    with pytest.raises(SettingsError, match="not YAML"):
        load(path=tmp_path / "params.yaml")
    (tmp_path / "params.yaml").write_text("other: {}")
    with pytest.raises(SettingsError, match="no section"):
        load(path=tmp_path / "params.yaml")


def test_another_file_of_parameters_is_read_where_the_environment_names_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (home / "params.yaml").read_text()
    (tmp_path / "tracked.yaml").write_text(text.replace("simulator: {seed: 7,", "simulator: {seed: 99,"))
    monkeypatch.setenv("BAZAAR_PARAMS", str(tmp_path / "tracked.yaml"))
    assert loading.load(ProductMatchingParameters, "product_matching", Profile.QUICK).simulator.seed == 99
