"""The number of a certificate: random, so that it tells nothing of the person [CER-12]."""

import secrets

# No two of these are mistaken for one another on paper: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B and U V keep one or none.
ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"
GROUPES = 3
LONGUEUR_GROUPE = 4


def tirer_numero() -> str:
    """A fresh number such as « 7KQF-2MXD-R9HT », from the system's source of randomness [CER-12].

    56 bits: among 50 million certificates two draws meet once in a hundred. The register's unique constraint then
    refuses the second one: nothing is issued under a number already given.
    """
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR_GROUPE)) for _ in range(GROUPES))
