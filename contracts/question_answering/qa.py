"""Questions with judged answers: what is learnt from and measured on."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule, Table
from contracts.question_answering.known import LONGEST_QUESTION, PRODUCT_KNOWN, length, says_something
from contracts.splits import SPLIT_KNOWN, SPLITS

PASSAGES: Final = ("attribute", "bullet", "description", "review", "community")
SOURCES: Final = (*PASSAGES, "orders", "wish_lists", "reminders")

QA = Table(
    name="qa",
    description="Questions and judged candidates, a row for each candidate of a question. A question without a "
    "candidate of grade 2 is one that nothing answers: have some, or nothing tells when to say so. Grade wrong "
    "candidates too: without them nothing tells right from wrong.",
    columns=(
        Column(name="question_id", kind=Kind.ID, required=True, nullable=False, description="Id of the question."),
        Column(
            name="question",
            kind=Kind.TEXT,
            required=True,
            description="As it was asked, the same in all rows of its id.",
            examples=("Does it fit a 15 inch laptop?",),
        ),
        Column(name="product_id", kind=Kind.ID, description="What it is about; empty: about no product."),
        Column(name="customer_id", kind=Kind.ID, description="Who asks; empty: not known."),
        Column(
            name="candidate",
            kind=Kind.TEXT,
            required=True,
            description="A text that may answer it, as its source has it: an attribute as `name: value unit`, of the "
            "community `answer Question: question`. From a customer's own tables the id of the row: order_id, "
            "product_id of the list, reminder_id. Empty with grade 2, from these tables alone: that there is no such "
            "row is the answer; empty with grade 0: there is nothing that might answer.",
            examples=("weight: 2.5 kg",),
        ),
        Column(
            name="source",
            kind=Kind.TEXT,
            required=True,
            description="Where the candidate is from.",
            examples=SOURCES,
        ),
        Column(
            name="grade",
            kind=Kind.INTEGER,
            required=True,
            nullable=False,
            description="2: it answers the question; 1: it helps, and does not answer; 0: neither.",
            examples=("0", "1", "2"),
        ),
        Column(name="answer", kind=Kind.TEXT, description="The answer in words, where somebody wrote it."),
        Column(
            name="kind",
            kind=Kind.TEXT,
            description="Type of the question, in your words. It is measured by, never learnt from.",
            examples=("yes_no", "number", "account_delivery"),
        ),
        Column(
            name="rewording_of",
            kind=Kind.ID,
            description="question_id of the same question in other words. It is measured by, never learnt from.",
        ),
        Column(name="split", kind=Kind.TEXT, description="train, valid or test, one per question.", examples=SPLITS),
    ),
    row_rules=(
        says_something("question", "a question without any letter or digit asks nothing"),
        length("question", LONGEST_QUESTION),
        length("candidate"),
        PRODUCT_KNOWN,
        RowRule(
            name="graded_passage_readable",
            check="any_of_not_null",
            columns=("candidate",),
            options={"readable": True, "where": {"source": PASSAGES, "grade": (1, 2)}},
            because="where nothing stands nothing answers or helps; that there is no such row is an answer from "
            "orders, wish_lists and reminders alone",
        ),
        RowRule(
            name="source_known",
            check="in_set",
            columns=("source",),
            options={"values": SOURCES},
            because="other sources are not read",
        ),
        RowRule(
            name="grade_0_to_2",
            check="between",
            columns=("grade",),
            options={"min": 0, "max": 2},
            because="a grade is 0, 1 or 2",
        ),
        RowRule(
            name="judged_once",
            check="unique",
            columns=("question_id", "candidate", "source"),
            options={"missing_equal": ("candidate", "source")},
            because="of rows that judge a candidate differently nothing tells which is right; equal rows count once",
        ),
        SPLIT_KNOWN,
    ),
)
