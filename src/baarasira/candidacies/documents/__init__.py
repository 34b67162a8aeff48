"""The papers of a candidacy: the letter of introduction to the employer. Plain values in, PDF out."""

from .introduction_letter import IntroductionData, introduction_letter_pdf

__all__ = ["IntroductionData", "introduction_letter_pdf"]
