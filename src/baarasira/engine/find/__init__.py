"""Who is meant by the words typed of a name. Callers import from `baarasira.engine`."""

from .names import COMMONER, FEW, Named, NameQuestion, Names, letters_off
from .segment import Bearer, birth_number

__all__ = ["COMMONER", "FEW", "Bearer", "NameQuestion", "Named", "Names", "birth_number", "letters_off"]
