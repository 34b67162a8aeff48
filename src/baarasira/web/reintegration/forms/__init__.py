"""Forms of the pages of returns."""

from .cases import (
    AidForm,
    AssessmentForm,
    BodyForm,
    CareForm,
    CarerForm,
    CaseFilter,
    CloseForm,
    ConsentForm,
    IntakeForm,
    ReferForm,
    ReopenForm,
    SignalForm,
    TransferForm,
)
from .partners import RefuseForm, ReportForm
from .placements import AgreementForm, AttendanceForm, BreakForm, EndForm, EvaluationForm, SignaturesForm
from .plans import PlanForm, PlanStepForm, SignForm
from .visits import AssignForm, BeginSurveyForm, SurveyForm, VisitForm, WeightsForm

__all__ = [
    "AgreementForm",
    "AidForm",
    "AssessmentForm",
    "AssignForm",
    "AttendanceForm",
    "BeginSurveyForm",
    "BodyForm",
    "BreakForm",
    "CareForm",
    "CarerForm",
    "CaseFilter",
    "CloseForm",
    "ConsentForm",
    "EndForm",
    "EvaluationForm",
    "IntakeForm",
    "PlanForm",
    "PlanStepForm",
    "ReferForm",
    "RefuseForm",
    "ReopenForm",
    "ReportForm",
    "SignForm",
    "SignalForm",
    "SignaturesForm",
    "SurveyForm",
    "TransferForm",
    "VisitForm",
    "WeightsForm",
]
