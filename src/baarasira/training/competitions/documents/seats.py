"""What is printed of the seats: a convocation for each candidate, the attendance sheet of a hall."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel import papers, pdf

from ..models import Competition, Hall, Paper, Sitting
from ..rules.marks import shown

_CONVOCATION = "training/competitions/documents/convocations.typ"
_ATTENDANCE = "training/competitions/documents/attendance.typ"


def convocations_pdf(competition: Competition, sittings: Iterable[Sitting], *, made_on: date) -> bytes:
    """Return the convocations of these candidates, one page each: papers, centre, hall, seat, what to bring."""
    head = papers.letterhead(structure=competition.structure.name)
    with papers.written_by(head) as common:
        rows = [
            [paper.title, papers.short_date(paper.day) if paper.day else "", papers.clock_time(paper.starts) if paper.starts else "",
             _("%(minutes)d min") % {"minutes": paper.minutes}, str(paper.coefficient)]
            for paper in competition.papers.all()
        ]  # fmt: skip
        data = {
            **common,
            "reference": competition.campaign.opening.number,
            "date": papers.long_date(made_on),
            "competition": competition.campaign.opening.title,
            "papers": rows,
            "people": [_person(sitting) for sitting in sittings],
            "words": _convocation_words(),
        }
        return pdf.render(_CONVOCATION, data, made_at=papers.midnight(made_on), notate=True)


def _person(sitting: Sitting) -> dict[str, object]:
    hall = sitting.hall
    centre = (
        f"{hall.centre.name}, {hall.address}" if hall is not None and hall.address else str(hall.centre if hall else "")
    )
    return {
        "facts": [
            [_("Candidate"), str(sitting.candidacy.person)],
            [_("Receipt"), sitting.candidacy.number],
            [_("Centre"), centre],
            [_("Hall"), hall.name if hall is not None else ""],
            [_("Seat number"), str(sitting.seat or "")],
        ]
    }


def _convocation_words() -> dict[str, str]:
    return {
        "title": _("Convocation to an entrance competition"),
        "paper": _("Written paper"),
        "day": _("Day"),
        "hour": _("Time"),
        "length": _("Length"),
        "coefficient": _("Coefficient"),
        "bring": _(
            "Come half an hour before with this convocation and the identity document of your file. Telephones stay outside the "
            "hall. Nothing that tells who you are is written on the script: a script that bears a name or a sign is annulled."
        ),
        "free": _("The competition is free of charge. Report to the agency whoever asks you for money."),
    }


def attendance_pdf(
    competition: Competition, paper: Paper, hall: Hall, sittings: Sequence[Sitting], *, made_on: date
) -> bytes:
    """Return the attendance sheet of a hall for a paper, to be signed by each candidate."""
    head = papers.letterhead(structure=competition.structure.name)
    with papers.written_by(head) as common:
        data = {
            **common,
            "reference": f"{competition.campaign.opening.number} / {paper.key}",
            "date": papers.long_date(made_on),
            "facts": [
                [_("Competition"), competition.campaign.opening.title],
                [_("Written paper"), paper.title],
                [_("Day"), papers.weekday_date(paper.day) if paper.day else ""],
                [_("Hall"), str(hall)],
                [_("Candidates"), str(len(sittings))],
                [_("Eliminatory mark"), shown(paper.eliminatory) if paper.eliminatory else ""],
            ],
            "rows": [
                [str(sitting.seat or ""), str(sitting.candidacy.person), sitting.candidacy.number, "", ""]
                for sitting in sittings
            ],
            "words": {
                "title": _("Attendance sheet"),
                "seat": _("Seat number"),
                "name": _("Candidate"),
                "receipt": _("Receipt"),
                "identity": _("Identity document seen"),
                "signature": _("Signature"),
                "invigilators": _("Invigilators"),
                "head": _("Head of the centre"),
            },
        }
        return pdf.render(_ATTENDANCE, data, made_at=papers.midnight(made_on), notate=True)
