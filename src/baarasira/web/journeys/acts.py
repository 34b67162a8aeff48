"""The acts on one worker's page: each with its form, who may do it and when, the action it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.kernel.policies import PolicyTable
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.actions.common import allows
from baarasira.mobility.journeys.actions.returns import proofs_of
from baarasira.mobility.journeys.actions.visas import list_of
from baarasira.mobility.journeys.details import AuthorityDetails, TravelDetails
from baarasira.mobility.journeys.enums import LEFT, Stage
from baarasira.mobility.journeys.models import Contact, Journey, MedicalVisit
from baarasira.mobility.journeys.policies import JOURNEYS, MEDICAL, VISAS
from baarasira.web.shell.forms import Form

from .forms import (
    ArrivalForm,
    AuthorityForm,
    ContactForm,
    ConveneForm,
    DayForm,
    PaperForm,
    RelativesForm,
    ReturnForm,
    TravelForm,
    VerdictForm,
)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker as the page knows them: the file, its journey if any, the kind of the open step, what waits."""

    candidacy: Candidacy
    journey: Journey | None
    kind: str
    visit: MedicalVisit | None = None
    contact: Contact | None = None

    @property
    def stage(self) -> str:
        """Where they are; preparing while nothing is recorded."""
        return self.journey.stage if self.journey is not None else Stage.PREPARING


Made = Callable[[Worker, QueryDict | None, MultiValueDict[str, Any] | None], Form]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name in the address, the policy, when it is offered, its form, what it does, the words."""

    name: str
    policy: PolicyTable
    action: str
    when: Callable[[Worker], bool]
    form: Made
    do: Callable[[Actor, Worker, Form], object]
    title: Sentence
    button: Sentence
    done: Sentence


def _plain(form: type[Form]) -> Made:
    return lambda _worker, data, _files: form(data, auto_id=f"{form.__name__.lower()}_%s")


def _of_journey(form: type[Form], names: tuple[str, ...]) -> Made:
    def make(worker: Worker, data: QueryDict | None, _files: MultiValueDict[str, Any] | None) -> Form:
        journey = worker.journey
        initial = {name: getattr(journey, name) for name in names} if journey is not None else {}
        initial["version"] = journey.version if journey is not None else None
        return form(data, initial=initial, auto_id=f"{form.__name__.lower()}_%s")

    return make


def _relatives(worker: Worker, data: QueryDict | None, _files: MultiValueDict[str, Any] | None) -> Form:
    initial: dict[str, object] = {}
    if worker.journey is not None:
        initial = {"version": worker.journey.version, **RelativesForm.initial_of(worker.journey)}
    return RelativesForm(data, initial=initial, auto_id="relatives_%s")


def _paper(worker: Worker, data: QueryDict | None, files: MultiValueDict[str, Any] | None) -> Form:
    return PaperForm(data, files, items=list_of(worker.candidacy).received, auto_id="paper_%s")


def _back(worker: Worker, data: QueryDict | None, _files: MultiValueDict[str, Any] | None) -> Form:
    proofs = proofs_of(worker.journey) if worker.journey is not None else []
    return ReturnForm(data, proofs=proofs, auto_id="return_%s")


def _clean(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _convene(actor: Actor, worker: Worker, form: Form) -> object:
    assert isinstance(form, ConveneForm)  # noqa: S101 (the table below pairs them)
    held = form.cleaned_data
    [line] = actions.convene_to_doctor(
        actor=actor, candidacy_ids=[worker.candidacy.pk], doctor=held["doctor"], place=held["place"], at=form.at,
        paid_by=held["paid_by"],
    )  # fmt: skip
    return line


def _verdict(actor: Actor, worker: Worker, form: Form) -> object:
    if worker.visit is None:
        return None
    return actions.record_verdict(actor=actor, visit_id=worker.visit.pk, **_clean(form))


def _travel(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.record_travel(
        actor=actor, candidacy_id=worker.candidacy.pk, details=TravelDetails(**_clean(form)),
        expected_version=form.cleaned_data["version"],
    )  # fmt: skip


def _authority(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.record_authority(
        actor=actor, candidacy_id=worker.candidacy.pk, details=AuthorityDetails(**_clean(form)),
        expected_version=form.cleaned_data["version"],
    )  # fmt: skip


def _call(actor: Actor, worker: Worker, form: Form) -> object:
    assert isinstance(form, RelativesForm)  # noqa: S101
    return actions.set_relatives(
        actor=actor, candidacy_id=worker.candidacy.pk, relatives=form.relatives(),
        expected_version=form.cleaned_data["version"],
    )  # fmt: skip


def _receive(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.receive_paper(actor=actor, candidacy_id=worker.candidacy.pk, **_clean(form))


def _arrive(actor: Actor, worker: Worker, form: Form) -> object:
    [line] = actions.confirm_arrivals(actor=actor, candidacy_ids=[worker.candidacy.pk], **_clean(form))
    return line


def _security(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.record_social_security(actor=actor, candidacy_id=worker.candidacy.pk, on=form.cleaned_data["on"])


def _end(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.set_end(actor=actor, candidacy_id=worker.candidacy.pk, ends_on=form.cleaned_data["on"])


def _contact(actor: Actor, worker: Worker, form: Form) -> object:
    if worker.contact is None:
        return None
    return actions.record_contact(actor=actor, contact_id=worker.contact.pk, **_clean(form))


def _return(actor: Actor, worker: Worker, form: Form) -> object:
    return actions.prove_return(actor=actor, candidacy_id=worker.candidacy.pk, **_clean(form))


def _here(worker: Worker) -> bool:
    return worker.stage == Stage.PREPARING and worker.candidacy.state == "under_way"


def _abroad(worker: Worker) -> bool:
    return worker.stage == Stage.ABROAD


def _awaits_return(worker: Worker) -> bool:
    return (
        worker.stage in LEFT
        and worker.stage != Stage.BACK
        and (worker.kind == "return" or worker.candidacy.state != "under_way")
    )


_TRAVEL = tuple(TravelDetails.__dataclass_fields__)
_AUTHORITY = tuple(AuthorityDetails.__dataclass_fields__)

ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("convocation", MEDICAL, "convene", lambda w: w.kind == "medical", _plain(ConveneForm), _convene,
            _("Convene to the doctor"), _("Convene and tell them"), _("The person is convened and told.")),
        Act("verdict", MEDICAL, "record", lambda w: w.kind == "medical" and w.visit is not None and not w.visit.verdict,
            _plain(VerdictForm), _verdict,
            _("What the doctor said"), _("Record the verdict"), _("The verdict is recorded: the file has moved on.")),
        Act("proches", JOURNEYS, "prepare", lambda w: _here(w) or _abroad(w), _relatives, _call,
            _("Two people to call"), _("Keep these people"), _("The people to call are recorded.")),
        Act("autorites", JOURNEYS, "authorise", lambda w: _here(w) or _abroad(w),
            _of_journey(AuthorityForm, _AUTHORITY), _authority,
            _("What the authorities gave"), _("Record what they gave"), _("What the authorities gave is recorded.")),
        Act("piece", VISAS, "receive", lambda w: w.kind == "visa", _paper, _receive,
            _("Receive a paper of the visa"), _("Record the paper"), _("The paper is recorded.")),
        Act("voyage", JOURNEYS, "prepare", _here, _of_journey(TravelForm, _TRAVEL), _travel,
            _("Travel and insurance"), _("Record the travel"), _("The travel is recorded.")),
        Act("arrivee", JOURNEYS, "follow", lambda w: w.kind == "arrival", _plain(ArrivalForm), _arrive,
            _("Confirm the arrival"), _("Confirm the arrival"), _("The arrival is recorded: contacts are planned.")),
        Act("securite-sociale", JOURNEYS, "follow",
            lambda w: _abroad(w) and w.journey is not None and w.journey.arrived_on is not None
            and w.journey.social_security_on is None,
            _plain(DayForm), _security,
            _("Registered with social security"), _("Record the registration"), _("The registration is recorded.")),
        Act("contact", JOURNEYS, "follow", lambda w: _abroad(w) and w.contact is not None, _plain(ContactForm), _contact,
            _("Record a contact"), _("Record the contact"), _("The contact is recorded.")),
        Act("fin", JOURNEYS, "follow",
            lambda w: _abroad(w) and w.journey is not None and w.journey.work_ended_on is None, _plain(DayForm), _end,
            _("Correct the last day of work"), _("Correct the day"), _("The last day of work is recorded.")),
        Act("retour", JOURNEYS, "follow", _awaits_return, _back, _return,
            _("Prove the return"), _("Record the proof"), _("The return is proved.")),
    )
}  # fmt: skip


def open_acts(actor: Actor, worker: Worker) -> list[Act]:
    """Return the acts that this actor may do now on a worker's page, in the order of the road."""
    return [
        act for act in ACTS.values() if act.when(worker) and allows(actor, act.policy, act.action, worker.candidacy)
    ]
