"""Pages of incidents, costs and bars."""

from .bars import bar, bar_act, bar_employer, bar_letter, bar_worker, list_bars
from .carers import carers, end_carer
from .costs import claim, claim_act, cost_proof, file_costs, list_costs, record_earning, record_survey, withdraw_cost
from .employers import employer_record, list_employers
from .incidents import incident, incident_act
from .listing import list_incidents, new_incident

__all__ = [
    "bar",
    "bar_act",
    "bar_employer",
    "bar_letter",
    "bar_worker",
    "carers",
    "claim",
    "claim_act",
    "cost_proof",
    "employer_record",
    "end_carer",
    "file_costs",
    "incident",
    "incident_act",
    "list_bars",
    "list_costs",
    "list_employers",
    "list_incidents",
    "new_incident",
    "record_earning",
    "record_survey",
    "withdraw_cost",
]
