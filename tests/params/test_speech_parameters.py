"""The section of speech recognition: what its engines can work with, and nothing else."""

from pathlib import Path

import pytest

from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.speech_recognition import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def models(*settings: str) -> Parameters:
    told = [f"models.{one}" for one in settings]
    return load(Parameters, "speech_recognition", Profile.QUICK, {}, told, REPOSITORY / "params.yaml")


@pytest.mark.parametrize(
    "setting",
    [
        *("engine=whisper", "language.kind=words", "ctc.front_end.evened=never", "ctc.network.strides=[]"),
        *("decoding.beam=0", "confidence.acceptance=0", "enrolment.warps=[2.0]", "streaming.pause=0", "threads=0"),
        *("commands.most=1", "audio.least_rate=100", "pocketsphinx.voice=4"),
    ],
)
def test_what_no_engine_can_work_with_is_refused(setting: str) -> None:
    with pytest.raises(SettingsError, match=setting.split("=")[0].split(".")[-1]):
        models(setting)


def test_noise_between_decibels_upside_down_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"least_snr is 30.0 and most_snr is 20.0"):
        models("ctc.changes.least_snr=30", "ctc.changes.most_snr=20")


def test_stages_have_a_stride_and_blocks_each() -> None:
    with pytest.raises(SettingsError, match=r"strides has 3 stages and blocks has 2"):
        models("ctc.network.strides=[2, 2, 1]")


def test_a_checkpoint_has_to_be_named() -> None:
    with pytest.raises(SettingsError, match=r"pretrained.path is empty"):
        models("engine=pretrained")
    assert models("engine=pretrained", "pretrained.path=/models/mine").models.engine == "pretrained"
