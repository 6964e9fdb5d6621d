"""When an account may be erased [ACC-11, RGP-04, RGP-05]."""

from dataclasses import dataclass

from forprev.socle.raisons import Raison
from forprev.socle.text import enumerer


@dataclass(frozen=True, slots=True)
class FaitsEffacement:
    """All that an erasure is judged on. Entities are named, sessions are numbers.

    `a_controler`: submitted, not generated, with the person as trainer; `sans_gestionnaire`: open, declared by the
    person for an entity where nobody else could go on; `en_generation`: whose certificates, the person's among them,
    are being made; `inconnues`: the relations to a person that nobody declared.
    """

    dernier_gestionnaire_de: tuple[str, ...] = ()
    a_controler: tuple[int, ...] = ()
    sans_gestionnaire: tuple[int, ...] = ()
    en_generation: tuple[int, ...] = ()
    inconnues: tuple[str, ...] = ()
    dernier_inrs: bool = False


def raisons_effacement(faits: FaitsEffacement) -> list[Raison]:
    """Every reason that forbids the erasure: the full list, so that all can be settled at once."""
    raisons = []
    for nom in faits.dernier_gestionnaire_de:
        texte = (
            f"C’est le dernier gestionnaire de {nom}, qui est ouverte\u00a0: un autre doit être nommé, ou l’entité "
            "fermée, avant l’effacement."
        )
        raisons.append(Raison("dernier_gestionnaire", texte))
    if faits.dernier_inrs:
        texte = "C’est le dernier administrateur INRS\u00a0: donnez d’abord ce rôle à une autre personne."
        raisons.append(Raison("dernier_inrs", texte))
    return [
        *raisons,
        *_raisons_sessions(faits),
        *_raisons_inconnues(faits.inconnues),
    ]


def _raisons_sessions(faits: FaitsEffacement) -> list[Raison]:
    textes = {
        "formateur_attendu": (
            faits.a_controler,
            "cette personne en est le formateur. L’entité doit d’abord aller jusqu’aux certificats, ou changer de "
            "formateur.",
        ),
        "sans_gestionnaire": (
            faits.sans_gestionnaire,
            "l’entité n’a aucun autre gestionnaire pour continuer. Un gestionnaire doit d’abord être nommé.",
        ),
        "generation": (
            faits.en_generation,
            "des certificats y sont en cours de génération. Attendez qu’elle se termine.",
        ),
    }
    return [Raison(code, f"{_numeros(numeros)}\u00a0: {suite}") for code, (numeros, suite) in textes.items() if numeros]


def _numeros(numeros: tuple[int, ...]) -> str:
    """« Sessions de certification n° 125 et n° 126 »."""
    mot = "Session" if len(numeros) == 1 else "Sessions"
    references = enumerer([f"n°\u00a0{numero}" for numero in numeros])
    return f"{mot} de certification {references}"


def _raisons_inconnues(inconnues: tuple[str, ...]) -> list[Raison]:
    if not inconnues:
        return []
    texte = (
        f"Forprev ne sait pas encore effacer certaines données de ce compte ({enumerer(list(inconnues))})\u00a0: "
        "prévenez l’équipe technique."
    )
    return [Raison("relation_inconnue", texte)]
