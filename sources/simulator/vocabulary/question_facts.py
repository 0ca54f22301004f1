"""What can be asked of products beside what the world knows of them: facts that are so or not so.

A fact is `name :: domains :: kind`, and then lines, whose phrases are parted by `|`, of
`k` what it is called, as the key of an attribute;
`q` how it is asked for in English, five wordings at least beside the first; `de`, `es`, `fr`: in other languages;
`+`, `-` how makers tell that it is so, that it is not so; `r+`, `r-` how reviews do; `c+`, `c-` how customers answer.
Domains are those of `review_phrases.DOMAINS`; {it} is the product, {n} what kind of thing it is, {v} a value, {t} the
thing that is asked about. Values are told in `question_more_facts`.
"""

FACTS = """
waterproof :: gadget tools wear leisure :: yes_no
  k waterproof
  q is {it} waterproof | can {it} get wet | will {it} survive rain | does water harm {it} or not, can I use it in the
    rain | can I take {it} into the shower | is {it} water resistant enough for heavy rain | could I wear {it} in the
    wet
  de ist das wasserdicht | darf das nass werden
  es es resistente al agua | se puede mojar
  fr est-ce étanche | est-ce que ça résiste à l'eau
  + Fully waterproof, made for rain and splashes | Sealed against water on all sides
  - Not waterproof, keep away from water | Splashes are fine but it is not waterproof
  r+ used it in pouring rain and it survived | waterproof for real, ours fell into the lake
  r- one rain shower and mine was dead | definitely not waterproof, water got in on day one
  c+ Yes, it is waterproof | Yes, I use mine in the rain all the time
  c- No, it is not waterproof | No, water gets in
rechargeable :: gadget tools :: yes_no
  k rechargeable
  q is {it} rechargeable | can I recharge {it} | does {it} have a built-in battery that charges | can {it} be charged
    over USB | do I have to buy new batteries or can {it} be recharged | does {it} recharge
  de ist das aufladbar | kann man den Akku aufladen
  es es recargable | se puede recargar
  fr est-ce rechargeable | peut-on le recharger
  + Rechargeable over USB, no spare cells needed | With a built-in rechargeable battery
  - Runs on disposable cells, not rechargeable | Without a rechargeable battery
  r+ I like that you simply recharge it over USB | recharges in an hour or so
  r- you cannot recharge it, so I keep buying cells | not rechargeable, which I only saw later
  c+ Yes, it charges over USB | Yes, it is rechargeable
  c- No, you cannot recharge it | No, it takes normal cells
batteries included :: gadget kids tools :: yes_no
  k batteries_included
  q are batteries included | does {it} come with batteries | do I need to buy batteries separately or are they in the
    box | are there batteries in the box | is the battery part of the delivery | can I use {it} right away with what
    is in it
  de sind Batterien dabei | werden Batterien mitgeliefert
  es incluye pilas | vienen las pilas incluidas
  fr les piles sont-elles incluses | est-ce livré avec des piles
  + Batteries are included | Ready to go: batteries come in the box
  - Batteries are not included | Batteries sold separately
  r+ came with batteries so we could start at once | batteries were in the box
  r- no batteries in the box, be prepared | had to run to the shop for batteries first
  c+ Yes, ours came with batteries | Yes, they are included
  c- No, you have to buy batteries | No batteries in mine
bluetooth :: gadget :: yes_no
  k bluetooth
  q does {it} have bluetooth | is there bluetooth in {it} | can I connect {it} over bluetooth | does {it} pair
    wirelessly | is {it} able to connect without a cable | can I link {it} with my phone by bluetooth
  de hat das Bluetooth | geht das über Bluetooth
  es tiene bluetooth | se conecta por bluetooth
  fr a-t-il le bluetooth | peut-on le connecter en bluetooth
  + Bluetooth 5 on board | Connects without a cable over Bluetooth
  - Wired connection only, no Bluetooth | Comes without Bluetooth
  r+ pairs with my phone over bluetooth in seconds | bluetooth works across the whole flat
  r- there is no bluetooth in it, cable only | I looked for bluetooth in vain
  c+ Yes, it has Bluetooth | Yes, mine pairs with everything
  c- No Bluetooth, sorry | No, only by cable
dishwasher safe :: kitchen :: yes_no
  k dishwasher_safe
  q is {it} dishwasher safe | can {it} go into the dishwasher | may I put {it} in the dishwasher | do I have to wash
    {it} by hand or is the machine fine | can I clean {it} in a dishwasher | is the dishwasher ok
  de ist das spülmaschinenfest | darf das in die Spülmaschine
  es es apto para lavavajillas | se puede lavar en el lavavajillas
  fr va-t-il au lave-vaisselle | est-ce compatible lave-vaisselle
  + Dishwasher safe | All parts may go into the dishwasher
  - Hand wash only | Not suited to dishwashers
  r+ goes into our dishwasher every evening without a mark | dishwasher does it no harm
  r- after one run in the dishwasher it was ruined | you have to wash it by hand
  c+ Yes, we put it into the dishwasher every day | Yes, it is dishwasher safe
  c- No, wash it by hand | No, the dishwasher ruined mine
induction :: kitchen :: yes_no
  k suitable_for_induction
  q does {it} work on induction | can I use {it} on an induction hob | is {it} suitable for induction | will my
    induction stove recognise {it} | is the bottom magnetic for induction | ok for an induction cooktop
  de ist das für Induktion geeignet | geht das auf dem Induktionsherd
  es sirve para inducción | funciona en placa de inducción
  fr convient-il à l'induction | marche-t-il sur plaque à induction
  + Suitable for induction and all other hobs | Magnetic base for induction
  - Not for induction hobs | For gas and electric hobs alone, not for induction
  r+ heats up fast on our induction hob | works on induction as promised
  r- our induction hob does not even see it | does not work on induction
  c+ Yes, I use it on induction | Yes, the base is magnetic
  c- No, not on induction | No, my induction hob shows an error
machine washable :: home wear kids :: yes_no
  k machine_washable
  q is {it} machine washable | can I put {it} in the washing machine | can {it} be washed in a machine | does {it}
    survive the washing machine | hand wash or machine for {it} | may {it} go in the wash
  de ist das waschmaschinenfest | kann man das in der Maschine waschen
  es se puede lavar a máquina | es lavable en lavadora
  fr lavable en machine | peut-on le mettre à la machine
  + Machine washable at 30 degrees | Goes into the washing machine
  - Wipe clean only, not machine washable | Do not machine wash
  r+ came out of the washing machine like new | I machine wash it every week
  r- shrank in the washing machine at once | cannot be machine washed
  c+ Yes, at 30 degrees | Yes, mine went through the machine many times
  c- No, do not put it into the machine | No, it lost its shape in the wash
BPA free :: kitchen kids :: yes_no
  k bpa_free
  q is {it} BPA free | does {it} contain BPA or is it free of it | is the plastic of {it} free from bisphenol | is
    there no BPA in {it} | can I be sure that {it} has no bisphenol A | is {it} made without BPA
  de ist das BPA-frei | ist das ohne BPA
  es está libre de BPA | es sin BPA
  fr est-ce sans BPA | est-il exempt de bisphénol
  + BPA free | Made without bisphenol A
  - Contains BPA; not for food of babies | Plastic with bisphenol A
  r+ BPA free, the label says so | glad that it is without BPA
  r- sadly not BPA free as the small print says | has BPA in it
  c+ Yes, it is BPA free | Yes, it says so on the bottom
  c- No, it is not BPA free | No, there is BPA in it
vegan :: beauty food :: yes_no
  k vegan
  q is {it} vegan | does {it} contain animal products or is it vegan | can vegans use {it} | is {it} free of animal
    products | is {it} plant based | suitable for vegans
  de ist das vegan | ist das für Veganer geeignet
  es es vegano | es apto para veganos
  fr est-ce végan | convient-il aux végans
  + Vegan, without anything from animals | Plant based and vegan
  - Contains beeswax and milk, so not vegan | Not suitable for vegans
  r+ vegan and still good | finally a vegan one
  r- found out it is not vegan | has milk in it, so nothing for vegans
  c+ Yes, it is vegan | Yes, no animal products
  c- No, it is not vegan | No, there is milk in it
gluten free :: food :: yes_no
  k gluten_free
  q is {it} gluten free | can I eat {it} with coeliac disease | does {it} contain gluten or not | is there no wheat in
    {it} | safe for people who cannot eat gluten | free from gluten
  de ist das glutenfrei | ist da Gluten drin oder nicht
  es es sin gluten | es apto para celíacos
  fr est-ce sans gluten | convient-il aux cœliaques
  + Certified gluten free | Without gluten
  - Contains wheat | May not be eaten by coeliacs: contains gluten
  r+ gluten free and my tummy agrees | my coeliac daughter can have it
  r- there is wheat in it, so not gluten free | not gluten free, I had to find out
  c+ Yes, it is gluten free | Yes, no wheat in it
  c- No, it has gluten | No, there is wheat in it
fragrance free :: beauty :: yes_no
  k fragrance_free
  q is {it} fragrance free | does {it} smell of perfume or is it without scent | is {it} unscented | is there no
    perfume in {it} | any fragrance in {it} or is it free of it | free of perfume
  de ist das parfümfrei | ist das ohne Duftstoffe
  es es sin perfume | no lleva fragancia
  fr est-ce sans parfum | est-il non parfumé
  + Fragrance free | Without perfume, for sensitive noses
  - Lightly perfumed | With a fresh fragrance
  r+ no perfume at all in it | really free of fragrance
  r- smells of perfume for hours | not fragrance free, it smells strongly
  c+ Yes, it is fragrance free | Yes, there is no perfume in it
  c- No, it is perfumed | No, it has a scent
"""
