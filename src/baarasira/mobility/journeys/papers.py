"""The papers of journeys as they are printed, out of what is stored; each printing is journaled."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext

from baarasira.kernel import files
from baarasira.kernel.actor import Actor
from baarasira.kernel.files.media import MediaType
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.journal import write as journal
from baarasira.kernel.papers import letterhead, long_date
from baarasira.openings.models import Campaign

from ..contracts.models import TemplateApproval
from .actions.common import require_held
from .actions.manifests import members as travellers
from .actions.visas import list_of
from .actions.visas import members as applicants
from .checklist import held_by, lines_of
from .documents.bundle import BundleData, Dossier, Piece, bundle_pdf
from .documents.manifest import ManifestData, manifest_pdf
from .documents.wording import AUTHENTIC, MANIFEST, WORDS
from .models import Journey, Manifest, VisaBundle
from .policies import MANIFESTS, VISAS


def scan_owner(paper_id: UUID) -> str:
    """Return the key under which the scans of a visa paper are kept."""
    return f"visa_paper:{paper_id}"


def manifest_languages(campaign: Campaign) -> tuple[tuple[str, bool], ...]:
    """Return the languages of a list of departure: French, then those in which the programme hands contracts over, each with
    whether a named officer approved its words as they stand."""
    steps = campaign.programme_version.compiled.steps.values()
    asked = [
        language for step in steps if step.kind == "contract" for language in step.parameters.get("languages") or ()
    ]
    others = [language for language in dict.fromkeys(asked) if language in WORDS and language != AUTHENTIC]
    approved = set(TemplateApproval.objects.filter(template=MANIFEST).values_list("language", "sha256"))
    return ((AUTHENTIC, True), *((language, (language, WORDS[language].sha256) in approved) for language in others))


@transaction.atomic
def print_manifest(*, actor: Actor, manifest_id: UUID) -> bytes:
    """Return the list of a departure as a PDF; unsigned until somebody signs it. Raises NotAllowed, CannotPrint."""
    rows = Manifest.objects.select_related(
        "campaign__opening__employer", "campaign__programme_version", "office", "signed_by"
    )
    manifest = rows.get(pk=manifest_id)
    opening = manifest.campaign.opening
    require_held(actor, MANIFESTS, "print", manifest.office_id, opening.office_id)
    people = [
        (str(row.person), str(row.person.born.year), row.candidacy.number, row.home_office.name)
        for row in travellers(manifest)
    ]
    paper = manifest_pdf(
        ManifestData(
            letterhead=letterhead(structure=manifest.office.name), number=manifest.number,
            made_at=manifest.signed_at or manifest.updated_at, campaign=f"{opening.title} ({opening.number})",
            employer=opening.employer.name, country=opening.country, mode=manifest.mode, reference=manifest.reference,
            port=manifest.port, travel_on=manifest.travel_on, rows=people,
            signer=manifest.signed_by.label if manifest.signed_by else "",
            signed_on=manifest.signed_at.date() if manifest.signed_at else None,
            languages=manifest_languages(manifest.campaign),
        )
    )  # fmt: skip
    journal.look(
        actor,
        "manifest.print",
        noun="manifest",
        object_id=manifest.pk,
        subject_id=None,
        structure_id=manifest.office_id,
    )
    return paper


@transaction.atomic
def print_bundle(*, actor: Actor, bundle_id: UUID) -> bytes:
    """Return a collective visa file as one PDF, its scans in the order of the checklist; each look at a scan is journaled.

    Raises NotAllowed, CannotPrint, UnreadableScan.
    """
    bundle = VisaBundle.objects.select_related("campaign__opening__employer", "campaign__opening__office").get(
        pk=bundle_id
    )
    opening = bundle.campaign.opening
    VISAS.require(actor, "print", opening.office_id)
    journeys = list(applicants(bundle))
    with translation.override(settings.LANGUAGE_CODE):
        facts = [
            (pgettext("bundle", "Consulate"), bundle.consulate),
            (pgettext("bundle", "Campaign"), f"{opening.title} ({opening.number})"),
            (pgettext("bundle", "Employer"), opening.employer.name),
            (pgettext("bundle", "Filed on"), long_date(bundle.filed_on) if bundle.filed_on else ""),
        ]
        dossiers = _dossiers(actor, journeys)
    paper = bundle_pdf(
        BundleData(
            letterhead=letterhead(structure=opening.office.name), number=bundle.number, made_at=bundle.updated_at,
            facts=facts, handed=actor.label, dossiers=dossiers,
        )
    )  # fmt: skip
    journal.look(
        actor,
        "visa_bundle.print",
        noun="visa_bundle",
        object_id=bundle.pk,
        subject_id=None,
        structure_id=opening.office_id,
    )
    return paper


def _dossiers(actor: Actor, journeys: list[Journey]) -> list[Dossier]:
    held = held_by(journeys)
    owners = [scan_owner(paper.pk) for papers in held.papers.values() for paper in papers.values()]
    scans: dict[str, list[StoredFile]] = {}
    for row in files.of(*owners):
        scans.setdefault(row.owner, []).append(row)
    found = []
    for journey in journeys:
        pieces = []
        for line in lines_of(journey, list_of(journey.candidacy), held, actor.today):
            if not line.there:
                continue
            paper = held.papers.get(journey.candidacy_id, {}).get(line.item.key)
            kept = scans.get(scan_owner(paper.pk), []) if paper is not None else []
            pieces += [_piece(actor, line.item.title, row) for row in reversed(kept)] or [Piece(line.item.title)]
        found.append(Dossier(str(journey.person), journey.candidacy.number, journey.nie, pieces))
    return found


def _piece(actor: Actor, title: str, row: StoredFile) -> Piece:
    with files.open_bytes(row) as content:
        read = content.read()
    files.look(actor, row)
    return Piece(title, read, row.media_type == MediaType.PDF)
