"""The patterns for origin, religion, health, and political or union life (notation: see `words`)."""

ORIGIN = (
    r"(?<!toutes les )(?<!differentes )\bethnies?\b|\borigines? (?:ethniques?|raciales?|tribales?|sociales?)\b",
    r"\bde race (?:blanche|noire|arabe|africaine|europeenne)\b|(?:^|[\n;,]) ?race ?:",
    r"\b(?:hommes?|femmes?|gens|personnes?) de caste\b|\b<NOT> ?(?:gens de )?castes?\b|\bcaste ?:",
    r"\b(?:<ONLY>|reservee?s?|priorite|preference)[^.;!?\n]{0,25}\b(?:aux?|les|des|pour|a un|une?) <PEOPLE>\b",
    r"\b<PEOPLE> <WANTED>",
    r"\b<BE> (?:une? |d'origine |de souche )?<PEOPLE>\b",
    r"\b<PERSON> (?:d'origine )?<PEOPLE>\b",
    r"\b<NOT> ?<PEOPLE>\b",
    r"\b(?:<PERSON>|<BE>|agents?|ouvriers?|employes?|serveu\w+)(?: \w+)? (?:d'origine|de souche) \w+",
    r"\b(?:teint|peau|couleur de peau) (?:tres |plutot |bien |de couleur )?(?:clair|fonce|noir|blanc|metis|bronze|marron)\w*",
    r"\b<ORIGIN> <ONLY>",
    r"\b(?:pas de|pas d'|sauf|aucune?) ?(?:noirs|blancs|africains?|europeens?|asiatiques?|arabes|etrangers)\b",
    (
        r"\b(?:<BE>|candidate?s?|personnes?|jeunes?|<ONLY>|seuls? les|priorite aux|preference aux) (?:\w+ )?(?:originaires?|natifs?|natives?|"
        r"autochtones?|ressortissants?) (?:de la |du |de |d')(?!mali\b|l'uemoa|la cedeao|l'un des)"
    ),
    r"\b(?:autochtones?|allogenes?|natifs?|originaires?)(?: \w+){0,3} <WANTED>",
    r"\b(?:light|fair|dark|white|black|brown)[ -]?(?:skin\w*|complexion\w*)",
    r"\b(?:whites?|blacks?|africans?|europeans?|asians?|arabs?|lebanese|natives?) (?:candidates? |applicants? |people )?(?:only|preferred)\b",
    r"\bno (?:africans|blacks|whites|asians|arabs|foreigners)\b",
    r"\b(?:from|of) (?:the )?(?:same |\w+ )(?:tribe|ethnic group|caste|clan)\b|\bethnicity\b|\bethnic (?:origin|background)\b",
    r"(?:^|[\n;,]) ?(?:race|tribe) ?:",
)

RELIGION = (
    r"\b<FAITH>(?:\(e\))? (?:non )?pratiquante?s?\b",
    r"\b(?:croyante?s?|bon(?:ne)?s?|non)(?: et| ou)?[ -]pratiquante?s?\b|\bpratiquante?s? <WANTED>",
    r"\b(?:<BE>|<PERSON>|une?|bon(?:ne)?s?) (?:une? |bon(?:ne)? )?<FAITH>\b",
    r"\b<FAITH>(?: \w+)? <WANTED>",
    r"\b(?:de |de la |d'une )(?:religion|confession|foi) (?:<FAITH>|islamiques?)",
    r"\b(?:religion|confession) ?[:=] ?\w+|\b(?:preciser|indiquer|mentionner|declarer) (?:la |sa |votre |leur )?(?:religion|confession)",
    r"\b(?:<NOT>|non)[ -]?<FAITH>\b",
    r"\b<ONLY> (?:pour |aux |les |des )*<FAITH>\b",
    r"\b(?:priorite|preference) (?:aux?|pour (?:les |un )) ?<FAITH>\b",
    r"\b(?:femmes?|filles?|dames?|candidates?) (?:non )?voilees?\b|\b(?:sans|pas de|non|port du) voil(?:e|ees?) ?(?:interdit|exige|obligatoire)?",
    r"\bcraignant dieu\b|\bcrainte de dieu\b|\bgod[ -]fearing\b|\bborn[ -]again\b",
    r"\b(?:practi[sc]ing|devout|good|strict|pious) <EFAITH>\b",
    r"\b(?:<EBE>|only|preferably|no) (?:an? )?<EFAITH>\b",
    r"\b<EFAITH> (?:candidates? |applicants? )?(?:only|preferred|required|m[ae]n|wom[ae]n|male|female|lady|girl)\b",
    r"\bof (?:the )?<EFAITH> (?:faith|religion)\b|\breligion ?[:=]",
)

HEALTH = (
    r"\bseronegati\w+|\b(?:pas|non|sauf|aucun|ni)[^.;!?\n]{0,12}seropositi\w+",
    (
        r"\b(?:test|depistage|serologie|statut|certificat|bilan)s?(?: \w+){0,3} (?:vih|sida|hiv|hepatite)(?: \w+){0,2} "
        r"(?:negati|exige|obligatoire|requis|a fournir)\w*"
    ),
    (
        r"\b(?:fournir|presenter|joindre|produire) (?:une? |le |la |son |votre )?(?:test|depistage|serologie|resultat)s?[^.;!?\n]{0,25}"
        r"(?:vih|sida|hiv|hepatite)"
    ),
    r"\b(?:vih|hiv)(?:/sida)? ?[- ]?negati\w+|\b(?:sans|ni) (?:vih|sida|hiv)\b",
    (
        r"(?:\b(?:<BE>|etat de|jouir d'une|jouissant d'une|jouissant de|avoir une|ayant une)|<NOTOF>\b<PERSON>)(?: \w+){0,2} "
        r"(?:en |de )?(?:tres )?"
        r"(?:bonne|parfaite|excellente) sante\b"
    ),
    r"(?:^|[\n;,*-]) ?(?:en |de )?(?:tres )?(?:bonne|parfaite|excellente) sante(?: physique| mentale)?\b(?! (?:publique|communautaire|animale))",
    (
        r"\b(?:sans|aucune?|pas de|pas d'|ni|exempte?s? de) ?(?:maladies?|handicaps?|infirmites?|antecedents? medica\w+|"
        r"problemes? de sante|deficiences?|pathologies?|allergies?|maladies? chroniques?)\b"
    ),
    r"\bhandicapee?s?(?: \w+)? (?:s'abstenir|exclu\w*|non|pas)\b|\b(?:pas de|sauf|non|aucune?)[ -](?:personnes? )?handicape?\w*",
    r"\b(?:personnes?|hommes?|femmes?|candidate?s?) (?:physiquement )?valides?\b|\bphysiquement valides?\b",
    r"\b(?:pas|non|jamais) (?:etre |ete )?(?:malades?|porteu\w+|atteinte?s?|infectee?s?) (?:du|de|par|d')",
    r"\bsaine?s? (?:de corps|d'esprit)\b",
    r"\b(?:<NOT>|non|pas)[ -]?(?:d')?(?:albinos|epilep\w+|drepanocyt\w+|lepreu\w+|tubercul\w+|diabeti\w+|asthmati\w+)",
    r"\bhiv[ -](?:negative|free|status)\b|\bhiv test (?:is )?(?:required|mandatory|negative)|\baids[ -]free\b",
    r"\b(?:<EBE>|enjoy|enjoying|have|having|candidates?) (?:\w+ )?(?:in )?(?:good|excellent|perfect) (?:\w+ )?health\b",
    r"\b(?:no|without|free (?:of|from)) (?:any )?(?:disabilit\w+|illness\w*|chronic (?:disease|illness)\w*|medical conditions?|diseases?)\b",
    r"\bable[ -]bodied\b|\bmust be healthy\b|\bhealthy (?:<ESEX>|persons?|people|candidates?|applicants?)\b",
    r"\b(?:disabled|handicapped)(?: \w+)? need not\b",
)

POLITICS = (
    r"\b(?:non|pas|jamais|ni)[ -]syndique\w*|\bsyndicalistes? (?:s'abstenir|exclu\w*)",
    (
        r"\b(?:sans|aucune?|pas d'|ni) ?(?:appartenance|affiliation|activites?|engagement|passe|attache|antecedents?|implication) "
        r"(?:syndical|politique|partisan)\w*"
    ),
    r"\b(?:non|pas) (?:etre )?(?:membres?|affilie\w*|adherent\w*|inscrit\w*) (?:a un |d'un |d'aucun |a aucun |de |du |au )?(?:partis?|syndicats?)\b",
    r"\b(?:<BE>|<PERSON>) (?:\w+ )?(?:membres?|militant\w*|sympathisant\w*|adherent\w*) (?:\w+ )?(?:du|d'un|de|des|au|a un) (?:partis?|syndicats?|mouvement)\b",
    r"\b(?:militant|sympathisant|adherent|membre)e?s?(?: actifs?)? (?:du|d'un) (?:parti|syndicat) ?\w* ?<WANTED>",
    r"\b(?:<BE>|<PERSON>) (?:\w+ )?apolitiques?\b",
    r"\b(?:preciser|indiquer|mentionner|declarer|fournir)[^.;!?\n]{0,20}(?:opinions?|carte|appartenance|affiliation|convictions?) (?:politique|syndical|du parti)\w*",
    r"\b(?:pas de|aucun|sauf) (?:\w+ )?(?:syndicalistes?|syndiquee?s?|politiciens?|militants?|grevistes?)\b",
    r"\bnon[ -]union(?:i[sz]ed)?\b|\bno (?:trade )?union(?: (?:members?|membership|affiliation|activity|activists?))?\b",
    r"\bnot (?:be )?(?:an? )?(?:members?|affiliated|active)(?: member)? (?:of|with|to|in) (?:any |an? |the )?(?:political part\w+|trade unions?|unions?|part(?:y|ies))\b",
    r"\b(?:<EBE>|being) (?:an? )?(?:active )?(?:member|supporter|activist) of (?:the |an? )?(?:\w+ )?(?:party|union)\b",
    r"\bno political (?:affiliation|activit\w+|engagement|opinions?)\b|\bapolitical (?:candidates?|persons?)\b",
    r"\b(?:state|declare|indicate) your (?:political|union)\b",
)
