"""What is to be reached on the sample of KDD Cup 2012."""

from __future__ import annotations

from typing import Final

from sources.public.kdd2012 import KDD2012

FLOOR: Final = KDD2012.floor  # AUC
TARGET: Final = 0.735  # AUC
ERROR: Final = 0.005  # expected calibration error
