"""The patterns for age, whose numbers are looked at before anything is said (notation: see `words`)."""

AGE = (
    # A range of ages.
    (
        r"\bage(?:d|e?s?|\(e\)|e\(s\)|\(e\)s|\(e\)\(s\))? ?[:=]? ?(?:doit etre |est |sera )?(?:comprise? )?(?:de|entre|d'|between|from)? ?(?P<low>\d{2}) ?(?:ans|years?)? ?"
        r"(?:a|et|-|/|au|to|and) ?(?P<high>\d{2})\b"
    ),
    r"\b(?:entre|de|d'|between|from) ?(?P<low>\d{2}) ?(?:ans )?(?:a|et|-|to|and) ?(?P<high>\d{2}) ?(?:ans|years? (?:old|of age))\b(?! <YEARSOF>)",
    r"\b(?P<low>\d{2}) ?(?:ans )?(?:a|-|/|to) ?(?P<high>\d{2}) ?(?:ans|years? (?:old|of age))\b(?! <YEARSOF>)",
    # An upper bound.
    r"\b(?:moins de|au plus|pas plus de|n'excedant pas|ne depassant pas|inferieure?s? a|maximum|maxi|max|jusqu'a) ?:? ?(?P<high>\d{2}) ?ans\b(?! <YEARSOF>)",
    r"\b(?:plus|moins) de (?P<high>\d{2}) ans (?:s'abstenir|exclus?|non (?:admis|accept\w+))",
    r"(?:<|≤|<=) ?(?P<high>\d{2}) ?ans\b(?! <YEARSOF>)",
    r"\b(?P<high>\d{2}) ?ans (?:au plus|maximum|maximal|maxi|max|ou moins|au maximum)\b(?! <YEARSOF>)",
    r"\b(?:limite d'age|age limite|age maximum|age maximal|age max|age requis|age souhaite|age ideal|tranche d'age)[^.;!?\n\d]{0,20}(?P<high>\d{2})",
    r"\b(?:under|below|younger than|not (?:more|older) than|less than|maximum|max|up to) ?(?:the age of )?(?P<high>\d{2}) ?(?:years? old|years? of age|yrs? old|years)\b(?! (?:of )?(?:experience|service|practice))",
    r"\b(?:candidates?|applicants?|must be|be|aged?) (?:under|below|younger than|up to) (?P<high>\d{2})\b(?! (?:years? of )?(?:experience|km|kg))",
    r"\b(?:age limit|maximum age|max age|upper age)[^.;!?\n\d]{0,15}(?P<high>\d{2})",
    # A lower bound above the majority, or one age exactly.
    r"\b(?:agee?s?|age) (?:d'au moins|de plus de|minimum|minimal|superieur a|d'au minimum)? ?:? ?(?:de )?(?P<only>\d{2}) ?ans\b",
    r"\bage ?(?:minimum|minimal|min)? ?[:=] ?(?P<only>\d{2})\b",
    r"\b(?:avoir|ayant|<PERSON>|<BE>) (?:agee?s? )?(?:plus de|au moins|au minimum|de plus de) (?P<only>\d{2}) ?ans\b(?! <YEARSOF>)",
    r"\b(?:over|above|older than|at least|minimum) (?:the age of )?(?P<only>\d{2}) ?(?:years? old|years? of age|yrs? old)\b",
    # Words without a number.
    r"\b(?:vieux|vieilles?|personnes? agee?s|retraitee?s?|seniors?)(?: \w+)? (?:s'abstenir|exclu\w*|non admis|non acceptee?s?)",
    r"\b<ONLY> (?:les |des |aux |pour )*jeunes\b|\bjeunes (?:gens )?<ONLY>",
    r"\breservee?s? aux jeunes\b(?! diplomes)",
    r"\b(?:young|youth) (?:people |candidates |applicants )?only\b|\bno (?:old|elderly) (?:people|candidates)\b",
)
"""Groups: `low` and `high` of a range, `high` alone an upper bound, `only` a lower bound or one age."""

NOT_AN_AGE = (
    r"experience|anciennete|duree|contrat|garantie|pret|credit|bail|depuis|il y a|existe|existence|entreprise|societe|leader|"
    r"vehicule|camion|voiture|engin|arbre|verger|plantation|batiment|projet|programme|plan|mandat|enfants?|eleves?|"
    r"nourrissons?|ecoliers?|usagers?|beneficiaires?|adultes|apprenants|patients|clients|habitants|les jeunes|aux jeunes|des jeunes|de jeunes|population|warranty|contract|"
    r"lease|loan|children|pupils|since|company|founded|archives|vin|fromage"
)
"""Words that, close before, say that the years are not those of a candidate."""
