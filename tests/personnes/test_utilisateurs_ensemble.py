"""Two gestionnaires at the same moment, and one who clicks twice."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from forprev.communication.models import Notification
from forprev.comptes.models import Personne
from forprev.entites.models import Membre
from forprev.personnes.actions.utilisateurs import (
    SaisieIdentite,
    SaisieRole,
    ajouter_utilisateur,
    changer_role,
    retirer_utilisateur,
)
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT

pytestmark = pytest.mark.django_db(transaction=True)
NOUVELLE = SaisieIdentite(date(1988, 5, 12), nom="Le Goff", prenom="Maëlle", email="mlg@example.org")


def ensemble(*appels) -> list[object]:
    """What each call gave, or the codes of its refusal, all started at the same moment."""
    depart, rendus = Barrier(len(appels)), [None] * len(appels)

    def courir(rang, appel) -> None:
        try:
            depart.wait()
            rendus[rang] = appel()
        except Refus as refus:
            rendus[rang] = [raison.code for raison in refus.raisons]
        finally:
            connection.close()

    fils = [Thread(target=courir, args=(rang, appel)) for rang, appel in enumerate(appels)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return rendus


def membre_de(acteur) -> Membre:
    return Membre.objects.get(pk=acteur.membre_id)


@pytest.mark.rule("ACC-11")
@pytest.mark.parametrize("croises", [True, False], ids=["each the other", "each oneself"])
@pytest.mark.parametrize("geste", ["retirer", "destituer"])
def test_two_gestionnaires_acting_at_once_never_leave_the_entity_without_one(geste, croises):
    habilitation = f.HabilitationFactory()
    une, autre = f.gestionnaire(habilitation.entite), f.gestionnaire(habilitation.entite)
    delegataire = SaisieRole("delegataire", habilitations=(habilitation.pk,), lien=True)

    def agir(par, sur):
        if geste == "retirer":
            return retirer_utilisateur(par=par, le=INSTANT, membre=sur)
        return changer_role(par=par, le=INSTANT, membre=sur, role=delegataire)

    cibles = (autre, une) if croises else (une, autre)
    membres = [membre_de(cible) for cible in cibles]
    rendus = ensemble(lambda: agir(une, membres[0]), lambda: agir(autre, membres[1]))

    refuses = [rendu for rendu in rendus if isinstance(rendu, list)]
    assert refuses == [["plus_gestionnaire"] if croises else ["dernier_gestionnaire"]]
    assert Membre.objects.gestionnaires().filter(entite=habilitation.entite).count() == 1


@pytest.mark.rule("ACC-10", "ACC-24")
def test_two_clicks_make_one_person_and_one_user():
    par = f.gestionnaire()
    gestionnaire = SaisieRole("gestionnaire")

    def ajouter():
        return ajouter_utilisateur(par=par, le=INSTANT, identite=NOUVELLE, role=gestionnaire, cle="essai").pk

    une, autre = ensemble(ajouter, ajouter)
    assert une == autre
    assert Personne.objects.filter(nom="Le Goff").count() == 1
    assert Notification.objects.filter(code="role_donne").count() == 1
    assert Notification.objects.filter(code="compte_cree").count() == 1


@pytest.mark.rule("ACC-24", "ACC-29")
def test_two_gestionnaires_who_add_the_same_person_add_them_once():
    une = f.gestionnaire()
    autre = f.gestionnaire(membre_de(une).entite)
    connue = f.PersonneFactory()
    designee = SaisieIdentite(connue.date_naissance, numero=connue.numero)

    def ajouter(par, cle):
        return ajouter_utilisateur(par=par, le=INSTANT, identite=designee, role=SaisieRole("gestionnaire"), cle=cle).pk

    rendus = ensemble(lambda: ajouter(une, "une"), lambda: ajouter(autre, "autre"))
    assert sorted(map(str, rendus)) == sorted([str(Membre.objects.get(personne=connue).pk), "['deja_membre']"])


def test_two_entities_that_create_the_same_person_create_them_once():
    une, autre = f.gestionnaire(), f.gestionnaire()

    def ajouter(par):
        return ajouter_utilisateur(par=par, le=INSTANT, identite=NOUVELLE, role=SaisieRole("gestionnaire")).pk

    rendus = ensemble(lambda: ajouter(une), lambda: ajouter(autre))
    assert Personne.objects.filter(nom="Le Goff").count() == 1
    assert [rendu for rendu in rendus if isinstance(rendu, list)] == [["email_pris"]]
