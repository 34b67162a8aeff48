"""What is sealed under the installation's own key opens for the row it was sealed for, and for no other."""

from uuid import uuid4

import pytest

from baarasira.kernel import vault


def test_what_is_sealed_is_unreadable_and_comes_back_exactly() -> None:
    owner, text = uuid4(), "Awa Koné, +223 76 45 00 00"
    sealed = vault.seal(owner, text)
    assert "Koné".encode().hex() not in sealed
    assert vault.seal(owner, text) != sealed, "the same words twice do not look alike"
    assert vault.unseal(owner, sealed) == text


def test_what_was_emptied_altered_or_moved_to_another_row_does_not_open() -> None:
    owner = uuid4()
    sealed = vault.seal(owner, "Awa")
    for row, text in ((uuid4(), sealed), (owner, ""), (owner, sealed[:-2]), (owner, "not hexadecimal")):
        with pytest.raises(vault.Forgotten):
            vault.unseal(row, text)
