"""[ACC-14] Merges at the same moment as something else."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from forprev.comptes.models import AutreNumero, Personne
from forprev.entites.models import Entite, Membre
from forprev.personnes.actions.effacement import effacer
from forprev.personnes.actions.fusion import reunir
from forprev.personnes.actions.utilisateurs import SaisieRole, changer_role
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.personnes.mondes import paire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("ACC-14")]


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


@pytest.mark.parametrize("croises", [True, False], ids=["each the other", "the same"])
def test_of_two_assistants_one_merges_and_the_other_is_told(croises):
    deux, une, autre = paire(), f.assistance(), f.inrs()
    gardee, absorbee = deux.gardee, deux.absorbee
    second = {"gardee": absorbee, "absorbee": gardee} if croises else {"gardee": gardee, "absorbee": absorbee}

    rendus = ensemble(
        lambda: reunir(par=une, le=f.INSTANT, gardee=gardee, absorbee=absorbee),
        lambda: reunir(par=autre, le=f.INSTANT, **second),
    )

    assert ["deja_reunis"] in rendus
    restante = Personne.objects.get(pk__in=[gardee.pk, absorbee.pk])
    assert restante in rendus
    assert AutreNumero.objects.get().personne == restante


def test_a_merge_and_an_erasure_never_both_happen():
    deux, assistance = paire(), f.assistance()

    rendus = ensemble(
        lambda: reunir(par=assistance, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee),
        lambda: effacer(par=assistance, le=f.INSTANT, personne_id=deux.absorbee.pk),
    )

    assert rendus in ([deux.gardee, ["compte_efface"]], [["compte_efface"], None])


def test_a_role_that_changes_meanwhile_is_the_one_merged():
    deux, assistance = paire(), f.assistance()
    gestionnaire = f.gestionnaire()
    entite = Entite.objects.get(pk=gestionnaire.entite_id)
    f.MembreFactory(personne=deux.gardee, entite=entite, delegataire=True)
    sien = f.MembreFactory(personne=deux.absorbee, entite=entite, delegataire=True)
    role = SaisieRole("gestionnaire")

    rendus = ensemble(
        lambda: reunir(par=assistance, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee),
        lambda: _changer(gestionnaire, sien, role),
    )

    assert rendus[0] == deux.gardee
    assert Membre.objects.filter(personne=deux.gardee, entite=entite).count() == 1
    role_final = Membre.objects.get(personne=deux.gardee).role
    assert role_final == ("gestionnaire" if rendus[1] == "change" else "delegataire")


def _changer(par, membre, role) -> str:
    try:
        changer_role(par=par, le=f.INSTANT, membre=membre, role=role)
    except Membre.DoesNotExist:
        return "parti"
    return "change"
