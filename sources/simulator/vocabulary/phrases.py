"""What sellers say around a product, in English, German, Spanish and French."""

LANGUAGES = ("en", "de", "es", "fr")


def _words(text: str, separator: str | None = None) -> list[str]:
    return text.replace("\n", separator or " ").split(separator)


LINE_HEADS = _words(
    """Aero Alto Aqua Arc Aura Axis Bolt Breva Brio Calm Cedar Cirro Clever Core Cosmo Crest Delta Dura Easy Echo Eco
Ember Evo Fidelio Fine Flex Flow Fresh Fusion Gala Giga Glide Grand Halo Harbor Hydra Icon Inno Jet Juno
Kinetic Lago Lumen Lyra Magna Maxi Mira Mono Neo Nexa Nimbus Nova Oasis Omni Onyx Opti Orbit Pico Polar Prima
Pulse Pure Quanta Rapid Retro River Royal Sana Silk Silva Solar Sono Spark Steady Stella Storm Strato Summit
Swift Tempo Terra Thermo Tidal Titan Trail Trio Turbo Ultra Urban Vela Velvet Verve Vista Vita Volt Wave Zen
Zephyr Zeta"""
)
# a space in front: the tail stands as a word of its own
LINE_TAILS = _words(
    """ Air;Beat;Cast;Cell;Chef; Classic;Clean;Comfort;Craft;Fit;Flow;Form; Go;Grip; Home;Joy;Lab;Lift;Light;Line;Link
Luxe;Master;Mate;Max;Mist;Move;Nest; One;Pod;Port;Prime;Pro;Sense;Shine;Skin;Smart;Snap;Soft;Sonic;Spin; Star
Step;Style;Tec;Time;Touch;View;Vibe;Way;Wear;Works;Zone""",
    ";",
)
# what tells the products of a line apart
QUALIFIERS = _words(
    """Pro Plus Lite Max Mini S X II III Mk2 Elite Sport Essential Premium Signature Advance Active Select Neo One 2 3
5 7 10 20 30 50 100 150 200 250 300 350 400 450 500 600 700 800 900 1000 2000 X1 X2 X3 X5 S2 S3 S5 E1 E3 G2 G4
R5 V2 V3 V4 V8 T2 T4 Z1 Z6 Duo Comfort Studio Deluxe Original Limited Heritage Titan Ultra Next Evo Go"""
)
SECOND_QUALIFIERS = _words(
    """Pro;Plus;Lite;Max;Mini;Elite;Sport;Essential;Premium;Signature;Advance;Active;Select;Neo;One;Duo;Comfort;Studio
Deluxe;Limited;Heritage;Ultra;Next;Evo;Classic Edition;Special Edition""",
    ";",
)

# marketing noise before and after a title
SHOUTS = {
    "en": [
        "NEW!",
        "HOT SALE",
        "Genuine",
        "*BEST PRICE*",
        "[2 Year Warranty]",
        "✅",
        "Brand New",
        "!!!SALE!!!",
        "Official",
    ],
    "de": ["NEU", "*TOP*", "Original", "ANGEBOT:", "NEU & OVP", "✅", "Aktion!", "[Händler]"],
    "es": ["NUEVO", "¡OFERTA!", "Original", "*TOP VENTAS*", "✅", "Promoción"],
    "fr": ["NEUF", "PROMO", "Authentique", "**OFFRE**", "✅", "Nouveau !"],
}
TAILS = {
    "en": [
        "- free shipping", "| Fast Delivery", "UK stock", "- 2 Year Guarantee", "boxed", "(Refurbished-free, new)",
        "w/ gift box", "- Free P&P", "next day delivery", "❤", "@en", "US Version",
    ],
    "de": ["- versandkostenfrei", "OVP", "Händler", "NEUWARE", "- Blitzversand", "inkl. MwSt.", "Fachhandel", "@de"],
    "es": ["envío gratis", "- Entrega 24h", "con garantía", "- Envío rápido", "IVA incluido", "tienda oficial"],
    "fr": ["livraison gratuite", "- Envoi rapide", "garantie 2 ans", "TTC", "en stock", "- Port offert"],
}  # fmt: skip

# {0}: brand, {1}: line, {2}: noun
INTROS = {
    "en": [
        "The {0} {1} {2} for every day.",
        "{2} by {0}: meet the {1}.",
        "Discover the {1} from {0}.",
        "{0} {1} - {2}.",
    ],
    "de": [
        "{2} {1} von {0} für jeden Tag.",
        "Die Serie {1} von {0}.",
        "{0} {1}: {2} in geprüfter Qualität.",
        "{0} {1}.",
    ],
    "es": ["{2} {1} de {0} para el día a día.", "Descubre {1} de {0}.", "{0} {1}: {2} de calidad.", "{0} {1}."],
    "fr": ["{2} {1} de {0} pour tous les jours.", "Découvrez {1} de {0}.", "{0} {1} : {2} de qualité.", "{0} {1}."],
}
# the maker's selling points, the same for a whole family
FEATURES = """
Easy to clean / Leicht zu reinigen / Fácil de limpiar / Facile à nettoyer
Made to last / Langlebig / Hecho para durar / Conçu pour durer
Ready to use out of the box / Sofort einsatzbereit / Listo para usar / Prêt à l'emploi
Award-winning design / Preisgekröntes Design / Diseño premiado / Design primé
Light and compact / Leicht und kompakt / Ligero y compacto / Léger et compact
Made from recycled materials / Aus recyceltem Material / Fabricado con material reciclado / En matériaux recyclés
Quiet and efficient / Leise und sparsam / Silencioso y eficiente / Silencieux et économe
Tested by an independent laboratory / Von unabhängigem Labor geprüft / Probado en laboratorio / Testé en laboratoire
Ideal as a gift / Ideal als Geschenk / Ideal para regalar / Idéal pour offrir
For beginners and professionals / Für Einsteiger und Profis / Para principiantes y expertos / Pour débutants et pros
Simple set-up in minutes / In Minuten aufgebaut / Montaje en minutos / Installation en quelques minutes
Gentle on the environment / Schonend für die Umwelt / Respetuoso con el medio ambiente / Respectueux de l'environnement
Our bestseller since 2019 / Unser Bestseller seit 2019 / Nuestro superventas desde 2019 / Notre best-seller depuis 2019
Comfortable all day / Den ganzen Tag bequem / Cómodo todo el día / Confortable toute la journée
Matches the whole series / Passend zur ganzen Serie / Combina con toda la serie / Assorti à toute la série
Safe for the whole family / Sicher für die ganze Familie / Seguro para toda la familia / Sûr pour toute la famille
"""
CLOSINGS = {
    "en": [
        "Ships within 24 hours.",
        "30 days return.",
        "Questions? Write to us!",
        "Colours may differ on your screen.",
    ],
    "de": [
        "Versand innerhalb von 24 Stunden.",
        "30 Tage Rückgaberecht.",
        "Fragen? Schreiben Sie uns!",
        "Rechnung mit MwSt.",
    ],
    "es": ["Envío en 24 horas.", "Devolución en 30 días.", "¿Dudas? ¡Escríbenos!", "Factura con IVA."],
    "fr": ["Expédié sous 24 h.", "Retour sous 30 jours.", "Une question ? Écrivez-nous !", "Facture avec TVA."],
}
# attribute keys: the plain one that exporting tools write, then the four languages' labels
KEYS = """
modelno: model number / Modellnummer / número de modelo / référence modèle
color: colour / Farbe / color / couleur
size: size / Größe / talla / taille
material: material / Material / material / matière
option: variant / Sorte / variedad / variante
pack: pack size / Packungsgröße / unidades por paquete / lot de
year: model year / Modelljahr / año / année
brand: brand / Marke / marca / marque
"""
# how many are in a pack; {0} is the count
PACK_FORMS = {
    "en": ["{0} pack", "pack of {0}", "x{0}", "{0}pcs"],
    "de": ["{0}er Pack", "{0} Stück", "{0}x", "{0}er-Set"],
    "es": ["pack de {0}", "{0} unidades", "x{0}", "{0} uds"],
    "fr": ["lot de {0}", "{0} pièces", "x{0}", "pack de {0}"],
}
FOR_WORDS = {"en": "for", "de": "für", "es": "para", "fr": "pour"}
NO_BRAND = {
    "en": ["Unbranded", "Does not apply", "N/A", "Generic"],
    "de": ["Markenlos", "ohne Marke", "k. A.", "Nicht zutreffend"],
    "es": ["Sin marca", "Genérico", "No aplicable", "-"],
    "fr": ["Sans marque", "Générique", "Non applicable", "-"],
}
SHOP_WORDS = _words(
    """Depot Market Outlet Corner World Direct Express Hub Store Shop Deals Bazaar Center Haus Handel Welt Laden
Versand Tienda Mercado Almacén Boutique Marché Magasin Comptoir Trade Goods Supply Point Plus24"""
)
