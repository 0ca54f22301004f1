"""Judged questions as examples, with the passages and the customers' rows that answers are taken from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.question_answering.examples import write_examples
from features.question_answering.facts import facts_of
from features.question_answering.found import lost_rows, no_passages
from features.question_answering.gathered import questions_of
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.passages import passages_of
from features.question_answering.refusals import refuse_few, refuse_one_grade
from features.question_answering.set_aside import without_lost_answers
from features.question_answering.slices import slices_of
from features.question_answering.splits import split_of
from features.question_answering.tables import read_tables

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write questions for training, validation and test, and all that answers may be taken from.

    The split is that of qa.split where it is given (valid is carved from train by a hash where it gives none); else
    questions of one product, or of one customer's account, fall alike by a hash; where those do not suffice, equal
    questions. Rewordings fall as their original. A question that a later split asks of the same product too is left
    out, and so is one whose answering row the contract set aside.

    Args:
        tables: Folder of clean contract tables: products.parquet, qa.parquet, and what else is there, rows set aside
            (quarantine.parquet) with them.
        out: Folder for {train,valid,test}.parquet (example_id, question, product_id, customer_id, answerable, kind,
            rewording_of, and what `slices.SLICES` names), candidates.parquet (example_id, split, place: its number in
            an order that tells nothing, text, source, grade, answer), products.parquet (product_id, title, category,
            brand, attributes), texts.parquet (`passages.SCHEMA`), orders.parquet, wish_lists.parquet,
            reminders.parquet, opinions.parquet where opinions are given (product_id, attribute, positive, neutral,
            negative, praising, blaming, quotes) and facts.json.
        parameters: Settings.

    Returns:
        Counts per split and of what was left out, and how the split was made.

    Raises:
        DataError: A table is absent or empty, rows of a question contradict each other, a split is given only in part,
            the labels do not suffice, or what answers of accounts is no row of their customers.
    """
    found = read_tables(tables)
    qa, unanswered = without_lost_answers(found.qa, tables)
    questions = questions_of(qa, parameters.seed)
    refuse_one_grade(questions)
    split = split_of(questions, parameters)
    refuse_few(questions, split, parameters)
    lost = lost_rows(found, questions)
    slices = slices_of(questions, parameters)
    passages, counts = passages_of(found, parameters)
    counts |= {
        "questions_left_out_whose_answer_was_set_aside": unanswered,
        "answers_of_accounts_that_are_no_row_of_the_customer": lost,
        "candidates_that_are_no_passage_of_the_product": no_passages(questions, passages),
    }
    out.mkdir(parents=True, exist_ok=True)
    write_examples(found, questions, split, slices, passages, parameters, out)
    facts = facts_of(found, questions, split, slices, counts)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
