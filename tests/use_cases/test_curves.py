"""What a use case draws of a run fits the rules of a curve."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from flows import plotting


def test_every_curve_is_drawn_and_written(walked, tmp_path: Path) -> None:
    summary = {
        "model": walked.name,
        "measures": walked.evaluation.facts["measures"],
        "evaluation": walked.evaluation.path,
    }
    plotting.write(walked.name, summary, tmp_path)
    found = plotting.of_run(walked.name, summary)
    assert len(found["measures"]) > 0
    for name, curve in found.items():
        assert len(curve) > 0
        assert pd.api.types.is_numeric_dtype(curve[curve.columns[1]])
        assert {"low", "high"} <= set(curve) or not {"low", "high"} & set(curve)
        assert (tmp_path / "images" / f"{name}.svg").stat().st_size > 1000
        written = pd.read_csv(tmp_path / "values" / f"{name}.csv")
        pd.testing.assert_frame_equal(written, curve, check_dtype=False)
