"""Departments of daily supply: health, grocery, household, baby, pets, office."""

TREE = """
= Health
# Devices
electric toothbrush / elektrische Zahnbürste / cepillo eléctrico / brosse à dents électrique :: device_colour 25-260
  sonic, oscillating, kids, travel
  + toothbrush head, toothbrush travel case
blood pressure monitor / Blutdruckmessgerät / tensiómetro / tensiomètre :: device 20-120
  upper arm, wrist
  + replacement cuff
thermometer / Fieberthermometer / termómetro / thermomètre :: device 8-70
  infrared, ear, digital stick
massager / Massagegerät / masajeador / appareil de massage :: device_colour 25-260
  massage gun, neck, foot, eye
bathroom scale / Personenwaage / báscula de baño / pèse-personne :: device_colour 15-120
  body analysis, mechanical, glass
oral irrigator / Munddusche / irrigador bucal / hydropropulseur :: device_colour 25-130
  cordless, countertop
# Supplements & Care
protein powder / Proteinpulver / proteína en polvo / protéine en poudre :: protein 15-80
  whey, vegan, casein, collagen
vitamin / Vitamine / vitaminas / vitamines :: tablets 6-50
  D3, B-complex, C, multi, prenatal
mineral supplement / Mineralstoff / suplemento mineral / complément minéral :: tablets 6-45
  magnesium, zinc, iron, calcium
fish oil~ / Fischöl / aceite de pescado / huile de poisson :: tablets 10-60
  omega-3, krill, vegan algae
plaster / Pflaster / tirita / pansement :: cells 3-20
  waterproof, kids, blister
toothpaste / Zahnpasta / pasta de dientes / dentifrice :: scented_bar 3-15
  whitening, sensitive, fluoride-free, kids
contact lens solution~ / Kontaktlinsenmittel / solución para lentillas / solution lentilles :: lotion 8-40
  multipurpose, peroxide, saline
= Grocery
# Hot Drinks
coffee~ / Kaffee / café / café :: coffee 5-45
  espresso, filter, decaf, single origin, instant
coffee capsule / Kaffeekapsel / cápsula de café / capsule de café :: capsules 4-45
  ristretto, lungo, decaf, flavoured
tea~ / Tee / té / thé :: tea 3-35
  green, black, herbal, rooibos, matcha
hot chocolate~ / Trinkschokolade / chocolate a la taza / chocolat chaud :: food 4-25
  dark, milk, flakes
# Pantry
olive oil~ / Olivenöl / aceite de oliva / huile d'olive :: oil 6-60
  extra virgin, organic, infused
pasta~ / Nudeln / pasta / pâtes :: food 2-15
  spaghetti, penne, gluten-free, wholewheat, lasagne
rice~ / Reis / arroz / riz :: granules 2-30
  basmati, jasmine, risotto, brown
breakfast cereal / Frühstücksflocken / cereales / céréales :: food 3-15
  muesli, granola, cornflakes, porridge oat
nut mix~ / Nussmischung / frutos secos / mélange de noix :: food 4-30
  roasted, raw, salted, trail
chocolate bar / Schokoladentafel / tableta de chocolate / tablette de chocolat :: sweets 2-20
  dark 70%, milk, white, filled
sweets / Süßigkeiten / golosinas / bonbons :: sweets 2-20
  gummy, liquorice, toffee, sour
protein bar / Proteinriegel / barrita de proteínas / barre protéinée :: bar 8-40
  low sugar, vegan, crunchy
honey~ / Honig / miel / miel :: food 4-40
  acacia, forest, manuka, creamed
spice / Gewürz / especia / épice :: food_small 2-20
  paprika, curry, pepper, cinnamon, grill mix
sauce / Soße / salsa / sauce :: savoury_liquid 2-20
  soy, hot chilli, barbecue, pesto, curry
# Cold Drinks
juice~ / Saft / zumo / jus :: drink 2-20
  orange, apple, multivitamin, smoothie
soft drink / Limonade / refresco / soda :: drink 2-25
  cola, lemonade, tonic, iced tea
energy drink / Energydrink / bebida energética / boisson énergisante :: drink 2-40
  classic, sugar-free, isotonic
mineral water~ / Mineralwasser / agua mineral / eau minérale :: drink 2-15
  still, sparkling, flavoured
= Household
# Cleaning
laundry detergent / Waschmittel / detergente / lessive :: scented_big 6-50
  liquid, powder, pods, colour, wool
fabric softener / Weichspüler / suavizante / adoucissant :: scented_big 4-25
  concentrated, sensitive, scent pearls
dishwasher tablet / Spülmaschinentab / pastilla lavavajillas / tablette lave-vaisselle :: capsules 6-40
  all-in-one, eco, phosphate-free
cleaning spray / Reinigungsspray / limpiador en spray / spray nettoyant :: scented_liquid 3-18
  bathroom, kitchen, glass, all-purpose
toilet paper~ / Toilettenpapier / papel higiénico / papier toilette :: rolls 4-40
  3-ply, 4-ply, recycled, moist
kitchen roll / Küchenrolle / papel de cocina / essuie-tout :: rolls 4-30
  extra-absorbent, recycled
bin bag / Müllbeutel / bolsa de basura / sac poubelle :: bin_bag 3-25
  drawstring, compostable, heavy-duty
mop / Wischmopp / fregona / serpillière :: component 12-90
  spin, flat, spray, steam
  + mop head
storage box / Aufbewahrungsbox / caja de almacenaje / boîte de rangement :: box 6-60
  with lid, under-bed, foldable, stackable
waste bin / Mülleimer / cubo de basura / poubelle :: box 12-160
  pedal, sensor, recycling, swing-top
= Baby
# Feeding & Care
nappy / Windel / pañal / couche :: nappy 6-60
  newborn, pants, night, swim
  + nappy bin refill
baby wipes / Feuchttücher / toallitas / lingettes :: cells 2-30
  sensitive, water, aloe
baby bottle / Babyflasche / biberón / biberon :: cup 6-40
  anti-colic, glass, wide-neck, insulated
  + bottle teat, bottle warmer, bottle steriliser
baby monitor / Babyphone / vigilabebés / babyphone :: device 30-260
  video, audio, Wi-Fi
breast pump / Milchpumpe / sacaleches / tire-lait :: device 25-260
  electric, manual, wearable
  + milk storage bag
pushchair / Kinderwagen / cochecito / poussette :: plain_colour 90-900
  jogging, twin, lightweight, 3-in-1
  + pushchair organiser, pushchair rain cover, footmuff
car seat / Kindersitz / silla de coche / siège auto :: plain_colour 60-480
  i-Size, booster, swivel, infant carrier
high chair / Hochstuhl / trona / chaise haute :: furniture_seat 40-280
  wooden, folding, grow-along
cot / Babybett / cuna / lit bébé :: bed 80-500
  co-sleeper, travel, convertible
bodysuit / Baby-Body / body de bebé / body bébé :: kids_wear 6-35
  long-sleeve, short-sleeve, wrap
sleeping bag / Babyschlafsack / saco de dormir bebé / gigoteuse :: kids_wear 20-80
  summer, winter, swaddle
dummy / Schnuller / chupete / tétine :: cells 4-20
  silicone, latex, glow-in-the-dark
= Pets
# Dogs
dog food~ / Hundefutter / comida para perros / croquettes pour chien :: pet_food 5-80
  dry adult, wet, puppy, grain-free, senior
dog bed / Hundebett / cama para perro / panier pour chien :: dog_wear 20-140
  orthopaedic, cooling, donut, washable
dog lead / Hundeleine / correa para perro / laisse :: long 8-50
  retractable, leather, hands-free, training
dog harness / Hundegeschirr / arnés para perro / harnais :: dog_wear 12-60
  no-pull, reflective, car
dog toy / Hundespielzeug / juguete para perro / jouet pour chien :: dog_wear 4-30
  chew, rope, puzzle, ball
# Cats & Others
cat food~ / Katzenfutter / comida para gatos / nourriture pour chat :: pet_food 4-70
  wet pouches, dry indoor, kitten, sterilised
cat litter~ / Katzenstreu / arena para gatos / litière :: granules 6-40
  clumping, silica, wood, tofu
scratching post / Kratzbaum / rascador / arbre à chat :: tall 15-160
  tree, wall-mounted, cardboard
pet fountain / Trinkbrunnen / fuente para mascotas / fontaine à eau :: kettle 20-70
  ceramic, steel, filter
  + fountain filter
aquarium / Aquarium / acuario / aquarium :: tank 40-600
  nano, starter kit, corner
  + aquarium pump, aquarium heater, aquarium gravel
bird seed~ / Vogelfutter / alpiste / graines pour oiseaux :: granules 4-40
  wild, budgie, fat ball
= Office & School
# Stationery
ballpoint pen / Kugelschreiber / bolígrafo / stylo à bille :: pen 2-40
  retractable, gel, erasable, luxury
  + pen refill
marker / Marker / rotulador / marqueur :: pen 3-40
  permanent, whiteboard, highlighter, paint
pencil / Bleistift / lápiz / crayon :: pen 2-30
  graphite, coloured, mechanical, charcoal
notebook / Notizbuch / cuaderno / carnet :: notebook 3-35
  dotted, lined, hardcover, spiral, bullet journal
copy paper~ / Kopierpapier / papel de copia / papier copie :: paper 4-60
  80 gsm, recycled, coloured, heavyweight
envelope / Briefumschlag / sobre / enveloppe :: paper 4-40
  window, padded, self-seal
folder / Ordner / archivador / classeur :: notebook_pack 3-40
  ring binder, lever arch, hanging, expanding
sticky notes / Haftnotizen / notas adhesivas / notes adhésives :: cells_colour 2-25
  neon, transparent, lined
label / Etikett / etiqueta / étiquette :: cells 4-40
  address, shipping, removable
# Office Equipment
calculator / Taschenrechner / calculadora / calculatrice :: device_colour 6-140
  scientific, graphing, desktop, pocket
paper shredder / Aktenvernichter / destructora de papel / destructeur de papier :: device 35-320
  cross-cut, strip-cut, micro-cut
  + shredder oil
laminator / Laminiergerät / plastificadora / plastifieuse :: device 20-160
  A4, A3, pouch
  + laminating pouch
whiteboard / Whiteboard / pizarra blanca / tableau blanc :: frame_big 15-200
  magnetic, glass, mobile
stapler / Tacker / grapadora / agrafeuse :: plain_colour 5-50
  heavy-duty, long-arm, electric
  + staples
"""
