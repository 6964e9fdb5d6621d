"""The demonstration country shows what it promises, and is built once."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from stdnum.fr import siret

from forprev.certification.models import LigneChiffres, SessionCertification
from forprev.certification.states import Etat
from forprev.comptes.models import Personne
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.demo.comptes import COMPTES
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.profils.queries import profils_de
from forprev.referentiel.chargement import charger
from tests.fabriques.jour import JOUR

VANVES = "MAIRIE DE VANVES"


@pytest.fixture
def pays(db, jour, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DEMO = True
    charger()
    call_command("demo", stdout=StringIO())


def _les_etats_d_une_session():
    sessions = SessionCertification.objects.filter(entite__raison_sociale=VANVES)
    assert set(sessions.values_list("etat", flat=True)) >= set(Etat) - {Etat.GENERATION_EN_COURS}
    niveaux = {str(s.dispositif_niveau) for s in sessions.select_related("habilitation__dispositif_niveau")}
    assert niveaux >= {"SST / 1", "SST / 2", "Catec / 1", "Amiante / 1"}
    assert SessionCertification.objects.vivantes(JOUR).count() == SessionCertification.objects.count()


def _les_etats_d_une_habilitation():
    habilitations = list(Habilitation.objects.avec_faits())
    assert any(h.suspension_du_jour(JOUR) for h in habilitations)
    assert any(h.fin < JOUR for h in habilitations)
    assert any(h.periodes.count() == 2 for h in habilitations)


def _un_compte_par_profil():
    attendus = {"GES00001": 1, "DEL00001": 1, "FOR00001": 1, "CUM00001": 2, "INS00001": 1, "DEM00001": 1}
    tenus = {n: len(profils_de(Personne.objects.get(numero=n), JOUR)) for n in attendus}
    assert tenus == attendus
    assert all(Personne.objects.get(numero=c.numero).check_password("forprev-demo") for c in COMPTES[:2])


def _deux_premieres_connexions_a_essayer():
    """Reached by the mail alone, which leads to the choice of a password."""
    for numero, profil in (("FOR00002", Profil.FORMATEUR), ("GES00002", Profil.GESTIONNAIRE)):
        personne = Personne.objects.get(numero=numero)
        assert personne.premiere_connexion_le is None
        assert [acteur.profil for acteur in profils_de(personne, JOUR)] == [profil]
        assert numero not in {compte.numero for compte in COMPTES}
        courriel = Courriel.objects.get(personne=personne, sujet="[FORPREV] Votre compte Forprev")
        lien = re.search(r"/reinitialisation-mot-de-passe/\S+/", courriel.texte)
        assert lien is not None
        assert Client().get(lien.group()).status_code == 200


def _des_demandes_a_l_assistance():
    ouvertes = Rectification.objects.ouvertes().order_by("deposee_le")
    assert [bool(demande.preuve) for demande in ouvertes] == [False, True]
    assert DemandeEffacement.objects.ouvertes().count() == 1
    assert all(demande.limite >= JOUR for demande in ouvertes)


def _des_entites_vraisemblables():
    assert Entite.objects.validees().count() >= 40
    assert set(Entite.objects.validees().values_list("type", flat=True)) == {"O", "E", "C"}
    assert all(siret.is_valid(numero) for numero in Entite.objects.validees().values_list("siret", flat=True))
    assert LigneChiffres.objects.values("mois").distinct().count() == 24 + 1


def _un_seul_pays():
    avant = Personne.objects.count()
    call_command("demo", stdout=StringIO())
    assert Personne.objects.count() == avant


def _la_porte_et_la_boite():
    client = Client()
    accueil = client.get("/connexion/").content.decode()
    assert all(compte.numero in accueil for compte in COMPTES)
    assert client.post("/demo/entrer/", {"numero": "INS00002"}).status_code == 404
    entree = client.post("/demo/entrer/", {"numero": "GES00001"})
    assert entree.status_code == 302
    assert entree["Location"] == "/tableau-de-bord/"
    assert client.get("/tableau-de-bord/").status_code == 200
    boite = client.get("/courriels-demo/").content.decode()
    dernier = Courriel.objects.first()
    assert dernier is not None
    assert f"/courriels-demo/{dernier.pk}/" in boite
    assert 'href="http' in client.get(f"/courriels-demo/{dernier.pk}/").content.decode()


@pytest.mark.rule("OPS-01")
def test_le_pays_tient_ses_promesses(pays):
    """One build, many looks: building takes seconds."""
    _les_etats_d_une_session()
    _les_etats_d_une_habilitation()
    _un_compte_par_profil()
    _deux_premieres_connexions_a_essayer()
    _des_demandes_a_l_assistance()
    _des_entites_vraisemblables()
    _la_porte_et_la_boite()
    _un_seul_pays()
