"""The entity's screens of certification sessions, as a browser without JavaScript uses them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from forprev.socle.dates import courte
from tests.certification.conftest import monde, monde2
from tests.fabriques.certification import SessionFactory
from tests.fabriques.habilitations import HabilitationFactory, PlateformeFactory
from tests.fabriques.jour import JOUR
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.fabriques.profils import delegataire, gestionnaire
from tests.fabriques.referentiel import CodePostalFactory, CommuneFactory, DispositifNiveauFactory

__all__ = ["monde", "monde2"]

A_TRAITER = "/certification/a-traiter/"


def page(reponse) -> str:
    """The text of a page, spaces and apostrophes made plain."""
    texte = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    texte = texte.replace("’", "'").replace("&#x27;", "'").replace("&amp;", "&")
    return re.sub(r"[\s\u00a0\u202f]+", " ", texte)


def saisie(monde, **changes) -> dict[str, str]:
    valeurs = {
        "habilitation": monde.habilitation.pk,
        "date_fin": courte(monde.date_fin),
        "modele": monde.modele.pk,
        "type_stage": "INITIAL",
        "type_lieu": "FRANCE",
        "code_postal": "92170",
    }
    return {cle: str(valeur) for cle, valeur in (valeurs | changes).items()}


def declarer(client: Client, monde, **changes) -> SessionCertification:
    """Create, name the trainer, add the four stagiaires, through the pages."""
    client.post("/certification/nouvelle/", saisie(monde, **changes))
    session = SessionCertification.objects.get()
    adresse = f"/certification/{session.pk}/"
    client.post(adresse + "formateur/", {"numero": monde.formateur.personne.numero, "version": session.version})
    for rang, nom in enumerate(["FERREIRA", "FONTAINE", "JÉGOU", "N'GUYEN-LE GOFF"]):
        session.refresh_from_db()
        ligne = {"nom": nom, "prenom": "Anne", "date_naissance": f"0{rang + 1}/04/1977", "version": session.version}
        assert client.post(adresse + "stagiaires/nouveau/", ligne).status_code == 302
    session.refresh_from_db()
    return session


@pytest.fixture
def client(monde, client_de) -> Client:
    return client_de(monde.gestionnaire)


@pytest.mark.rule("SES-28")
def test_les_listes_vides_disent_quoi_faire(client):
    assert "Vous n'avez pas de session de certification à traiter" in page(client.get(A_TRAITER))
    assert "Nouvelle session" in page(client.get("/certification/"))


@pytest.mark.rule("SES-02", "SES-03", "SES-11")
def test_une_session_se_declare_et_se_soumet_sans_javascript(client, monde):
    session = declarer(client, monde)
    assert session.commune == monde.commune
    assert session.formateur == monde.formateur.personne
    fiche = page(client.get(f"/certification/{session.pk}/stagiaires/"))
    assert f"Session de certification n° {session.pk}" in fiche
    assert "N'GUYEN-LE GOFF" in fiche
    assert "Tout est prêt" in fiche
    reponse = client.post(f"/certification/{session.pk}/soumettre/", {"version": session.version, "commentaire": "Vu"})
    assert reponse.status_code == 302
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR
    assert session.etapes.get().commentaire == "Vu"


@pytest.mark.rule("SES-11")
def test_soumettre_trop_tot_liste_ce_qui_manque_avec_un_lien(client, monde):
    client.post("/certification/nouvelle/", saisie(monde, modele="", date_fin=""))
    session = SessionCertification.objects.get()
    reponse = client.post(
        f"/certification/{session.pk}/", saisie(monde, modele="") | {"version": 1, "soumettre": "1"}, follow=True
    )
    contenu = page(reponse)
    assert "Le certificat doit être renseigné." in contenu
    assert "Le formateur doit être renseigné et vérifié." in contenu
    assert f'href="/certification/{session.pk}/formateur/"' in reponse.content.decode()


@pytest.mark.rule("SES-05")
def test_une_date_hors_fenetre_est_refusee_sans_rien_perdre(client, monde):
    reponse = client.post("/certification/nouvelle/", saisie(monde, date_fin="21/02/2027", code_postal="92170"))
    assert reponse.status_code == 422
    assert "la date de fin doit être comprise entre le 20 août 2026 et le 20 février 2027" in page(reponse)
    assert 'value="21/02/2027"' in reponse.content.decode()
    assert not SessionCertification.objects.exists()


@pytest.mark.rule("SES-05", "HAB-03")
def test_une_habilitation_echue_est_refusee_avec_ses_dates(client, monde):
    monde.habilitation.periodes.update(fin=JOUR - timedelta(days=1))
    reponse = client.post("/certification/nouvelle/", saisie(monde))
    assert reponse.status_code == 422
    assert "n'est plus valable au 20 novembre 2026 (échéance le 19 novembre 2026)" in page(reponse)


@pytest.mark.rule("SES-04")
@pytest.mark.parametrize(
    ("code", "attendu"),
    [("99999", "Ce code postal n'existe pas"), ("01410", "Choisissez la ville parmi les 2 communes")],
)
def test_un_code_postal_se_verifie(client, monde, code, attendu):
    for nom, insee in (("Lélex", "01210"), ("Mijoux", "01247")):
        commune = CommuneFactory(code_insee=insee, nom=nom)
        CodePostalFactory(code="01410", commune=commune)
    reponse = client.post("/certification/nouvelle/", saisie(monde, code_postal=code))
    assert reponse.status_code == 422
    assert attendu in page(reponse)
    assert f'value="{code}"' in reponse.content.decode()


@pytest.mark.rule("SES-06")
def test_la_verification_du_formateur_montre_quatre_lignes(client, monde):
    certificat = monde.formateur.personne.certificats.get().certificat
    certificat.fin_validite = JOUR - timedelta(days=1)
    certificat.save()
    client.post("/certification/nouvelle/", saisie(monde))
    session = SessionCertification.objects.get()
    reponse = client.post(
        f"/certification/{session.pk}/formateur/",
        {"numero": monde.formateur.personne.numero, "version": session.version},
        follow=True,
    )
    contenu = page(reponse)
    assert reponse.content.decode().count('class="controle controle-') == 4
    assert "valable jusqu'au 19 novembre 2026 inclus" in contenu
    session.refresh_from_db()
    assert session.formateur is None


@pytest.mark.rule("SES-09")
def test_un_stagiaire_deux_fois_sous_une_autre_orthographe(client, monde):
    session = declarer(client, monde)
    double = {"nom": "nguyen le goff", "prenom": "ANNE", "date_naissance": "04/04/1977", "version": session.version}
    reponse = client.post(f"/certification/{session.pk}/stagiaires/nouveau/", double)
    assert reponse.status_code == 422
    assert "Cette personne est déjà dans la session." in page(reponse)
    assert 'value="nguyen le goff"' in reponse.content.decode()


@pytest.mark.rule("DEM-16", "SES-24")
def test_un_formulaire_perime_dit_qui_et_garde_la_saisie(client, monde):
    session = declarer(client, monde)
    reponse = client.post(f"/certification/{session.pk}/", saisie(monde, date_fin="18/11/2026") | {"version": "1"})
    assert reponse.status_code == 422
    contenu = page(reponse)
    assert "a modifié cette session le 20 novembre 2026" in contenu
    assert "le formateur et les stagiaires" in contenu
    assert 'value="18/11/2026"' in reponse.content.decode()


@pytest.mark.rule("SES-15")
def test_un_double_clic_est_sans_consequence(client, monde):
    session = declarer(client, monde)
    envoi = {"version": session.version}
    client.post(f"/certification/{session.pk}/soumettre/", envoi)
    reponse = client.post(f"/certification/{session.pk}/soumettre/", envoi, follow=True)
    assert "est déjà soumise au formateur" in page(reponse)
    assert session.etapes.count() == 1


@pytest.mark.rule("SEC-01", "SES-18")
def test_la_session_d_une_autre_entite_est_404(client_de, monde):
    session = monde.ouvrir()
    etranger = client_de(gestionnaire())
    for suite in ("", "formateur/", "stagiaires/", "supprimer/", "reprendre/", "certificats.pdf"):
        assert etranger.get(f"/certification/{session.pk}/{suite}").status_code == 404


@pytest.mark.rule("SES-01", "SES-18")
def test_un_delegataire_ne_voit_que_les_siennes(client_de, monde):
    session = monde.ouvrir()
    acteur = delegataire(monde.habilitation)
    sienne = monde.ouvrir(par=acteur)
    client = client_de(acteur)
    assert client.get(f"/certification/{session.pk}/").status_code == 404
    assert client.get(f"/certification/{sienne.pk}/").status_code == 200
    liste = client.get("/certification/").content.decode()
    assert f"/certification/{sienne.pk}/" in liste
    assert f"/certification/{session.pk}/" not in liste


@pytest.mark.rule("SES-13", "SES-16", "CER-02")
def test_generer_puis_telecharger_pendant_quinze_jours(client, monde, settings, executer_taches):
    session = monde.validee(echecs=1)
    client.post(f"/certification/{session.pk}/decision/", {"decision": "generer"})
    attente = page(client.get(f"/certification/{session.pk}/telechargements/"))
    assert "Génération des certificats" in attente
    executer_taches()
    pret = page(client.get(f"/certification/{session.pk}/telechargements/"))
    assert "3 candidats ont validé la certification" in pret
    assert "Il reste 15 jours" in pret
    pdf = client.get(f"/certification/{session.pk}/certificats.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Cache-Control"] == "private, no-store"
    assert client.get(f"/certification/{session.pk}/certificats.zip").content.startswith(b"PK")
    settings.AUJOURDHUI = (JOUR + timedelta(days=15)).isoformat()
    client_le_dernier_jour = client.get(f"/certification/{session.pk}/certificats.pdf")
    assert client_le_dernier_jour.status_code == 200
    settings.AUJOURDHUI = (JOUR + timedelta(days=16)).isoformat()
    assert client.get(f"/certification/{session.pk}/certificats.pdf").status_code == 404


@pytest.mark.rule("SES-23")
def test_sans_reussite_on_cloture(client, monde):
    session = monde.validee(echecs=4)
    assert "Clôturer la session" in page(client.get(f"/certification/{session.pk}/stagiaires/"))
    client.post(f"/certification/{session.pk}/decision/", {"decision": "cloturer"})
    session.refresh_from_db()
    assert session.etat == Etat.CLOTUREE
    suite = page(client.get(f"/certification/{session.pk}/telechargements/"))
    assert "Aucun candidat n'a validé la certification" in suite


@pytest.mark.rule("SES-13")
def test_modifier_demande_confirmation_et_efface_les_resultats(client, monde):
    session = monde.validee()
    reponse = client.post(f"/certification/{session.pk}/decision/", {"decision": "modifier"}, follow=True)
    assert "Les résultats envoyés par le formateur sont effacés" in page(reponse)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_ENTITE
    client.post(f"/certification/{session.pk}/modifier/")
    session.refresh_from_db()
    assert session.etat == Etat.EN_SAISIE
    assert not session.stagiaires.exclude(resultat="").exists()


@pytest.mark.rule("SES-29")
def test_reprendre_demande_un_motif(client, monde):
    session = monde.soumise()
    sans = client.post(f"/certification/{session.pk}/reprendre/", {"commentaire": ""})
    assert sans.status_code == 422
    assert "Le motif est obligatoire" in page(sans)
    client.post(f"/certification/{session.pk}/reprendre/", {"commentaire": "Erreur de date"})
    session.refresh_from_db()
    assert session.etat == Etat.EN_SAISIE


@pytest.mark.rule("SES-19")
def test_supprimer_dit_ce_qui_est_perdu(client, monde):
    session = declarer(client, monde)
    assert "4 stagiaires" in page(client.get(f"/certification/{session.pk}/supprimer/"))
    client.post(f"/certification/{session.pk}/supprimer/")
    assert not SessionCertification.objects.exists()


@pytest.mark.rule("SES-25")
def test_l_apercu_dit_l_eligibilite_pendant_la_saisie(client, monde):
    bon = page(client.get("/certification/apercu/", saisie(monde)))
    assert "Habilitation valable au 20 novembre 2026 (jusqu'au 1er mars 2029)" in bon
    mauvais = page(client.get("/certification/apercu/", saisie(monde, date_fin="02/03/2029")))
    assert "la date de fin doit être comprise entre" in mauvais
    assert not SessionCertification.objects.exists()


@pytest.mark.parametrize("adresse", ["/certification/", A_TRAITER])
def test_les_listes_lisent_autant_avec_mille_lignes(client_de, monde, nb_requetes, adresse):
    acteur = monde.gestionnaire
    gens = [acteur.personne, monde.formateur.personne]

    def ajouter(nombre: int) -> None:
        en_nombre(
            SessionFactory,
            nombre,
            lambda session, rang: setattr(session, "dernier_intervenant", gens[rang % 2]),
            habilitation=monde.habilitation,
            entite=monde.habilitation.entite,
            modele=monde.modele,
            commune=monde.commune,
            formateur=monde.formateur.personne,
            declaree_par=acteur.personne,
            dernier_intervenant=acteur.personne,
        )

    verifier_liste_constante(client_de(acteur), adresse, ajouter, nb_requetes)


@pytest.mark.rule("SES-40")
def test_changer_de_dispositif_dit_ce_qui_est_efface(client, monde):
    session = declarer(client, monde)
    prap = DispositifNiveauFactory(dispositif__code="PRAP", plateforme_requise_du=JOUR - timedelta(days=400))
    autre = HabilitationFactory(entite=monde.habilitation.entite, dispositif_niveau=prap)
    change = saisie(monde, habilitation=autre.pk, commune=monde.commune.pk)

    annonce = page(client.get("/certification/apercu/", change | {"session": session.pk}))
    enregistree = page(client.post(f"/certification/{session.pk}/", change | {"version": session.version}, follow=True))

    for texte in (annonce, enregistree):
        assert "Le certificat a été effacé : il ne convient plus." in texte
        assert "Le lieu a été effacé : à choisir de nouveau." in texte
    assert "Le formateur a été effacé : il n'est plus éligible." in enregistree
    session.refresh_from_db()
    assert (session.modele, session.type_lieu, session.commune, session.formateur) == (None, "", None, None)


@pytest.mark.rule("SES-04")
def test_un_nouveau_code_postal_remplace_la_ville(client, monde):
    session = declarer(client, monde)
    ailleurs = CommuneFactory(code_insee="35238", nom="Rennes")
    CodePostalFactory(code="35000", commune=ailleurs)
    change = saisie(monde, code_postal="35000", commune=monde.commune.pk, version=session.version)
    assert client.post(f"/certification/{session.pk}/", change).status_code == 302
    session.refresh_from_db()
    assert (session.code_postal, session.commune) == ("35000", ailleurs)


@pytest.mark.rule("SES-04")
@pytest.mark.parametrize(
    ("rempli", "lieu"),
    [
        ({"code_postal": "92170"}, "Vanves"),
        ({"code_postal": "", "pays": "Belgique", "ville_etranger": "Namur"}, "Namur (Belgique)"),
    ],
)
def test_un_lieu_rempli_sans_etre_coche_n_est_pas_perdu(client, monde, rempli, lieu):
    client.post("/certification/nouvelle/", saisie(monde, type_lieu="", **rempli))
    assert SessionCertification.objects.get().lieu == lieu


def test_la_plateforme_d_une_autre_entite_n_est_pas_un_choix(client, monde):
    monde.niveau.plateforme_requise_du = JOUR - timedelta(days=400)
    monde.niveau.save()
    reponse = client.post("/certification/nouvelle/", saisie(monde, plateforme=PlateformeFactory().pk))
    assert reponse.status_code == 422
    assert not SessionCertification.objects.exists()
