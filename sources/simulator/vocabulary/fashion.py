"""Departments of what is worn: clothing, shoes, bags, watches, jewellery, beauty."""

TREE = """
= Women's Fashion
# Clothing
dress / Kleid / vestido / robe :: apparel 20-190
  maxi, wrap, cocktail, knitted, shirt, summer
blouse / Bluse / blusa / chemisier :: apparel 15-90
  satin, chiffon, linen, office
ladies jeans / Damenjeans / vaqueros de mujer / jean femme :: jeans 25-140
  skinny, straight, wide-leg, mom, high-waist
skirt / Rock / falda / jupe :: apparel 15-100
  pleated, pencil, denim, midi
cardigan / Strickjacke / cárdigan / gilet :: apparel 20-120
  long, cashmere-blend, cropped
ladies jacket / Damenjacke / chaqueta de mujer / veste femme :: apparel 35-280
  quilted, denim, leather-look, blazer, rain
leggings / Leggings / mallas / leggings :: apparel 12-80
  yoga, thermal, maternity, push-up
bra / BH / sujetador / soutien-gorge :: apparel 12-70
  sports, strapless, nursing, T-shirt
nightwear~ / Nachtwäsche / pijama / pyjama :: apparel 15-90
  flannel, satin, kimono, nightshirt
tights / Strumpfhose / medias / collants :: apparel_pack 5-30
  sheer, opaque, fleece-lined, support
= Men's Fashion
# Clothing
men's shirt / Herrenhemd / camisa de hombre / chemise homme :: apparel 18-120
  slim fit, Oxford, linen, flannel, short-sleeve
T-shirt / T-Shirt / camiseta / t-shirt :: apparel_pack 8-50
  crew neck, V-neck, graphic, long-sleeve, muscle
polo shirt / Poloshirt / polo / polo :: apparel 15-90
  piqué, golf, long-sleeve
men's jeans / Herrenjeans / vaqueros de hombre / jean homme :: jeans 25-150
  slim, straight, relaxed, stretch, cargo
chinos / Chinohose / pantalón chino / pantalon chino :: jeans 22-110
  slim, pleated, cropped
hoodie / Kapuzenpullover / sudadera con capucha / sweat à capuche :: apparel 20-110
  zip, pullover, oversized, fleece
men's jacket / Herrenjacke / chaqueta de hombre / veste homme :: apparel 35-320
  bomber, softshell, puffer, leather, parka
suit / Anzug / traje / costume :: apparel 90-500
  slim fit, three-piece, tuxedo
boxer shorts / Boxershorts / calzoncillos / boxer :: apparel_pack 10-60
  cotton, bamboo, seamless, long-leg
socks / Socken / calcetines / chaussettes :: socks 5-40
  ankle, trainer, wool, compression, dress
tie / Krawatte / corbata / cravate :: plain_colour 10-70
  silk, knitted, bow
belt / Gürtel / cinturón / ceinture :: apparel 12-90
  leather, woven, reversible, automatic
= Shoes & Bags
# Shoes
trainers / Sneaker / zapatillas / baskets :: shoes 30-190
  running, retro, high-top, slip-on, platform, court
  + shoelaces, insole
boots / Stiefel / botas / bottes :: shoes 45-280
  ankle, Chelsea, hiking, winter, rain, work
  + boot tree, waterproofing spray
sandals / Sandalen / sandalias / sandales :: shoes 18-130
  trekking, flat, wedge, gladiator
formal shoes / Businessschuhe / zapatos de vestir / chaussures habillées :: shoes 45-240
  Oxford, loafer, brogue, monk-strap
heels / Pumps / tacones / escarpins :: shoes 30-180
  stiletto, block, kitten, peep-toe
slippers / Hausschuhe / pantuflas / chaussons :: shoes 12-70
  memory foam, wool felt, moccasin, clog
# Bags & Luggage
backpack / Rucksack / mochila / sac à dos :: bag 25-240
  laptop, hiking, school, anti-theft, roll-top
  + rain cover
handbag / Handtasche / bolso / sac à main :: plain_colour 25-320
  tote, crossbody, shoulder, clutch, bucket
suitcase / Koffer / maleta / valise :: bag_big 45-380
  hard shell, soft, cabin, expandable
  + luggage tag, luggage strap, packing cube
wallet / Geldbörse / cartera / portefeuille :: plain_colour 12-110
  slim RFID, bifold, zip-around, card holder
travel bag / Reisetasche / bolsa de viaje / sac de voyage :: bag_big 20-190
  duffel, garment, weekender, wheeled
umbrella / Regenschirm / paraguas / parapluie :: span 10-70
  folding, golf, automatic, transparent
= Watches & Jewellery
# Watches
wristwatch / Armbanduhr / reloj de pulsera / montre :: watch 40-900
  chronograph, automatic, diver, quartz, solar, pilot
  + leather watch strap, watch winder, watch tool kit
pocket watch / Taschenuhr / reloj de bolsillo / montre à gousset :: watch 25-180
  skeleton, quartz
# Jewellery
necklace / Halskette / collar / collier :: jewel_length 15-420
  pendant, choker, pearl, layered, locket
earrings / Ohrringe / pendientes / boucles d'oreilles :: jewel 10-260
  stud, hoop, drop, clip-on
ring / Ring / anillo / bague :: ring 20-650
  engagement, signet, stacking, wedding
bracelet / Armband / pulsera / bracelet :: jewel_length 12-280
  charm, bangle, tennis, beaded
  + jewellery box, polishing cloth
sunglasses / Sonnenbrille / gafas de sol / lunettes de soleil :: eyewear 15-240
  aviator, polarised, sport, cat-eye
  + glasses case, glasses cord
reading glasses / Lesebrille / gafas de lectura / lunettes de lecture :: dioptre 8-50
  blue-light, folding, rimless
= Beauty
# Skin & Face
face cream / Gesichtscreme / crema facial / crème visage :: cream 8-110
  moisturising, anti-age, day SPF, night, sensitive
face serum / Serum / sérum facial / sérum visage :: cream 9-130
  vitamin C, hyaluronic, retinol, niacinamide
cleanser / Gesichtsreiniger / limpiador facial / nettoyant visage :: lotion 6-45
  foam, oil, micellar, gel
sunscreen / Sonnencreme / protector solar / crème solaire :: lotion 8-50
  SPF 30, SPF 50, kids, mineral
body lotion / Bodylotion / loción corporal / lait corporel :: lotion 5-40
  shea, aloe, firming, urea
lipstick / Lippenstift / barra de labios / rouge à lèvres :: shade 6-45
  matte, satin, liquid, balm
mascara / Mascara / máscara de pestañas / mascara :: shade 7-40
  volume, waterproof, lengthening
foundation / Foundation / base de maquillaje / fond de teint :: shade 9-60
  liquid, powder, cushion, stick
  + make-up brush, make-up sponge
nail polish / Nagellack / esmalte de uñas / vernis à ongles :: shade 4-25
  gel, quick-dry, matte, glitter
# Hair & Fragrance
shampoo / Shampoo / champú / shampooing :: scented_liquid 4-40
  anti-dandruff, volume, colour protect, dry, solid
conditioner / Spülung / acondicionador / après-shampooing :: scented_liquid 4-40
  repair, leave-in, curl
hair dryer / Haartrockner / secador de pelo / sèche-cheveux :: appliance 20-320
  ionic, travel, diffuser, salon
  + diffuser nozzle
hair straightener / Glätteisen / plancha de pelo / lisseur :: appliance 20-220
  ceramic, steam, cordless
hair clipper / Haarschneider / cortapelos / tondeuse cheveux :: device 20-160
  cordless, professional, body
  + clipper comb guard, clipper oil
electric shaver / Elektrorasierer / afeitadora eléctrica / rasoir électrique :: device 35-380
  foil, rotary, ladies
  + replacement shaver head, cleaning cartridge
razor blade / Rasierklinge / cuchilla de afeitar / lame de rasoir :: cells 8-50
  five-blade, double-edge, ladies, sensitive
perfume / Parfum / perfume / parfum :: scented_small 18-180
  eau de parfum, eau de toilette, body mist, gift set
deodorant / Deodorant / desodorante / déodorant :: scented_small 3-20
  roll-on, spray, stick, cream
soap / Seife / jabón / savon :: scented_bar 3-25
  bar, liquid hand, olive oil, shower gel
"""
