"""The machinery of steps: `moving` is the one place that moves the file of a campaign.

`values` what each kind of step records, `guards` what must hold before a step closes well, `deadlines` by when it is due.
"""
