"""Recordings of any format, rate, depth and channels become samples; what cannot be read says why."""

from __future__ import annotations

import numpy as np
import pytest
from made_sounds import RATE, encoded, patched, tone

from models.audio import REASONS, AudioLimits, UnreadableSound, audio_seconds, read_audio, resampled

TONE = tone()
WAV = encoded(TONE, "WAV", "PCM_16")
FLAC = encoded(TONE, "FLAC", "PCM_16")
OGG = encoded(TONE, "OGG", "VORBIS")
RATE_AT, DATA_SIZE_AT = 24, 40  # in the header of a plain wav file


def refused(data: bytes, limits: AudioLimits | None = None) -> str:
    with pytest.raises(UnreadableSound) as error:
        read_audio(data, limits)
    assert REASONS[error.value.reason] in str(error.value)
    return error.value.reason


@pytest.mark.parametrize(
    ("form", "subtype", "off"),
    [
        ("WAV", "PCM_16", 1e-4),
        ("WAV", "PCM_U8", 1e-2),
        ("WAV", "PCM_24", 1e-6),
        ("WAV", "FLOAT", 1e-7),
        ("WAV", "DOUBLE", 1e-7),
        ("WAV", "ULAW", 3e-2),
        ("FLAC", "PCM_16", 1e-4),
        ("FLAC", "PCM_24", 1e-6),
        ("AIFF", "PCM_16", 1e-4),
        ("OGG", "VORBIS", 0.1),
    ],
)
def test_every_format_gives_the_samples(form: str, subtype: str, off: float) -> None:
    sound = read_audio(encoded(TONE, form, subtype))
    assert (sound.rate, sound.channels, sound.zeroed) == (RATE, 1, 0)
    assert sound.samples.dtype == np.float32
    assert len(sound.samples) == len(TONE)
    np.testing.assert_allclose(sound.samples, TONE, atol=off)


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
def test_rates_are_read_and_turned_into_one_another(rate: int) -> None:
    sound = read_audio(encoded(tone(rate=rate), rate=rate))
    assert sound.rate == rate
    assert sound.seconds == pytest.approx(0.5, abs=1e-3)
    found = sound.at(RATE)
    assert len(found) == pytest.approx(len(TONE), abs=1)
    middle = slice(1_000, -1_000)
    np.testing.assert_allclose(found[middle], TONE[: len(found)][middle], atol=2e-3)


def test_what_lies_above_half_the_rate_does_not_come_back_as_something_else() -> None:
    high = tone(rate=48_000, hertz=10_000)
    assert np.abs(resampled(high, 48_000, 16_000)[1_000:-1_000]).max() < 0.01


def test_channels_are_averaged_unless_they_cancel_each_other() -> None:
    both = np.stack([TONE, 0.5 * TONE], axis=1)
    stereo = read_audio(encoded(both, subtype="FLOAT"))
    assert stereo.channels == 2
    np.testing.assert_allclose(stereo.samples, 0.75 * TONE, atol=1e-6)
    opposed = read_audio(encoded(np.stack([-0.9 * TONE, TONE, -0.1 * TONE], axis=1), subtype="FLOAT"))
    np.testing.assert_allclose(opposed.samples, TONE, atol=1e-6)
    one_silent = read_audio(encoded(np.stack([np.zeros_like(TONE), TONE], axis=1), subtype="FLOAT"))
    np.testing.assert_allclose(one_silent.samples, 0.5 * TONE, atol=1e-6)


def test_silence_offsets_and_clipping_are_no_faults() -> None:
    silent = read_audio(encoded(np.zeros(RATE)))
    assert not silent.samples.any()
    assert read_audio(encoded(0.25 + 0.2 * TONE)).samples.mean() == pytest.approx(0.25, abs=0.01)
    clipped = read_audio(encoded(np.clip(8 * TONE, -1, 1)))
    assert 0.4 < clipped.clipped < 0.9
    assert read_audio(WAV).clipped == 0


def test_floats_beyond_full_scale_are_brought_to_it() -> None:
    sound = read_audio(encoded(20_000 * TONE, subtype="FLOAT"))
    np.testing.assert_allclose(sound.samples, TONE / np.abs(TONE).max(), atol=1e-6)
    assert np.isfinite(read_audio(encoded(np.float32(1e38) * TONE, subtype="FLOAT")).samples).all()


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_a_few_samples_that_are_no_numbers_are_zero_and_many_are_refused(strange: float) -> None:
    samples = TONE.copy()
    samples[100:140] = strange
    sound = read_audio(encoded(samples, subtype="FLOAT"))
    assert sound.zeroed == 40
    assert not sound.samples[100:140].any()
    np.testing.assert_allclose(sound.samples[140:], TONE[140:], atol=1e-6)
    samples[: len(samples) // 2] = strange
    assert refused(encoded(samples, subtype="FLOAT")) == "not_finite"


@pytest.mark.parametrize("data", [WAV, FLAC, OGG])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_files_that_were_cut_are_told(data: bytes, kept: float) -> None:
    assert refused(data[: round(kept * len(data))]) == "truncated"


def test_what_is_no_recording_is_told() -> None:
    assert refused(b"") == "empty"
    for data in (b"Not Found: the recording was moved.\n", b"RIFF", TONE.tobytes(), b"\0" * 5_000):
        assert refused(data) == "not_audio"


def test_a_header_that_cannot_be_is_told() -> None:
    assert refused(patched(WAV, DATA_SIZE_AT, "<I", 10 * len(WAV))) == "truncated"
    assert refused(patched(WAV, DATA_SIZE_AT, "<I", 0)) == "truncated"
    assert refused(WAV[:20]) == "truncated"
    assert refused(patched(WAV, RATE_AT, "<I", 100)) == "wrong_rate"
    assert refused(patched(WAV, RATE_AT, "<I", 2_000_000)) == "wrong_rate"
    assert refused(patched(WAV, 22, "<H", 0)) == "not_audio"


@pytest.mark.parametrize("size", [0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF - 36])
def test_a_wav_that_was_streamed_is_read_to_its_end(size: int) -> None:
    sound = read_audio(patched(WAV, DATA_SIZE_AT, "<I", size))
    np.testing.assert_allclose(sound.samples, TONE, atol=1e-4)


def test_a_flac_that_was_streamed_is_read_to_its_end() -> None:
    blank = bytearray(FLAC)
    blank[21] &= 0xF0  # the last four bits of this byte and the next four bytes count the samples
    blank[22:26] = bytes(4)
    assert audio_seconds(bytes(blank)) == pytest.approx(0.5)


def test_lengths_are_bounded() -> None:
    for samples in (TONE[:0], TONE[:1], TONE[:100]):
        assert refused(encoded(samples)) == "too_short"
    hour = encoded(np.zeros(3_600 * 8_000, np.int16), "FLAC", "PCM_16", 8_000)
    assert len(hour) < 2**20, "an hour of silence is a small file"
    assert refused(hour) == "too_long"
    assert refused(WAV, AudioLimits(most_seconds=0.4)) == "too_long"
    assert refused(WAV, AudioLimits(most_bytes=1_000)) == "too_large"
    assert audio_seconds(WAV, AudioLimits(most_seconds=0.5)) == 0.5
