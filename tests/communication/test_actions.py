"""One line and at most one mail a person and occurrence, whatever repeats or races."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from forprev.communication.actions import annoncer
from forprev.communication.models import Notification, Preference
from forprev.communication.notifications import Destinataire
from forprev.communication.queries import lignes_recues, nombre_non_lues
from forprev.communication.rules import Envoi
from forprev.courriels.models import Courriel
from tests.communication.evenements import Echeance, Lettre, MessageCible, Tache
from tests.fabriques import INSTANT, PersonneFactory


def vers(*personnes, profil: str = "") -> list[Destinataire]:
    return [Destinataire(personne.pk, profil) for personne in personnes]


@pytest.mark.rule("NOT-01")
def test_toujours_une_ligne_et_un_courriel_si_la_categorie_est_voulue(db):
    personne = PersonneFactory()
    for evenement in (Echeance(), Tache(), MessageCible()):
        annoncer(evenement, vers(personne), le=INSTANT)
    assert set(Notification.objects.values_list("code", "envoi")) == {
        ("essai_echeance", Envoi.IMMEDIAT),
        ("essai_tache", Envoi.IMMEDIAT),
        ("essai_message", Envoi.AUCUN),
    }
    assert Courriel.objects.filter(personne=personne, destinataire=personne.email).count() == 2


@pytest.mark.rule("NOT-02")
def test_une_occurrence_repetee_ne_dit_rien_de_plus(db, django_assert_num_queries):
    anne, karim = PersonneFactory.create_batch(2)
    assert len(annoncer(Echeance(), vers(anne), le=INSTANT)) == 1
    nouvelles = annoncer(Echeance(), vers(anne, karim), le=INSTANT)
    assert [ligne.personne_id for ligne in nouvelles] == [karim.pk]
    assert annoncer(Echeance(), vers(anne, karim), le=INSTANT) == []
    assert (Notification.objects.count(), Courriel.objects.count()) == (2, 2)
    annoncer(Echeance(126), vers(anne), le=INSTANT)
    annoncer(Tache(), vers(anne), le=INSTANT)
    assert (Notification.objects.count(), Courriel.objects.count()) == (4, 4)


@pytest.mark.rule("NOT-02")
def test_une_case_cochee_apres_coup_ne_ressort_pas_une_annonce_passee(db):
    personne = PersonneFactory()
    preference = Preference.objects.create(personne=personne, alertes=False)
    annoncer(Echeance(), vers(personne), le=INSTANT)
    preference.alertes = True
    preference.save()
    annoncer(Echeance(), vers(personne), le=INSTANT)
    assert not Courriel.objects.exists()


@pytest.mark.rule("NOT-02")
@pytest.mark.django_db(transaction=True)
def test_deux_annonces_simultanees_ne_disent_qu_une_fois():
    anne, karim = PersonneFactory.create_batch(2)
    depart, comptes, erreurs = Barrier(2), [], []

    def dire(personnes) -> None:
        try:
            depart.wait()
            comptes.append(len(annoncer(Echeance(), vers(*personnes), le=INSTANT)))
        except BaseException as erreur:
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [Thread(target=dire, args=[ordre]) for ordre in ([anne, karim], [karim, anne])]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert erreurs == []
    assert sum(comptes) == 2
    assert (Notification.objects.count(), Courriel.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_une_transaction_defaite_ne_dit_rien():
    personne = PersonneFactory()
    with transaction.atomic():
        annoncer(Echeance(), vers(personne), le=INSTANT)
        transaction.set_rollback(True)
    assert (Notification.objects.count(), Courriel.objects.count()) == (0, 0)
    assert len(annoncer(Echeance(), vers(personne), le=INSTANT)) == 1


def test_dite_sous_plusieurs_profils_une_personne_l_est_sous_le_premier(db):
    personne = PersonneFactory()
    annoncer(Tache(), vers(personne, profil="gestionnaire-12") + vers(personne, profil="formateur"), le=INSTANT)
    assert Notification.objects.get().profil == "gestionnaire-12"


@pytest.mark.rule("NOT-06")
def test_une_lettre_part_malgre_les_preferences(db):
    personne = PersonneFactory()
    Preference.objects.create(personne=personne, alertes=False, notifications=False, quotidien=True)
    annoncer(Lettre(), vers(personne), le=INSTANT)
    annoncer(Tache(), vers(personne), le=INSTANT)
    assert list(Courriel.objects.values_list("cle", flat=True)) == [f"essai_lettre:125:{personne.pk}"]


def test_qui_prefere_un_courriel_par_jour_a_la_ligne_marquee_a_regrouper(db):
    personne = PersonneFactory()
    Preference.objects.create(personne=personne, quotidien=True)
    annoncer(Tache(), vers(personne), le=INSTANT)
    assert Notification.objects.get().envoi == Envoi.GROUPE
    assert not Courriel.objects.exists()


def test_un_compte_ferme_garde_la_ligne_sans_courriel(db):
    personne = PersonneFactory(is_active=False)
    annoncer(Lettre(), vers(personne), le=INSTANT)
    assert Notification.objects.get().envoi == Envoi.AUCUN
    assert not Courriel.objects.exists()


def test_une_personne_partie_entre_temps_est_ignoree(db):
    assert annoncer(Tache(), [Destinataire(999_999)], le=INSTANT) == []


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes_sans_courriel(db, nb_requetes):
    personnes = PersonneFactory.create_batch(30)
    with nb_requetes() as une:
        annoncer(MessageCible(1), vers(personnes[0]), le=INSTANT)
    with nb_requetes() as trente:
        annoncer(MessageCible(2), vers(*personnes), le=INSTANT)
    assert une.nombre == trente.nombre


def test_les_lignes_du_tableau_de_bord(db):
    anne, karim = PersonneFactory.create_batch(2)
    annoncer(Tache(1), vers(anne, profil="formateur"), le=INSTANT)
    annoncer(Tache(2), vers(anne, profil="gestionnaire-12"), le=INSTANT)
    annoncer(Lettre(3), vers(anne, karim), le=INSTANT)
    assert lignes_recues(personne_id=anne.pk).count() == 3
    siennes = lignes_recues(personne_id=anne.pk, profil_code="formateur")
    assert {ligne.cle for ligne in siennes} == {"essai_tache:1", "essai_lettre:3"}
    assert nombre_non_lues(personne_id=anne.pk) == 3
    siennes.update(lue_le=INSTANT)
    assert nombre_non_lues(personne_id=anne.pk) == 1
    assert Notification.objects.get(cle="essai_tache:2").lien == "/certification/2/?onglet=stagiaires#liste"
