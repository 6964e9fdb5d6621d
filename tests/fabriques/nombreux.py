"""Many rows at once, and the proof that a list does not read more when there are more."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.test import Client
from factory.django import DjangoModelFactory

PLAFOND = 12


def en_nombre(
    fabrique: type[DjangoModelFactory],
    nombre: int,
    varier: Callable[[Any, int], None] = lambda objet, rang: None,
    **champs: Any,
) -> list[Any]:
    """`nombre` rows in one insertion, all alike but for what `varier(object, rank)` changes.

    Give every parent: none is created here. What must be unique is to be varied.
    """
    modele = fabrique.build(**champs)
    lignes = [copy(modele) for _ in range(nombre)]
    for rang, ligne in enumerate(lignes):
        varier(ligne, rang)
    return list(type(modele)._default_manager.bulk_create(lignes))


def verifier_liste_constante(
    client: Client, adresse: str, ajouter: Callable[[int], object], nb_requetes: Callable[[], Any]
) -> None:
    """The list at `adresse` runs as many queries with 10 rows and with 1,000, 12 at most.

    `ajouter(n)` adds n rows that the client may see; the list is empty before.
    """
    ajouter(10)
    client.get(adresse)
    with nb_requetes() as avec_dix:
        assert client.get(adresse).status_code == 200
    ajouter(990)
    with nb_requetes() as avec_mille:
        assert client.get(adresse).status_code == 200
    assert avec_mille.nombre == avec_dix.nombre, _difference(avec_dix.requetes, avec_mille.requetes)
    assert avec_mille.nombre <= PLAFOND, "\n".join(avec_mille.requetes)


def _difference(peu: tuple[str, ...], beaucoup: tuple[str, ...]) -> str:
    return "\n".join([f"{len(peu)} queries with 10 rows, {len(beaucoup)} with 1,000:", *beaucoup])
