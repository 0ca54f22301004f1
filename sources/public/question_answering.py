"""Public data sets of question answering: where they are, and what to know of them."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

HOME: Final = "https://github.com/amazon-science/contextual-product-qa"
LICENCE: Final = "CDLA-Sharing-1.0"
_FOLDER: Final = "question_answering"

EPQA: Final = Source(
    name="epqa",
    use_case="question_answering",
    summary="784 questions about 712 products of a shop, each with ten candidates from attributes, bullets, "
    "descriptions, reviews and the community, graded.",
    home=HOME,
    licence=LICENCE,
    citation="Shen, X. et al.: xPQA: Cross-Lingual Product Question Answering across 12 Languages, ACL 2023 (industry)",
    metric="share of answerable questions whose first candidate answers (P@1), over both files together. Of the same "
    "floor, BM25 without English stop words, MRR is .76; on the test's 96 questions it has .78 and .86",
    writer="sources.public.epqa:write",
    rows={"train": 688, "test": 96},
    floor=0.61,
    notes=(
        "Rows of the two tables are questions. 644 of 784 have a candidate of grade 2 and count as answerable (565 of "
        "train, 79 of the test); 92 have only ones that help, 48 nothing.",
        "In the files the candidates of a question stand so that those that answer come first: whoever takes the first "
        "row is right in .75 of the answerable questions. Here they are handed on in the order of a hash, and their "
        "numbers, which tell the same, are not.",
        "The home's second file is the test, to be looked at once; valid is carved from train. No product and no "
        "question is in both.",
        "All texts are in small letters. Attributes are handed on as `name: value unit`. Candidates that a question "
        "has twice (4) count once; 22 are of nothing but signs.",
        "products, reviews and community_answers are gathered from the candidates: much of what was said of a product "
        "is not in them. Nothing has stars, votes, times or customers, and sentences of one review are reviews each.",
    ),
    files=(
        PublicFile(
            f"{_FOLDER}/epqa/train.csv",
            "d17f432af36fef8ba3e9b3b8f3215da3144060baeec916a67bb76878d34fd85c",
            "6ea04f89e513cfdde08dac5df2def9ca140d0933f5ec7d05e1423335d308973b",
        ),
        PublicFile(
            f"{_FOLDER}/epqa/valid.csv",
            "694aac61252ad6a01af4de6e74b70265920b08c708eab8e5eb286b39238b7902",
            "d1fdbd16a8a3b3fd5a4efda01b0ca06e3fcbc6f3b45ef2a110ea6f7c5ff2a5ff",
        ),
    ),
)

HETPQA: Final = Source(
    name="hetpqa",
    use_case="question_answering",
    summary="3,751 questions about toys and games, each with evidence that answers it and the answer in words.",
    home=HOME,
    licence=LICENCE,
    citation="Shen, X. et al.: Product Answer Generation from Heterogeneous Sources, ECNLP 2022",
    metric="P@1 among the evidence of a product; no figure of others is comparable",
    writer="sources.public.hetpqa:write",
    rows={"train": 3_693, "test": 398},
    notes=(
        "Rows are pairs of a question and its evidence. All of it answers. As wrong candidates each question is given "
        "the evidence of its product's other questions, which nobody judged: some of it may answer too. A product of "
        "one question has no wrong ones, and every question can be answered, so nothing is learnt here of when not "
        "to answer.",
        "The home's files are for writing answers; 222 products are in both. Questions of train that the test asks of "
        "the same product are left out of train.",
        "21 products are those of ePQA, and two of its questions are asked there in equal words: who learns from this "
        "and tests on that has to leave them out.",
        "Publications of the shop (OSP) are handed on as descriptions.",
    ),
    files=(
        PublicFile(
            f"{_FOLDER}/hetpqa/answer_generation_train.csv",
            "6c6161ade902902009a7b4ebe27c016cd41ff3c763126c381301ae2819899ed7",
            "17cf9928dd8de4da3139ca294d54eed85c77c51f8b0c8ff699cab956c11f14c8",
        ),
        PublicFile(
            f"{_FOLDER}/hetpqa/answer_generation_dev.csv",
            "b961ac6efabcbf7a42a5c036ccc3f0ff67aa9adb51c669857bebd2e9a3c54dde",
            "5baa3d394d956aa2863c9eead820336ccb34fbb41f400b4254626afb96b869a0",
        ),
    ),
)

EPQA_HETPQA: Final = Source(
    name="epqa_hetpqa",
    use_case="question_answering",
    summary="ePQA, and for training what hetPQA's train file answers about other products.",
    home=HOME,
    licence=LICENCE,
    citation=f"{EPQA.citation}; {HETPQA.citation}",
    metric=f"on the test of epqa: {EPQA.metric}",
    writer="sources.public.epqa_hetpqa:write",
    rows={"train": 3_978, "test": 96},
    floor=EPQA.floor,
    notes=(
        "All of epqa, see there, and of hetpqa's train file the questions about products that no question of epqa is "
        "about, in words that none of its questions has: of its train or of its test.",
        "Those further questions have only what answers them. The cross-encoder learns from them before it learns from "
        "judgements; nothing is ranked, calibrated or measured on them.",
    ),
    files=(*EPQA.files, HETPQA.files[0]),
)

SOURCES: tuple[Source, ...] = (EPQA, HETPQA, EPQA_HETPQA)
