"""[ACC-14] The old number still opens every door: signing in, checks of trainers, *Pré-remplir*, groups."""

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from forprev.certification.actions import groupe, saisie
from forprev.certification.models import SessionCertification
from forprev.communication.actions import demander_lien_mot_de_passe
from forprev.comptes.actions.recherches import pre_remplir
from forprev.comptes.models import AutreNumero, Personne
from forprev.comptes.queries import trouver
from forprev.courriels.models import Courriel
from forprev.personnes.actions.fusion import reunir
from forprev.profils.queries import profils_de
from tests import fabriques as f
from tests.certification.conftest import monde, monde2
from tests.personnes.mondes import MOT_DE_PASSE, paire

__all__ = ["monde", "monde2"]
pytestmark = [pytest.mark.django_db, pytest.mark.rule("ACC-14")]


@pytest.fixture
def reunie():
    """The person kept, and the number that a merge gave them."""
    deux = paire()
    gardee = reunir(par=f.assistance(), le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)
    return gardee, deux.absorbee.numero


@pytest.mark.rule("ACC-02")
def test_it_signs_in_with_the_kept_password(reunie, client):
    gardee, ancien = reunie

    for identifiant in (ancien, ancien.lower(), f" {ancien} ", gardee.numero, gardee.email.upper()):
        assert authenticate(username=identifiant, password=MOT_DE_PASSE) == gardee
    assert authenticate(username=ancien, password="un autre mot de passe") is None
    reponse = client.post("/connexion/", {"login": ancien, "password": MOT_DE_PASSE})
    assert reponse.status_code == 302
    assert client.session["_auth_user_id"] == str(gardee.pk)


@pytest.mark.rule("ACC-04")
def test_it_asks_for_a_password_link(reunie, executer_taches):
    gardee, ancien = reunie

    demander_lien_mot_de_passe(identifiant=ancien, le=f.INSTANT)
    executer_taches()

    assert Courriel.objects.filter(destinataire=gardee.email, sujet__contains="Changement de mot de passe").exists()


@pytest.mark.rule("SES-06")
def test_it_names_the_trainer(monde):
    deux = paire()
    f.formateur(deux.absorbee, monde.niveau.certificats_qualifiants.get())
    gardee = reunir(par=f.assistance(), le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)

    session = monde.ouvrir()
    trouvee = saisie.chercher_formateur(saisie.SaisieFormateur(numero=deux.absorbee.numero))

    assert trouvee == gardee
    assert all(controle.reussi for controle in saisie.verifier(session, trouvee))
    assert [acteur.profil for acteur in profils_de(gardee, f.JOUR)] == ["formateur"]


@pytest.mark.rule("ACC-23", "SES-08")
def test_it_fills_and_enters_a_stagiaire_once(monde2, reunie):
    gardee, ancien = reunie
    session = monde2.ouvrir()

    identite = pre_remplir(par=monde2.gestionnaire, numero=ancien, le=f.INSTANT)
    ligne = groupe.ajouter(
        par=monde2.gestionnaire,
        le=f.INSTANT,
        numero=session.pk,
        version=session.version,
        saisie=groupe.SaisieStagiaire(identite.nom, identite.prenom, gardee.date_naissance, numero=ancien),
    )

    assert identite.personne_id == gardee.pk
    assert (ligne.personne, ligne.email) == (gardee, gardee.email)
    assert SessionCertification.objects.get(pk=session.pk).stagiaires.count() == 1


def test_finding_by_either_number_or_email_reads_indexes_only():
    with connection.cursor() as curseur:
        curseur.execute("SET LOCAL enable_seqscan = off")
        for identifiant in ("JEJ46894", "quelqu.un@example.org"):
            plan = Personne.objects.d_identifiant(identifiant).explain()
            assert "Seq Scan" not in plan, plan
    assert trouver("JEJ46894") is None
    assert not AutreNumero.objects.exists()
