"""Question answering: the right source for a customer's question, or an honest "I don't know"."""

from .model import QuestionAnswerer
from .train import train

__all__ = ["QuestionAnswerer", "train"]
