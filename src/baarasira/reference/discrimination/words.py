"""What the linter looks for, in French and English, on plain text (lower case, no accents).

Notation: `<NAME>` stands for the alternatives of that name below; any run of spaces on a line is one space. The patterns ask for a
context of requirement ("… uniquement", "recherche une …", "être …"), because the words alone name trades, publics and
workplaces: « femme de chambre », « santé communautaire », « école catholique ».
"""

ALTERNATIVES = {
    "F": r"(?:femmes?|dames?|demoiselles?|jeunes? filles?|jeunes? femmes?|jeunes? dames?|filles?)",
    "M": r"(?:hommes?|messieurs|monsieur|jeunes? hommes?|jeunes? garcons?|garcons?)",
    "SEX": r"(?:(?:jeunes? )?(?:hommes?|femmes?|dames?|demoiselles?|filles?|garcons?)|messieurs|monsieur)",
    "ESEX": r"(?:males?|females?|m[ae]n|wom[ae]n|lady|ladies|gentlem[ae]n|girls?|boys?)",
    "ONLY": r"(?:uniquement|seulement|exclusivement|strictement|imperativement|exclusifs?|only)",
    "WANTED": (
        r"(?:uniquement|seulement|exclusivement|imperativement|exigee?s?|requise?s?|obligatoires?|obligatoirement|"
        r"de preference|souhaitee?s?|preferee?s?|privilegiee?s?)"
    ),
    "SEEK": r"(?:recherch|cherch|recrut|embauch|engag)(?!ement)\w*",
    "SOME": r"(?:(?:une?|des|deux|trois|quatre|cinq|dix|\d+|quelques|plusieurs|de|bons?|bonnes?|aussi|urgemment) |d'|: ?|- ?)",
    "PERSON": r"(?:candidate?s?|personnes?|hommes?|femmes?|dames?|filles?|garcons?|jeunes?|travailleu(?:rs?|ses?))",
    "BE": r"(?:etre|etes|soit|soient|doit etre|doivent etre|devra etre|est imperativement)",
    "EBE": r"(?:must be|should be|has to be|to be|be)",
    "FAITH": (
        r"(?:musulmane?s?|chretien(?:ne)?s?|catholiques?|protestante?s?|evangeliques?|animistes?|croyante?s?|athees?|"
        r"juifs?|juives?)"
    ),
    "EFAITH": r"(?:muslims?|christians?|catholics?|protestants?|jews?|jewish|hindus?|animists?)",
    "PEOPLE": (
        r"(?:bambaras?|peule?s?|peulhs?|soninkes?|sarakoles?|malinkes?|dogons?|bozos?|senoufos?|miniankas?|songhais?|"
        r"sonrhais?|songhoys?|touaregs?|maures?|arabes?|bobos?|khassonkes?|wolofs?|mossis?|bellas?|haoussas?|diawandos?)"
    ),
    "ORIGIN": r"(?:africaine?s?|europeen(?:ne)?s?|asiatiques?|libanaise?s?|chinoise?s?|noire?s?|blancs?|blanches?|arabes?)",
    "NOT": r"(?:pas de|pas d'|sauf|hors|excepte|aucune?|interdite?s? aux?|sans|ni)",
    "YEARSOF": (
        r"(?:d' ?(?:experience|anciennete|existence|etudes?|activite|exercice|age de l'entreprise)|de (?:pratique|metier|"
        r"carriere|service|formation|contrat|garantie|conduite|permis|bail|remboursement)|experience|renouvelables?)"
    ),
    "NOTOF": r"(?<!aux )(?<!les )(?<!des )(?<! de )(?<!avec )(?<!pour )(?<!chez )(?<!par )(?<!d')(?<!ces )(?<!leurs )",
}

NEUTRAL = (
    # Declarations against discrimination, up to the end of their sentence.
    r"(?:sans|aucune|toute) (?:aucune )?(?:forme de )?(?:distinction|discrimination)s?\b[^.!?\n]*",
    r"(?:quels?|quelles?) que soi(?:en)?t\b[^.!?\n]*",
    r"(?:independamment|indifferemment) d[^.!?\n]*",
    r"(?:regardless|irrespective) of\b[^.!?\n]*",
    r"without (?:any )?(?:distinction|discrimination|regard)\b[^.!?\n]*",
    r"(?:equal opportunit|does not discriminate|do not discriminate|ne discrimine|egalite des chances|egal acces)[^.!?\n]*",
    r"(?:candidatures?|personnes?|femmes?|women|female|people)[^.;!?\n]{0,40}(?:encourage|bienvenue|invitees? a postuler|welcome)\w*",
    r"encourag\w+[^.;!?\n]{0,40}(?:candidatures?|femmes|women|female|handicap\w*|disabilit\w+)",
    r"(?:egalement|aussi) (?:ouverte?s?|accessibles?) aux? [^.;!?\n]*",
    r"(?:sans|pas de|aucune|no|without) (?:limite d'age|condition d'age|age limit)",
    # Both sexes named together.
    r"\b[hfm] ?[/|] ?[hfmw](?: ?[/|] ?[dxw])?\b",
    r"\b[mhf] (?:ou|or|et) [mfh]\b",
    r"<M>(?:\(s\))? ?(?:/|,|-|&|ou|et|or|and|comme|ainsi que) ?(?:les |aux |des |une? |de |d'|l')?<F>",
    r"<F>(?:\(s\))? ?(?:/|,|-|&|ou|et|or|and|comme|ainsi que) ?(?:les |aux |des |une? |de |d'|l')?<M>",
    r"(?:masculin|feminin)e?s? ?(?:/|,|-|ou|et|comme) ?(?:masculin|feminin)e?s?",
    r"\b(?:males?|m[ae]n|boys?) ?(?:/|,|-|&|or|and) ?(?:an? )?(?:females?|wom[ae]n|girls?)\b",
    r"\b(?:females?|wom[ae]n|girls?) ?(?:/|,|-|&|or|and) ?(?:an? )?(?:males?|m[ae]n|boys?)\b",
    # Trades and set phrases.
    r"\bsages?[ -]femmes?\b",
    r"\bfemmes? (?:de (?:menage|chambre|service|charge|lettres|loi|maison|salle)|d'affaires|a tout faire|relais)\b",
    (
        r"\bhommes? (?:de (?:menage|peine|main|loi|troupe|quart|metier|chambre|barre|pont|maison|l'art)|d'(?:affaires|entretien|"
        r"equipage|etat|art|equipe)|a tout faire|toutes mains|cles?|[- ]?grenouilles?|[- ]?orchestres?)"
    ),
    r"\b(?:hommes?|h)[ -/](?:jours?|mois|heures?)\b|\b(?:jours?|mois|heures?)[ -/]hommes?\b",
    r"\bman[ -](?:days?|hours?|months?|power)\b",
    r"\b(?:garcon|fille)s? d(?:e |')(?:cafe|salle|bureau|etage|cuisine|courses?|ferme|hall|cabine|ecurie)\b",
    r"\bjeunes? filles? au pair\b",
    r"\bdroits? (?:de l'homme|de la femme|des femmes|humains)\b",
    r"\b(?:robe|coiffure|maquillage|tenue|bouquet)s? de mariee?s?\b|\bjeunes? marie(?:e|s|es)\b",
    r"(?:aux|les|des|de) (?:jeunes )?(?:femmes|filles|meres) (?:mariees?|celibataires?|veuves?|divorcees?|enceintes?)",
    r"(?:logements?|chambres?|studios?|hebergements?|foyers?|residences?|maisons?) (?:pour|de|des) celibataires?",
    r"(?:professeur|enseignant|educateur|instituteur|maitre|cours|enseignement|professor|teacher)e?s? de (?:la )?religion (?:<FAITH>|islamique)",
    # Children and health as work, benefits or an employer's name.
    (
        r"(?:garde|garder|gardienne|nounou|nourrice|encadr\w+|educat\w+|soins?|aide|accueil|cours|classe|activites?|animation|"
        r"protection|vaccination|prise en charge|suivi|soutien)[^.;!?\n]{0,40}\benfants?\b[^.;!?\n]{0,40}"
    ),
    (
        r"(?:travail\w*|experience|contact|jouer|jeux|s'occuper|intervenir)[^.;!?\n]{0,25}(?:avec|aupres|de) (?:des |les |d')?(?:jeunes )?"
        r"enfants?[^.;!?\n]{0,30}"
    ),
    (
        r"(?:allocations?|primes?|assurances?|couverture|scolarite|frais|indemnites?|conges?|prise en charge|avantages?)[^.;!?\n]{0,40}"
        r"enfants? a charge"
    ),
    (
        r"(?:work\w*|experience\w*|activit\w+|car\w+|contact|play\w*|deal\w*|teach\w*)[^.;!?\n]{0,25}\b(?:with|for|of) (?:\w+ ){0,2}"
        r"(?:children|kids)\b[^.;!?\n]{0,30}"
    ),
    r"(?:union|association|ligue|federation|reseau|conseil|mission|mouvement|comite|cooperative|groupement)s?[^.;!?\n]{0,40} <FAITH>",
    (
        r"(?:ecole|etablissement|lycee|hopital|clinique|universite|college|ong|radio|centre|institut|organisation)s? "
        r"(?:\w+ ){0,3}(?:de confession )?<FAITH>"
    ),
    r"(?:fonds?|creme|poudre|produits?|soins?|cosmetiques?|maquillage|laits?|savons?)[^.;!?\n]{0,25}(?:peaux?|teint)s?(?: \w+)?",
)

SEX = (
    r"<NOTOF>\b<SEX>(?: \w+){0,2} ?[,(]? ?<WANTED>",
    r"<SEEK> ?<SOME>{0,3}(?:jeunes? )?<SEX>\b",
    r"\b(?:recrutement|besoin)(?: urgent)? (?:de |d')<SOME>{0,2}<SEX>\b",
    (
        r"\b(?:de preference|prefer\w+|privilegi\w+|convien\w+(?: mieux)? a|souhaitons|voulons|exigeons) ?(?:a )?(?:une?|des|les) "
        r"(?:jeunes? )?<SEX>\b"
    ),
    r"\breservee?s? (?:\w+ )?(?:aux?|a des|a une?|pour) (?:les |des )?(?:seule?s? )?<SEX>\b",
    (
        r"\b(?:poste|offre|emploi|recrutement|annonce|avis)s? (?:est |sont )?(?:ouverte?s?|destinee?s?|reservee?s?|adressee?s?) "
        r"(?:<ONLY> )?(?:aux?|a des|a une?) <SEX>\b"
    ),
    r"\bouverte?s? <ONLY> aux? <SEX>\b",
    r"\b(?:sexe|genre)(?: (?:exige|requis|souhaite|demande))? ?[:=]? ?(?:est )?(?:masculin|feminin|homme|femme|[mfh])\b",
    r"\bdu sexe (?:masculin|feminin)\b",
    (
        r"\b(?:priorite|preference|avantage|faveur)(?: absolue)?(?: (?:est|sera))?(?: (?:donnee|accordee|reservee))? "
        r"(?:aux?|pour (?:les |des |une? )|a une?|des)? ?<SEX>\b"
    ),
    r"\b<NOT> ?<SEX>\b(?! a charge)",
    r"\b(?:poste|emploi|offre|travail|place|job|stage|annonce)s? (?:\w+ )?pour <SOME>?<SEX>\b",
    r"\b<BE> ?(?:une? |d'|: ?)?<SEX>\b",
    (
        r"<NOTOF>\b(?:jeunes? )?(?:homme|femme|dame|fille|garcon|demoiselle)s? (?:tres |bien )?(?:celibataire|serieu|fort|robuste|musc|"
        r"costaud|dynamique|motive|agee? de|de \d\d|belle|joli|presentable|experimente|maitrisant|parlant|ayant|titulaire|"
        r"sachant|instruit|libre|disponible|integre|honnete|courageu|propre|sans)\w*"
    ),
    r"[(\[] ?(?:hommes?|femmes?|dames?|males?|females?|jeunes filles?) ?[)\]]",
    r"\bprofils? (?:<ONLY> )?(?:masculin|feminin)s?\b",
    r"\b(?:personnel|main[ -]d'oeuvre|candidate?s?|candidatures?|equipe)s? (?:masculin|feminin)e?s? <WANTED>",
    r"\b<ONLY> (?:pour |aux |les |des |du personnel |des candidatures )*(?:<SEX>\b|(?:masculin|feminin)e?s?\b)",
    r"\bcandidates <WANTED>",
    r"(?:^|[\n:;*]) ?(?:une? )?(?:jeune )?(?:homme|femme|dame|fille|garcon)s? pour\b",
    (
        r"\b<ESEX>(?: (?:candidates?|applicants?|workers?|staff|drivers?|cleaners?|nurses?|cooks?|guards?|teachers?))? "
        r"(?:only|preferred|required|needed|wanted)\b"
    ),
    r"\b(?:only|strictly|exclusively|preferably|no) (?:for )?(?:an? )?<ESEX>\b(?!'s)",
    r"\b<EBE> (?:an? )?(?:young |strong )?<ESEX>\b",
    r"\b(?:looking for|seeking|hiring|recruiting|need|wanted ?:?) (?:an? |two |three |\d+ |some )?(?:young |strong |single )?<ESEX>\b",
    r"\b(?:gender|sex) ?[:=] ?(?:male|female|m|f)\b",
    r"\breserved for <ESEX>\b",
    r"\b(?:priority|preference)(?: (?:is|will be))?(?: given)? (?:to|for) <ESEX>\b",
)

MARITAL = (
    r"\bcelibataires?\b",
    r"\b(?:non[ -])?mariee?s\b|\b(?:non[ -])?mariee\b|\b(?:non[ -]|hommes? |etre |personne |candidat )marie\b",
    r"\bdivorcee?s\b|\bdivorcee\b|\b(?:homme|etre|personne) divorce\b",
    r"<NOTOF>\bveu(?:f|ve)s?\b",
    r"\b(?:situation|statut|condition) (?:matrimonial\w*|familiale?|de famille|conjugale?)\b",
    r"<SEEK> ?(?:un )?couples?\b",
    r"\bunmarried\b|\bnot married\b|\bmarital status\b|\bdivorced\b|\bdivorcees?\b",
    r"\b<EBE> (?:single|married|widowed)\b",
    r"\b(?:single|married|widowed) (?:<ESEX>|candidates?|applicants?|only|preferred|status)\b",
    r"\bsingle,? (?:no|without)\b",
)

CHILDREN = (
    r"\b(?:sans|pas d'|aucun|zero|ni) ?(?:jeunes? |bas age |d')?(?:enfants?|bebes?)\b",
    (
        r"\b(?:sans|libres? de|libres? d'|pas de|aucune?) ?(?:toutes? )?(?:attaches?|charges?|obligations?|contraintes?|engagements?) "
        r"(?:familiale?s?|de famille|parentale?s?)"
    ),
    r"\b(?:ayant|avec|avoir|ayez) (?:des |un |deux |trois |au moins \w+ |plusieurs |\d+ )?enfants?\b",
    r"<NOTOF>\b(?:meres?|peres?|parents?) (?:de famille|d'enfants?|d'au moins|d'un enfant|isolee?s?)",
    r"\bnombre d'enfants\b|\benfants? a charge\b",
    r"\b(?:no|without|not have) (?:any )?(?:small |young |dependent )?(?:children|kids)\b",
    r"\b(?:with|having|have) (?:\w+ )?(?:children|kids) (?:under|below|at home|to support|or dependents?)\b",
    r"\bchildless\b|\bnumber of children\b|\bmothers? (?:only|preferred)\b",
)

PREGNANCY = (
    r"\b(?:non|pas|jamais|ni)(?: \w+)? enceintes?\b",
    r"\bpas (?:etre|tomber) enceintes?\b",
    r"\bfemmes? enceintes? (?:s'abstenir|exclu\w*|non|interdit\w*|pas|ne)\b",
    r"\b<NOT> ?(?:de )?femmes? enceintes?\b",
    r"\btests? de grossesse (?:negatifs?|obligatoires?|exige\w*|requis|a fournir)",
    r"\b(?:sans|pas de|aucune?|ni) (?:projet de )?(?:grossesse|maternite)\b|\bde non[ -]grossesse\b",
    r"\b(?:projet|desir) (?:de grossesse|d'enfant|de maternite)\b",
    r"\b(?:not|never|non)[ -](?:be )?(?:pregnant|expecting)\b",
    r"\bno pregnan\w+\b|\bnegative pregnancy test\b|\bpregnancy test (?:is )?(?:required|mandatory|negative)",
    r"\bpregnant (?:women|candidates|applicants|ladies) (?:need not|should not|must not|not|excluded|will not|cannot)",
    r"\b(?:planning|plan) (?:a pregnancy|to become pregnant|to have children)\b",
)
