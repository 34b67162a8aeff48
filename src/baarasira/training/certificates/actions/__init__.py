"""The acts on certificates."""

from .ending import abandon, revoke, revoke_of_source
from .exporting import badge_file, badge_json, europass
from .forgetting import forget_person
from .issuing import ISSUED, REVOKED, Line, issue, issue_many, propose, propose_completed, sign
from .printing import print_certificate

__all__ = [
    "ISSUED",
    "REVOKED",
    "Line",
    "abandon",
    "badge_file",
    "badge_json",
    "europass",
    "forget_person",
    "issue",
    "issue_many",
    "print_certificate",
    "propose",
    "propose_completed",
    "revoke",
    "revoke_of_source",
    "sign",
]
