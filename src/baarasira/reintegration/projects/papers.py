"""Papers of the committee: the minutes of a session, the letter to each person."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.programmes.enums import Axis
from baarasira.reference.amounts import show_minor
from baarasira.selection.enums import ConflictNature
from baarasira.selection.marks import shown

from .enums import Motive, Outcome
from .models import Hearing, Project, Session
from .queries.committee import listed, seated
from .rules.grid import advice, kept_grid

_HOME = "XOF"
_FOLDER = "reintegration/projects/documents"


def minutes_pdf(session: Session) -> bytes:
    """Return the minutes (procès-verbal) of a session whose marks are opened, as an A4 PDF for signature."""
    made_at = papers.midnight(session.closed_on or session.held_on)
    head = papers.letterhead(structure=session.structure.name, place=session.place)
    with papers.written_by(head) as common:
        content = {**common, **_minutes(session)}
        return pdf.render(f"{_FOLDER}/minutes.typ", content, made_at=made_at, notate=True)


def _minutes(session: Session) -> dict[str, Any]:
    rows = listed(session)
    signers = [row.decided_by.label for row in rows if row.decided_by is not None][:1]
    proposers = [row.proposed_by.label for row in rows if row.proposed_by is not None][:1]
    return {
        "words": _minutes_words(),
        "reference": session.number,
        "date": papers.long_date(session.held_on),
        "facts": [
            [pgettext("committee minutes", "Session"), session.number],
            [pgettext("committee minutes", "Held on"), papers.weekday_date(session.held_on)],
            [pgettext("committee minutes", "Place"), session.place],
            [pgettext("committee minutes", "Quorum"), str(session.quorum)],
            [
                pgettext("committee minutes", "Grid"),
                _("granted from %(high)d points, adjourned from %(low)d")
                % {"high": session.passes[0], "low": session.passes[1]},
            ],
        ],
        "members": [_member(seat) for seat in seated(session)],
        "projects": [_project(session, row) for row in rows],
        "signers": [(proposers or [""])[0], (signers or [""])[0]],
    }


def _member(seat: Any) -> list[str]:
    back = seat.conflicts.exclude(nature=ConflictNature.NONE).count()
    said = (
        pgettext("committee minutes", "stood back %(n)d times") % {"n": back}
        if back
        else pgettext("committee minutes", "none declared")
    )
    role = str(seat.get_role_display())
    return [seat.name, f"{role}, {seat.body}" if seat.body else role, said]


def _project(session: Session, row: Hearing) -> dict[str, Any]:
    project = row.project
    advised = advice(row.total or 0, session.passes, max(0, project.adjournments - (row.outcome == Outcome.ADJOURNED)))
    facts = [
        [pgettext("committee minutes", "Person"), f"{project.person} ({project.person.number})"],
        [pgettext("committee minutes", "Amount asked"), show_minor(project.asked or 0, _HOME)],
        [pgettext("committee minutes", "Total"), shown(row.total or 0)],
        [pgettext("committee minutes", "What the grid advises"), str(advised.label)],
        [pgettext("committee minutes", "Decision"), _decision(row)],
    ]
    if row.motive:
        facts.append([pgettext("committee minutes", "Motive"), str(Motive(row.motive).label)])
    lines = [
        [str(line.title), str(line.weight), shown(row.points.get(line.key, 0))] for line in kept_grid(session.grid)
    ]
    return {"title": f"{row.position}. {project.title}", "facts": facts, "lines": lines, "words": row.words}


def _decision(row: Hearing) -> str:
    if not row.outcome:
        return pgettext("committee minutes", "not decided yet")
    label = str(Outcome(row.outcome).label)
    if row.outcome == Outcome.GRANTED:
        return f"{label} : {show_minor(row.amount or 0, _HOME)}"
    if row.outcome == Outcome.REDIRECTED:
        return f"{label} : {Axis(row.redirected).label}"
    return label


def _minutes_words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Minutes of the committee of projects"),
        "members": pgettext("committee minutes", "Members present"),
        "name": pgettext("committee minutes", "Name"),
        "role": pgettext("committee minutes", "Sits as"),
        "declared": pgettext("committee minutes", "Conflicts of interest"),
        "decisions": pgettext("committee minutes", "Projects and decisions"),
        "line": pgettext("committee minutes", "Line of the grid"),
        "weight": pgettext("committee minutes", "Points at most"),
        "points": pgettext("committee minutes", "Mean of the marks"),
        "rule": _(
            "Each member marked alone; the marks were opened together once all were in. One person writes each decision, "
            "another signs it."
        ),
        "first": pgettext("committee minutes", "Who wrote the decisions"),
        "second": pgettext("committee minutes", "Who signed them"),
    }


def letter_pdf(project: Project, hearing: Hearing) -> bytes:
    """Return the letter that tells the person what was decided of their project, why, and what is open to them."""
    day = hearing.decided_on or hearing.session.held_on
    head = papers.letterhead(structure=project.office.name, place=project.office.name.rpartition(" ")[2])
    with papers.written_by(head) as common:
        content = {**common, **_letter(project, hearing), "date": papers.long_date(day)}
        return pdf.render(f"{_FOLDER}/letter.typ", content, made_at=papers.midnight(day), notate=True)


def _letter(project: Project, hearing: Hearing) -> dict[str, Any]:
    person = project.person
    return {
        "words": {
            "title": pgettext("paper", "Decision on your project"),
            "subject": pgettext("letter", "Your project: %(title)s") % {"title": project.title},
            "dear": pgettext("letter", "Madam, Sir,"),
            "appeal": _(
                "If you think that the committee did not have everything before it, come to your office: your file may be "
                "looked at again. This letter is free; nobody may ask you for money for it."
            ),
        },
        "reference": f"{hearing.session.number} / {project.number}",
        "person": str(person),
        "person_lines": [line for line in (person.locality, person.commune) if line],
        "paragraphs": [*_said(hearing), hearing.words] if hearing.words else _said(hearing),
        "rows": [[pgettext("letter", "Amount granted"), show_minor(hearing.amount, _HOME)]] if hearing.amount else [],
        "signer": hearing.decided_by.label if hearing.decided_by is not None else "",
        "signer_role": pgettext("letter", "For the committee"),
    }


def _said(hearing: Hearing) -> list[str]:
    """Return the sentences of a decision, whole: a refusal says why, and what else is open."""
    motive = str(Motive(hearing.motive).label) if hearing.motive else ""
    match hearing.outcome:
        case Outcome.GRANTED:
            return [
                _("The committee examined your project and grants it."),
                _("Your adviser calls you to sign the contract. The money is paid to your suppliers, in parts."),
            ]
        case Outcome.ADJOURNED:
            return [
                _("The committee examined your project and asks you to rework it before it decides."),
                _("What is to be improved: %(motive)s.") % {"motive": motive},
                _("Your adviser helps you; the project comes back before the committee once."),
            ]
        case Outcome.REDIRECTED:
            axis = Axis(hearing.redirected).label
            return [
                _("The committee examined your project. It does not fund it, and directs you to another support."),
                _("What is open to you: %(axis)s. Why: %(motive)s.") % {"axis": axis, "motive": motive},
            ]
    return [
        _("The committee examined your project and did not keep it."),
        _("Why: %(motive)s.") % {"motive": motive},
        _("Your office remains open to you: job offers, training, and the other supports of your return."),
    ]
