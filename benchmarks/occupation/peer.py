"""The peer: a character TF-IDF over the same labels, the nearest label's unit group, as one writes it with scikit-learn.

Character 2- to 5-grams within words, accents stripped, sublinear counts, cosine; a masculine/feminine label counts as two. The
labels of the title's language are searched. Of several settings (3–5, 1–4, words too) this one was the best for it.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from baarasira.engine import OccupationLabel


class CharacterTfidf:
    """Labels of both languages as sparse vectors; `suggest` gives codes, best first."""

    def __init__(self, labels: Sequence[OccupationLabel]) -> None:
        self._by_lang = {lang: _Side([label for label in labels if label.lang == lang]) for lang in ("fr", "en")}

    def suggest(self, text: str, lang: str, top: int = 5) -> list[str]:
        """Return at most `top` unit groups for a text; none when nothing is in common."""
        return self._by_lang[lang].suggest(text, top)


class _Side:
    def __init__(self, labels: list[OccupationLabel]) -> None:
        texts = [(label.code, part.strip()) for label in labels for part in label.text.split("/") if part.strip()]
        self._codes = np.array([code for code, _text in texts])
        self._make = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), strip_accents="unicode", sublinear_tf=True, dtype=np.float32
        )
        self._labels = self._make.fit_transform([text for _code, text in texts]).T.tocsr()

    def suggest(self, text: str, top: int) -> list[str]:
        scores = (self._make.transform([text]) @ self._labels).toarray()[0]
        found: dict[str, None] = {}
        for place in np.argsort(-scores, kind="stable"):
            if scores[place] <= 0 or len(found) == top:
                break
            found[str(self._codes[place])] = None
        return list(found)
