"""Parameters of speech recognition."""

from __future__ import annotations

from params.base import FlowParameters
from params.speech_recognition.evaluation import SpeechRecognitionEvaluation
from params.speech_recognition.features import Features
from params.speech_recognition.models import Models


class SpeechRecognitionParameters(FlowParameters):
    """Parameters of the flow speech-recognition."""

    features: Features
    models: Models
    evaluation: SpeechRecognitionEvaluation


Parameters = SpeechRecognitionParameters
