"""Facts that are so or not so, and facts with values: numbers, words, things they go with, instructions.

As in `question_facts`; `m` a unit and the numbers that products come in; `v` the values, parted by `|`.
"""

MORE_FACTS = """
assembly :: home kids leisure tools :: yes_no
  k assembly_required
  q do I have to assemble {it} | does {it} need assembly | must {it} be put together | is assembly required | will I
    have to build {it} myself | does {it} come in parts that I have to join
  de muss man das zusammenbauen | ist ein Aufbau nötig
  es hay que montarlo | requiere montaje
  fr faut-il le monter | un montage est-il nécessaire
  + Assembly required, tools are in the box | Comes in parts for you to assemble
  - Comes fully assembled | No assembly needed
  r+ assembly took us half an hour | you have to put it together yourself
  r- came in one piece, nothing to assemble | no assembly at all, just unpack
  c+ Yes, some assembly is needed | Yes, I had to put mine together
  c- No, it comes assembled | No assembly, mine came in one piece
foldable :: home leisure kids :: yes_no
  k foldable
  q does {it} fold | is {it} foldable | can {it} be folded away | can I collapse {it} to store it | does {it} fold
    flat | will {it} fold up to fit into the boot
  de ist das faltbar | kann man das zusammenklappen
  es es plegable | se puede plegar
  fr est-ce pliable | peut-on le plier
  + Folds flat in seconds | Foldable, to be stored anywhere
  - Fixed frame that does not fold | Cannot be folded
  r+ folds flat behind the door | easy to fold and carry
  r- does not fold, so it takes a lot of room | you cannot fold it
  c+ Yes, it folds | Yes, mine folds flat
  c- No, it does not fold | No, the frame is fixed
gift box :: all :: yes_no
  k gift_box
  q does {it} come in a gift box | is {it} packed as a gift | can I give {it} away as it is, in a gift box | does {it}
    arrive in a nice box for a present | is a gift box part of it | is there gift packaging with {it}
  de kommt das in einer Geschenkbox | ist das als Geschenk verpackt
  es viene en caja de regalo | viene envuelto para regalo
  fr est-ce livré dans un coffret cadeau | y a-t-il un emballage cadeau
  + Delivered in a gift box | Comes in gift packaging
  - Plain packaging without a gift box | Gift packaging is not part of it
  r+ came in a lovely gift box | the gift box saved me the wrapping
  r- no gift box, just a plastic bag | came without any gift box
  c+ Yes, mine came in a gift box | Yes, it is packed as a gift
  c- No, there is no gift box | No, plain cardboard
weighs :: all :: number
  k item_weight
  m kg 0.2 0.35 0.5 0.8 1.2 1.8 2.5 4 6.5 9
  q how heavy is {it} | how much does {it} weigh | what is the weight of {it} | what does {it} weigh | I need to know
    how many kilos {it} is | tell me the weight | is {it} heavy, how much exactly
  de wie schwer ist das | wie viel wiegt das
  es cuánto pesa | qué peso tiene
  fr combien ça pèse | quel est le poids
  + Weighs {v} | Weight: {v}
  r+ put it on the scale, {v} | at {v} it is not too heavy
  c+ It weighs {v} | Mine is {v} on the kitchen scale
warranty :: gadget kitchen home tools leisure :: number
  k warranty
  m months 6 12 18 24 36 60
  q how long is the warranty | what warranty does {it} have | how many months of guarantee do I get | how long is {it}
    covered by the guarantee | what is the guarantee period | for how long does the maker guarantee {it}
  de wie lange ist die Garantie | wie viel Garantie gibt es
  es cuánta garantía tiene | de cuánto es la garantía
  fr quelle est la durée de garantie | combien de temps est-il garanti
  + With a warranty of {v} | Guaranteed for {v}
  r+ the warranty card says {v} | it comes with {v} of guarantee
  c+ The warranty is {v} | {v} from the day of purchase
noise level :: kitchen gadget tools :: number
  k noise_level
  m dB 28 35 42 50 58 64 72 80
  q how loud is {it} | how many decibels does {it} make | what is the noise level | how noisy is {it} | is {it} loud,
    how many dB | what is the sound level when it runs
  de wie laut ist das | wie viel Dezibel hat das
  es qué nivel de ruido tiene | cuántos decibelios hace
  fr quel est le niveau sonore | combien de décibels
  + Runs at {v} | Noise level: {v}
  r+ my meter showed {v} while it ran | about as loud as a talk, {v}
  c+ I measured {v} | It is {v} loud
most load :: home leisure tools :: number
  k maximum_load
  m kg 5 10 20 40 60 80 100 120 150
  q how much weight can {it} hold | what is the maximum load | up to how many kilos can I put on {it} | what can {it}
    carry | how much can I load on {it} | what is the weight limit of {it}
  de wie viel hält das aus | was ist die maximale Belastung
  es cuánto peso aguanta | cuál es la carga máxima
  fr quelle charge supporte-t-il | quel poids peut-il porter
  + Holds up to {v} | Maximum load: {v}
  r+ we loaded {v} and it held | carries {v} without bending
  c+ Up to {v} | It holds {v}, more is not allowed
shelf life :: food beauty :: number
  k shelf_life
  m months 3 6 9 12 18 24 30
  q how long does {it} keep | what is the shelf life of {it} | how many months does {it} last unopened | when does
    {it} expire after purchase | for how long is {it} good | how long can I store {it} before it goes off
  de wie lange ist das haltbar | welche Haltbarkeit hat das
  es cuánto dura sin abrir | qué caducidad tiene
  fr combien de temps se conserve-t-il | quelle est la durée de conservation
  + Keeps for {v} unopened | Shelf life of {v}
  r+ mine was good for another {v} | keeps {v}, says the lid
  c+ It keeps {v} | {v} as printed on mine
smallest age :: kids :: number
  k minimum_age
  m years 1 2 3 4 6 8 10
  q from which age is {it} | how old must a child be for {it} | what age is {it} made for | is {it} ok for a toddler,
    from what age | what is the minimum age | at what age can kids use {it}
  de ab welchem Alter ist das | für welches Alter ist das geeignet
  es a partir de qué edad es | para qué edad es
  fr à partir de quel âge | pour quel âge est-ce
  + For children from {v} | Minimum age: {v}
  r+ the box says from {v} | good for kids from {v} on
  c+ From {v} | It says {v} and up
made in :: all :: word
  k country_of_origin
  v Germany | China | Italy | Portugal | Poland | Turkey | Vietnam | the USA | India | Spain
  q where is {it} made | in which country is {it} produced | what is the country of origin | which country does {it}
    come from | where was {it} manufactured | who makes {it}, I mean in what country
  de wo wird das hergestellt | aus welchem Land kommt das
  es dónde está fabricado | de qué país es
  fr où est-il fabriqué | de quel pays vient-il
  + Made in {v} | Country of origin: {v}
  r+ the sticker says made in {v} | mine was made in {v}
  c+ It is made in {v} | Mine says {v}
"""

# products of some domains that go with things of others: name: domains | the things
THINGS = """
works with: gadget | iPhone | Android phones | Windows 11 | Mac | iPad | Samsung TV | Xbox | PlayStation 5 | Alexa
fits in the kitchen: kitchen | Nespresso capsules | Dolce Gusto capsules | ESE pods | Bosch mixers | Kenwood mixers
 | KitchenAid mixers | gas hobs | camping stoves
fits tools: tools | Bosch batteries | Makita batteries | DeWalt batteries | Ryobi batteries | Gardena hoses
 | Kärcher pumps | SDS-plus bits | hex bits
fits on the way: leisure kids | Isofix | Thule racks | GoPro mounts | Garmin mounts | Shimano cranks | SRAM cranks
 | Brooks saddles | Maxi-Cosi seats
"""

GOES_WITH = """
  k compatible_with
  q does {it} work with {t} | is {it} compatible with {t} | can I use {it} with {t} | will {it} go together with {t}
    | I have {t}, does that go with {it} | does {t} support {it} | would {it} and {t} work together
  de funktioniert das mit {t} | ist das mit {t} kompatibel
  es funciona con {t} | es compatible con {t}
  fr est-ce compatible avec {t} | marche-t-il avec {t}
  + Works with {v} | Compatible with {v}
  - Works with {v} only | Compatible with {v} and nothing else
  r+ works fine with my {t} | no trouble at all with {t}
  r- does not work with my {t} | could not get it to run with {t}
  c+ Yes, it works with {t} | Yes, I use it with {t}
  c- No, it does not work with {t} | No, not with {t}
"""
