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
from .plans import PlanForm, PlanStepForm, SignForm

__all__ = [
    "AidForm",
    "AssessmentForm",
    "BodyForm",
    "CareForm",
    "CarerForm",
    "CaseFilter",
    "CloseForm",
    "ConsentForm",
    "IntakeForm",
    "PlanForm",
    "PlanStepForm",
    "ReferForm",
    "RefuseForm",
    "ReopenForm",
    "ReportForm",
    "SignForm",
    "SignalForm",
    "TransferForm",
]
