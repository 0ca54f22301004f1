"""Colours, materials and flavours as sellers of four languages write them: English, German, Spanish, French."""

# Each colour: what a shop calls it, then its English abbreviation, then a maker's fancy name for it.
# The first four are the colours of printing.
COLOURS = """
black / schwarz / negro / noir | blk | Midnight Black
yellow / gelb / amarillo / jaune | ylw | Lemon Yellow
cyan / cyan / cian / cyan | cyn | Process Cyan
magenta / magenta / magenta / magenta | mag | Process Magenta
white / weiß / blanco / blanc | wht | Pearl White
silver / silber / plateado / argent | slv | Platinum Silver
grey / grau / gris / gris | gry | Space Gray
red / rot / rojo / rouge | rd | Ruby Red
blue / blau / azul / bleu | blu | Ocean Blue
green / grün / verde / vert | grn | Forest Green
pink / rosa / rosa / rose | pnk | Blush Pink
purple / lila / morado / violet | prpl | Deep Purple
orange / orange / naranja / orange | orng | Sunset Orange
brown / braun / marrón / marron | brn | Chestnut Brown
beige / beige / beige / beige | bge | Sand Beige
gold / gold / dorado / doré | gld | Champagne Gold
rose gold / roségold / oro rosa / or rose | rs gld | Rose Gold
navy / marineblau / azul marino / bleu marine | nvy | Navy Blue
turquoise / türkis / turquesa / turquoise | turq | Aqua Turquoise
mint / mintgrün / menta / menthe | mnt | Fresh Mint
burgundy / bordeaux / burdeos / bordeaux | burg | Wine Burgundy
anthracite / anthrazit / antracita / anthracite | anthr | Graphite Anthracite
cream / creme / crema / crème | crm | Ivory Cream
khaki / khaki / caqui / kaki | khk | Olive Khaki
lavender / lavendel / lavanda / lavande | lav | Soft Lavender
copper / kupfer / cobre / cuivre | cppr | Brushed Copper
"""

# material sets: name: members, each in four languages, then the English abbreviation
MATERIALS = """
cloth: cotton / Baumwolle / algodón / coton | cttn; polyester / Polyester / poliéster / polyester | poly;
 linen / Leinen / lino / lin | lin; wool / Wolle / lana / laine | wl; viscose / Viskose / viscosa / viscose | visc
leather: leather / Leder / piel / cuir | lthr; suede / Wildleder / ante / daim | sde;
 faux leather / Kunstleder / piel sintética / simili cuir | PU; canvas / Canvas / lona / toile | cnvs
wood: oak / Eiche / roble / chêne | oak; walnut / Nussbaum / nogal / noyer | wlnt; pine / Kiefer / pino / pin | pn;
 bamboo / Bambus / bambú / bambou | bmb; metal / Metall / metal / métal | mtl
metal: stainless steel / Edelstahl / acero inoxidable / acier inoxydable | SS; aluminium / Aluminium / aluminio
 / aluminium | alu; titanium / Titan / titanio / titane | ti; brass / Messing / latón / laiton | brs
ware: stainless steel / Edelstahl / acero inoxidable / inox | s/s; ceramic / Keramik / cerámica / céramique | cer;
 glass / Glas / vidrio / verre | gls; cast iron / Gusseisen / hierro fundido / fonte | CI;
 plastic / Kunststoff / plástico / plastique | plst; silicone / Silikon / silicona / silicone | sil
precious: 925 silver / 925er Silber / plata 925 / argent 925 | S925; 14k gold / 585er Gold / oro 14k / or 14 carats
 | 14k; steel / Stahl / acero / acier | stl; gold-plated / vergoldet / chapado en oro / plaqué or | GP
"""

# option sets: flavours, scents and the like; the same notation
OPTIONS = """
sweet: vanilla / Vanille / vainilla / vanille | van; chocolate / Schokolade / chocolate / chocolat | choc;
 strawberry / Erdbeere / fresa / fraise | strw; caramel / Karamell / caramelo / caramel | crml;
 hazelnut / Haselnuss / avellana / noisette | hzl; coconut / Kokos / coco / coco | coco
fruit: lemon / Zitrone / limón / citron | lmn; orange / Orange / naranja / orange | orng;
 raspberry / Himbeere / frambuesa / framboise | rasp; cherry / Kirsche / cereza / cerise | chry;
 peach / Pfirsich / melocotón / pêche | pch; original / Original / original / original | orig
savoury: classic / klassisch / clásico / classique | cls; spicy / scharf / picante / épicé | spcy;
 garlic / Knoblauch / ajo / ail | grlc; smoked / geräuchert / ahumado / fumé | smkd; herb / Kräuter / hierbas /
 herbes | hrb
scent: lavender / Lavendel / lavanda / lavande | lav; rose / Rose / rosa / rose | rse; jasmine / Jasmin / jazmín /
 jasmin | jsm; vanilla / Vanille / vainilla / vanille | van; ocean / Meer / océano / océan | ocn; citrus / Zitrus /
 cítrico / agrumes | ctr; sandalwood / Sandelholz / sándalo / santal | sndl; unscented / parfümfrei / sin perfume /
 sans parfum | u/s
grind: whole bean / ganze Bohnen / en grano / en grains | WB; ground / gemahlen / molido / moulu | grd;
 coarse ground / grob gemahlen / molido grueso / mouture grossière | cgrd
meat: chicken / Huhn / pollo / poulet | chkn; beef / Rind / ternera / bœuf | bf; salmon / Lachs / salmón / saumon
 | slmn; lamb / Lamm / cordero / agneau | lmb; turkey / Truthahn / pavo / dinde | trky; duck / Ente / pato
 / canard | dck
shade: nude / Nude / nude / nude | nd; coral / Koralle / coral / corail | crl; berry / Beere / baya / baies | bry;
 classic red / Klassisch Rot / rojo clásico / rouge classique | cl rd; plum / Pflaume / ciruela / prune | plm;
 rosewood / Rosenholz / palo de rosa / bois de rose | rswd; ivory / Elfenbein / marfil / ivoire | ivry;
 caramel / Karamell / caramelo / caramel | crml
tip: fine / fein / fino / fin | F; medium / mittel / medio / moyen | M; broad / breit / grueso / large | B
"""
