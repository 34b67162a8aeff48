"""The words the demonstration register is made of: names, trades and places of work, with how common they are.

Names of families and given names are common ones of Mali; every person, number and firm made from them is invented.
"""

from dataclasses import dataclass

# Surnames of the whole country, then those of some regions, with rough weights.
SURNAMES: dict[str, int] = {
    "Traoré": 120, "Diarra": 95, "Coulibaly": 105, "Keïta": 70, "Diallo": 80, "Touré": 55, "Sidibé": 45, "Koné": 50,
    "Sissoko": 35, "Dembélé": 55, "Camara": 45, "Sangaré": 40, "Maïga": 45, "Cissé": 50, "Konaté": 35, "Doumbia": 35,
    "Sanogo": 30, "Bagayoko": 22, "Kanté": 25, "Samaké": 25, "Sacko": 18, "Fofana": 22, "Diakité": 35, "Haïdara": 18,
    "Dicko": 20, "Niaré": 12, "Dabo": 14, "Kouyaté": 20, "Ouattara": 18, "Berthé": 20, "Goïta": 12, "Dao": 10,
    "Théra": 10, "Tounkara": 14, "Guindo": 14, "Sylla": 16, "Ballo": 14, "Fané": 14, "Konta": 8, "Bah": 16, "Barry": 16,
    "Ba": 12, "Mariko": 14, "Dramé": 12, "Diawara": 14, "Soumaré": 10, "Magassa": 8, "Diabaté": 20, "Kamissoko": 8,
    "Togola": 12, "Bamba": 8, "Tangara": 12, "Sow": 10, "Kassambara": 5, "Malé": 5, "Zerbo": 3, "Kéné": 2,
}  # fmt: skip
REGIONAL_SURNAMES: dict[str, dict[str, int]] = {
    "ML-BAN": {"Guindo": 80, "Togo": 60, "Dolo": 60, "Kassogué": 55, "Tembely": 45, "Arama": 35, "Poudiougou": 30},
    "ML-DOU": {"Ongoïba": 60, "Guindo": 50, "Tamboura": 40, "Dicko": 60, "Yattara": 20},
    "ML-5": {"Tapo": 25, "Kontao": 20, "Karembé": 25, "Sankaré": 25, "Niangaly": 20, "Famanta": 15},
    "ML-6": {"Maïga": 90, "Haïdara": 60, "Cissé": 60, "Ag Mohamed": 40, "Yattara": 25, "Arby": 20},
    "ML-7": {"Maïga": 140, "Touré": 60, "Ag Alhassane": 30, "Yattara": 25, "Hamadi": 15},
    "ML-8": {"Ag Attaher": 60, "Ag Intalla": 40, "Ag Mohamed": 60, "Maïga": 20},
    "ML-9": {"Ag Ahmed": 60, "Ag Mohamed": 50, "Maïga": 40, "Ag Almahdi": 30},
    "ML-10": {"Ould Mohamed": 60, "Ould Sidi": 40, "Ag Mohamed": 20},
    "ML-NIO": {"Diawara": 60, "Soumaré": 50, "Tandia": 35, "Gakou": 30, "Konaté": 30},
    "ML-1": {"Sissoko": 80, "Dembélé": 50, "Diarra": 40, "Niangané": 25, "Tirera": 20, "Kanouté": 30},
    "ML-KIT": {"Keïta": 90, "Tounkara": 60, "Kamissoko": 40, "Camara": 50},
    "ML-3": {"Sanogo": 70, "Ouattara": 60, "Berthé": 60, "Bamba": 30, "Diamoutené": 20},
    "ML-KOU": {"Dembélé": 90, "Sanogo": 50, "Goïta": 60, "Dao": 40, "Coulibaly": 60},
    "ML-SAN": {"Théra": 50, "Dakouo": 60, "Dembélé": 60, "Mounkoro": 40, "Sogoba": 30},
}
MALE_NAMES: dict[str, int] = {
    "Mamadou": 90, "Moussa": 80, "Amadou": 75, "Oumar": 60, "Ibrahima": 55, "Seydou": 50, "Adama": 55, "Bakary": 40,
    "Modibo": 40, "Souleymane": 45, "Abdoulaye": 60, "Boubacar": 55, "Drissa": 45, "Issa": 45, "Yacouba": 40,
    "Cheick": 30, "Sékou": 35, "Lassana": 30, "Daouda": 35, "Salif": 25, "Mahamadou": 35, "Mohamed": 60, "Ousmane": 45,
    "Soumaïla": 25, "Karim": 25, "Siaka": 20, "Madou": 20, "Fousseyni": 18, "Lassine": 18, "Alou": 18, "Hamidou": 22,
    "Idrissa": 28, "Youssouf": 30, "Aliou": 20, "Bréhima": 22, "Djibril": 18, "Samba": 16, "Demba": 16, "Tiémoko": 14,
    "N'Golo": 10, "Zoumana": 16, "Broulaye": 12, "Kassim": 16, "Nouhoum": 16, "Abdramane": 25, "Almamy": 10,
}  # fmt: skip
FEMALE_NAMES: dict[str, int] = {
    "Fatoumata": 95, "Aminata": 80, "Mariam": 75, "Awa": 60, "Kadiatou": 55, "Oumou": 60, "Assitan": 35, "Djénéba": 50,
    "Rokia": 45, "Ramata": 30, "Hawa": 40, "Bintou": 40, "Salimata": 35, "Nana": 25, "Sira": 25, "Maïmouna": 35,
    "Safiatou": 28, "Korotoumou": 22, "Aïssata": 50, "Adiaratou": 20, "Coumba": 25, "Sitan": 18, "Tenin": 18,
    "Niélé": 8, "Astan": 15, "Saran": 14, "Kankou": 16, "Fanta": 30, "Habibatou": 14, "Mah": 14, "Ténin": 10,
    "Alimata": 20, "Rokiatou": 22, "Zeïnabou": 12, "Hadja": 10, "Batoma": 10, "Lalla": 10, "Assa": 14, "Diaminatou": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade of the demonstration: unit group, how men and women name it, how common it is for each, and who does it.

    `education` are the ISCED levels usual in it, `licences` those it needs, `towns` whether it is a trade of towns.
    """

    code: str
    man: str
    woman: str
    men: int
    women: int
    education: tuple[int, int] = (0, 2)
    licences: tuple[str, ...] = ()
    towns: bool = True


TRADES: tuple[Trade, ...] = (
    Trade("6111", "cultivateur", "cultivatrice", 120, 70, (0, 1), towns=False),
    Trade("6310", "paysan", "paysanne", 60, 40, (0, 1), towns=False),
    Trade("6113", "maraîcher", "maraîchère", 35, 70, (0, 1), towns=False),
    Trade("6121", "éleveur de moutons et de bœufs", "éleveuse de petits ruminants", 55, 25, (0, 1), towns=False),
    Trade("6320", "berger", "bergère", 25, 4, (0, 1), towns=False),
    Trade("6122", "aviculteur", "avicultrice", 18, 14, (0, 3), towns=False),
    Trade("6222", "pêcheur", "pêcheuse", 30, 3, (0, 1), towns=False),
    Trade("9211", "ouvrier agricole", "ouvrière agricole", 60, 30, (0, 1), towns=False),
    Trade("8111", "orpailleur", "orpailleuse", 35, 12, (0, 1), towns=False),
    Trade("5221", "boutiquier", "commerçante au détail", 55, 80, (0, 3)),
    Trade("5211", "vendeur au marché", "vendeuse de légumes au marché", 40, 110, (0, 1)),
    Trade("5212", "vendeur de brochettes", "vendeuse de galettes", 12, 60, (0, 1)),
    Trade("9520", "vendeur ambulant", "vendeuse ambulante", 35, 35, (0, 1)),
    Trade("5223", "vendeur en magasin", "vendeuse en magasin", 25, 30, (1, 3)),
    Trade("7531", "tailleur", "couturière", 55, 60, (0, 2)),
    Trade("7318", "teinturier", "teinturière au bazin", 8, 45, (0, 1)),
    Trade("7316", "peintre de pancartes", "peintre d'enseignes", 6, 1, (1, 3)),
    Trade("7115", "menuisier", "menuisière", 38, 1, (0, 2)),
    Trade("7522", "ébéniste", "ébéniste", 15, 1, (0, 2)),
    Trade("7212", "soudeur", "soudeuse", 40, 2, (0, 3)),
    Trade("7221", "forgeron", "forgeronne", 16, 1, (0, 1), towns=False),
    Trade("7112", "maçon", "maçonne", 80, 1, (0, 2)),
    Trade("7123", "plâtrier", "plâtrière", 8, 1, (0, 2)),
    Trade("7126", "plombier", "plombière", 22, 1, (1, 3)),
    Trade("7411", "électricien bâtiment", "électricienne bâtiment", 40, 3, (1, 4)),
    Trade("7412", "électricien auto", "électricienne auto", 15, 1, (1, 3)),
    Trade("7231", "mécanicien auto", "mécanicienne auto", 50, 2, (0, 3)),
    Trade("7231", "réparateur de motos", "réparatrice de motos", 35, 1, (0, 2)),
    Trade("7127", "frigoriste", "frigoriste", 15, 1, (2, 4)),
    Trade("7131", "peintre bâtiment", "peintre bâtiment", 22, 1, (0, 2)),
    Trade("7122", "carreleur", "carreleuse", 22, 1, (0, 2)),
    Trade("7511", "boucher", "bouchère", 18, 1, (0, 1)),
    Trade("7512", "boulanger", "boulangère", 15, 4, (0, 2)),
    Trade("7313", "bijoutier", "bijoutière", 10, 1, (0, 1)),
    Trade("7314", "potier", "potière", 2, 10, (0, 1), towns=False),
    Trade("7536", "cordonnier", "cordonnière", 10, 1, (0, 1)),
    Trade("8322", "chauffeur de taxi", "conductrice de taxi", 45, 1, (0, 2), ("B",)),
    Trade("8321", "taxi-motard", "taxi-motarde", 45, 1, (0, 2), ("A",)),
    Trade("8331", "chauffeur de car", "conductrice de car", 18, 1, (0, 3), ("B", "D")),
    Trade("8332", "chauffeur de camion", "conductrice de camion", 38, 1, (0, 2), ("B", "C")),
    Trade("9331", "charretier", "charretière", 15, 1, (0, 1), towns=False),
    Trade("9313", "manœuvre de chantier", "manœuvre de chantier", 80, 4, (0, 1)),
    Trade("9333", "docker", "porteuse", 25, 3, (0, 1)),
    Trade("9111", "employé de maison", "aide-ménagère", 8, 110, (0, 1)),
    Trade("5311", "garde d'enfants", "nounou", 1, 40, (0, 2)),
    Trade("5120", "cuisinier", "cuisinière", 20, 45, (0, 3)),
    Trade("5131", "serveur", "serveuse", 15, 28, (1, 3)),
    Trade("9112", "agent d'entretien", "agente d'entretien", 15, 25, (0, 2)),
    Trade("5414", "gardien", "agente de sécurité", 65, 4, (0, 3)),
    Trade("5141", "coiffeur", "coiffeuse", 14, 45, (0, 3)),
    Trade("5142", "esthéticien", "esthéticienne", 1, 18, (2, 3)),
    Trade("4110", "agent administratif", "secrétaire", 25, 55, (3, 6)),
    Trade("4120", "secrétaire", "secrétaire de direction", 4, 32, (3, 6)),
    Trade("4311", "aide-comptable", "aide-comptable", 22, 24, (3, 6)),
    Trade("2411", "comptable", "comptable", 24, 20, (5, 7)),
    Trade("4321", "magasinier", "magasinière", 24, 4, (2, 4)),
    Trade("5230", "caissier", "caissière", 8, 28, (2, 5)),
    Trade("3221", "infirmier", "infirmière", 16, 22, (4, 6)),
    Trade("3222", "sage-femme", "sage-femme", 1, 25, (4, 6)),
    Trade("5321", "aide-soignant", "aide-soignante", 8, 26, (2, 4)),
    Trade("2341", "maître d'école", "maîtresse d'école", 24, 22, (4, 6)),
    Trade("2330", "professeur de lycée", "professeure de lycée", 18, 8, (6, 7)),
    Trade("3512", "informaticien", "informaticienne", 20, 8, (5, 7)),
    Trade("2513", "développeur web", "développeuse web", 10, 4, (5, 7)),
    Trade("2142", "ingénieur génie civil", "ingénieure génie civil", 8, 2, (6, 7)),
    Trade("3112", "technicien bâtiment", "technicienne bâtiment", 16, 3, (4, 6)),
    Trade("2132", "ingénieur agronome", "ingénieure agronome", 8, 4, (6, 7)),
    Trade("3142", "technicien d'agriculture", "technicienne d'agriculture", 14, 5, (4, 6)),
    Trade("2611", "juriste", "juriste", 8, 7, (6, 7)),
    Trade("2423", "responsable des ressources humaines", "responsable des ressources humaines", 5, 6, (6, 7)),
    Trade("3322", "commercial", "commerciale", 16, 12, (3, 6)),
    Trade("7421", "réparateur de téléphones", "réparatrice de téléphones", 22, 2, (1, 4)),
    Trade("8342", "conducteur d'engins", "conductrice d'engins", 16, 1, (0, 3), ("C",)),
    Trade("7413", "monteur de lignes électriques", "monteuse de lignes électriques", 8, 1, (3, 4)),
)

LANGUAGES: dict[str, tuple[str, ...]] = {
    "ML-5": ("ff", "bm"), "ML-6": ("ses", "bm"), "ML-7": ("ses", "taq"), "ML-8": ("taq", "ses"),
    "ML-9": ("taq", "ses"), "ML-10": ("mey", "taq"), "ML-NIO": ("snk", "bm"), "ML-1": ("bm", "snk"),
    "ML-KOU": ("myk", "bm"), "ML-3": ("bm", "shz"), "ML-SAN": ("bm", "bmq"), "ML-BAN": ("dts", "bm"),
    "ML-DOU": ("ff", "dts"),
}  # fmt: skip
"""The first and second languages most spoken by region; Bambara and nothing else where none is given."""

FIRM_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Boulangerie", "C", ("7512", "5230", "9333")),
    ("Garage", "G", ("7231", "7412", "7213")),
    ("Entreprise de bâtiment", "F", ("7112", "9313", "7126", "7411", "3112")),
    ("Transports", "H", ("8332", "8331", "7231")),
    ("Hôtel", "I", ("5120", "5131", "9112", "5414")),
    ("Restaurant", "I", ("5120", "5131", "9412")),
    ("Clinique", "Q", ("3221", "5321", "3222", "9112")),
    ("École privée", "P", ("2341", "2330", "4110")),
    ("Coopérative maraîchère", "A", ("6113", "9211", "4321")),
    ("Rizerie", "C", ("9329", "4321", "8160")),
    ("Société de gardiennage", "N", ("5414",)),
    ("Cabinet comptable", "M", ("2411", "4311", "4120")),
    ("Atelier de couture", "C", ("7531",)),
    ("Menuiserie métallique", "C", ("7212", "7221")),
    ("Quincaillerie", "G", ("5223", "4321", "9333")),
    ("Supermarché", "G", ("5230", "5223", "9334")),
    ("Société de services informatiques", "J", ("2513", "3512", "3322")),
    ("Ferme avicole", "A", ("6122", "9212")),
    ("Cabinet d'études", "M", ("2142", "3112", "2132")),
    ("Société de nettoyage", "N", ("9112",)),
    ("Savonnerie", "C", ("8131", "9329", "3322")),
    ("Teinturerie", "C", ("7318",)),
    ("Pharmacie", "G", ("2262", "5223", "5230")),
    ("ONG de développement", "S", ("3412", "2411", "8322")),
)
"""Kinds of firm: first words of the name, ISIC section, unit groups it hires."""

FIRM_NAMES: tuple[str, ...] = (
    "Badenya", "Benkadi", "Jigiya", "Sabali", "Yiriwa", "Sinignèsigui", "Wassa", "Djiguiya", "Faso Kanu", "Danaya",
    "Kotognogontala", "Djoliba", "Bani", "Falémé", "Farafina", "Kalanso", "Dunkafa", "Nyèta", "Lafia", "Hèrè",
    "Sahel", "Delta", "Mandé", "Wagadu", "Macina", "Kénédougou", "Bèlèdougou", "Manantali", "Niokolo", "Sanankoro",
)  # fmt: skip
