"""What people write instead: short forms, and keys that lie side by side."""

from __future__ import annotations

from typing import Final

SLANG: Final[dict[str, tuple[str, ...]]] = {
    "you": ("u", "ya"),
    "your": ("ur",),
    "are": ("r",),
    "and": ("n", "&"),
    "for": ("4",),
    "to": ("2",),
    "with": ("w/", "wit"),
    "without": ("w/o",),
    "because": ("cuz", "bc", "coz"),
    "please": ("pls", "plz"),
    "thanks": ("thx", "tnx"),
    "though": ("tho",),
    "although": ("altho",),
    "through": ("thru",),
    "really": ("rly", "realy"),
    "very": ("v", "vry"),
    "great": ("gr8", "grt"),
    "good": ("gud",),
    "love": ("luv",),
    "loved": ("luvd",),
    "awesome": ("awsm",),
    "amazing": ("amazin",),
    "excellent": ("xlnt",),
    "perfect": ("perf",),
    "favorite": ("fav", "fave"),
    "comfortable": ("comfy",),
    "definitely": ("def", "defo"),
    "probably": ("prolly", "prob"),
    "something": ("smth",),
    "nothing": ("nuthin",),
    "people": ("ppl",),
    "quality": ("qual", "qlty"),
    "battery": ("batt", "bat"),
    "picture": ("pic",),
    "pictures": ("pics",),
    "photo": ("pic",),
    "photos": ("pics",),
    "headphones": ("phones", "cans"),
    "price": ("$$",),
    "money": ("$",),
    "product": ("prod",),
    "quick": ("quik",),
    "light": ("lite",),
    "night": ("nite",),
    "before": ("b4",),
    "what": ("wat",),
    "the": ("da", "teh"),
    "this": ("dis",),
    "that": ("dat",),
    "them": ("em",),
    "going": ("goin",),
    "looking": ("lookin",),
    "working": ("workin",),
    "nice": ("noice",),
    "cool": ("kewl",),
    "terrible": ("terribad",),
    "okay": ("ok", "k"),
    "never": ("nvr",),
    "about": ("abt",),
    "problem": ("prob",),
    "problems": ("probs",),
    "months": ("mos",),
    "minutes": ("mins",),
    "would": ("wud",),
    "should": ("shud",),
    "could": ("cud",),
    "have": ("hv",),
    "know": ("kno",),
    "just": ("jus",),
    "see": ("c",),
    "why": ("y",),
    "be": ("b",),
}

APOSTROPHES: Final = ("'", "\u2019")
MARKS: Final = ".,;:!?'\"\u2019\u2018\u201c\u201d\u2026()[]{}-\u2013\u2014_*~`"
"""What is left out by who does without punctuation; $, %, & and emoji say something."""

EMOJI: Final = ("😀", "😍", "👍", "👎", "😡", "🔥", "😂", "❤️", "😢", "🙄", "💯", ":)", ":(", ";-)", ":D", "<3")

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE: Final[dict[str, str]] = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2] for row in _ROWS for place, key in enumerate(row)
}
VOWELS: Final = frozenset("aeiou")
