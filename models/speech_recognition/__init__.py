"""Speech recognition: the words spoken to the shop."""

from .model import SpeechRecogniser
from .train import train

__all__ = ["SpeechRecogniser", "train"]
