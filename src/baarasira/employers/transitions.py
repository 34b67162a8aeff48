"""The states of an employer: accreditation, and what takes it away."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import EmployerState

EMPLOYER = TransitionTable(
    "employer",
    [
        transition("record", "", EmployerState.RECORDED, _("Record the employer")),
        transition(
            "submit",
            {EmployerState.RECORDED, EmployerState.REFUSED},
            EmployerState.SUBMITTED,
            _("Submit for accreditation"),
        ),
        transition("accredit", EmployerState.SUBMITTED, EmployerState.ACCREDITED, _("Accredit")),
        transition("refuse", EmployerState.SUBMITTED, EmployerState.REFUSED, _("Refuse the accreditation")),
        # The legal identity changed: what was submitted or accredited is no longer what stands in the file.
        transition("reopen", {EmployerState.SUBMITTED, EmployerState.ACCREDITED}, EmployerState.RECORDED),
        transition("suspend", EmployerState.ACCREDITED, EmployerState.SUSPENDED, _("Suspend")),
        transition("lift", EmployerState.SUSPENDED, EmployerState.ACCREDITED, _("Lift the suspension")),
    ],
)
