"""Many rows at once, and the proof that a list does not read more when there are more."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.test import Client
from factory.django import DjangoModelFactory

PLAFOND = 12


def en_nombre(fabrique: type[DjangoModelFactory], nombre: int, **champs: Any) -> list[Model]:
    """`nombre` rows in one insertion; give every parent, which are not created here."""
    modele = fabrique._meta.model
    lignes: list[Model] = modele._default_manager.bulk_create(fabrique.build_batch(nombre, **champs))
    return lignes


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
