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
            "nomment cette personne comme formateur\u00a0: elles doivent d’abord aboutir, ou changer de formateur.",
        ),
        "sans_gestionnaire": (
            faits.sans_gestionnaire,
            "sont ouvertes, déclarées par cette personne pour une entité sans gestionnaire\u00a0: personne ne "
            "pourrait les terminer.",
        ),
        "generation": (
            faits.en_generation,
            "ont des certificats en cours de génération pour cette personne\u00a0: attendez qu’elle se termine.",
        ),
    }
    return [
        Raison(code, f"Sessions de certification {_numeros(numeros)}\u00a0: elles {suite}")
        for code, (numeros, suite) in textes.items()
        if numeros
    ]


def _numeros(numeros: tuple[int, ...]) -> str:
    return enumerer([f"n°\u00a0{numero}" for numero in numeros])


def _raisons_inconnues(inconnues: tuple[str, ...]) -> list[Raison]:
    if not inconnues:
        return []
    texte = (
        f"Forprev ne sait pas encore effacer certaines données de ce compte ({enumerer(list(inconnues))})\u00a0: "
        "prévenez l’équipe technique."
    )
    return [Raison("relation_inconnue", texte)]
