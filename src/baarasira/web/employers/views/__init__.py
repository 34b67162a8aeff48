"""Pages of employers: lists, forms, the file, the decision of the second person."""

from .deciding import accreditations, decide_accreditation, lift_suspension, submit_employer, suspend_employer
from .listing import export_employers, likely_employers, list_employers, suggest_employers
from .writing import add_contact, edit_employer, employer_file, end_contact, new_employer, record_visit

__all__ = [
    "accreditations",
    "add_contact",
    "decide_accreditation",
    "edit_employer",
    "employer_file",
    "end_contact",
    "export_employers",
    "lift_suspension",
    "likely_employers",
    "list_employers",
    "new_employer",
    "record_visit",
    "submit_employer",
    "suggest_employers",
    "suspend_employer",
]
