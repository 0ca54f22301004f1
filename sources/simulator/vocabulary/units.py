"""Measures: their units, the values that products come in, and their names in four languages."""

# ladder: dimension, unit, the values that products come in
LADDERS = """
tv_inch: screen inch 32 40 43 50 55 65 75 85
mid_inch: screen inch 21.5 24 27 32 34 38
lap_inch: screen inch 13.3 14 15.6 16 17.3
tab_inch: screen inch 8 8.7 10.1 10.9 11 12.4
car_inch: screen inch 6.2 7 9 10.1
storage_small: storage GB 16 32 64 128 256 512 1000
storage_phone: storage GB 64 128 256 512 1000
storage_disk: storage GB 250 500 1000 2000 4000
storage_big: storage GB 1000 2000 4000 6000 8000 12000 16000
ram: memory GB 4 8 16 32 64
hertz: frequency Hz 60 100 120 144 165
charge: battery mAh 3000 5000 10000 20000 26800
watt_charge: power W 12 18 20 30 45 65 100
watt_lamp: power W 4 5 7 9 11 15
watt_room: power W 12 18 24 36 48
watt_small: power W 300 450 600 750 900 1200
watt_big: power W 1200 1400 1600 1800 2000 2200 2400
watt_psu: power W 450 550 650 750 850 1000
watt_amp: power W 10 15 20 40 50 100
watt_car: power W 35 55 60
volt: voltage V 10.8 12 18 20 36
ports: ports ports 4 5 7 8 16 24
cable_m: length m 0.5 1 1.5 2 3 5 10
line_m: length m 1 2 3 5 7.5 10 15
hose_m: length m 10 15 20 25 30 50
chain_cm: length cm 16 18 19 40 42 45 50
pan_cm: diameter cm 20 24 26 28 30 32
blade_cm: length cm 9 13 15 18 20 25
board_cm: length cm 20 25 30 35 40 50
plate_cm: diameter cm 17 21 24 27 30
height_cm: height cm 20 25 30 40 50 60 80
tall_cm: height cm 110 130 150 165 180 200
width_cm: width cm 60 80 90 100 120 140 160 180
span_cm: width cm 96 100 120 200 250 300
span_big: diameter cm 183 244 305 366 427
round_cm: diameter cm 20 25 30 40 50 60
filter_mm: diameter mm 37 49 52 58 62 67 72 77 82
case_mm: diameter mm 36 38 40 42 44 46
metric_mm: diameter mm 3 4 5 6 8 10 12 13
disc_mm: diameter mm 240 256 280 300 312 330
mat_mm: thickness mm 3 4 6 8 10 15
focal_mm: focal mm 14 24 35 50 85 105 135
wiper_mm: length mm 340 400 450 500 550 600 650
optic_mm: aperture mm 25 32 42 50
optic_big: aperture mm 60 70 80 114 130 150
pixels: resolution MP 12 16 20 24 33 45
ml_tiny: volume ml 8 10 12 15 30
ml_small: volume ml 30 50 75 100 150 200
ml_mid: volume ml 200 250 300 400 500 750
ml_drink: volume ml 250 330 500 750 1000 1500
ml_paint: volume ml 50 125 375 750 2500
l_pan: volume L 1 1.5 2 3 4 5 6
l_kettle: volume L 0.8 1 1.2 1.5 1.7 2
l_mid: volume L 3.5 4 5 6 7 9
l_bag: volume L 15 20 25 30 35 45 60
l_box: volume L 20 30 40 50 60 80
l_tank: volume L 54 60 112 180 240 300
l_big: volume L 90 180 240 300 360
l_oil: volume L 1 4 5 20
l_wash: volume L 1 1.5 2 3 5
kg_load: load kg 6 7 8 9 10
kg_bell: weight kg 1 2 3 4 5 6 8 10 12 16 20 24
kg_bag: weight kg 1 1.5 2 3 5 7.5 10 12 15
kg_protein: weight kg 0.5 0.75 0.9 1 2 2.27
g_food: weight g 100 150 200 250 400 500 750 1000
g_small: weight g 25 40 50 80 100 150
g_bar: weight g 75 90 100 125 150
g_seed: weight g 5 10 25 50 100
g_tool: weight g 200 300 500 800 1000 1500
tabs: count tablets 30 60 90 120 180 240 365
dose: dose mg 100 200 250 400 500 1000
caps: count capsules 10 20 30 50 80 100
bags: count teabags 20 25 40 50 100
sheets: count sheets 20 50 100 250 500
rolls: count rolls 4 6 8 12 16 24
pieces: pieces pieces 24 48 100 250 500 1000 1500 2000
nappies: count pieces 24 30 44 56 72 96
persons: persons persons 1 2 3 4 5 6
amp_hours: capacity Ah 44 60 70 74 80 95
wheel_inch: wheel inch 12 16 20 24 26 27.5 29
thin_mm: thickness mm 2 3 4 5
keys: keys keys 25 49 61 73 88
"""

# dimension: its name in four languages, as the key of an attribute or in a description
DIMENSIONS = """
screen: screen size / Bildschirmgröße / tamaño de pantalla / taille d'écran
storage: storage / Speicherkapazität / almacenamiento / stockage
memory: RAM / Arbeitsspeicher / memoria RAM / mémoire vive
frequency: refresh rate / Bildwiederholrate / frecuencia / fréquence
battery: battery capacity / Akkukapazität / capacidad de batería / capacité de batterie
power: power / Leistung / potencia / puissance
voltage: voltage / Spannung / voltaje / tension
ports: ports / Anschlüsse / puertos / ports
length: length / Länge / longitud / longueur
diameter: diameter / Durchmesser / diámetro / diamètre
height: height / Höhe / altura / hauteur
width: width / Breite / ancho / largeur
thickness: thickness / Stärke / grosor / épaisseur
focal: focal length / Brennweite / distancia focal / focale
aperture: aperture / Öffnung / apertura / ouverture
resolution: resolution / Auflösung / resolución / résolution
volume: volume / Inhalt / volumen / volume
load: load / Füllmenge / carga / capacité de charge
weight: weight / Gewicht / peso / poids
count: count / Anzahl / cantidad / nombre
dose: dose / Dosierung / dosis / dosage
pieces: pieces / Teile / piezas / pièces
persons: persons / Personen / personas / personnes
capacity: capacity / Kapazität / capacidad / capacité
wheel: wheel size / Laufradgröße / tamaño de rueda / taille de roue
keys: keys / Tasten / teclas / touches
"""

# counted units and long forms of metric ones, in four languages: spelled out, then short
UNIT_WORDS = """
inch: inch / Zoll / pulgadas / pouces
GB: GB / GB / GB / Go
L: litre / Liter / litros / litres
ml: ml / ml / ml / ml
W: watts / Watt / vatios / watts
V: volt / Volt / voltios / volts
m: metre / Meter / metros / mètres
ports: port / Port / puertos / ports
tablets: tablets / Tabletten / comprimidos / comprimés
capsules: capsules / Kapseln / cápsulas / capsules
teabags: bags / Beutel / bolsitas / sachets
sheets: sheets / Blatt / hojas / feuilles
rolls: rolls / Rollen / rollos / rouleaux
pieces: pieces / Teile / piezas / pièces
persons: person / Personen / personas / personnes
keys: keys / Tasten / teclas / touches
"""

# size systems: what products come in, smallest first
SIZES = """
alpha: XS S M L XL XXL 3XL
shoe: 36 37 38 39 40 41 42 43 44 45 46
jeans: W28/L30 W29/L32 W30/L30 W30/L32 W31/L32 W32/L32 W32/L34 W33/L34 W34/L34 W36/L34
kids: 56 62 68 74 80 86 92 98
sock: 35-38 39-42 43-46 47-50
bed: 80x200 90x200 120x200 140x200 160x200 180x200
bedding: 135x200 155x220 200x200 220x240 240x260
cushion: 40x40 40x60 40x80 50x50 80x80
textile: 50x100 70x140 80x150 120x170 140x200 160x230 200x290
paper: A3 A4 A5 A6
frame: 10x15 13x18 20x30 30x40 40x50 50x70
frame_big: 40x60 60x90 90x120 120x180
ring: 48 50 52 54 56 58 60 62
tyre: 175/65R14 185/65R15 195/65R15 205/55R16 215/60R16 225/45R17 225/40R18 235/35R19
ball: 3 4 5
gauge: 9-42 10-46 10-52 11-49 12-53
dioptre: +1.00 +1.50 +2.00 +2.50 +3.00
board_in: 7.5 7.75 8.0 8.25 8.5
nappy: 1 2 3 4 5 6
"""
