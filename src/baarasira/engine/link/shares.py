"""How common names are in Mali, for files too small to tell: a guess by hand from everyday use [G], blended with what a file says.

Whole per-mille of the people who bear a name, however spelt. A large file outweighs them (`words.PRIOR_PEOPLE`).
"""

NAMES_PER_MILLE = """
Traoré 95 Coulibaly 70 Diarra 62 Keïta 48 Koné 34 Diallo 32 Touré 30 Sangaré 26 Konaté 24 Cissé 24 Camara 22 Maïga 22
Dembélé 20 Sidibé 19 Doumbia 18 Sissoko 16 Kanté 14 Diakité 20 Haïdara 12 Dicko 9 Bah 9 Berthé 10 Samaké 10 Togo 8
Guindo 8 Sacko 8 Dramé 8 Sylla 8 Fofana 9 Ouattara 8 Sanogo 9 Goïta 5 Bagayoko 8 Tounkara 8 Kouyaté 6 Diabaté 8 Dabo 4
Ballo 6 Fané 5 Bengaly 4 Dao 5 Théra 4 Poudiougou 3 Arama 2 Tembely 3 Ongoïba 4 Kassogué 3 Yattara 2 Sow 5 Barry 6 Niaré 3
Niangado 2 Simpara 3 Soumaré 3 Magassa 3 Kébé 3 Diawara 5 Gassama 2 Tamboura 3 Cissouma 2 Mariko 5 Tangara 5 Kamissoko 3
Mamadou 42 Amadou 18 Moussa 22 Ibrahima 20 Oumar 18 Abdoulaye 20 Souleymane 13 Boubacar 13 Adama 16 Modibo 10 Bakary 12
Seydou 12 Sékou 10 Drissa 11 Issa 10 Yacouba 8 Ousmane 12 Lassana 8 Lassina 6 Alassane 6 Cheick 8 Siaka 4 Salif 6 Youssouf 8
Daouda 6 Fousseyni 7 Soumaïla 8 Aliou 3 Hamidou 5 Madou 4 Karim 4 Modi 2 Zoumana 4 Sidi 5 Abdramane 6 Abdoul 8 Alou 3 Bréma 2
Lamine 6 Moctar 3 Moustapha 4 Mahamane 4 Yaya 5 Kalifa 3 Tidiane 4 Bourama 3 Dramane 4 Kassim 3 Nouhoum 3 Harouna 4
Fatoumata 45 Aminata 26 Mariam 32 Awa 20 Kadiatou 18 Oumou 18 Aïssata 20 Assétou 10 Rokia 14 Djénéba 13 Bintou 10
Salimata 8 Maïmouna 9 Ramata 7 Safiatou 6 Habibatou 5 Korotoumou 5 Nana 5 Sitan 4 Ténin 3 Coumba 4 Sira 5 Sata 3 Sanata 2
Djélika 2 Nafissatou 3 Hawa 6 Fanta 8 Founé 3 Alima 4 Kadia 4 Mah 3 Niélé 2 Yah 2 Tata 2 Niagalé 2 Saran 2 Kani 2
"""


def shares() -> dict[str, float]:
    """Return name → share of the people who bear it, 0 to 1."""
    told = NAMES_PER_MILLE.split()
    return {name: int(count) / 1000 for name, count in zip(told[::2], told[1::2], strict=True)}
