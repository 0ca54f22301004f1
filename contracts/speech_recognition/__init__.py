"""Tables of speech recognition: utterances, what may be said, noise and rooms, and their recordings."""

from __future__ import annotations

from contracts.contract import Contract
from contracts.speech_recognition.phrases import PHRASES, SLOT_VALUES
from contracts.speech_recognition.recordings import AUDIO
from contracts.speech_recognition.request import REQUEST as REQUEST
from contracts.speech_recognition.surroundings import NOISE, ROOMS
from contracts.speech_recognition.utterances import UTTERANCES

CONTRACT = Contract(
    use_case="speech_recognition",
    summary="The words that a recording holds, and what is wanted with them; or that nothing was said.",
    tables=(UTTERANCES, PHRASES, SLOT_VALUES, NOISE, ROOMS),
    media=(AUDIO,),
)
