"""What speech recognition is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To recognise what is spoken to a shop, word by word with times, and what is wanted by it: an intent and its "
        "slots, with a confidence, or that nothing that may be said was heard."
    ),
    users="Customers who order by voice, and the services that act on their orders.",
    out_of_scope=(
        "To recognise who speaks, or to tell age, sex, health, mood or origin: it must not be used for that.",
        "To listen to, or to write down, conversations of people who did not speak to the shop.",
        "To let somebody pay, or change an account, by voice alone: a voice proves nobody's identity.",
        "Words beyond the phrases and transcripts that it was given, such as names of streets and people.",
    ),
    limits=(
        "What is learnt from nothing knows the speakers, words and microphones of its recordings: see "
        "wer_unseen_speaker beside wer_seen_speaker, worst_speaker_wer and the slices by accent.",
        "Noise and rooms cost words: see wer_at of decibels, wer_in of kinds of noise, and wer_in_rooms.",
        "Where a grammar of phrases is set, whatever is said is heard as one of them, or refused: see refused_other.",
        "Confidence and threshold hold for recordings like those of valid: see ece, refused and "
        "false_accepts_per_hour.",
        "Simulated voices are a synthesiser's: they prove the plumbing, not how well people are understood.",
        "Delays are counted from where the model itself hears a word end: see stream_latency_p99_ms.",
    ),
    caveats=(
        "Recordings of voices are personal data, and enrolments are of one person: keep them no longer than an answer "
        "needs, ask before they are used for training, and log none.",
        "People of accents that are rare in the training are understood less well: measure accents before they are "
        "served, and leave another way to order.",
        "Ask back before an order is placed that cannot be undone: see answered_wrong.",
        "Products and phrases change: retrain when the tables do, and when the monitor says that the data drifted.",
    ),
)
