"""Every write on certification sessions, one module per idea.

`saisie` the entity's entry, `groupe` its stagiaires, `circuit` the moves of the file, `resultats` the trainer's part,
`generation` the certificates, `fins` deletions and warnings, `delegations` what follows a lost delegation.
"""
