"""What this room holds in words of a person whose file is purged: emptied; days, states and amounts stay, for the figures."""

from uuid import UUID

from ..models import Aid, CareNote, Case, Intake, PartnerConsent, Plan, PlanStep, Referral, Relation, Transfer

_GONE = "-"


def forget_person(*, person_id: UUID) -> None:
    """Empty every text about a person, on the event ``person.purge``, within its transaction."""
    cases = Case.objects.filter(person_id=person_id)
    cases.update(source_reference="", closing_words="")
    Intake.objects.filter(case__person_id=person_id).update(
        origin_commune="", lender="", plan_a="", plan_b="", needs=[], vulnerabilities=[], last_occupation=""
    )
    Relation.objects.filter(case__person_id=person_id).delete()
    CareNote.objects.filter(case__person_id=person_id).update(sealed="")
    Referral.objects.filter(case__person_id=person_id).update(words="", refusal_words="", report="", vulnerability="")
    Transfer.objects.filter(case__person_id=person_id).update(reason=_GONE, answer="")
    plans = Plan.objects.filter(case__person_id=person_id)
    plans.update(goal=_GONE)
    plans.exclude(witness="").update(witness=_GONE)
    plans.exclude(read_by="").update(read_by=_GONE)
    PlanStep.objects.filter(plan__case__person_id=person_id).update(words=_GONE)
    PartnerConsent.objects.filter(person_id=person_id).update(how="")
    Aid.objects.filter(person_id=person_id).update(reference="")
    Aid.objects.filter(person_id=person_id).exclude(cancelled_reason="").update(cancelled_reason=_GONE)
