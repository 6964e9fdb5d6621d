"""What a form does not show cannot be sent with it [SEC-01].

Every form found under every profile is sent twice from the same state: as its page filled it, then with the names of
every field of every model added. Nothing sensitive may differ between the two.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.maison.monde import Monde
from tests.securite.formulaires import GROUPES, Formulaire, envoyer, formulaires_ouverts

MODELES = [modele for modele in apps.get_models() if modele.__module__.startswith("forprev.")]
# Names that say who, whose, or in which state; dates and texts of a journal move by themselves.
NOMS = {"numero", "email", "password", "jeton_generation", "role", "nature", "etat", "resultat", "raison_sociale"}
TRACES = {"EntreeJournal", "Notification", "Courriel", "LigneNotification"}


def champs_sensibles(modele: type[models.Model]) -> list[models.Field]:
    return [
        champ
        for champ in modele._meta.concrete_fields
        if not champ.primary_key
        and (isinstance(champ, models.BooleanField | models.ForeignKey) or champ.choices or champ.name in NOMS)
    ]


SENSIBLES = {m: champs_sensibles(m) for m in MODELES if m.__name__ not in TRACES}


def etat_du_monde(connus: dict[type[models.Model], set[Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """The sensitive columns of all that existed, and how many rows are new; keys drawn by chance count for nothing."""
    monde = {}
    for modele, champs in SENSIBLES.items():
        lues = modele._default_manager.values_list("pk", *(champ.attname for champ in champs))
        anciennes = sorted((ligne for ligne in lues if ligne[0] in connus[modele]), key=repr)
        lisibles = [(pk, *map(_valeur, champs, valeurs, [connus] * len(champs))) for pk, *valeurs in anciennes]
        monde[modele.__name__] = [*lisibles, (len(lues) - len(anciennes),)]
    return monde


def _valeur(champ: models.Field, valeur: Any, connus: dict[type[models.Model], set[Any]]) -> Any:
    """A key of something new is drawn from a sequence that undoing does not turn back."""
    if isinstance(champ, models.ForeignKey) and valeur is not None and champ.related_model in connus:
        return valeur if valeur in connus[champ.related_model] else "nouveau"
    return valeur


def ajouts(monde: Monde, formulaire: Formulaire) -> dict[str, str]:
    """Every field name of the application, but those of the form, with a value that an attacker would like."""
    etrangere = monde.objets["sessions"]["etrangere"]
    valeurs = {
        "entite": etrangere.habilitation.entite_id, "habilitation": etrangere.habilitation_id, "session": etrangere.pk,
        "personne": monde.acteurs["inrs"].personne_id, "formateur": monde.acteurs["formateur"].personne_id,
        "role": "GESTIONNAIRE", "nature": "INRS", "etat": "GENEREE", "resultat": "REUSSITE", "email": "mal@example.org",
        "numero": "AAA00001", "password": "!", "profil": "INRS", "caisse": "CARSATB", "lecture_jusqu_au": "",
    }  # fmt: skip
    noms = {c.name for m in MODELES for c in m._meta.concrete_fields} | {
        "is_staff",
        "is_superuser",
        "par",
        "acteur",
        "pk",
    }
    pleins = {nom: str(valeurs.get(nom, "1")) for nom in noms}
    pleins |= {f"{nom}_id": valeur for nom, valeur in pleins.items()}
    return {nom: valeur for nom, valeur in pleins.items() if nom not in formulaire.champs}


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("groupe", GROUPES)
def test_no_form_takes_what_it_does_not_show(monde, client_de, groupe):
    connus = {modele: set(modele._default_manager.values_list("pk", flat=True)) for modele in SENSIBLES}
    ecarts = []
    for client, formulaire in formulaires_ouverts(monde, client_de, groupe):
        if formulaire.methode != "post":
            continue
        etats = []
        for suite in ({}, ajouts(monde, formulaire)):
            with transaction.atomic():
                reponse = envoyer(client, formulaire, formulaire.champs | suite)
                prise = reponse.status_code in (200, 302)
                etats.append((reponse.status_code, etat_du_monde(connus) if prise else {}))
                transaction.set_rollback(True)
        if etats[0] != etats[1]:
            ecarts.append(f"{formulaire.action}: {difference(*etats)}")
    assert not ecarts, "\n".join(ecarts)


def difference(sans: tuple[int, dict[str, list]], avec: tuple[int, dict[str, list]]) -> str:
    if sans[0] != avec[0]:
        return f"{sans[0]} then {avec[0]}"
    return str({nom: (sans[1][nom], avec[1][nom]) for nom in sans[1] if sans[1][nom] != avec[1][nom]})
