"""Pretrained encoders from a local path, in place of the network that the flow trains."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from transformers import CLIPConfig, CLIPModel
from visual_pieces import catalogue_crops, photo_crops, pixels_of, scenes_of

from models.errors import InputError
from models.visual_search.embedder_settings import EmbedderSettings, EncoderSettings
from models.visual_search.engines import fit_engine
from models.visual_search.fusion import Fusion
from models.visual_search.fusion_settings import FusionSettings

PLAIN = EncoderSettings(side=16, mean=(0.0, 0.0, 0.0), spread=(1.0, 1.0, 1.0))


def _onnx(path: Path, rank: int = 4) -> Path:
    """An encoder whose vector is the mean of each colour, times a matrix."""
    shape = ["n", 3, 16, 16][:rank]
    matrix = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 0]], dtype=np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("ReduceMean", ["pictures", "axes"], ["pooled"], keepdims=0),
            helper.make_node("MatMul", ["pooled", "matrix"], ["vectors"]),
        ],
        "encoder",
        [helper.make_tensor_value_info("pictures", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", 4])],
        [
            numpy_helper.from_array(np.arange(2, rank), "axes"),
            numpy_helper.from_array(matrix, "matrix"),
        ],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10), path)
    return path


def _clip(folder: Path) -> Path:
    text = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 9}
    vision = {
        "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "image_size": 32,
        "patch_size": 16,
    }  # fmt: skip
    config = CLIPConfig(text_config=text | {"bos_token_id": 0, "eos_token_id": 1}, vision_config=vision)
    config.projection_dim = config.text_config.projection_dim = config.vision_config.projection_dim = 6
    CLIPModel(config).save_pretrained(folder)
    return folder


def _fused(settings: EmbedderSettings) -> Fusion:
    train, valid = photo_crops(2, seed=1), photo_crops(2, seed=2)
    every = train.with_more(catalogue_crops())
    return Fusion.fit(every, valid, scenes_of(train), settings, seed=0, threads=1, told=lambda _: None)


def test_an_onnx_encoder_reads_pictures_as_it_wants_them_and_goes_into_the_bundle(tmp_path: Path) -> None:
    file = _onnx(tmp_path / "mine.onnx")
    settings = EmbedderSettings(engine="onnx", path=str(file), encoder=PLAIN, fusion=FusionSettings(weights=(0.0,)))
    fusion = _fused(settings)
    red = np.zeros((30, 20, 3), dtype=np.uint8)
    red[..., 0] = 128
    np.testing.assert_allclose(fusion.vectors([red]), [[2**-0.5, 0, 0, 2**-0.5]], atol=1e-5)
    fusion.save(tmp_path / "bundle")
    file.unlink()
    np.testing.assert_array_equal(Fusion.load(tmp_path / "bundle").vectors([red]), fusion.vectors([red]))


def test_what_lies_beside_an_encoder_says_how_it_wants_pictures(tmp_path: Path) -> None:
    told = {"image_mean": [0.5, 0.0, 0.0], "image_std": [1.0, 1.0, 1.0], "size": {"shortest_edge": 16}}
    (tmp_path / "preprocessor_config.json").write_text(json.dumps(told), encoding="utf-8")
    settings = EmbedderSettings(engine="onnx", path=str(_onnx(tmp_path / "mine.onnx")), encoder=PLAIN)
    fusion = _fused(settings)
    black = np.zeros((4, 4, 3), dtype=np.uint8)
    np.testing.assert_allclose(fusion.engine.embed([black]), [[-(2**-0.5), 0, 0, -(2**-0.5)]], atol=1e-5)
    fusion.save(tmp_path / "bundle")
    np.testing.assert_array_equal(Fusion.load(tmp_path / "bundle").vectors([black]), fusion.vectors([black]))


def test_a_clip_of_sentence_transformers_is_found_in_its_folder(tmp_path: Path) -> None:
    _clip(tmp_path / "model" / "0_CLIPModel")
    fusion = _fused(EmbedderSettings(engine="clip", path=str(tmp_path / "model")))
    crops = pixels_of(photo_crops(1, seed=3))
    assert fusion.engine.dimensions == 6
    np.testing.assert_allclose(np.linalg.norm(fusion.vectors(crops), axis=1), 1.0, atol=1e-5)
    fusion.save(tmp_path / "bundle")
    (tmp_path / "model" / "0_CLIPModel" / "model.safetensors").unlink()
    np.testing.assert_array_equal(Fusion.load(tmp_path / "bundle").vectors(crops), fusion.vectors(crops))


@pytest.mark.parametrize("engine", ["onnx", "clip"])
def test_a_path_without_an_encoder_says_so(engine: str, tmp_path: Path) -> None:
    settings = EmbedderSettings(engine=engine, path=str(tmp_path / "absent"))
    crops = catalogue_crops()
    with pytest.raises(InputError, match=r"models\.embedder\.path.*absent"):
        fit_engine(crops, scenes_of(crops), settings, seed=0, threads=1, told=lambda _: None)


def test_an_onnx_model_that_takes_no_pictures_says_so(tmp_path: Path) -> None:
    settings = EmbedderSettings(engine="onnx", path=str(_onnx(tmp_path / "flat.onnx", rank=3)))
    crops = catalogue_crops()
    with pytest.raises(InputError, match="not pictures"):
        fit_engine(crops, scenes_of(crops), settings, seed=0, threads=1, told=lambda _: None)
