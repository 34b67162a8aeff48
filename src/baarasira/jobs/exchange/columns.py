"""The columns of the files that import reads and export writes: rank's, and those of each noun besides."""

from baarasira.kernel.tables import CODES, DAY, Column, whole
from baarasira.reference import exchange

# Rank reads `born` strictly; an import takes it as people write it (31/12/1985, vers 1985) and the action reads it.
PEOPLE = (
    *[column for column in exchange.PEOPLE if column.name not in {"born", "registered_on", "education"}],
    Column("born"),
    Column("registered_on", DAY),
    Column("education", whole(0, 8)),
    Column("given_names"),
    Column("surname"),
    Column("sex"),
    Column("maiden_name"),
    Column("father_name"),
    Column("mother_name"),
    Column("nina"),
    Column("no_nina_reason"),
    Column("phones", CODES),
    Column("cercle"),
    Column("commune"),
    Column("locality"),
    Column("email"),
    Column("situation"),
    Column("reading_latin"),
    Column("preferred_channel"),
    Column("preferred_language"),
    Column("diploma"),
    Column("consents", CODES),
    Column("office"),
)

EMPLOYERS = (
    Column("id", required=True, unique=True),
    Column("name"),
    Column("legal_form"),
    Column("sector"),
    Column("country"),
    Column("region"),
    Column("cercle"),
    Column("tax_id"),
    Column("trade_register"),
    Column("social_security"),
    Column("activity"),
    Column("headcount", whole(low=0)),
    Column("address"),
    Column("phone"),
    Column("email"),
    Column("website"),
    Column("office"),
)

OFFERS = (
    *exchange.OFFERS,
    Column("title"),
    Column("employer"),
    Column("contract"),
    Column("months", whole(low=1, high=120)),
    Column("wage"),
    Column("wage_currency"),
    Column("wage_period"),
    Column("hours_per_week"),
    Column("description"),
    Column("benefits"),
    Column("cercle"),
    Column("workplace"),
    Column("age_basis"),
    Column("received_on", DAY),
    Column("office"),
)

PLACEMENTS = (
    "id", "person_id", "offer_id", "employer_id", "office", "referred_on", "hired_on", "first_day", "confirmed_on",
    "confirmed_by", "check_1_month", "check_3_months",
)  # fmt: skip

REPORT = ("line", "fate", "id", "message")

NOUNS = {"people": PEOPLE, "employers": EMPLOYERS, "offers": OFFERS}
"""The files an import reads, by the word of the command."""
