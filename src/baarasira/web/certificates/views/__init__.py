"""Pages of certificates of training."""

from .certificate import abandon, badge, europass, paper, revoke, show
from .listing import issue, list_certificates, propose

__all__ = [
    "abandon",
    "badge",
    "europass",
    "issue",
    "list_certificates",
    "paper",
    "propose",
    "revoke",
    "show",
]
