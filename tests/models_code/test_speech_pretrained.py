"""Checkpoints of the user's, from a local folder, as tiny random ones stand for them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from speech_pieces import shop
from transformers import (
    Wav2Vec2Config,
    Wav2Vec2ForCTC,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
    WhisperTokenizer,
)

from models.errors import InputError
from models.speech_recognition.decoding_settings import DecodingSettings
from models.speech_recognition.letter_engine import LetterEngine
from models.speech_recognition.pretrained_folder import kind_of
from models.speech_recognition.pretrained_letters import PretrainedLetters
from models.speech_recognition.pretrained_settings import PretrainedSettings
from models.speech_recognition.whisper_engine import WhisperEngine
from models.words import normalised

HOW = PretrainedSettings(window=1.0, most_tokens=5)
SIGNS = ["<pad>", "<s>", "</s>", "<unk>", "|", "'", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def _letters(folder: Path) -> Path:
    torch.manual_seed(0)
    config = Wav2Vec2Config(
        vocab_size=len(SIGNS), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
        conv_dim=(8, 8), conv_stride=(20, 16), conv_kernel=(40, 32), num_conv_pos_embeddings=4,
        num_conv_pos_embedding_groups=2, pad_token_id=0, num_feat_extract_layers=2,
    )  # fmt: skip
    Wav2Vec2ForCTC(config).save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps({sign: at for at, sign in enumerate(SIGNS)}), encoding="utf-8")
    (folder / "preprocessor_config.json").write_text(json.dumps({"do_normalize": True}), encoding="utf-8")
    return folder


def _whisper(folder: Path) -> Path:
    torch.manual_seed(0)
    signs = [chr(code) for code in range(33, 127)] + ["\u0120"]
    special = ["<|endoftext|>", "<|startoftranscript|>", "<|notimestamps|>"]
    folder.mkdir(parents=True)
    (folder / "vocab.json").write_text(json.dumps({sign: at for at, sign in enumerate(signs + special)}), "utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")
    tokens = WhisperTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    end, start = len(signs), len(signs) + 1
    config = WhisperConfig(
        vocab_size=len(signs) + 3, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, max_source_positions=1_500,
        max_target_positions=32, num_mel_bins=8, pad_token_id=end, bos_token_id=end, eos_token_id=end,
        decoder_start_token_id=start, begin_suppress_tokens=None, suppress_tokens=None,
    )  # fmt: skip
    network = WhisperForConditionalGeneration(config)
    network.generation_config.no_timestamps_token_id = len(signs) + 2
    network.save_pretrained(folder)
    tokens.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=8).save_pretrained(folder)
    return folder


def _sound(seconds: float = 1.5) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, round(seconds * 16_000)).astype(np.float32)


def test_a_network_of_letters_answers_in_the_alphabet_of_words(tmp_path: Path) -> None:
    acoustic = PretrainedLetters.open(_letters(tmp_path), HOW, 1)
    assert acoustic.alphabet.letters == tuple("abcdefghijklmnopqrstuvwxyz")
    assert acoustic.frame_seconds == pytest.approx(0.02)
    found = acoustic.log_probs(_sound())
    assert len(found) == pytest.approx(75, abs=2)
    # what it answers with special signs is lost, the rest is shared out
    whole = np.exp(found.astype(np.float64)).sum(axis=1)
    assert ((whole > 0.5) & (whole <= 1 + 1e-5)).all()
    assert acoustic.log_probs(_sound()[:100]).shape == (0, 28)


def test_it_spells_only_what_may_be_said_and_goes_into_the_bundle(tmp_path: Path) -> None:
    acoustic = PretrainedLetters.open(_letters(tmp_path / "mine"), HOW, 1)
    engine = LetterEngine(acoustic, shop(), DecodingSettings())
    heard = engine.transcribe(_sound(3.0))
    assert set(heard.words) <= set(shop().words)
    assert not heard.words or (shop().meaning_of(heard.words) is not None) == heard.whole
    (tmp_path / "kept").mkdir()
    engine.save(tmp_path / "kept")
    again = PretrainedLetters.open(tmp_path / "kept", HOW, 1)
    np.testing.assert_array_equal(again.log_probs(_sound()), acoustic.log_probs(_sound()))


def test_a_stream_is_read_window_by_window(tmp_path: Path) -> None:
    acoustic = PretrainedLetters.open(_letters(tmp_path), HOW, 1)
    sound = _sound(2.5)
    whole, parts = acoustic.stream(), acoustic.stream()
    at_once = np.concatenate([whole.push(sound), whole.finish()])
    bits = [parts.push(sound[at : at + 4_567]) for at in range(0, len(sound), 4_567)]
    np.testing.assert_array_equal(np.concatenate([*bits, parts.finish()]), at_once)


def test_a_whisper_answers_with_words_and_without_times(tmp_path: Path) -> None:
    engine = WhisperEngine.open(_whisper(tmp_path / "mine"), HOW, 1)
    heard = engine.transcribe(_sound())
    assert normalised([heard.text])[0] == heard.text
    assert np.isnan(heard.starts).all()
    assert 0 <= heard.share <= 1
    stream = engine.stream()
    stream.push(_sound()[:16_000])
    stream.push(_sound()[16_000:])
    assert stream.quiet == 0
    stream.push(np.zeros(8_000, np.float32))
    assert stream.quiet == pytest.approx(0.5, abs=0.1)
    (tmp_path / "kept").mkdir()
    engine.save(tmp_path / "kept")
    assert WhisperEngine.open(tmp_path / "kept", HOW, 1).transcribe(_sound()).text == heard.text
    assert engine.transcribe(_sound()[:0]).words == ()


def test_folders_without_a_model_that_can_be_read_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"models\.pretrained\.path.*absent"):
        kind_of(tmp_path / "absent")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "whisper"}), encoding="utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(InputError, match=r"no weights in safetensors but pytorch_model\.bin"):
        kind_of(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert kind_of(tmp_path) == "whisper"
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}), encoding="utf-8")
    with pytest.raises(InputError, match="'bert'; known are whisper, wav2vec2"):
        kind_of(tmp_path)


def test_a_network_without_known_letters_says_so(tmp_path: Path) -> None:
    _letters(tmp_path)
    (tmp_path / "vocab.json").unlink()
    with pytest.raises(InputError, match=r"has no vocab\.json"):
        PretrainedLetters.open(tmp_path, HOW, 1)
