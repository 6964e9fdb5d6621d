"""Which profiles a person holds on a day."""

from datetime import timedelta

import pytest

from forprev.certification.states import Etat
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.profils.queries import acteur_retenu, compte_a_traiter, detenteurs, profils_de
from tests import fabriques as f
from tests.fabriques.certification import TRAITS_PAR_ETAT

pytestmark = pytest.mark.django_db
VEILLE = f.JOUR - timedelta(days=1)


@pytest.mark.rule("ACC-09")
def test_profiles_cumulate_in_a_stable_order(nb_requetes):
    personne = f.PersonneFactory()
    f.RoleReseauFactory(personne=personne, instructeur=True)
    f.formateur(personne)
    ville = f.EntiteFactory(raison_sociale="Ville de Meudon")
    f.delegataire(f.HabilitationFactory(entite=ville), personne)
    f.gestionnaire(f.EntiteFactory(raison_sociale="Écoles Réunies"), personne)
    f.gestionnaire(f.EntiteFactory(raison_sociale="Zeste"), personne)

    with nb_requetes() as compte:
        acteurs = profils_de(personne, f.JOUR)

    assert [acteur.libelle for acteur in acteurs] == [
        "Gestionnaire · Écoles Réunies",
        "Gestionnaire · Zeste",
        "Délégataire · Ville de Meudon",
        "Formateur",
        "Instructeur · Cramif",
    ]
    assert acteurs[2].entite_id == ville.pk
    assert compte.nombre == 1


def test_nobody_holds_nothing_by_default():
    assert profils_de(f.PersonneFactory(), f.JOUR) == []


def test_a_person_holds_only_their_own_profiles():
    f.gestionnaire()
    f.formateur()
    f.inrs()
    f.SessionFactory(soumise=True)

    assert profils_de(f.PersonneFactory(), f.JOUR) == []


@pytest.mark.rule("ACC-17")
def test_formateur_until_the_last_day_of_the_certificate():
    acteur = f.formateur(fin=f.JOUR)

    assert [a.limite for a in profils_de(acteur.personne, f.JOUR)] == [False]
    assert profils_de(acteur.personne, f.JOUR + timedelta(days=1)) == []


@pytest.mark.rule("ACC-17")
def test_a_revoked_certificate_no_longer_counts_from_that_day():
    certificat = f.CertificatFormateurFactory(certificat__revoque_le=f.JOUR)

    assert profils_de(certificat.personne, f.JOUR) == []
    assert len(profils_de(certificat.personne, VEILLE)) == 1


@pytest.mark.rule("ACC-17")
@pytest.mark.parametrize("etat", list(Etat))
def test_an_ended_certificate_leaves_the_sessions_it_covered(etat):
    """Only while submitted and not yet generated, and then limited."""
    certificat = f.CertificatFormateurFactory(certificat__fin_validite=f.JOUR - timedelta(days=5))
    f.SessionFactory(**TRAITS_PAR_ETAT[etat], formateur=certificat.personne, date_fin=f.JOUR - timedelta(days=5))

    en_attente = {Etat.EN_VALIDATION_FORMATEUR, Etat.EN_VALIDATION_ENTITE, Etat.GENERATION_EN_COURS}
    assert [a.limite for a in profils_de(certificat.personne, f.JOUR)] == ([True] if etat in en_attente else [])


@pytest.mark.rule("ACC-17")
def test_a_session_ended_after_the_certificate_gives_no_profile():
    certificat = f.CertificatFormateurFactory(certificat__fin_validite=f.JOUR - timedelta(days=6))
    f.SessionFactory(soumise=True, formateur=certificat.personne, date_fin=f.JOUR - timedelta(days=5))

    assert profils_de(certificat.personne, f.JOUR) == []


@pytest.mark.rule("ACC-17", "RGP-13")
def test_a_session_whose_time_is_over_gives_no_profile():
    certificat = f.CertificatFormateurFactory(certificat__fin_validite=f.JOUR - timedelta(days=5))
    f.SessionFactory(
        soumise=True, formateur=certificat.personne, date_fin=f.JOUR - timedelta(days=5), supprimee_apres=VEILLE
    )

    assert profils_de(certificat.personne, f.JOUR) == []


@pytest.mark.rule("ACC-09")
def test_the_remembered_code_counts_only_when_held():
    un, deux = f.gestionnaire(), f.gestionnaire()

    assert acteur_retenu([un, deux], deux.code) == deux
    assert acteur_retenu([un, deux], "gestionnaire-999999", deux.code) == deux
    assert acteur_retenu([un, deux], "inrs", "") == un
    assert acteur_retenu([], "inrs") is None


def test_detenteurs_of_an_entity():
    acteur = f.gestionnaire()
    f.delegataire(f.HabilitationFactory(entite_id=acteur.entite_id, entite=None))
    f.gestionnaire()
    lecteur = f.gestionnaire(Membre.objects.get(pk=acteur.membre_id).entite)
    Membre.objects.filter(pk=lecteur.membre_id).update(lecture_jusqu_au=f.JOUR)

    assert list(detenteurs(Profil.GESTIONNAIRE, [acteur.entite_id])) == [acteur.personne]
    with pytest.raises(ValueError, match="formateur"):
        detenteurs(Profil.FORMATEUR, [acteur.entite_id])


@pytest.mark.rule("SES-28")
def test_the_counter_of_each_side():
    session = f.SessionFactory()
    responsable = f.gestionnaire(session.entite)
    verificateur = f.formateur()
    f.SessionFactory(habilitation=session.habilitation, validee=True)
    f.SessionFactory(habilitation=session.habilitation, soumise=True, formateur=verificateur.personne)
    f.SessionFactory(
        habilitation=session.habilitation,
        soumise=True,
        formateur=verificateur.personne,
        date_fin=f.JOUR + timedelta(days=1),
    )

    assert compte_a_traiter(responsable, f.JOUR) == 2
    assert compte_a_traiter(verificateur, f.JOUR) == 1
    assert compte_a_traiter(f.inrs(), f.JOUR) == 0
