"""What apprenticeships tell the rooms above and beside them."""

SIGNED = "apprenticeship.signed"
"""The centre signed a contract: `object_id` the contract, `subject_id` the person."""

CERTIFIED = "apprenticeship.certified"
"""A jury's results were signed and somebody passed: `object_id` the contract, `subject_id` the person.

`details`: `title` of the certificate, `address` of the installation for its code (empty: that of the settings), `criteria` in words, `skills` (codes of the reference list), `result` in words, `valid_from`,
`centre_id`, `first_id` (who proposed the results; the actor is who signed them).
"""
