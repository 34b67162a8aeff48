"""What can be done with accounts. Each action takes the actor first and journals what it did.

`invitations`, `memberships`, `states` and `resets` are an administrator's; `signing_in`, `visits`, `passwords`,
`second_factor` and `profile` are a person's own; `recovering` is for the server's command line.
"""
