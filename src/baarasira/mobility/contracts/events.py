"""The events of contracts, told to the rooms above inside the act's own transaction.

`SUBSTITUTED` (object: the contract, subject: the person): details ``finding`` (id of the ArrivalFinding), ``differences`` (names
of conditions found worse than signed), ``words`` (the differences in words), ``other_employer`` (bool).
`ILLEGAL_DEDUCTION` (object: the contract, subject: the person): details ``slip`` (id of the PaySlip), ``month`` (date),
``currency``, ``lines`` (list of {"kind", "amount" in small units, "reason"}), ``total`` (small units).
`UNDERPAID` (object: the contract, subject: the person): details ``slip``, ``month``, ``currency``, ``due``, ``gross`` (small units).
`SIGNED` (object: the contract): details ``candidacy``. `DECIDED` (object: the contract): details ``candidacy``, ``verdict``.
"""

SUBSTITUTED = "contracts.substituted"
ILLEGAL_DEDUCTION = "contracts.illegal_deduction"
UNDERPAID = "contracts.underpaid"
SIGNED = "contracts.signed"
DECIDED = "contracts.decided"
