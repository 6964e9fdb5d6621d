"""One storey knows every relation to a person, and knows it right [ACC-14, RGP-04]."""

from dataclasses import fields

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CASCADE, SET_NULL, ForeignObjectRel, JSONField, Model

from forprev.certificats.documents import FaitsCertificat
from forprev.comptes.models import Personne
from forprev.personnes.relations import (
    COMPTE,
    COMPTE_TAIT,
    DECLARATIONS,
    RELATIONS,
    Effacement,
    Fusion,
    Relation,
    disparues,
    inconnues,
)
from tests import fabriques as f

# A merge removes rows of these models: what points at them must follow or go on purpose.
SUPPRIMENT = {Fusion.UNIR, Fusion.GARDER, Fusion.FERMER, Fusion.ROLES, Fusion.PAIRES}
# Known by their parent: the package's own table, empty like the other.
DEPENDANTES = {"habilitations.Delegation.membre", "account.EmailConfirmation.email_address"}
DIRECTES = [relation for relation in RELATIONS if relation.est_directe]
# Rows that outlive their person in the database: an erasure removes them itself.
SUPPRIMEES_PAR_L_ACTION = {"aide.Ticket.personne", "courriels.Courriel.personne"}


@pytest.mark.rule("ACC-14")
def test_every_relation_to_a_person_is_declared_and_none_is_gone():
    assert inconnues() == [], "declare these relations in forprev/personnes/relations.py"
    assert disparues() == [], "these relations are gone: take them out of forprev/personnes/relations.py"


def test_a_relation_is_declared_once():
    noms = [declaration.nom for declaration in DECLARATIONS]

    assert len(noms) == len(set(noms))


@pytest.mark.rule("ACC-14")
def test_what_depends_on_the_rows_that_a_merge_removes_is_known():
    modeles = {relation.classe for relation in DIRECTES if relation.fusion in SUPPRIMENT}
    dependantes = {
        f"{inverse.related_model._meta.label}.{inverse.field.name}"
        for modele in modeles
        for inverse in modele._meta.get_fields(include_hidden=True)
        if isinstance(inverse, ForeignObjectRel)
    }

    assert dependantes == DEPENDANTES


@pytest.mark.parametrize("relation", DIRECTES, ids=lambda relation: relation.nom)
def test_the_database_does_what_an_erasure_declares(relation: Relation):
    attendu = CASCADE if relation.effacement == Effacement.SUPPRIMER else SET_NULL
    if relation.nom in SUPPRIMEES_PAR_L_ACTION:
        attendu = SET_NULL

    assert relation.champ_direct.remote_field.on_delete is attendu


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda declaration: declaration.nom)
def test_each_says_what_the_export_shows_or_why_nothing(declaration):
    assert bool(declaration.montre) != bool(declaration.tait)
    for _, chemin in declaration.montre:
        assert champ_au_bout(declaration.classe, chemin), chemin


@pytest.mark.rule("RGP-04")
def test_every_field_of_the_account_is_shown_or_kept_silent_with_a_reason():
    montres = {chemin.split("__")[0] for _, chemin in COMPTE}

    assert montres | set(COMPTE_TAIT) == {champ.name for champ in Personne._meta.concrete_fields}
    assert not montres & set(COMPTE_TAIT)


@pytest.mark.django_db
def test_each_finds_the_rows_of_a_person_and_of_nobody_else():
    certificat = f.CertificatFormateurFactory()
    autre = f.PersonneFactory()

    trouvees = {d.nom for d in DECLARATIONS if d.lignes(certificat.personne)}

    assert trouvees == {"certificats.CertificatFormateur.personne"}
    assert not [d.nom for d in DECLARATIONS if d.lignes(autre)]


def champ_au_bout(modele: type[Model], chemin: str) -> bool:
    """Whether the path of the ORM leads to a field of `modele`."""
    tete, _, suite = chemin.partition("__")
    try:
        champ = modele._meta.get_field("id" if tete == "pk" and not suite else tete.removesuffix("_id"))
    except FieldDoesNotExist:
        return False
    if isinstance(champ, JSONField):
        return suite in {fait.name for fait in fields(FaitsCertificat)}
    return not suite or champ_au_bout(champ.related_model, suite)
