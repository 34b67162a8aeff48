"""The papers of a candidacy: the letter of introduction to the employer, the receipt of an application."""

from .introduction_letter import IntroductionData, introduction_letter_pdf
from .receipt import ReceiptData, receipt

__all__ = ["IntroductionData", "ReceiptData", "introduction_letter_pdf", "receipt"]
