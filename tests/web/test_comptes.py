"""*Comptes*: the search box, the sheet, the acts, on screen."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.essais import ECHEC, cle_identifiant
from forprev.comptes.models import AutreNumero, Personne
from forprev.courriels.models import Courriel
from forprev.personnes.actions.comptes import noter_fiche_lue, renvoyer_lien
from forprev.socle.journal import journaliser_sans_objet
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.fabriques.jour import INSTANT
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db
COMPTES = "/comptes/"


@pytest.fixture
def assistance(client_de):
    return client_de(f.assistance())


@pytest.fixture
def zoe():
    return f.PersonneFactory(
        numero="JEJ46894", nom="Kéravel", prenom="Zoé", email="zoe@example.org", date_naissance=date(1980, 3, 12)
    )


def fiche(personne, suite: str = "") -> str:
    return f"{COMPTES}{personne.numero}/{suite}"


def journal() -> list[str]:
    return list(EntreeJournal.objects.order_by("pk").values_list("verbe", flat=True))


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_empty_box_reads_nothing_and_says_what_to_type(assistance, zoe):
    reponse = assistance.get(COMPTES)

    assert "Qui cherchez-vous?" in lisible(reponse)
    assert "Lefèvre 12/03/1980" in lisible(reponse)
    assert journal() == []


@pytest.mark.rule("ACC-13", "RGP-07")
def test_a_list_says_what_was_understood_and_is_one_line_of_the_journal(assistance, zoe):
    f.PersonneFactory(nom="Kerravel", prenom="Zoé", date_naissance=date(1980, 3, 12))

    reponse = assistance.get(COMPTES, {"q": "zoé keravel 12/03/1980"})

    texte = lisible(reponse)
    assert "nom et prénom commençant par «zoé keravel», dans un ordre ou dans l'autre" in texte
    assert "date de naissance 12 mars 1980" in texte
    assert texte.index("KÉRAVEL") < texte.index("KERRAVEL")
    assert "Une lettre de différence" in texte
    assert "2 personnes" in texte
    ligne = EntreeJournal.objects.get()
    assert ligne.verbe == "personnes.lire_liste"
    assert ligne.details["montrees"][0] == zoe.pk
    assert ligne.details["criteres"] == ["naissance", "mots"]


def test_a_whole_number_opens_the_sheet(assistance, zoe):
    AutreNumero.objects.create(numero="AAA00001", personne=zoe, depuis=INSTANT)

    for saisie in ("jej46894", "N° JEJ46894", "aaa00001"):
        reponse = assistance.get(COMPTES, {"q": saisie}, follow=True)
        assert reponse.redirect_chain[-1][0] == fiche(zoe)


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        ("31/02/1980", "Le 31/02/1980 n'existe pas"),
        ("🎉🎉", "Rien ici ne permet de chercher"),
        ("zzz", "Personne ne correspond à cette recherche"),
        ("\u202eلحسن\u202c", "Personne ne correspond à cette recherche"),
        ("a" * 201, "200"),
        ("Élise+SST@Exämple.org", "Personne ne correspond à cette recherche"),
        ("%' OR 1=1 --", "Personne ne correspond à cette recherche"),
    ],
)
def test_what_finds_nobody_says_why(assistance, zoe, saisie, dit):
    reponse = assistance.get(COMPTES, {"q": saisie})

    assert reponse.status_code == 200
    assert dit in lisible(reponse)
    assert journal() == []


def test_the_state_the_profiles_and_the_merged_numbers_are_in_the_list(assistance, zoe):
    f.gestionnaire(personne=zoe)
    AutreNumero.objects.create(numero="AAA00001", personne=zoe, depuis=INSTANT)
    f.PersonneFactory(nom="Kéravel", prenom="Yves", nouvelle=True)
    f.PersonneFactory(nom="Kéravel", prenom="Xavier", is_active=False, conteste_le=INSTANT)

    texte = lisible(assistance.get(COMPTES, {"q": "kéravel"}))

    assert "JEJ46894 et AAA00001" in texte
    for attendu in ("Gestionnaire", "Actif", "Jamais connecté", "Gelé", "Aucun"):
        assert attendu in texte


@pytest.mark.parametrize("tri", ["nom", "-prenom", "naissance", "numero", "-email", "mot_de_passe"])
def test_each_column_sorts(assistance, zoe, tri):
    assert assistance.get(COMPTES, {"q": "ker", "tri": tri}).status_code == 200


def test_it_reads_no_more_when_there_are_more(assistance, nb_requetes):
    def numeroter(personne, rang):
        numeroter.rang += 1
        personne.numero, personne.email = f"ZZZ{numeroter.rang:05}", f"z{numeroter.rang}@example.org"
        personne.nom_cle, personne.prenom_cle, personne.nom_tri = "keravel", "zoe", "keravel"

    numeroter.rang = 0
    verifier_liste_constante(
        assistance,
        f"{COMPTES}?q=zoe+keravel+12/03/1980",
        lambda n: en_nombre(f.PersonneFactory, n, numeroter, nom="Kéravel", prenom="Zoé", date_naissance="1980-03-12"),
        nb_requetes,
    )


@pytest.mark.rule("SEC-04", "RGP-07")
def test_the_file_holds_everyone_found_and_no_formula(assistance, zoe):
    f.PersonneFactory(nom="Kéravel", prenom="=HYPERLINK(1)", email="=cmd@example.org")

    reponse = assistance.get(f"{COMPTES}export.csv", {"q": "kéravel"})

    assert reponse["Content-Disposition"] == 'attachment; filename="comptes.csv"'
    entetes, premiere, seconde = reponse.content.decode("utf-8-sig").strip().split("\r\n")
    assert entetes.split(";")[:3] == ["N°\u00a0Forprev", "Autres numéros", "Nom"]
    assert "'=HYPERLINK(1)" in premiere
    assert "'=cmd@example.org" in premiere
    assert seconde.split(";") == [
        "JEJ46894", "", "Kéravel", "Zoé", "12/03/1980", "zoe@example.org", "Actif", "",
    ]  # fmt: skip
    assert journal() == ["personnes.exporter_liste"]


# --- the sheet -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-07")
@pytest.mark.parametrize("onglet", ["", "?onglet=profils", "?onglet=demandes", "?onglet=courriels", "?onglet=journal"])
def test_reading_a_sheet_is_journaled(assistance, zoe, onglet):
    assert assistance.get(fiche(zoe, onglet)).status_code == 200

    ligne = EntreeJournal.objects.get()
    assert (ligne.verbe, ligne.objet_id) == ("personnes.lire_fiche", str(zoe.pk))
    assert ligne.details == {"rubrique": onglet.partition("=")[2] or "compte"}


@pytest.mark.rule("ACC-14")
def test_a_merged_number_leads_to_the_one_kept(assistance, zoe):
    AutreNumero.objects.create(numero="AAA00001", personne=zoe, depuis=INSTANT)

    for numero in ("AAA00001", "jej46894"):
        assert assistance.get(f"{COMPTES}{numero}/")["Location"] == fiche(zoe)
    assert assistance.get(f"{COMPTES}ZZZ99999/").status_code == 404
    assert assistance.get(f"{COMPTES}nimporte/").status_code == 404
    assert "Numéros réunis AAA00001 depuis le 20 novembre 2026" in lisible(assistance.get(fiche(zoe)))


def test_the_sheet_says_who_and_in_what_state(assistance, zoe):
    zoe.ouvert_par = f.PersonneFactory(nom="Benali", prenom="Karim")
    zoe.save()
    f.PersonneFactory(nom="Ouvert", prenom="Paul", ouvert_par=zoe)
    Authenticator.objects.create(user=zoe, type="totp", data={"secret": "SECRETTOTP"})

    reponse = assistance.get(fiche(zoe))

    texte = lisible(reponse)
    for attendu in (
        *("KÉRAVEL Zoé", "12 mars 1980", "zoe@example.org", "INRS (hors caisse)", "Double authentification Active"),
        *("Ouvert par BENALI Karim", "Comptes ouverts pour d'autres OUVERT Paul", "Connexions ouvertes 0"),
    ):
        assert attendu in texte
    assert "SECRETTOTP" not in reponse.content.decode()


@pytest.mark.rule("ACC-16")
def test_the_sheet_says_who_waits_and_offers_to_unblock(assistance, zoe):
    cle = cle_identifiant(zoe.numero)
    for _ in range(6):
        journaliser_sans_objet(par=None, verbe=ECHEC, nature=cle.nature, cle=cle.empreinte, le=INSTANT, attente=900)

    texte = lisible(assistance.get(fiche(zoe)))
    assert "En attente jusqu'à" in texte
    assert "Débloquer" in texte

    assert assistance.post(fiche(zoe, "debloquer/"))["Location"] == fiche(zoe)
    assert "Débloquer" not in lisible(assistance.get(fiche(zoe)))


def test_open_web_sessions_are_counted_and_closed(client_de, assistance, zoe):
    navigateur = client_de(None)
    zoe.set_password("une phrase de passe")
    zoe.save()
    navigateur.post("/connexion/", {"login": zoe.numero, "password": "une phrase de passe"})
    assert "Connexions ouvertes 1" in lisible(assistance.get(fiche(zoe)))

    assistance.post(fiche(zoe, "connexions/"))

    assert "Connexions ouvertes 0" in lisible(assistance.get(fiche(zoe)))
    assert navigateur.get("/tableau-de-bord/").status_code == 302


@pytest.mark.rule("ACC-17")
def test_the_profiles_with_their_entity_and_since_when(assistance, zoe):
    gestionnaire = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"), zoe)
    f.formateur(zoe)
    obsolete = f.CertificatFactory(delivre_le=date(2020, 1, 1), fin_validite=date(2023, 1, 1))
    revoque = f.CertificatFactory(revoque_le=date(2026, 1, 1), motif_revocation="Erreur")
    for certificat in (obsolete, revoque):
        f.CertificatFormateurFactory(personne=zoe, certificat=certificat)

    texte = lisible(assistance.get(fiche(zoe, "?onglet=profils")))

    assert gestionnaire.entite_nom == "MAIRIE DE VANVES"
    assert "Gestionnaire MAIRIE DE VANVES 06/01/2025" in texte
    assert "Formateur — 01/03/2025" in texte
    for attendu in ("Valable", "Obsolète", "Révoqué"):
        assert attendu in texte


@pytest.mark.rule("ACC-28")
def test_pairs_and_requests_are_shown(assistance, zoe):
    signaler_doublon(connue=zoe, nouvelle=f.PersonneFactory(nom="Keravel"), origine="demandeur", le=INSTANT)
    f.RectificationFactory(personne=zoe)

    texte = lisible(assistance.get(fiche(zoe, "?onglet=demandes")))

    assert "KÉRAVEL Zoé" in texte
    assert "KERAVEL" in texte
    assert "À examiner" in texte
    assert "Rectification d'identité À traiter" in texte


@pytest.mark.rule("ACC-04")
def test_mails_are_shown_without_their_links(assistance, zoe):
    renvoyer_lien(par=f.assistance(), personne_id=zoe.pk, le=INSTANT)
    Courriel.objects.create(
        personne=zoe,
        cle="perdu",
        destinataire="ancienne@example.org",
        sujet="[FORPREV] Perdu",
        texte="corps secret",
        html="corps secret",
        etat="ECHEC",
        derniere_erreur="SMTPRecipientsRefused : 550 no such user",
        cree_le=INSTANT,
    )

    reponse = assistance.get(fiche(zoe, "?onglet=courriels"))

    texte = lisible(reponse)
    for attendu in ("Changement de mot de passe", "En attente", "Échec", "550 no such user", "ancienne@example.org"):
        assert attendu in texte
    for secret in ("reinitialisation", "corps secret"):
        assert secret not in reponse.content.decode()


@pytest.mark.rule("RGP-07")
def test_the_journal_of_the_file_shows_acts_then_readings_when_asked(assistance, zoe):
    par = f.assistance()
    renvoyer_lien(par=par, personne_id=zoe.pk, le=INSTANT)
    noter_fiche_lue(par=f.inrs(), personne=zoe, rubrique="compte", le=INSTANT)

    actes = lisible(assistance.get(fiche(zoe, "?onglet=journal")))
    tout = lisible(assistance.get(fiche(zoe, "?onglet=journal&consultations=oui")))

    assert f"Lien de mot de passe renvoyé {par.personne.prenom} {par.personne.nom.upper()} · Assistance" in (
        actes.replace("'", "’")
    )
    assert "Fiche consultée" not in actes
    assert "Administrateur INRS" in tout
    assert "Fiche consultée" in tout


def test_what_the_reader_looked_for_is_no_part_of_their_own_file(client_de, zoe):
    lecteur = f.assistance()
    client = client_de(lecteur)
    client.get(COMPTES, {"q": "kéravel"})

    texte = lisible(client_de(f.inrs()).get(fiche(lecteur.personne, "?onglet=journal&consultations=oui")))

    assert "lire_liste" not in texte


@pytest.mark.parametrize("onglet", ["courriels", "journal"])
def test_the_long_parts_of_a_sheet_read_no_more_when_there_are_more(assistance, zoe, nb_requetes, onglet):
    auteur = f.PersonneFactory()

    def ajouter(nombre: int) -> None:
        deja = Courriel.objects.count()
        Courriel.objects.bulk_create(
            Courriel(
                cle=f"c{rang}", destinataire="a@example.org", sujet="S", texte="T", html="T", cree_le=INSTANT,
                personne=zoe,
            )
            for rang in range(deja, deja + nombre)
        )  # fmt: skip
        EntreeJournal.objects.bulk_create(
            EntreeJournal(
                le=INSTANT, verbe="comptes.premiere_connexion", objet_type="comptes.Personne", objet_id=str(zoe.pk),
                par=auteur,
            )
            for _ in range(nombre)
        )  # fmt: skip

    ajouter(10)
    with nb_requetes() as peu:
        assistance.get(fiche(zoe, f"?onglet={onglet}"))
    ajouter(200)
    with nb_requetes() as beaucoup:
        assistance.get(fiche(zoe, f"?onglet={onglet}"))
    assert beaucoup.nombre == peu.nombre


# --- acts ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-04")
def test_a_link_is_sent_after_saying_to_which_address(assistance, zoe):
    page = lisible(assistance.get(fiche(zoe, "lien/")))
    assert "zo•••@example.org" in page or "z•••@example.org" in page
    assert not Courriel.objects.exists()

    reponse = assistance.post(fiche(zoe, "lien/"), follow=True)

    assert "Un lien est parti à l'adresse" in lisible(reponse)
    assert Courriel.objects.get().destinataire == "zoe@example.org"
    encore = assistance.post(fiche(zoe, "lien/"))
    assert encore.status_code == 422
    assert "Un lien vient de partir" in lisible(encore)


@pytest.mark.rule("ACC-20")
def test_a_frozen_account_is_said_so_and_given_back(assistance):
    gele = f.PersonneFactory(nouvelle=True, is_active=False, conteste_le=INSTANT - timedelta(days=1))
    page = lisible(assistance.get(fiche(gele)))
    assert "Compte gelé le 19 novembre 2026" in page
    assert "Rétablir le compte" in page
    assert "Renvoyer un lien" not in page

    assistance.post(fiche(gele, "retablir/"))

    assert Personne.objects.get(pk=gele.pk).is_active
    assert "Ce compte n'est pas gelé" in lisible(assistance.get(fiche(gele, "retablir/")))


@pytest.mark.rule("ACC-15")
def test_a_second_factor_goes_only_once_the_identity_is_checked(assistance, zoe):
    assert "Aucune double authentification n'est active" in lisible(
        assistance.get(fiche(zoe, "double-authentification/"))
    )
    Authenticator.objects.create(user=zoe, type="totp", data={"secret": "chut"})

    sans = assistance.post(fiche(zoe, "double-authentification/"))
    assert sans.status_code == 422
    assert "Vérifiez d'abord l'identité" in lisible(sans)
    assert Authenticator.objects.exists()

    assistance.post(fiche(zoe, "double-authentification/"), {"moyen": "rappel"})
    assert not Authenticator.objects.exists()


@pytest.mark.rule("ACC-25")
def test_an_email_is_corrected_on_an_account_never_used_alone(assistance, zoe):
    assert "Corriger l'e-mail" not in lisible(assistance.get(fiche(zoe)))
    refusee = assistance.post(fiche(zoe, "e-mail/"), {"email": "autre@example.org"})
    assert refusee.status_code == 422
    assert "a déjà servi" in lisible(refusee)
    nouvelle = f.PersonneFactory(nouvelle=True)
    assert "Corriger l'e-mail" in lisible(assistance.get(fiche(nouvelle)))

    for faux in ("", "pas une adresse", "a" * 250 + "@example.org", "ZOE@example.org"):
        reponse = assistance.post(fiche(nouvelle, "e-mail/"), {"email": faux})
        assert reponse.status_code == 422
    reponse = assistance.post(fiche(nouvelle, "e-mail/"), {"email": "jean+sst@exämple.org"}, follow=True)

    assert "un lien valable 72 heures vient d'y partir" in lisible(reponse)


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize(
    "suite", ["lien/", "debloquer/", "connexions/", "retablir/", "double-authentification/", "e-mail/"]
)
def test_nobody_acts_on_their_own_account(client_de, suite):
    moi = f.assistance()
    client = client_de(moi)
    assert "C'est votre propre compte" in lisible(client.get(fiche(moi.personne)))

    for methode in (client.get, client.post):
        reponse = methode(fiche(moi.personne, suite), follow=True)
        assert "C'est votre propre compte" in lisible(reponse)
    assert set(journal()) == {"personnes.lire_fiche"}


# --- roles of the réseau ---------------------------------------------------------------------------------------------


def test_the_inrs_gives_and_ends_a_role(client_de, zoe):
    inrs = client_de(f.inrs())
    caisse = f.CaisseFactory()
    sans_caisse = inrs.post(fiche(zoe, "roles/nouveau/"), {"nature": "instructeur"})
    assert sans_caisse.status_code == 422
    assert "Choisissez la caisse" in lisible(sans_caisse)

    reponse = inrs.post(fiche(zoe, "roles/nouveau/"), {"nature": "instructeur", "caisse": caisse.pk}, follow=True)

    texte = lisible(reponse)
    assert f"Zoé KÉRAVEL a maintenant le rôle Instructeur ({caisse.nom})" in texte
    assert f"Instructeur {caisse.nom} 20/11/2026" in texte
    role = zoe.roles_reseau.get()
    assert "connexions de la personne sont coupées" in lisible(inrs.get(fiche(zoe, f"roles/{role.pk}/fin/")))
    assert "est retiré" in lisible(inrs.post(fiche(zoe, f"roles/{role.pk}/fin/"), follow=True))
    assert inrs.post(fiche(zoe, f"roles/{role.pk}/fin/")).status_code == 404


@pytest.mark.rule("SEC-01")
def test_a_role_is_ended_through_its_holder_alone(client_de, zoe):
    autre = f.RoleReseauFactory(nature="commission")

    assert client_de(f.inrs()).post(fiche(zoe, f"roles/{autre.pk}/fin/")).status_code == 404


@pytest.mark.rule("SEC-01")
def test_the_assistance_gives_no_role(assistance, zoe):
    role = f.RoleReseauFactory(personne=zoe, nature="commission")

    assert assistance.post(fiche(zoe, "roles/nouveau/"), {"nature": "inrs"}).status_code == 403
    assert assistance.post(fiche(zoe, f"roles/{role.pk}/fin/")).status_code == 403
    assert assistance.post(f"{COMPTES}nouveau/").status_code == 403
    assert "Donner un rôle" not in lisible(assistance.get(fiche(zoe, "?onglet=profils")))


SAISIE = {
    "nom": "Keravel",
    "prenom": "Zoe",
    "date_naissance": "12/03/1980",
    "email": "zoe.keravel@caisse.example.org",
    "nature": "assistance",
}


@pytest.mark.rule("ACC-13", "RGP-07")
def test_a_new_account_of_the_reseau_shows_who_may_be_the_same(client_de, zoe):
    inrs = client_de(f.inrs())

    proposees = inrs.post(f"{COMPTES}nouveau/", SAISIE)

    assert proposees.status_code == 422
    assert "Cette personne a peut-être déjà un compte KÉRAVEL Zoé" in lisible(proposees).replace(
        " Si c'est elle, ouvrez sa fiche et donnez-lui le rôle: chaque personne n'a qu'un N°Forprev.", ""
    )
    assert 'value="zoe.keravel@caisse.example.org"' in proposees.content.decode()
    assert EntreeJournal.objects.get(verbe="personnes.lire_liste").details["montrees"] == [zoe.pk]
    reponse = inrs.post(f"{COMPTES}nouveau/", {**SAISIE, "autre_personne": "on"}, follow=True)

    nouvelle = Personne.objects.get(email="zoe.keravel@caisse.example.org")
    assert f"Compte {nouvelle.numero} ouvert" in lisible(reponse)
    assert reponse.redirect_chain[-1][0] == fiche(nouvelle, "?onglet=profils")


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        ({"date_naissance": "31/02/1980"}, "n'existe pas"),
        ({"date_naissance": "12/03/2080"}, "dans le futur"),
        ({"nom": "🎉"}, "Écrivez ce nom en lettres"),
        ({"nom": "n" * 101}, "100"),
        ({"email": "ZOE@example.org"}, "déjà utilisé"),
        ({"nature": "roi"}, "roi"),
        ({"caisse": "INCONNUE"}, "choix"),
        ({"caisse": "oui"}, "choix"),
    ],
)
def test_a_wrong_account_of_the_reseau_is_refused_beside_its_field(client_de, change, dit):
    f.PersonneFactory(email="zoe@example.org")

    reponse = client_de(f.inrs()).post(f"{COMPTES}nouveau/", {**SAISIE, **change})

    assert reponse.status_code == 422
    assert dit in lisible(reponse)
    assert not Courriel.objects.exists()
