"""What product classification is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To say into which leaves of the category tree a listing belongs by what its seller wrote: the likeliest "
        "leaves with their probabilities, which of them to assign, and, where no leaf is sure, the deepest node that "
        "is. To show people which training labels look wrong."
    ),
    users="Listing forms that propose a category, catalogue teams that file and clean listings, search and reports.",
    out_of_scope=(
        "Deciding whether a listing is allowed, genuine or true to its description.",
        "Pictures: only texts, attributes, price and language are looked at.",
        "Leaves that were not in the tree at training: they are never answered; train again when the tree changes.",
        "Duties, taxes and safety rules that hang on a category: a wrong leaf costs more there than was measured here.",
    ),
    limits=(
        "It learns the labels that it is given, and where sellers file a product wrongly in the same way again and "
        "again that is what it learns: the noise pass finds single mistakes, not habits. Measures are taken against "
        "test labels that hold such mistakes too.",
        "Leaves with few training listings are known little, and leaves with none by their name and place alone; see "
        "macro_f1_scarce and top1_new_leaf.",
        "A product and its accessory share most words; see accessory_confusion, which is measured where the tree says "
        "what goes with what, and not elsewhere.",
        "With few fields filled in it leans on the title; see top1_without_title and its like.",
        "The precision of an abstaining answer was aimed at on valid; answer_precision is what test found, and other "
        "kinds of listings have another one. Of a small valid it cannot be certified: then decisions.abstention in the "
        "bundle's facts says certified: false, and fewer listings are answered below the root.",
        "A listing gets several leaves only as far as training labels show several; where labels name one of the "
        "leaves that fit, assigned ones that fit too are counted as wrong.",
        "Text in a script or language that training lacks tells it nothing; it is meant to abstain there, see "
        "sure_on_unknown_script.",
    ),
    caveats=(
        "A listing in the wrong leaf is not found by buyers. Sellers need a way to correct it, and corrections belong "
        "into the labels.",
        "What it proposes is accepted more readily than it should be, and then comes back as a label: keep apart "
        "labels that people made without seeing a proposal, and measure on those.",
        "Sellers who write little, or another language than most, are served less well. Compare slices before it "
        "decides alone.",
        "The file of suspected labels names listings and the labels that people gave: show it to those who may "
        "correct them, not as a judgement of who made them.",
        "Titles and descriptions may carry personal data that sellers wrote into them; deleting a listing from the "
        "tables leaves what was learnt of it in versions made before.",
        "Assortments, names and the tree change: retrain when the monitor says that the data drifted.",
    ),
)
