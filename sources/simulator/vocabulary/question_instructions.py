"""Facts that tell how something is done, and what is asked of the attributes that the world's products have.

As in `question_facts`. A measure's questions are `DIMENSION_QUESTIONS` and, for all, `MEASURED`; {k} is its name.
"""

INSTRUCTIONS = """
clean :: gadget home tools wear leisure kids kitchen :: how_to
  k cleaning
  v wipe it with a damp cloth and let it dry | wash it with warm water and mild soap | brush the dust off and never
    use water | take the cover off and rinse it under the tap | use a dry microfibre cloth alone
  q how do I clean {it} | what is the best way to clean {it} | how can I get {it} clean | how should {it} be cleaned |
    any advice on cleaning {it} | what do I do to get dirt off {it}
  de wie reinigt man das | wie mache ich das sauber
  es cómo se limpia | cómo lo limpio
  fr comment le nettoyer | comment ça se nettoie
  + Cleaning: {v} | To clean it, {v}
  r+ when it is dirty I {v} | to get it clean you {v}
  c+ Just {v} | I always {v}, that does it
reset :: gadget :: how_to
  k reset
  v hold the power button for ten seconds | press the small hole at the back with a pin | unplug it, wait a minute and
    plug it in again | choose factory settings in the menu | press both buttons until the light flashes
  q how do I reset {it} | how can I restore the factory settings | what do I do when {it} hangs | how to restart {it}
    from scratch | which buttons reset {it} | {it} is frozen, how do I set it back
  de wie setzt man das zurück | wie mache ich einen Reset
  es cómo se reinicia | cómo lo restablezco
  fr comment le réinitialiser | comment faire un reset
  + Reset: {v} | To reset it, {v}
  r+ mine froze once, then you {v} | for a reset you {v}
  c+ You {v} | Easy: {v}
store :: food beauty :: how_to
  k storage_instructions
  v keep it in a cool dry place | put it in the fridge after opening | keep it away from sunlight | close the lid
    tightly and store it upright | freeze it if you do not use it within a week
  q how do I store {it} | how should {it} be kept | where do I keep {it} after opening | what is the right way to
    store {it} | does {it} need the fridge, how do I keep it | how to keep {it} fresh
  de wie lagert man das | wie bewahre ich das auf
  es cómo se conserva | cómo lo guardo
  fr comment le conserver | comment le stocker
  + Storage: {v} | To keep it fresh, {v}
  r+ I {v} and it lasts | to make it last you {v}
  c+ Just {v} | I {v}
apply :: beauty :: how_to
  k directions
  v apply a thin layer in the morning | massage it in and leave it on overnight | use it twice a day on clean skin |
    put a few drops on wet hair and rinse | spread it evenly and wait five minutes
  q how do I use {it} | how is {it} applied | how often and how should I apply {it} | what are the directions for {it}
    | how to put {it} on | what is the right way to use {it}
  de wie wendet man das an | wie benutze ich das
  es cómo se aplica | cómo se usa
  fr comment l'appliquer | comment ça s'utilise
  + Directions: {v} | How to use: {v}
  r+ I {v} and it does wonders | works best if you {v}
  c+ You {v} | I {v}
adjust :: leisure wear kids :: how_to
  k adjustment
  v pull the strap through the buckle | turn the knob at the side | press the button and slide it to your size | undo
    the screw with the key in the box | move the clip to the next hole
  q how do I adjust {it} | how can I change the size of {it} | how is {it} set to my size | how do you tighten or
    loosen {it} | what do I do to adjust {it} | how to make {it} fit me
  de wie stellt man das ein | wie verstelle ich das
  es cómo se ajusta | cómo lo ajusto
  fr comment le régler | comment l'ajuster
  + Adjustment: {v} | To adjust it, {v}
  r+ for my size you {v} | to make it fit I {v}
  c+ You {v} | Simply {v}
descale :: kitchen :: how_to
  k descaling
  v run it with water and vinegar once a month | dissolve a tablet in the tank and let it run | boil water with citric
    acid and rinse twice | use the cleaning programme of the menu
  q how do I descale {it} | how can I remove limescale from {it} | what is the way to descale {it} | how to get rid of
    lime in {it} | there is scale in {it}, what now | how should {it} be descaled
  de wie entkalkt man das | wie bekomme ich den Kalk weg
  es cómo se descalcifica | cómo quito la cal
  fr comment le détartrer | comment enlever le calcaire
  + Descaling: {v} | To descale it, {v}
  r+ every few weeks I {v} | against lime you {v}
  c+ Just {v} | I {v}
"""

# Slots of the world's products: kind, then lines as above.
SLOTS = """
colour :: all :: word
  k color
  q what colour is {it} | which colour does {it} have | what shade is {it} | in what color does {it} come | tell me
    the colour of {it} | is {it} black or what colour
  de welche Farbe hat das | in welcher Farbe ist das
  es de qué color es | qué color tiene
  fr de quelle couleur est-il | quelle couleur
  + Colour: {v} | In {v}
  r+ the colour is {v} as ordered | mine is {v}
  c+ It is {v} | Mine is {v}
material :: all :: word
  k material
  q what is {it} made of | which material is {it} | what material was used for {it} | what stuff is {it} made from |
    tell me what {it} consists of | is {it} plastic or what material
  de aus welchem Material ist das | woraus ist das gemacht
  es de qué material es | de qué está hecho
  fr en quelle matière est-il | de quoi est-ce fait
  + Made of {v} | Material: {v}
  r+ feels like real {v} | it is {v} as described
  c+ It is {v} | Mine is made of {v}
size :: all :: word
  k size
  q what size is {it} | which size do I get | what are the dimensions or the size of {it} | in which size does {it}
    come | tell me the size of {it} | how large is {it}, which size
  de welche Größe hat das | in welcher Größe kommt das
  es de qué talla es | qué tamaño tiene
  fr quelle est la taille | de quelle taille est-il
  + Size: {v} | Comes in {v}
  r+ I got {v} and it was right | ordered {v} and that is what came
  c+ It is {v} | Mine is {v}
option :: all :: word
  k variety
  q which variety is {it} | what kind exactly is {it} | what flavour or scent or type is {it} | which version of it is
    this | tell me the variety of {it} | what type do I get
  de welche Sorte ist das | welche Variante ist das
  es qué variedad es | de qué tipo es
  fr quelle variété est-ce | quel type est-ce
  + Variety: {v} | This is {v}
  r+ I took {v} and like it | {v} as on the label
  c+ It is {v} | Mine is {v}
pack :: all :: number
  k pack_size
  q how many are in a pack | how many pieces do I get | is {it} a single one or how many come | what is the pack size
    | how many items are in the box | for that price how many are there
  de wie viele sind in einer Packung | wie viel Stück sind das
  es cuántas unidades trae | cuántos vienen en el paquete
  fr combien y en a-t-il par paquet | combien de pièces
  + Pack size: {v} | Comes as a {v}
  r+ I counted, it is a {v} | a {v} came as promised
  c+ It is a {v} | I got a {v}
"""

MEASURED = """
  q what is the {k} of {it} | what {k} does {it} have | can you tell me the {k} | which {k} is it | I need to know the
    {k} | please give me the exact {k}
  de {k} | können Sie mir sagen: {k}
  es {k} | me puede decir: {k}
  fr {k} | pouvez-vous me dire : {k}
  + {k}: {v} | With {v} of {k}
  r+ the {k} is {v} as promised | I checked the {k}, {v}
  c+ The {k} is {v} | {v}
"""

DIMENSION_QUESTIONS = """
screen: how big is the screen
storage: how much space is on {it}
memory: how much memory is in {it}
frequency: how many hertz does the display do
battery: how many mAh does {it} have
power: how many watts does {it} draw
voltage: how many volts does {it} need
ports: how many things can I plug into {it}
length: how long is {it}
diameter: how far is it across
height: how tall is {it}
width: how wide is {it}
thickness: how thick is {it}
volume: how much goes into {it}
load: how much laundry fits in
weight: how much is in {it}, in grams or kilos
count: how many are in {it}
dose: how strong is one of them
pieces: how many parts are in it
persons: for how many people is {it}
capacity: how many amp hours does {it} have
wheel: how big are the wheels
keys: how many keys are on {it}
"""
