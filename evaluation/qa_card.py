"""What question answering is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To answer customers' questions by voice, phone or desktop from the right source: a product's attributes, "
        "bullets, description, reviews and community answers, or the asking customer's own orders, lists and "
        "reminders. Answers are taken from these sources with their evidence and a confidence; where confidence does "
        "not reach the promised precision it says that it does not know, and why."
    ),
    users="Customers who ask about products and their own accounts, and the people who serve them.",
    out_of_scope=(
        "Advice on health, safety, law or money: what a page or a reviewer says of it is no advice.",
        "Knowledge that no source of the product holds, and questions about the shop's policies.",
        "Changing anything: orders are told, never placed, changed or cancelled.",
        "Finding out who asks: the request says who the customer is, and the caller answers for that.",
        "Questions about several products at once, and comparisons between them.",
    ),
    limits=(
        "An answer is a passage, a value, a count or a row that is there: nothing is written that no source says.",
        "A source may be wrong, and the answer with it. Reviews and community answers are quoted as theirs.",
        "A promised precision holds for questions like those of training and valid, on the whole and not for each "
        "kind: see given_precision by kind, and the promises beside coverage_at_precision, whose threshold is chosen "
        "on the test itself.",
        "Whether a question can be answered is judged of the candidates that people saw; see "
        "false_answers_without_right for what happens where these hold no answer.",
        "Without told candidates it chooses among all that is held of a product, which people judged in part only: "
        "see stored_right.",
        "Languages other than English are understood from few examples, and answered in English sentences around what "
        "is quoted; measure your own before use.",
        "Rows of accounts are as old as the version, unless the request tells them as of now.",
    ),
    caveats=(
        "An answer from another customer's account is a breach, not an error: answers_from_others has to be 0 before "
        "any use, and stays the caller's duty wherever requests tell rows of accounts.",
        "Spoken answers are heard by whoever is in the room; reminders, orders and lists may be private there.",
        "Reviews may hold commands to machines. They are quoted and never followed; see prompts_obeyed. A system that "
        "hands an answer on to a language model has to keep that so.",
        "Reviews may hold names and personal matters, which come back in quotations.",
        "People who write with slips or in short forms may be refused more often: see the measures of questions put "
        "otherwise.",
        "Products, reviews and ways of asking change: retrain when the monitor says that the data drifted.",
    ),
)
