"""Departments of electronics, computing and photography; the notation is explained in `sources.simulator.taxonomy`."""

TREE = """
= Electronics
# Televisions & Home Cinema
television / Fernseher / televisor / téléviseur :: screen_large 180-1900
  LED, OLED, QLED, 4K smart, hotel, outdoor
  + TV wall mount, TV remote control, TV stand leg
projector / Beamer / proyector / vidéoprojecteur :: device 90-1400
  home cinema, portable mini, short throw, business
  + projector lamp, projection screen
soundbar / Soundbar / barra de sonido / barre de son :: audio 60-700
  2.1 channel, Dolby surround, compact, with subwoofer
  + soundbar bracket
AV receiver / AV-Receiver / receptor AV / amplificateur AV :: device 150-1600
  5.1 channel, 7.2 channel, stereo, slim
media player / Mediaplayer / reproductor multimedia / lecteur multimédia :: device 25-250
  4K streaming, Blu-ray, DVD, portable DVD
# Audio
headphones / Kopfhörer / auriculares / casque audio :: audio 15-380
  in-ear, over-ear, on-ear, true wireless, noise cancelling, studio, sports, kids
  + ear pad, headphone case, headphone stand
speaker / Lautsprecher / altavoz / enceinte :: audio 20-450
  portable Bluetooth, bookshelf, floorstanding, smart, party, ceiling, outdoor
  + speaker stand, speaker cable
turntable / Plattenspieler / tocadiscos / platine vinyle :: device 70-600
  belt drive, direct drive, suitcase, USB
  + stylus, slip mat
radio / Radio / radio / radio :: audio 20-260
  DAB+, internet, clock, emergency, kitchen
microphone / Mikrofon / micrófono / microphone :: audio 20-400
  USB condenser, lavalier, dynamic vocal, shotgun
  + pop filter, microphone arm
voice recorder / Diktiergerät / grabadora de voz / dictaphone :: storage_device 25-180
  digital, pen-shaped, long-battery
# Power & Cables
HDMI cable / HDMI-Kabel / cable HDMI / câble HDMI :: cable 5-60
  high speed, 8K ultra, flat, right-angle, fibre optic
USB cable / USB-Kabel / cable USB / câble USB :: cable 4-30
  USB-C to USB-C, USB-A to USB-C, Lightning, micro USB, extension
power bank / Powerbank / batería externa / batterie externe :: battery 15-110
  slim, solar, fast charge, wireless, rugged
charger / Ladegerät / cargador / chargeur :: charger 8-70
  USB-C wall, car, wireless pad, travel, multi-port desk
household battery / Batterie / pila / pile :: cells 4-40
  AA alkaline, AAA alkaline, 9V block, coin cell, rechargeable AA, rechargeable AAA
  + battery charger station, battery storage box
power strip / Steckdosenleiste / regleta / multiprise :: cable 10-60
  surge protected, with USB ports, cube, smart, outdoor
# Wearables & Smart Home
smartwatch / Smartwatch / reloj inteligente / montre connectée :: wearable 50-480
  fitness, GPS running, kids, rugged, hybrid
  + watch strap, screen protector film, charging dock
fitness tracker / Fitnessarmband / pulsera de actividad / bracelet connecté :: wearable 25-160
  heart rate, slim, swim-proof
smart bulb / smarte Lampe / bombilla inteligente / ampoule connectée :: bulb 8-60
  E27 colour, E14 white, GU10 spot, filament
security camera / Überwachungskamera / cámara de seguridad / caméra de surveillance :: device 25-300
  indoor pan-tilt, outdoor battery, floodlight, doorbell, dummy
  + camera mount, solar panel
smart plug / smarte Steckdose / enchufe inteligente / prise connectée :: small_part 10-50
  energy metering, outdoor double, mini
= Computers
# Laptops & Desktops
laptop / Notebook / portátil / ordinateur portable :: laptop 300-2600
  gaming, 2-in-1, ultrabook, business, student, rugged
  + laptop sleeve, laptop charger, laptop stand, laptop cooling pad
desktop computer / Desktop-PC / ordenador de sobremesa / PC de bureau :: laptop_fixed 300-2800
  gaming, all-in-one, mini, workstation, tower
monitor / Monitor / monitor / écran PC :: screen_mid 90-1200
  gaming curved, 4K office, ultrawide, portable USB-C, touch
  + monitor arm, privacy filter
tablet / Tablet / tableta / tablette :: tablet 90-1200
  Android, kids, drawing, rugged, e-ink
  + tablet case, tablet stylus, tablet screen protector
e-reader / E-Reader / lector de libros / liseuse :: tablet 70-350
  waterproof, colour, large-screen
  + e-reader cover
# Components
graphics card / Grafikkarte / tarjeta gráfica / carte graphique :: memory_card 180-1900
  gaming, workstation, low profile
processor / Prozessor / procesador / processeur :: component 80-700
  desktop, server, low power
mainboard / Mainboard / placa base / carte mère :: component 70-500
  ATX, micro ATX, mini ITX, server
memory module / Arbeitsspeicher / memoria RAM / mémoire vive :: memory 20-300
  DDR4 desktop, DDR5 desktop, SO-DIMM DDR4, SO-DIMM DDR5, ECC server
power supply / Netzteil / fuente de alimentación / alimentation PC :: psu 40-300
  modular, semi-modular, SFX, passive
computer case / PC-Gehäuse / caja de PC / boîtier PC :: component 40-260
  mid tower, full tower, mini ITX cube, tempered glass
CPU cooler / CPU-Kühler / disipador / ventirad :: component 20-200
  air tower, all-in-one liquid, low profile
  + thermal paste, case fan
# Storage
SSD / SSD / disco SSD / disque SSD :: storage 30-420
  NVMe M.2, SATA 2.5 inch, external portable, enterprise
  + SSD enclosure, SSD heatsink
hard drive / Festplatte / disco duro / disque dur :: storage_big 45-480
  internal 3.5 inch, external portable, NAS, surveillance
  + drive docking station
memory card / Speicherkarte / tarjeta de memoria / carte mémoire :: storage 8-180
  microSD, SD, CFexpress, dashcam microSD
  + memory card reader, memory card case
USB stick / USB-Stick / memoria USB / clé USB :: storage 6-90
  USB 3.2, USB-C dual, encrypted, metal mini
NAS enclosure / NAS-Gehäuse / servidor NAS / boîtier NAS :: device 120-900
  2-bay, 4-bay, rackmount
# Peripherals & Network
keyboard / Tastatur / teclado / clavier :: peripheral 15-220
  mechanical gaming, wireless office, ergonomic split, compact 60%, numeric
  + keycap set, keyboard wrist rest
mouse~ / Maus / ratón / souris :: peripheral 8-140
  gaming, vertical ergonomic, wireless travel, trackball
  + mouse pad, mouse bungee
webcam / Webcam / cámara web / webcam :: device 20-220
  Full HD, 4K, conference, with ring light
printer / Drucker / impresora / imprimante :: device 60-650
  laser, inkjet all-in-one, photo, label, large format
printer ink~ / Druckerpatrone / cartucho de tinta / cartouche d'encre :: ink 12-90
  cartridge, XL cartridge, bottle, photo
toner cartridge / Toner / tóner / toner :: ink 25-190
  original, compatible, high yield
scanner / Scanner / escáner / scanner :: device 60-600
  flatbed, document feed, portable, film
router / Router / router / routeur :: device 30-450
  Wi-Fi 6, mesh, travel, 5G, gaming
network switch / Switch / conmutador de red / commutateur réseau :: ports 15-420
  unmanaged, managed, PoE, rackmount
network cable / Netzwerkkabel / cable de red / câble réseau :: cable 4-50
  Cat 6, Cat 7, Cat 8, flat, outdoor
USB hub / USB-Hub / concentrador USB / hub USB :: ports 10-120
  USB-C dock, powered, slim, card reader
= Phones & Gaming
# Phones
smartphone / Smartphone / móvil / smartphone :: phone 120-1400
  Android, foldable, rugged, senior, compact
  + phone case, screen protector, phone grip, car phone holder, selfie stick
feature phone / Tastenhandy / móvil básico / téléphone à touches :: phone_simple 20-110
  senior big-button, flip, dual SIM
cordless phone / Schnurlostelefon / teléfono inalámbrico / téléphone sans fil :: peripheral 25-160
  DECT, with answering machine, big-button
# Gaming
game console / Spielkonsole / consola / console de jeux :: phone 150-650
  home, handheld, retro
  + controller charging dock, console carry case, thumb grip
game controller / Controller / mando / manette :: peripheral 20-180
  wireless, wired, pro, arcade stick
gaming headset / Gaming-Headset / auriculares gaming / casque gamer :: audio 20-260
  wireless 7.1, wired stereo, console, PC
gaming chair / Gaming-Stuhl / silla gaming / fauteuil gamer :: furniture_seat 100-480
  with footrest, racing, fabric
racing wheel / Lenkrad / volante / volant :: device 60-700
  force feedback, entry-level
VR headset / VR-Brille / gafas VR / casque VR :: phone 200-1200
  standalone, PC-powered
  + VR facial cover, VR lens cover
= Photo & Video
# Cameras
camera / Kamera / cámara / appareil photo :: camera 150-2800
  mirrorless, DSLR, compact, bridge, instant, underwater
  + camera strap, camera battery, camera bag, lens cap
action camera / Action-Cam / cámara deportiva / caméra d'action :: camera 60-500
  4K, waterproof, 360
  + helmet mount, chest harness, waterproof housing
camcorder / Camcorder / videocámara / caméscope :: camera 150-1600
  4K, Full HD, professional
drone / Drohne / dron / drone :: device 50-1500
  camera, mini, FPV, beginner
  + propeller set, drone landing pad
dashcam / Dashcam / cámara de coche / dashcam :: storage_device 40-320
  front, front and rear, mirror, 4K
# Lenses & Studio
lens / Objektiv / objetivo / objectif :: lens 120-2200
  prime, zoom, macro, telephoto, wide angle, fisheye
  + lens hood, lens pouch, lens cleaning pen
tripod / Stativ / trípode / trépied :: tall 20-420
  travel, carbon, video, mini, phone
  + ball head, quick release plate
photo filter / Fotofilter / filtro fotográfico / filtre photo :: filter 12-140
  UV, ND, circular polarising, variable ND, close-up
flash / Blitzgerät / flash / flash :: device 40-480
  TTL, ring, studio, manual
softbox / Softbox / softbox / boîte à lumière :: filter_big 25-180
  octagon, strip, umbrella, lantern
photo paper~ / Fotopapier / papel fotográfico / papier photo :: paper 6-60
  glossy, matte, pearl, canvas
binoculars / Fernglas / prismáticos / jumelles :: optics 40-900
  compact, hunting, marine, night vision, opera
telescope / Teleskop / telescopio / télescope :: optics_big 80-900
  refractor, reflector, kids
  + eyepiece, moon filter
"""
