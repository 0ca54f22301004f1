"""What the measures of question answering are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities
from evaluation.qa_statistics import PERCENT

CHANCE: Final = "ece_by_chance"
MEANING: Final = {
    "p_at_1": "of the questions that can be answered, those whose first candidate answers",
    "mrr": "over the questions that can be answered, one over the place of the first candidate that answers",
    "p_at_1_all": "p_at_1 over all questions, those that nothing answers too",
    "mrr_all": "mrr over all questions, those that nothing answers too",
    **{
        f"coverage_at_precision_{one}": f"largest share of all questions that a threshold on confidence, chosen on "
        f"these questions, answers with {one} % right; see given for what the model itself promises"
        for one in PERCENT
    },
    "given": "of all questions, those that are answered at the model's own promise",
    "given_precision": "of the answers given at the model's own promise, those that are right; one to a question that "
    "nothing answers is wrong",
    "false_answers": "of the questions that nothing answers, those that are answered",
    "source_accuracy": "of the questions that can be answered, those whose first candidate is of a source that answers",
    "kind_accuracy": "of the questions whose kind the tables tell, those that are understood so",
    "same_answer_reworded": "of questions in other words, those that come to the answer of the original: the same "
    "evidence given, or nothing given to either",
    "same_found_reworded": "of questions in other words, those that rest on the same evidence, given or withheld",
    "same_answer_all_wordings": "of questions that are asked in other words too, those that come to one answer, or to "
    "none, in all their wordings",
    "personal_right": "of the questions that the customer's own account answers, those that find the right row, given "
    "or withheld, and say nothing untrue",
    "personal_given": "of the questions that the customer's own account answers, those that are answered",
    "personal_given_right": "of those that are answered, the ones that rest on the right row and tell the true day, "
    "count, amount or name where the tables tell it",
    "words_right": "of the answers given about products that say yes or no, praise or blame, a day or a value with a "
    "unit where the tables tell such a truth, those that say the true one, whatever they rest on",
    "disagreement_told": "of the answers given to questions on which reviewers truly disagree, those that say "
    "so in the column disputed",
    "from_others": "of all questions, those answered from another customer's rows; must be 0",
    "ece": f"distance of confidence and the share right, over {probabilities.BINS} bins of equal count of the answers "
    "found, given or withheld; above 0 by chance too, see ece_by_chance; the interval is the spread of this estimate",
    CHANCE: "the ece to expect on so many answers if every confidence were true",
}
