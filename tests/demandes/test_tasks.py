"""The nights: reminders of complements, drafts announced then deleted; run twice nothing moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schedule import NUIT
from forprev.communication.models import Notification
from forprev.courriels.models import Courriel
from forprev.demandes import tasks
from forprev.demandes.actions import complements, echeances, fiches, saisie
from forprev.demandes.deadlines import dernier_jour_touche, rappel_du, suppression_brouillon
from forprev.demandes.models import Demande, Piece
from forprev.demandes.notifications.entite import BrouillonASupprimer, ComplementsAttendus
from forprev.demandes.states import Etat
from forprev.entites.models import Entite
from forprev.referentiel.models import ValeurReference
from forprev.socle import files
from forprev.socle.clock import instant_du
from forprev.socle.dates import plus_mois
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.demandes.outils import instantane
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)
LIMITE = date(2026, 3, 1)


def jours(fonction, premier, dernier):
    """Night after night, from `premier` through `dernier`: which of them did something."""
    nuits = [premier + n * UN_JOUR for n in range((dernier - premier).days + 1)]
    return [nuit for nuit in nuits if fonction(jour=nuit, le=instant_du(nuit))]


@pytest.mark.rule("DEM-10")
@pytest.mark.parametrize(
    ("jours_avant", "depuis", "attendu"),
    [(31, 90, None), (30, 90, 0), (8, 90, 0), (7, 90, 1), (0, 90, 1), (-1, 90, None), (20, 20, None), (7, 20, 1)],
)
def test_the_latest_reminder_due(jours_avant, depuis, attendu):
    le, demande = LIMITE - jours_avant * UN_JOUR, LIMITE - depuis * UN_JOUR
    assert rappel_du(LIMITE, depuis=demande, le=le, seuils=(30, 7)) == attendu


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(3, 24))
def test_the_last_day_touched_is_exact(jour, mois):
    touche = dernier_jour_touche(jour, mois=mois)
    assert suppression_brouillon(touche, mois=mois) <= jour < suppression_brouillon(touche + UN_JOUR, mois=mois)


@pytest.mark.rule("DEM-10", "NOT-02")
def test_complements_still_awaited_are_recalled_thirty_and_seven_days_before_the_limit(monde, par):
    collegue = f.gestionnaire(Entite.objects.get(pk=par.entite_id))
    limite = monde.complements(monde.prise(par)).limite
    dits = jours(echeances.rappeler, JOUR, limite + 5 * UN_JOUR)
    assert dits == [limite - 30 * UN_JOUR, limite - 7 * UN_JOUR]
    assert jours(echeances.rappeler, JOUR, limite + 5 * UN_JOUR) == []
    lignes = Notification.objects.filter(code="complements_attendus")
    assert lignes.count() == 4
    assert set(lignes.values_list("personne", flat=True)) == {par.personne_id, collegue.personne_id}
    assert set(lignes.values_list("categorie", flat=True)) == {"A"}
    assert Demande.objects.get().etat == Etat.COMPLEMENTS_DEMANDES


@pytest.mark.rule("DEM-10")
def test_after_an_outage_only_the_latest_reminder_leaves(monde, par):
    limite = monde.complements(monde.prise(par)).limite
    assert echeances.rappeler(jour=limite - 3 * UN_JOUR, le=INSTANT) == 1
    assert Notification.objects.get(code="complements_attendus").cle.endswith(":1")


@pytest.mark.rule("DEM-10")
@pytest.mark.parametrize("fin", ["répondu", "retiré", "abandonné"])
def test_what_is_awaited_no_more_is_not_recalled(monde, par, fin):
    demande = monde.prise(par)
    limite = monde.complements(demande).limite
    champs = {"le": INSTANT, "demande": demande, "version": monde.relire(demande).version}
    if fin == "répondu":
        complements.repondre(par=par, **champs)
    elif fin == "retiré":
        complements.retirer(par=monde.instructeur, **champs)
    else:
        saisie.abandonner(par=par, **champs)
    assert jours(echeances.rappeler, JOUR, limite) == []


@pytest.mark.rule("DEM-10")
def test_many_are_told_lot_by_lot_and_another_request_is_another_occurrence(monde, par):
    for n in range(3):
        monde.complements(monde.prise(par, f.DispositifNiveauFactory(niveau=n + 1)))
    limite = plus_mois(JOUR, 3)
    assert echeances.rappeler(jour=limite - 10 * UN_JOUR, le=INSTANT, lot=2) == 3


def test_the_mail_of_a_reminder():
    rappel = ComplementsAttendus(12, "Habilitation", "SST / 1", 4, complement=3, rang=0, limite=LIMITE)
    assert (rappel.sujet(), rappel.texte(), rappel.lien()) == (
        "Compléments toujours attendus, demande n°\u00a012",
        [
            "Votre demande n°\u00a012 (Habilitation SST / 1) attend toujours des compléments. La raison et les onglets "
            "à reprendre sont dans la demande.",
            "Vous avez jusqu’au 1er\u00a0mars\u00a02026 inclus pour répondre. Passé ce jour, votre caisse pourra "
            "classer la demande sans suite.",
        ],
        "/demandes/12/",
    )


def test_a_draft_left_untouched_is_announced_then_deleted_with_its_files(monde, par):
    demande = monde.brouillon(par)
    chemin = demande.pieces.get().fichier
    fin = plus_mois(JOUR, 12)
    assert jours(echeances.avertir_brouillons, fin - 40 * UN_JOUR, fin + UN_JOUR) == [fin - 30 * UN_JOUR]
    assert jours(echeances.avertir_brouillons, fin - 40 * UN_JOUR, fin + UN_JOUR) == []
    ligne = Notification.objects.get(code="brouillon_a_supprimer")
    assert (ligne.personne_id, ligne.categorie) == (par.personne_id, "A")
    assert files.lire(chemin)

    assert jours(echeances.supprimer_brouillons, fin - 40 * UN_JOUR, fin + UN_JOUR) == [fin]
    assert not Demande.objects.exists()
    assert not Piece.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.lire(chemin)
    assert EntreeJournal.objects.get(verbe="demandes.supprimer_brouillon").profil == "système"
    # the niveau can be asked for again
    assert monde.brouillon(par)


def test_touched_a_draft_lives_on_and_is_announced_again(monde, par):
    demande = monde.brouillon(par)
    fin = plus_mois(JOUR, 12)
    assert echeances.avertir_brouillons(jour=fin - UN_JOUR, le=INSTANT) == 1
    plus_tard = instant_du(fin - UN_JOUR)
    saisie.confirmer_donnees(par=par, le=plus_tard, demande=demande, version=demande.version)
    assert echeances.supprimer_brouillons(jour=fin + 90 * UN_JOUR, le=INSTANT) == 0
    assert echeances.avertir_brouillons(jour=plus_mois(fin, 12) - 20 * UN_JOUR, le=INSTANT) == 1


def test_what_was_filed_is_never_deleted(monde, par):
    monde.soumise(par)
    monde.complements(monde.prise(par, f.DispositifNiveauFactory(niveau=2)))
    avant = instantane()
    loin = plus_mois(JOUR, 60)
    assert echeances.supprimer_brouillons(jour=loin, le=INSTANT) == echeances.avertir_brouillons(jour=loin, le=INSTANT)
    assert instantane() == avant


@pytest.mark.rule("DEM-18")
def test_the_request_that_waited_for_a_deleted_update_goes_on(monde, par):
    fiche = fiches.ouvrir(par=par, le=INSTANT)
    demande = monde.soumise(par)
    assert demande.attend == fiche
    assert echeances.supprimer_brouillons(jour=plus_mois(JOUR, 12), le=INSTANT, lot=1) == 1
    assert monde.relire(demande).attend is None


def test_delays_are_reference_data(monde, par):
    monde.brouillon(par)
    for code, valeur in (("brouillon_abandonne", 3), ("brouillon_avertissement", 10)):
        ValeurReference.objects.create(code=code, valeur=valeur, du=JOUR)
    fin = plus_mois(JOUR, 3)
    assert jours(echeances.avertir_brouillons, fin - 15 * UN_JOUR, fin) == [fin - 10 * UN_JOUR]
    assert jours(echeances.supprimer_brouillons, fin - 15 * UN_JOUR, fin) == [fin]


def test_the_mail_about_a_draft():
    brouillon = BrouillonASupprimer(12, "Mise à jour administrative", "", 4, jour=LIMITE)
    assert (brouillon.sujet(), brouillon.texte()) == (
        "Votre brouillon n°\u00a012 va être supprimé",
        [
            "Votre demande n°\u00a012 (Mise à jour administrative) est restée à l’état de brouillon sans être "
            "modifiée. Elle sera supprimée, avec ses pièces, le 1er\u00a0mars\u00a02026.",
            "Pour la garder, modifiez-la ou soumettez-la d’ici là.",
        ],
    )


@pytest.mark.rule("DEM-10")
def test_the_nights_run_them(monde, par):
    prevues = {tache for _, tache in NUIT}
    assert prevues >= {tasks.rappeler_complements, tasks.avertir_brouillons, tasks.supprimer_brouillons}
    limite = monde.complements(monde.prise(par)).limite
    monde.brouillon(par, f.DispositifNiveauFactory(niveau=2))
    courriels = Courriel.objects.count()
    for nuit in (limite - 7 * UN_JOUR, plus_mois(JOUR, 12) - UN_JOUR, plus_mois(JOUR, 12)):
        for _, tache in NUIT:
            if tache.name.startswith("forprev.demandes"):
                tache(jour=nuit.isoformat())
                tache(jour=nuit.isoformat())
    assert Courriel.objects.count() == courriels + 2
    assert Demande.objects.filter(etat=Etat.BROUILLON).count() == 0
