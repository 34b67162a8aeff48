"""The rules of an offer: what it must hold to be recorded, and what stops its publication."""

from .publication import Step, publication_findings, stops
from .record import record_findings

__all__ = ["Step", "publication_findings", "record_findings", "stops"]
