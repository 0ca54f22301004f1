"""What the measures of speech recognition are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities
from evaluation.speech_statistics import FEWEST_WORDS

CHANCE: Final = "ece_by_chance"
_OF: Final = "of the words of recordings of phrases (those with an intent, where intents are told)"
_HEARD: Final = "; by the words that were heard, refused or not"
MEANING: Final = {
    "wer": "word error rate: words substituted, left out and put in, as a share " + _OF + _HEARD,
    "wer_all": "the same as a share of all words that were said, those that are no phrase among them",
    "substitution_rate": "words heard as others, as a share " + _OF,
    "deletion_rate": "words left out, as a share " + _OF,
    "insertion_rate": "words put in, as a share " + _OF,
    "worst_speaker_wer": f"word error rate of the speaker of whom it is highest, of those with {FEWEST_WORDS} words of "
    "phrases and more; the highest of several is high by chance too",
    "sentence_accuracy": "of the recordings of phrases, those of which every word was heard, and no other" + _HEARD,
    "command_accuracy": "of the recordings of phrases, those that were answered with the intent and all slots that "
    "were meant, or where no intents are told with just the words that were said; what is refused is wrong",
    "intent_accuracy": "of the recordings that have an intent, those that were answered with it",
    "order_accuracy": "of the recordings that have an intent, those that were answered with it and the value of every "
    "slot; what is refused is wrong: see order_accuracy_unrefused",
    "answered_wrong": "of the recordings of phrases, those that were answered with something else than was meant",
    "refused": "of the recordings of phrases, those that were not answered",
    "refused_other": "of the recordings of words that are no phrase, those that were not answered",
    "refused_nothing": "of the recordings in which nobody speaks, those that were not answered",
    "false_accepts_per_hour": "recordings in which nobody speaks that were answered, for each hour of them",
    "unreadable": "of all recordings, those that the model could not read",
    "ece": f"distance of confidence and the share of recordings heard right, over {probabilities.BINS} bins of equal "
    "count; above 0 by chance too, see ece_by_chance; the interval is the spread of this estimate",
    CHANCE: "the ece to expect on so many recordings if every confidence were true",
}
