"""The search of names read plainly: one person after the other, every rule of engine.find as a sentence of its own."""

from collections.abc import Iterable, Sequence

from baarasira.engine import Bearer, NameQuestion, canonical_name

FEW, COMMONER = 300, 20


def letters_between(one: str, other: str) -> int:
    """Return how many letters are left out, added, changed or swapped with the next (each letter touched once)."""
    rows = [list(range(len(other) + 1))]
    for i, mine in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def in_any_spelling(word: str, typed: str) -> bool:
    """Tell whether a borne word begins with the typed one, by letters or by canonical form."""
    return word.startswith(typed) or canonical_name(word).startswith(canonical_name(typed))


def visible(people: Iterable[Bearer], question: NameQuestion) -> list[Bearer]:
    """Return who may be shown to the asker."""
    return [person for person in people if not person.hidden or question.own is None or person.office in question.own]


def corrections(people: Sequence[Bearer], typed: str) -> set[str]:
    """Return the words that may have been meant, of people who may be shown."""
    limit = 0 if len(typed) < 4 else 1 if len(typed) < 6 else 2
    known = sum(any(in_any_spelling(word, typed) for word in person.words.split()) for person in people)
    near: dict[int, set[str]] = {}
    for word in {word for person in people for word in person.words.split()}:
        off = letters_between(word, typed)
        borne = sum(word in person.words.split() for person in people)
        if 0 < off <= limit and not in_any_spelling(word, typed) and borne >= max(1, COMMONER * known):
            near.setdefault(off, set()).add(word)
    return near[min(near)] if near else set()


def found(people: Iterable[Bearer], question: NameQuestion) -> list[tuple[int, str, bytes]]:
    """Return everybody found, best first."""
    shown = visible(people, question)
    born = [person for person in shown if all(person.born // 10_000 == year for year in question.years)]
    last = len(question.words) - 1

    def as_typed(person: Bearer) -> bool:
        words = person.words.split()
        return all(
            any(word.startswith(typed) for word in words) if place == last else typed in words
            for place, typed in enumerate(question.words)
        )

    def spelt(person: Bearer, meant: dict[str, set[str]]) -> bool:
        return all(
            any(
                in_any_spelling(word, typed) or canonical_name(word) in {canonical_name(m) for m in meant[typed]}
                for word in person.words.split()
            )
            for typed in question.words
        )

    nothing: dict[str, set[str]] = {typed: set() for typed in question.words}
    ranks = {person.id: 0 for person in born if as_typed(person)}
    ranks |= {person.id: 1 for person in born if person.id not in ranks and spelt(person, nothing)}
    if len(ranks) <= FEW:
        meant = {typed: corrections(shown, typed) for typed in question.words}
        ranks |= {person.id: 2 for person in born if person.id not in ranks and spelt(person, meant)}
    return sorted((ranks[person.id], person.key, person.id) for person in born if person.id in ranks)
