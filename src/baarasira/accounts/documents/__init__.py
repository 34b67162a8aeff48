"""The papers of accounts: the recovery codes of two-factor sign-in. Plain values in, PDF out."""

from .recovery_codes import RecoveryCodesData, recovery_codes_pdf

__all__ = ["RecoveryCodesData", "recovery_codes_pdf"]
