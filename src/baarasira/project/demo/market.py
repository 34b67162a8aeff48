"""A year of employers, offers, referrals and placements, made by the real actions at the dates they would have had."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db import transaction

from baarasira.candidacies import actions as candidacies
from baarasira.candidacies.enums import CheckOutcome, Confirmer, RefusalReason
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.queries import seats_free
from baarasira.counselling.enums import CardState
from baarasira.employers import actions as employers
from baarasira.employers.details import EmployerDetails, VisitReport
from baarasira.employers.enums import LegalForm, VisitPurpose
from baarasira.employers.models import Employer
from baarasira.network.models import Structure
from baarasira.openings import actions as openings
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import CloseReason, ContractKind, OfferSource, OpeningState
from baarasira.openings.models import Opening
from baarasira.people.models import DeclaredOccupation
from baarasira.reference.occupations import occupation_label

from .agents import Agents
from .population import Place
from .sample import sample_of_people
from .words import FIRM_NAMES, FIRM_WORDS, TRADES

Say = Callable[[str], None]
_FIRST_OFFER_DAYS = 360
_TITLES = {trade.code: trade.man for trade in TRADES}


@dataclass(frozen=True, slots=True)
class _Worker:
    """Someone who may be referred: their office, region, and from when."""

    person_id: UUID
    office_id: UUID
    region: str
    registered_on: date


class Market:
    """Plays the year on a register of invented people."""

    def __init__(self, agents: Agents, places: Sequence[Place], now: datetime) -> None:
        self.agents = agents
        self.places = list(places)
        self.now = now
        self.random = Random(23)  # noqa: S311 - an invented year
        self.offices = Structure.objects.in_bulk(list(agents.counsellors))
        self.busy: set[UUID] = set()

    def at(self, day: date, hour: int = 9) -> datetime:
        """Return a working hour of a day, never later than now."""
        moment = datetime.combine(day, time(hour, self.random.randrange(60)), UTC)
        return min(moment, self.now)

    # employers

    def found_employers(self, count: int) -> list[Employer]:
        """Record, submit and accredit employers over the year before the offers; a few wait or are refused."""
        found: list[Employer] = []
        names: set[str] = set()
        while len(found) < count:
            kind, sector, _groups = self.random.choice(FIRM_WORDS)
            name = f"{kind} {self.random.choice(FIRM_NAMES)}"
            if name in names:
                name = f"{name} {len(found) + 1}"
            names.add(name)
            place = self.random.choices(self.places, weights=[place.weight for place in self.places])[0]
            day = self.now.date() - timedelta(days=self.random.randint(_FIRST_OFFER_DAYS + 5, 700))
            found.append(self._employer(name, sector, place, day, len(found)))
        return found

    @transaction.atomic
    def _employer(self, name: str, sector: str, place: Place, day: date, number: int) -> Employer:
        agents, office_id = self.agents, place.office_id
        details = EmployerDetails(
            name=name,
            legal_form=self.random.choice([LegalForm.COMPANY, LegalForm.SOLE_TRADER, LegalForm.COMPANY])
            if sector != "S"
            else LegalForm.ASSOCIATION,
            sector=sector,
            region=place.region,
            cercle=place.cercle,
            tax_id=f"08{number:07d}{'ABCDEFGHJK'[number % 10]}",
            activity=name.rsplit(" ", 1)[0],
            headcount=self.random.choice([3, 6, 8, 12, 20, 45, 120]),
            address=f"{place.cercle_name or 'Bamako'}, près du marché",
            phone=f"2{self.random.choice('01')} {self.random.randint(20, 99)} 00 {number % 100:02d}",
        )
        office = self.offices[office_id]
        employer = employers.record_employer(
            actor=agents.adviser(office_id, self.at(day)), office=office, details=details
        )
        employer = employers.submit_employer(actor=agents.adviser(office_id, self.at(day, 11)), employer=employer)
        if number % 30 == 17:
            return employer
        decided = agents.director(office_id, self.at(day + timedelta(days=3)))
        if number % 40 == 23:
            return employers.refuse_employer(
                actor=decided, employer=employer, reason="Adresse introuvable lors de la visite."
            )
        employer = employers.accredit_employer(actor=decided, employer=employer)
        if number % 3 == 0:
            visited = day + timedelta(days=self.random.randint(10, 200))
            report = VisitReport(
                visited_on=visited,
                purpose=VisitPurpose.PROSPECTING,
                report="Présentation des services de l'agence et recensement des besoins.",
                met="le gérant",
                recruitment_needs="Deux à quatre postes dans l'année.",
            )
            employers.record_visit(
                actor=agents.adviser(office_id, self.at(visited, 15)), employer=employer, report=report
            )
        return employer

    # offers

    def play_offers(self, firms: Sequence[Employer], count: int) -> Iterator[int]:
        """Receive `count` offers over the year and play what becomes of each; yield how many are played."""
        workers = self._workers()
        accredited = [firm for firm in firms if firm.state == "accredited"]
        for number in range(count):
            days = _FIRST_OFFER_DAYS - number * _FIRST_OFFER_DAYS // count
            firm = self.random.choice(accredited)
            with transaction.atomic():
                self._play(firm, self.now.date() - timedelta(days=days), workers)
            yield number + 1

    @staticmethod
    def _workers() -> dict[str, list[_Worker]]:
        standing = [CardState.ACTIVE, CardState.DUE]
        found: dict[str, list[_Worker]] = defaultdict(list)
        declared = DeclaredOccupation.objects.filter(person__card__state__in=standing, person_id__in=sample_of_people())
        rows = declared.order_by("person_id", "position")
        columns = ("code", "person_id", "person__office_id", "person__region_id", "person__registered_on")
        for code, person_id, office_id, region, registered_on in rows.values_list(*columns):
            found[code].append(_Worker(person_id, office_id, region, registered_on))
        return found

    def _details(self, firm: Employer, day: date) -> OpeningDetails:
        groups = next((groups for kind, _sector, groups in FIRM_WORDS if firm.name.startswith(kind)), ("9313",))
        code = self.random.choice(groups)
        skilled = code[0] in "123"
        title = _TITLES.get(code) or occupation_label(code, "fr")
        wage = self.random.choice([90_000, 120_000, 175_000, 250_000] if skilled else [40_000, 45_000, 60_000, 75_000])
        contract = self.random.choice([ContractKind.FIXED_TERM, ContractKind.PERMANENT, ContractKind.FIXED_TERM])
        return OpeningDetails(
            title=title[:1].upper() + title[1:],
            starts_on=day + timedelta(days=self.random.randint(20, 45)),
            contract=contract,
            months=self.random.choice([6, 12]) if contract == ContractKind.FIXED_TERM else None,
            description="Poste à pourvoir dans une équipe établie. Contrat écrit, inscription à l'INPS.",
            source_channel=self.random.choice([OfferSource.VISIT, OfferSource.PHONE, OfferSource.DESK]),
            received_on=day,
            occupation=code,
            seats=self.random.choice([1, 1, 1, 2, 2, 3, 5]),
            wage=Decimal(wage),
            hours_per_week=Decimal(40),
            region=firm.region_id or "ML-BKO",
            cercle=firm.cercle_id or "",
            workplace=firm.address,
            min_years=self.random.choice([None, None, 1, 2, 3]),
            languages_wanted=("fr:B1",) if skilled else ("bm:B2",),
            min_education=4 if skilled else None,
            licences={"8322": ("B",), "8331": ("D",), "8332": ("C",)}.get(code, ()),
        )

    def _play(self, firm: Employer, day: date, workers: dict[str, list[_Worker]]) -> None:
        office_id, today = firm.office_id, self.now.date()
        opening = openings.receive_opening(
            actor=self.agents.adviser(office_id, self.at(day)),
            office=self.offices[office_id],
            employer=firm,
            details=self._details(firm, day),
        )
        fresh = day > today - timedelta(days=12)  # an offer left waiting longer would have started already
        if day + timedelta(days=1) > today or (fresh and self.random.random() < 0.15):
            return
        opening = openings.submit_opening(
            actor=self.agents.adviser(office_id, self.at(day + timedelta(days=1))), opening=opening
        )
        published = day + timedelta(days=2)
        if published > today or (fresh and self.random.random() < 0.25):
            return
        opening = openings.approve_opening(
            actor=self.agents.director(office_id, self.at(published)),
            opening=opening,
            expires_on=published + timedelta(days=self.random.choice([30, 45, 60])),
        )
        self._place(opening, published, workers)
        self._end(opening, published)

    def _place(self, opening: Opening, published: date, workers: dict[str, list[_Worker]]) -> None:
        """Refer people two to four a seat, and follow each as far as the year goes."""
        region = opening.region_id
        known = [
            worker
            for worker in workers.get(opening.occupation, ())
            if worker.registered_on < published and worker.person_id not in self.busy
        ]
        known.sort(key=lambda worker: worker.region != region)
        wanted = opening.seats * self.random.randint(2, 4)
        day = published + timedelta(days=self.random.randint(2, 9))
        if day > self.now.date():
            return
        chosen = known[: wanted * 2]
        self.random.shuffle(chosen)
        for worker in chosen[:wanted]:
            actor = self.agents.adviser(opening.office_id, self.at(day, 10))
            referral = candidacies.Referral(worker.person_id)
            if seats_free(opening) == 0:
                return
            made = candidacies.refer(actor=actor, opening_id=opening.pk, referrals=[referral])
            self._follow(made[0], opening, day)

    def _follow(self, candidacy: Candidacy, opening: Opening, day: date) -> None:
        today, office_id = self.now.date(), opening.office_id
        met = day + timedelta(days=self.random.randint(2, 8))
        if met > today or self.random.random() < 0.08:
            return
        actor = self.agents.adviser(office_id, self.at(met, 14))
        if self.random.random() < 0.75:
            candidacies.record_interview(actor=actor, candidacy_id=candidacy.pk, on=met)
        decided = met + timedelta(days=self.random.randint(1, 6))
        if decided > today:
            return
        actor = self.agents.adviser(office_id, self.at(decided, 15))
        if self.random.random() > 0.42 or seats_free(opening) == 0:
            reason = self.random.choice(
                [RefusalReason.PROFILE, RefusalReason.EXPERIENCE, RefusalReason.OTHER_CHOSEN, RefusalReason.ABSENT]
            )
            candidacies.refuse(actor=actor, candidacy_id=candidacy.pk, reason=reason)
            return
        starts_on = decided + timedelta(days=self.random.randint(2, 12))
        candidacies.hire(actor=actor, candidacy_id=candidacy.pk, starts_on=starts_on)
        self.busy.add(candidacy.person_id)
        self._start(candidacy, office_id, starts_on)

    def _start(self, candidacy: Candidacy, office_id: UUID, starts_on: date) -> None:
        today = self.now.date()
        confirmed = starts_on + timedelta(days=self.random.randint(1, 6))
        recent = starts_on > today - timedelta(days=15)
        if confirmed > today or (recent and self.random.random() < 0.3):
            return
        placement = candidacies.confirm_start(
            actor=self.agents.adviser(office_id, self.at(confirmed, 16)),
            candidacy_id=candidacy.pk,
            first_day=starts_on,
            confirmed_by=self.random.choice([Confirmer.EMPLOYER, Confirmer.PERSON]),
        )
        for check in placement.checks.order_by("months"):
            done = check.due_on + timedelta(days=self.random.randint(0, 5))
            recent = check.due_on > today - timedelta(days=20)
            if done > today or (recent and self.random.random() < 0.4):
                return
            outcome = CheckOutcome.KEPT if self.random.random() < 0.86 else CheckOutcome.LOST
            candidacies.record_check(
                actor=self.agents.adviser(office_id, self.at(done, 11)), check_id=check.pk, outcome=outcome
            )
            if outcome == CheckOutcome.LOST:
                return

    def _end(self, opening: Opening, published: date) -> None:
        """Close what is filled, and most of what has run its time."""
        ended = published + timedelta(days=self.random.randint(25, 50))
        if ended > self.now.date() or opening.state != OpeningState.PUBLISHED:
            return
        if seats_free(opening) and self.random.random() < 0.15:
            return
        reason = self.random.choice(
            [CloseReason.NO_CANDIDATE, CloseReason.FOUND_ELSEWHERE, CloseReason.PAY, CloseReason.SKILLS]
        )
        openings.close_opening(
            actor=self.agents.adviser(opening.office_id, self.at(ended, 17)), opening=opening, reason=reason
        )
