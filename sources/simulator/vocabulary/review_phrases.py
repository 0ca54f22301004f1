"""How reviews are worded: frames of clauses, words for anything, and what is said beside opinions."""

DOMAINS = """
gadget: Electronics, Computers, Phones & Gaming, Photo & Video
kitchen: Kitchen, Appliances
home: Furniture, Home Textiles & Décor
tools: Tools & DIY, Garden, Automotive
wear: Women's Fashion, Men's Fashion, Shoes & Bags, Watches & Jewellery
beauty: Beauty, Health, Household
food: Grocery
kids: Baby, Pets, Toys & Games
leisure: Sports & Outdoors, Office & School, Musical Instruments
"""

# Kind of a clause: its frames. {a} {b} what is judged, {o} {p} what is said of it, {n} the product. {is} {was} {seems}
# agree with {a}, {isb} with {b}, {isn} with {n}.
FRAMES = {
    "is": "the {a} {is} {o}; {a} {is} {o}; the {a} {was} {o}; I find the {a} {o}; the {a} {seems} {o} to me; "
    "the {a} on this {n} {is} {o}; {a}: {o}; {a} {o}; my husband says the {a} {is} {o}; the {a} {was} {o} for me",
    "attribute": "{o} {a}; it has {o} {a}; has {o} {a}; {o} {a} for a {n}; this {n} has {o} {a}; with {o} {a}",
    "deed": "the {a} {o}; {a} {o}; my {a} {o}; the {a} of this {n} {o}",
    "affect": "{o} the {a}; I {o} the {a}; I {o} the {a} of it; I {o} the {a} on this one",
    "implied": "it {o}; this {n} {o}; {o}; mine {o}; this thing {o}; the second one {o} as well",
    "overall": "{o}",
    "product": "{o} {n}; this is a {o} {n}; what a {o} {n}; such a {o} {n}; the {n} {isn} {o}; {o} little {n}; "
    "{o} {n} overall",
    "two_words": "the {a} {is} {o} and {p}; {a} {is} {o}, {p}; the {a} {was} {o} and {p}; {o} and {p} {a}; "
    "{o}, {p} {a}",
    "two_aspects": "{o} {a} and {b}; the {a} and the {b} are {o}; {o} {a}, {b} too; {a} and {b} were {o}",
    "contrast": "the {a} {is} {o} but the {b} {isb} {p}; {a} {is} {o}, {b} {isb} {p}; "
    "although the {a} {is} {o} the {b} {isb} {p}; {o} {a}, {p} {b}; {a} {o} but {b} {p}",
    "unsaid_good": "I bought it for the {a} and would again; came for the {a} and stayed",
    "unsaid_bad": "I sent it back because of the {a}; two stars off for the {a}; we had to return it over the {a}",
    "mention": "it comes with {a} and all; I had read a lot about the {a} before; my old one had another {a}; "
    "they asked me about the {a}; the page says a lot about the {a}",
    "fact": "I bought this for my wife; got it as a gift; I have had it for two months now; this is my second {n}; "
    "ordered two of them; my son uses it every day; I needed a new {n}; we moved last month; it is for our holidays; "
    "read the other reviews first; I use it at work; my old {n} gave up last week; "
    "will update this review in a month; "
    "bought on sale; a friend told me about it; this was an impulse buy; I own three of these in other colors; "
    "I don't write reviews often; we took it along to the coast; I am 5 foot 4 and 130 pounds; "
    "my dog was curious too",
}

# Adjectives for anything, and after `|` what can only stand behind "is".
GENERAL = {
    "positive": "great, good, excellent, amazing, perfect, awesome, fantastic, nice, superb, wonderful, decent, "
    "lovely, "
    "outstanding | top notch, spot on, second to none, better than expected, as good as it gets, a big plus, "
    "on point",
    "neutral": "average, okay, ordinary, acceptable, mediocre, passable, so-so | nothing special, as expected, "
    "alright, "
    "neither good nor bad, fine I guess, what you would expect, ok",
    "negative": "bad, terrible, awful, poor, horrible, disappointing, lousy, dreadful, pathetic, "
    "useless | not good at all, "
    "a joke, not what I hoped for, below average, a letdown, a deal breaker, not great, nothing to write home about",
}
AFFECT = {
    "positive": "love, really like, adore, am happy with, am impressed with, can't fault, enjoy, am very pleased with",
    "neutral": "don't mind, can live with, am undecided about, have no strong feelings on, got used to",
    "negative": "hate, don't like, am disappointed with, can't stand, am not happy with, am fed up with, regret",
}
OVERALL = {
    "positive": "love it; highly recommend; would buy again; very happy; five stars; works great; "
    "could not be happier; "
    "best purchase this year; so glad I got this; no complaints; does exactly what I need; recommended; a must have; "
    "I am in love with it; thumbs up; you won't regret it; worth it; simply the best; it does the job perfectly",
    "neutral": "it is ok; it does the job; nothing special; could be better, could be worse; not sure yet; meh; "
    "it's alright; average at best; mixed feelings; does what it says, no more",
    "negative": "waste of money; do not buy; would not recommend; very disappointed; sending it back; total junk; "
    "save your money; worst purchase ever; never again; doesn't work; I want my money back; stay away; pure garbage; "
    "not worth it; useless; I regret buying it; went straight to the bin; don't waste your time",
}
STRONGER = "really, very, so, pretty, super, quite, extremely, way too"  # the last one of blame alone
OPENERS = "honestly; to be honest; overall; well; so far; ok so; all in all; for me; in my opinion; and; also; plus"
GLAD, SORRY, COOL = "😍 👍 😀 🔥 💯 ❤️ :) <3 :D 🥰", "👎 😡 😢 🙄 :( 💩 😤 🤬", "🤷 😐 🤔 :/"
STOPS = ".|.|.|.|.|.|!|!|!!!|..."  # what ends a sentence; what goes on between like feelings, and between unlike ones
LIKES, UNLIKES = ", and|and|,|;|. and", ", but|but|...|. but|though"
ABROAD = {
    "de": {
        "positive": "Ich bin sehr zufrieden; Die Qualität ist super; Gerne wieder; Schnelle Lieferung; "
        "Der Preis ist top",
        "neutral": "Ist in Ordnung; Geht so; Tut was es soll; Nichts Besonderes",
        "negative": "Leider nach einer Woche kaputt; Nie wieder; Die Verarbeitung ist schlecht; Viel zu teuer",
    },
    "es": {
        "positive": "Estoy muy contento; La calidad es excelente; Lo recomiendo; Llegó muy rápido; Muy buen precio",
        "neutral": "Está bien sin más; Cumple su función; Ni bueno ni malo",
        "negative": "Se rompió a la semana; No lo compren; La calidad es pésima; Demasiado caro",
    },
    "fr": {
        "positive": "Je suis très content; La qualité est excellente; Je recommande; Livraison rapide; Très bon prix",
        "neutral": "Correct sans plus; Fait le travail; Rien de spécial",
        "negative": "Cassé au bout d'une semaine; À éviter; La qualité est mauvaise; Beaucoup trop cher",
    },
}
SLANG = """
you: u; your: ur; are: r; and: n, &; for: 4; to: 2; with: w/; because: bc, cuz; really: rly, rlly; very: v; great: gr8
good: gud; love: luv, <3; awesome: awsum; amazing: amazin; perfect: perf; comfortable: comfy; nothing: nuthin;
 people: ppl
quality: qlty; battery: batt; picture: pic; price: $$; money: $; quick: quik; light: lite; night: nite; before: b4
the: da, th; this: dis; looking: lookin; nice: noice; terrible: terribad; okay: ok, k; don't: dont; never: nvr
problem: prob; months: mos; minutes: mins; would: wld; have: hv; just: jus; I: i; can't: cant; it's: its; week: wk
delivery: delivry; disappointed: dissapointed; horrible: horrid af; bluetooth: bt; recommend: rec; definitely: def
"""
