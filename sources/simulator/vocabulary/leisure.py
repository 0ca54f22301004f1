"""Departments of leisure: toys, sport, cars and bicycles, music."""

TREE = """
= Toys & Games
# Building & Puzzles
building brick set / Bausteine / bloques de construcción / briques de construction :: pieces_set 10-220
  city, castle, space, technic, classic
  + brick baseplate, brick storage case
jigsaw puzzle / Puzzle / rompecabezas / puzzle :: pieces_set 6-50
  landscape, 3D, wooden, panorama, kids
  + puzzle mat, puzzle glue
board game / Brettspiel / juego de mesa / jeu de société :: toy 10-90
  strategy, family, party, cooperative
  + card sleeve
model kit / Modellbausatz / maqueta / maquette :: toy 12-140
  aircraft, ship, tank, car
# Play
doll / Puppe / muñeca / poupée :: tall_toy 10-90
  baby, fashion, rag, interactive
  + doll clothes, doll pram
soft toy / Kuscheltier / peluche / peluche :: tall_toy 8-60
  bear, dinosaur, unicorn, dog
remote-controlled car / ferngesteuertes Auto / coche teledirigido / voiture télécommandée :: device_colour 15-320
  off-road, drift, stunt, crawler
  + RC battery, RC tyre set
toy train / Spielzeugeisenbahn / tren de juguete / train jouet :: pieces_set 15-260
  wooden, electric, battery
play kitchen / Spielküche / cocina de juguete / cuisine enfant :: pieces_set 25-180
  wooden, compact, with sound
scooter / Roller / patinete / trottinette :: wheels 25-220
  kids, stunt, foldable, three-wheel
trampoline / Trampolin / trampolín / trampoline :: span_big 45-520
  garden, mini fitness, indoor
  + trampoline net, trampoline cover
paint set / Malset / set de pintura / set de peinture :: pieces_set 5-60
  watercolour, acrylic, finger, by numbers
modelling clay / Knete / plastilina / pâte à modeler :: cells_colour 4-35
  air-dry, polymer, kinetic sand
= Sports & Outdoors
# Fitness
dumbbell / Kurzhantel / mancuerna / haltère :: dumbbell 8-160
  neoprene, hex rubber, adjustable, chrome
kettlebell / Kettlebell / pesa rusa / kettlebell :: dumbbell 12-120
  cast iron, competition, vinyl
yoga mat / Yogamatte / esterilla de yoga / tapis de yoga :: mat 12-90
  cork, TPE, travel, extra-thick
  + yoga block, yoga strap
resistance band / Fitnessband / banda elástica / bande élastique :: small_part 6-40
  loop, tube, fabric, pull-up
treadmill / Laufband / cinta de correr / tapis de course :: appliance_model 220-1600
  folding, walking pad, incline
  + treadmill lubricant
exercise bike / Heimtrainer / bicicleta estática / vélo d'appartement :: appliance_model 120-1200
  spinning, recumbent, foldable
# Camping & Hiking
tent / Zelt / tienda de campaña / tente :: persons 40-600
  dome, tunnel, pop-up, family, trekking
  + tent peg, groundsheet, guy line
camping mattress / Isomatte / esterilla inflable / matelas de camping :: mat 20-180
  self-inflating, foam, ultralight
camp sleeping bag / Schlafsack / saco de dormir / sac de couchage :: apparel_unisex 25-320
  mummy, blanket, down, kids
head torch / Stirnlampe / linterna frontal / lampe frontale :: device_colour 12-110
  rechargeable, running, red-light
camping stove / Campingkocher / hornillo / réchaud :: component 18-160
  gas, multi-fuel, alcohol
cool box / Kühlbox / nevera portátil / glacière :: box_big 20-420
  passive, electric 12V, soft bag
trekking pole / Trekkingstock / bastón de senderismo / bâton de randonnée :: tall 20-140
  carbon, folding, cork grip
# Cycling & Ball Sports
bicycle / Fahrrad / bicicleta / vélo :: bike 180-2600
  mountain, city, road, gravel, e-bike, kids
  + bicycle bell, bicycle pump, saddle cover, bicycle rear light
bike helmet / Fahrradhelm / casco de bicicleta / casque vélo :: apparel_unisex 25-220
  road, MTB, urban, kids
bike lock / Fahrradschloss / candado de bicicleta / antivol vélo :: long 12-120
  U, chain, folding, cable
football / Fußball / balón de fútbol / ballon de football :: ball 10-120
  match, training, indoor, beach
tennis racket / Tennisschläger / raqueta de tenis / raquette de tennis :: racket 25-260
  graphite, junior, beginner
  + overgrip, racket string
golf club / Golfschläger / palo de golf / club de golf :: component 40-520
  driver, iron, putter, wedge
swimming goggles / Schwimmbrille / gafas de natación / lunettes de natation :: plain_colour 8-60
  racing, open water, junior, mirrored
running top / Laufshirt / camiseta de running / t-shirt de course :: apparel 15-80
  long-sleeve, tank, reflective
ski jacket / Skijacke / chaqueta de esquí / veste de ski :: apparel 60-480
  insulated, shell, kids
skateboard / Skateboard / monopatín / skateboard :: deck 25-200
  complete, longboard, cruiser, electric
  + skateboard wheel, skateboard bearing
= Automotive
# Parts & Care
tyre / Reifen / neumático / pneu :: tyre 40-320
  summer, winter, all-season, van
  + tyre repair kit, tyre inflator
engine oil / Motoröl / aceite de motor / huile moteur :: engine_oil 8-90
  5W-30, 10W-40, 0W-20, diesel
car battery / Autobatterie / batería de coche / batterie voiture :: car_battery 50-280
  AGM, EFB, standard
  + jump lead, battery maintainer
wiper blade / Scheibenwischer / escobilla limpiaparabrisas / balai d'essuie-glace :: wiper 8-60
  flat, rear, hybrid
brake disc / Bremsscheibe / disco de freno / disque de frein :: metric_big 25-220
  front, rear, vented, drilled
  + brake pad, brake cleaner
headlight bulb / Autolampe / bombilla de faro / ampoule phare :: car_bulb 8-120
  H7, H4, LED, xenon
car care product / Autopflege / producto de limpieza coche / produit d'entretien auto :: lotion 6-50
  shampoo, wax, interior cleaner, ceramic coating
# Interior & Transport
seat cover / Sitzbezug / funda de asiento / housse de siège :: plain_colour 20-160
  universal, leather-look, front pair
car mat / Autofußmatte / alfombrilla de coche / tapis de voiture :: plain_colour 15-120
  rubber, carpet, boot liner
roof box / Dachbox / cofre de techo / coffre de toit :: tank 180-900
  slim, wide, foldable
  + roof bar
car radio / Autoradio / radio de coche / autoradio :: screen_car 50-480
  single DIN, double DIN, digital
motorcycle helmet / Motorradhelm / casco de moto / casque moto :: apparel_unisex 50-480
  full face, modular, open face, motocross
  + helmet visor, helmet intercom
motorcycle glove / Motorradhandschuh / guante de moto / gant moto :: apparel_unisex 20-140
  summer, winter, touring
= Musical Instruments
# Instruments
acoustic guitar / Akustikgitarre / guitarra acústica / guitare acoustique :: instrument 70-900
  dreadnought, classical, travel, electro
  + guitar strap, guitar capo, guitar stand, plectrum
electric guitar / E-Gitarre / guitarra eléctrica / guitare électrique :: instrument 110-1500
  single-cut, double-cut, semi-hollow, left-handed
guitar strings / Gitarrensaiten / cuerdas de guitarra / cordes de guitare :: strings 5-40
  electric, acoustic, bass, classical
ukulele / Ukulele / ukelele / ukulélé :: instrument 25-220
  soprano, concert, tenor
digital piano / E-Piano / piano digital / piano numérique :: instrument_model 200-1900
  stage, cabinet, folding
  + keyboard bench, sustain pedal, sheet music stand
synthesiser / Synthesizer / sintetizador / synthétiseur :: instrument_model 120-2200
  analogue, modular, MIDI keyboard
drum kit / Schlagzeug / batería acústica / batterie acoustique :: instrument 120-1500
  acoustic, electronic, junior
  + drumstick, practice pad, drum throne
violin / Geige / violín / violon :: instrument 70-900
  student, electric, 3/4
  + violin bow, rosin, shoulder rest
amplifier / Verstärker / amplificador / amplificateur :: amp 60-1200
  combo, head, bass, acoustic
effects pedal / Effektpedal / pedal de efectos / pédale d'effet :: component 35-320
  distortion, delay, looper, tuner
audio interface / Audiointerface / interfaz de audio / interface audio :: ports 50-700
  USB, Thunderbolt, podcast
"""
