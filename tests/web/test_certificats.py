"""*Mes certificats*: what a trainer keeps, and downloads while it is valid."""

from datetime import timedelta

import pytest

from forprev.certification.actions import fins, generation
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.comptes.models import Personne
from forprev.profils.queries import profils_de
from forprev.socle import files
from tests import fabriques as f
from tests.certification.conftest import monde2
from tests.fabriques.jour import INSTANT, JOUR, il_y_a
from tests.fabriques.nombreux import verifier_liste_constante
from tests.texte import lisible

__all__ = ["monde2"]

LISTE = "/certificats/"
HIER, DEMAIN = JOUR - timedelta(days=1), JOUR + timedelta(days=1)


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def acteur(db):
    """A formateur whose only certificate has its file."""
    formateur = f.formateur()
    certificat = formateur.personne.certificats.get()
    files.deposer(certificat.fichier, b"%PDF-1.7 le sien")
    return formateur


def un_certificat(personne, **dates):
    certificat = f.CertificatFormateurFactory(
        personne=personne, **{f"certificat__{nom}": valeur for nom, valeur in dates.items()}
    )
    files.deposer(certificat.fichier, b"%PDF-1.7 un autre")
    return certificat


def adresse(certificat):
    return f"{LISTE}{certificat.certificat.numero}/"


def etats(reponse):
    return {ligne.pk: etat.libelle for ligne, etat in reponse.context["lignes"]}


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CER-03", "CER-14")
def test_the_list_says_what_each_certificate_is_and_offers_the_valid_one(client_de, acteur):
    ancien = un_certificat(acteur.personne, fin_validite=HIER)
    revoque = un_certificat(acteur.personne, revoque_le=JOUR)
    remplace = un_certificat(acteur.personne, revoque_le=HIER, remplace_par=f.CertificatFactory())
    valable = acteur.personne.certificats.exclude(pk__in=[ancien.pk, revoque.pk, remplace.pk]).get()

    reponse = client_de(acteur).get(LISTE)

    assert etats(reponse) == {
        valable.pk: "Valable",
        ancien.pk: "Obsolète",
        revoque.pk: "Révoqué",
        remplace.pk: "Remplacé",
    }
    contenu = reponse.content.decode()
    assert f'href="{adresse(valable)}"' in contenu
    assert contenu.count("Télécharger") == 1
    texte = lisible(reponse)
    for colonne in (
        *("Libellé court du modèle", "Dispositif-Niveau", "Date de délivrance", "Date de fin de validité", "Action"),
    ):
        assert colonne in texte
    assert "SST-2 SST / 2 01/03/2025 25/12/2027 Valable Télécharger" in texte


@pytest.mark.rule("ACC-17", "ACC-18")
def test_a_person_without_profile_keeps_the_list(client_de):
    personne = f.PersonneFactory()
    certificat = un_certificat(personne, fin_validite=HIER)
    client = client_de(f.acteur_sans_profil(personne))

    assert etats(client.get(LISTE)) == {certificat.pk: "Obsolète"}
    assert client.get(adresse(certificat)).status_code == 404


@pytest.mark.rule("ACC-17")
def test_a_limited_formateur_keeps_the_list(client_de):
    certificat = un_certificat(f.PersonneFactory(), fin_validite=JOUR - timedelta(days=5))
    f.SessionFactory(soumise=True, formateur=certificat.personne, date_fin=JOUR - timedelta(days=5))

    reponse = client_de(profils_de(certificat.personne, JOUR)[0]).get(LISTE)

    assert etats(reponse) == {certificat.pk: "Obsolète"}
    assert "Votre certificat de formateur n'est plus valable." in lisible(reponse)


def test_a_certificate_without_end_is_said_so(client_de, acteur):
    un_certificat(acteur.personne, fin_validite=None)

    assert "Sans fin Valable Télécharger" in lisible(client_de(acteur).get(LISTE))


def test_an_empty_list_says_what_will_appear(client_de):
    texte = lisible(client_de(f.acteur_sans_profil()).get(LISTE))

    assert "Vous n'avez pas de certificat de formateur" in texte


def test_the_list_shows_nobody_else_s(client_de, acteur):
    f.formateur()

    assert len(client_de(acteur).get(LISTE).context["lignes"]) == 1


def test_the_list_reads_no_more_when_there_are_more(client_de, acteur, nb_requetes):
    modele = acteur.personne.certificats.get().certificat.modele

    def ajouter(nombre):
        lignes = Certificat.objects.bulk_create(
            f.CertificatFactory.build_batch(nombre, modele=modele, fin_validite=DEMAIN)
        )
        CertificatFormateur.objects.bulk_create(
            CertificatFormateur(
                personne=acteur.personne, certificat=ligne, dispositif_niveau=modele.dispositif_niveau, faits={}
            )
            for ligne in lignes
        )

    verifier_liste_constante(client_de(acteur), LISTE, ajouter, nb_requetes)


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CER-03", "RGP-08", "SEC-03")
def test_the_holder_downloads_a_valid_certificate(client_de, acteur):
    certificat = acteur.personne.certificats.get()

    reponse = client_de(acteur).get(adresse(certificat))

    assert reponse.status_code == 200
    assert reponse.content == b"%PDF-1.7 le sien"
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"] == 'attachment; filename="certificat-sst-2-2025-03-01.pdf"'
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reponse["Cache-Control"]


@pytest.mark.rule("CER-03")
@pytest.mark.parametrize(
    ("fin", "statut"), [(JOUR, 200), (HIER, 404), (None, 200)], ids=["last day", "day after", "no end"]
)
def test_through_the_last_day_and_no_longer(client_de, acteur, fin, statut):
    certificat = un_certificat(acteur.personne, fin_validite=fin)

    assert client_de(acteur).get(adresse(certificat)).status_code == statut


@pytest.mark.rule("CER-03", "CER-07")
def test_not_once_revoked_nor_before_it_begins(client_de, acteur):
    client = client_de(acteur)

    assert client.get(adresse(un_certificat(acteur.personne, revoque_le=JOUR))).status_code == 404
    assert client.get(adresse(un_certificat(acteur.personne, revoque_le=DEMAIN))).status_code == 200
    assert client.get(adresse(un_certificat(acteur.personne, delivre_le=DEMAIN))).status_code == 404


@pytest.mark.rule("CER-03", "RGP-08", "SEC-01")
def test_nobody_else_downloads_it(client_de, acteur):
    certificat = acteur.personne.certificats.get()
    session = f.SessionFactory(validee=True, formateur=acteur.personne)

    attendus = {
        client_de(None): 302,
        client_de(f.formateur()): 404,
        client_de(f.acteur_sans_profil()): 404,
        client_de(f.gestionnaire(session.entite)): 403,
        client_de(f.inrs()): 403,
        client_de(f.assistance()): 403,
    }

    assert {client.get(adresse(certificat)).status_code for client in attendus} == {302, 403, 404}
    assert all(client.get(adresse(certificat)).status_code == statut for client, statut in attendus.items())


@pytest.mark.parametrize("numero", ["AAAA-AAAA-AAAA", "x", "1", "a" * 300])
def test_an_unknown_number_is_not_found(client_de, acteur, numero):
    assert client_de(acteur).get(f"{LISTE}{numero}/").status_code == 404


@pytest.mark.rule("CER-03")
def test_only_reading_is_offered(client_de, acteur):
    assert client_de(acteur).post(LISTE).status_code == 405
    assert client_de(acteur).post(adresse(acteur.personne.certificats.get())).status_code == 405


# --- from the session to the account ---------------------------------------------------------------------------------


@pytest.mark.rule("CER-14", "CER-03", "SES-21")
def test_a_new_formateur_downloads_theirs_after_the_session_is_gone(monde2, client_de):
    session = monde2.validee(echecs=3)
    connus = list(Personne.objects.values_list("pk", flat=True))
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    generation.produire(generation_id=lancee.pk, le=INSTANT)
    fins.purger(jour=JOUR + timedelta(days=16), le=il_y_a(-16))
    nouveau = Personne.objects.exclude(pk__in=connus).get()
    certificat = nouveau.certificats.get()
    # [ACC-06] their first sign-in is done
    nouveau.premiere_connexion_le, nouveau.hors_caisse = INSTANT, True
    nouveau.save()
    client = client_de(profils_de(nouveau, JOUR)[0])

    assert "Valable Télécharger" in lisible(client.get(LISTE))
    reponse = client.get(adresse(certificat))
    assert reponse.content.startswith(b"%PDF")
    assert files.empreinte(reponse.content) == certificat.sha256
