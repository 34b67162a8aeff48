"""From chosen to departed: doctor, authorisation, visa, session, clearance, the list of the flight."""

from datetime import timedelta

from baarasira.candidacies.models import Candidacy
from baarasira.mobility.clearances import actions as clearances
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import (
    Attendance,
    AuthorityDetails,
    BriefingData,
    Flight,
    RelativeData,
    TravelDetails,
)
from baarasira.mobility.journeys.models import Briefing, MedicalVisit

from .campaign import MONTHS_DAYS, SHORT, files_at
from .cast import NEXT_TRIP, Cast, close, keys, require

FIRST_GROUP = ("home", "overdue", "staying")
SIGNED = (*FIRST_GROUP, "away", "leaving", "clearing", "taught", "visa")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_EARLIER = {102: 24, 20: 30, NEXT_TRIP: 44}
"""How many days before each trip its people saw the doctor."""


def see_doctor(cast: Cast) -> None:
    """Convene everybody to the doctor before their trip, note who is fit; the one called from the reserve is to be seen again."""
    for trip, files in cast.trips(*SIGNED, "contract"):
        _visit(cast, files, trip + _EARLIER[trip], "fit")
    late = [row for row in files_at(cast, "visite-medicale") if row not in cast.chosen]
    if late:
        _visit(cast, late, 12, "deferred")
        _convene(cast, late, 3)


def _convene(cast: Cast, files: list[Candidacy], days_ago: int) -> None:
    """Convene to the doctor for two days later."""
    actor = cast.head(days_ago)
    require(
        actions.convene_to_doctor(
            actor=actor, candidacy_ids=keys(files), doctor="Dr Aminata Sissoko", place="Hôpital Gabriel-Touré, Bamako",
            at=actor.at + timedelta(days=2), paid_by="employer",
        )
    )  # fmt: skip


def _visit(cast: Cast, files: list[Candidacy], days_ago: int, verdict: str) -> None:
    _convene(cast, files, days_ago + 2)
    for visit in MedicalVisit.objects.filter(candidacy__in=files, verdict="").order_by("id"):
        actions.record_verdict(
            actor=cast.head(days_ago), visit_id=visit.pk, verdict=verdict, on=cast.service.day(days_ago)
        )


def authorise(cast: Cast) -> None:
    """Record what Spain gave each of them, and whom to call about them."""
    place = 0
    for trip, files in cast.trips(*SIGNED, "contract"):
        days_ago = trip + _EARLIER[trip] - 4
        day, head = cast.service.day(days_ago), cast.head(days_ago)
        close(head, files, "autorisation", "granted", on=day, reference="AUT-LPA-12")
        for file in files:
            place += 1
            details = AuthorityDetails(
                nie=_nie(place), authorisation_number="AUT-LPA-12", authorisation_notified_on=day,
                authorisation_from=day, authorisation_until=day + timedelta(days=4 * 365),
                ends_on=cast.service.day(trip - 2) + timedelta(days=SHORT if file in cast.of("home", "overdue") else MONTHS_DAYS),
            )  # fmt: skip
            actions.record_authority(actor=head, candidacy_id=file.pk, details=details)
            family = (
                RelativeData(name=f"Awa {file.person.surname}", phone=f"76 45 {place:02d} 01", language="bm", relation="parent", agreed=True),
                RelativeData(name=f"Moussa {file.person.surname}", phone=f"66 12 {place:02d} 02", language="fr", relation="sibling", agreed=True),
            )  # fmt: skip
            actions.set_relatives(actor=head, candidacy_id=file.pk, relatives=family)


def _nie(place: int) -> str:
    """Return a foreigner's number with its letter (the remainder of the number by 23)."""
    number = 1_234_500 + place
    return f"X{number:07d}{_LETTERS[number % 23]}"


def ask_visas(cast: Cast) -> None:
    """Ask for the visas of each trip in one bundle; the last one lacks papers and is still being prepared."""
    for trip, files in cast.trips(*SIGNED):
        days_ago = trip + _EARLIER[trip] - 14
        gone = [file for file in files if file not in cast.groups["visa"]]
        for file in gone:
            _papers(cast, file, days_ago)
        if gone:
            _bundle(cast, gone, days_ago, filed=True)
            presented = ["passeport", "casier"]
            day = cast.service.day(days_ago - 6)
            close(cast.head(days_ago - 6), gone, "visa", "granted", on=day, presented=presented)
    waiting = cast.groups["visa"]
    if waiting:
        _papers(cast, waiting[0], 3)
        _papers(cast, waiting[-1], 3, ("formulaire", "frais"))
        _bundle(cast, waiting, 3, filed=False)


def _papers(
    cast: Cast, file: Candidacy, days_ago: int, names: tuple[str, ...] = ("formulaire", "casier", "frais", "situation")
) -> None:
    day = cast.service.day(days_ago)
    for key in names:
        actions.receive_paper(
            actor=cast.head(days_ago), candidacy_id=file.pk, key=key, received_on=day, issued_on=day - timedelta(days=5)
        )


def _bundle(cast: Cast, files: list[Candidacy], days_ago: int, *, filed: bool) -> None:
    head = cast.head(days_ago)
    bundle = actions.open_bundle(actor=head, campaign_id=cast.campaign.pk, consulate="Consulat d'Espagne à Bamako")
    require(actions.add_to_bundle(actor=head, bundle_id=bundle.pk, candidacy_ids=keys(files)))
    if filed:
        actions.file_bundle(actor=head, bundle_id=bundle.pk, on=cast.service.day(days_ago))


def teach(cast: Cast) -> None:
    """Hold the session of each trip; one for those who have their visa now is planned in three days."""
    for trip, files in cast.trips(*FIRST_GROUP, "away", "leaving", "clearing"):
        held = trip + (3 if trip > 0 else 12)
        _session(cast, files, held + 4, held)
        _hold(cast, files, held)
    if cast.groups["taught"]:
        _session(cast, cast.groups["taught"], 1, -3)


def _session(cast: Cast, files: list[Candidacy], planned: int, held: int) -> None:
    head = cast.head(planned)
    data = BriefingData(
        place="Département migration, salle de conférence", day=cast.service.day(held), trainer="Mme Fatoumata Diarra",
        language="bm", materials="Livret « Travailler en Espagne », contrat lu à haute voix",
    )  # fmt: skip
    briefing = actions.plan_briefing(
        actor=head, campaign_id=cast.campaign.pk, step="information", office=cast.department, data=data
    )
    require(actions.invite(actor=head, briefing_id=briefing.pk, candidacy_ids=keys(files)))


def _hold(cast: Cast, files: list[Candidacy], held: int) -> None:
    head = cast.head(held)
    briefing = Briefing.objects.filter(campaign=cast.campaign, day=cast.service.day(held)).get()
    rows = {
        row.pk: Attendance(modules=tuple(briefing.modules), right=8 + place % 3, asked=10)
        for place, row in enumerate(briefing.participants.order_by("id"))
    }
    actions.record_attendance(actor=head, briefing_id=briefing.pk, rows=rows)
    require(actions.close_briefing(actor=head, briefing_id=briefing.pk))


def clear(cast: Cast, address: str) -> None:
    """Prepare each trip and issue the clearances by two officers; of the last ones, one is proposed and one lacks insurance."""
    for trip, files in cast.trips(*FIRST_GROUP, "away", "leaving"):
        days_ago = trip + 2 if trip > 0 else 2
        for file in files:
            _prepare(cast, file, trip, days_ago)
            proposed = clearances.propose(actor=cast.head(days_ago), candidacy_id=file.pk)
            clearances.issue(actor=cast.second(days_ago), clearance_id=proposed.pk, address=address)
    for place, file in enumerate(cast.groups["clearing"]):
        _prepare(cast, file, NEXT_TRIP, 2, insured=place == 0)
        if place == 0:
            clearances.propose(actor=cast.head(1), candidacy_id=file.pk)


def _prepare(cast: Cast, file: Candidacy, trip: int, days_ago: int, *, insured: bool = True) -> None:
    day = cast.service.day(trip)
    details = TravelDetails(
        travel_mode="flight", travel_on=day, travel_reference="AT 524", departure_port="Bamako-Sénou",
        travel_paid_by="employer", return_paid_by="employer", return_ticket="promised",
        insurance_from=day if insured else None, insurance_reference="Mutua Agraria 88-204" if insured else "",
    )  # fmt: skip
    actions.record_travel(actor=cast.head(days_ago), candidacy_id=file.pk, details=details)


def depart(cast: Cast) -> None:
    """Put each trip on one list, sign it and note the departure; the list of the next flight is being prepared."""
    for trip, files in cast.trips(*FIRST_GROUP, "away", "leaving"):
        head = cast.head(max(trip + 1, 1))
        flight = Flight(mode="flight", travel_on=cast.service.day(trip), reference="AT 524", port="Bamako-Sénou")
        manifest = actions.open_manifest(
            actor=head, campaign_id=cast.campaign.pk, office=cast.department, flight=flight
        )
        require(actions.add_to_manifest(actor=head, manifest_id=manifest.pk, candidacy_ids=keys(files)))
        if trip > 0:
            actions.sign_manifest(actor=head, manifest_id=manifest.pk)
            require(actions.depart(actor=cast.head(trip), manifest_id=manifest.pk, on=cast.service.day(trip)))
