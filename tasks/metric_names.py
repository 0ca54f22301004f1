"""Names of metrics that MLflow takes, whatever a stranger's column is called."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256
from typing import Final

# Wall time of the process in which a bundle was trained, whenever that was.
TRAIN_SECONDS: Final = "train.seconds"

_UNFIT: Final = re.compile(r"[^\w./ -]")
# MLflow takes 250 characters.
_LONGEST: Final = 200
_DIGITS: Final = 8


def metric_name(text: str) -> str:
    """The text where MLflow takes it as the name of a metric, else what it takes of it with a digest of the whole.

    Different texts have different names.
    """
    name = _UNFIT.sub("_", text)
    if name == text and 0 < len(text) <= _LONGEST and not _is_no_path(text):
        return text
    # MLflow reads a name as a path, which must not be written in two ways.
    plain = name.replace("/", "_").replace("..", "__")[:_LONGEST]
    return f"{plain}_{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def _is_no_path(text: str) -> bool:
    return posixpath.normpath(text) != text or text == "." or text.startswith(("..", "/"))
