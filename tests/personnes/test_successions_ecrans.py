"""A succession from the public form to its end, and *Ce n’est pas moi*, on the screens."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from forprev.comptes.contestations import jeton_de_contestation
from forprev.entites.jetons import jeton_de_lettre
from forprev.entites.models import ContestationSuccession, LettreSuccession, Membre, Succession
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.fabriques.nombreux import verifier_liste_constante
from tests.socle.fichiers import image, pdf
from tests.texte import lisible

pytestmark = pytest.mark.django_db
CHAMPS = {
    "nom": "Petit", "prenom": "Léa", "fonction": "Adjointe", "email": "lea@mairie.example.org",
    "successeur_nom": "Durand", "successeur_prenom": "Alice", "successeur_naissance": "04/05/1985",
    "successeur_email": "alice@mairie.example.org",
}  # fmt: skip
MAUVAIS = ["", " ", "\x00", "x" * 300, "🙂🙂", "مرحبا", "<b>x</b>", "\ufdfa" * 100]


@pytest.fixture(autouse=True)
def _neuf(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def ancien():
    return f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))


def siret(acteur) -> str:
    return Membre.objects.get(pk=acteur.membre_id).entite.siret


def demander(client, identifiant, contenu=None, fichier="lettre.pdf", /, **changes):
    lettre = SimpleUploadedFile(fichier, pdf() if contenu is None else contenu)
    return client.post("/succession/", CHAMPS | {"identifiant": identifiant, "lettre": lettre} | changes, follow=True)


@pytest.mark.rule("ACC-19")
def test_the_whole_way(client_de, ancien):
    instructeur = f.instructeur()
    envoyee = demander(client_de(), siret(ancien))
    assert "Votre demande est enregistrée" in lisible(envoyee)
    suivi = f"/succession/suivi/{jeton_de_lettre(LettreSuccession.objects.get())}/"
    assert "Entre les mains de la caisse" in lisible(client_de().get(suivi))

    caisse = client_de(instructeur)
    succession = Succession.objects.get()
    assert "MAIRIE DE VANVES" in lisible(caisse.get("/reseau/successions/"))
    fiche = caisse.get(f"/reseau/successions/{succession.pk}/")
    assert "Aucun compte n'a ce triplet" in lisible(fiche)
    lettre = caisse.get(f"/reseau/successions/{succession.pk}/lettres/{LettreSuccession.objects.get().pk}/")
    assert (lettre.content, lettre["Content-Type"]) == (
        files.lire(LettreSuccession.objects.get().chemin),
        "application/pdf",
    )
    assert lettre["Content-Disposition"].startswith("attachment")
    nommee = caisse.post(f"/reseau/successions/{succession.pk}/nommer/", {"partants": [ancien.membre_id]}, follow=True)
    assert "DURAND Alice est gestionnaire" in lisible(nommee)
    encore = caisse.post(f"/reseau/successions/{succession.pk}/nommer/", {"partants": [ancien.membre_id]})
    assert encore.status_code == 422
    assert "Acceptée" in lisible(client_de().get(suivi))

    parti = client_de(ancien)
    assert "Un nouveau gestionnaire a repris ce compte" in lisible(parti.get("/mon-entite/"))
    assert parti.post("/certification/nouvelle/", {}).status_code == 403
    assert "DURAND Alice" in lisible(parti.get("/succession/contester/"))
    assert parti.post("/succession/contester/", {"texte": "  "}).status_code == 422
    conteste = parti.post("/succession/contester/", {"texte": "Lettre fausse."}, follow=True)
    assert "Vous avez contesté cette nomination" in lisible(conteste)
    assert "Lettre fausse." in lisible(caisse.get(f"/reseau/successions/{succession.pk}/"))
    assert ContestationSuccession.objects.count() == 1


@pytest.mark.rule("ACC-19")
def test_the_screen_answers_alike_whether_the_entity_exists_or_not(client_de, ancien):
    connue = demander(client_de(), siret(ancien))
    inconnue = demander(client_de(), "00000000000000", email="autre@example.org")
    assert connue.redirect_chain == inconnue.redirect_chain
    assert lisible(connue) == lisible(inconnue)
    fiche = lisible(client_de(f.inrs()).get(f"/reseau/successions/{Succession.objects.get(entite=None).pk}/"))
    assert "Aucune entité n'a le SIRET" in fiche
    suivis = [
        lisible(client_de().get(f"/succession/suivi/{jeton_de_lettre(lettre)}/"))
        .replace(lettre.succession.identifiant, "SIRET")
        .replace(f"n°{lettre.succession_id}", "n°")
        for lettre in LettreSuccession.objects.order_by("pk")
    ]
    assert suivis[0] == suivis[1]


@pytest.mark.rule("ACC-19", "NOT-08")
def test_a_refusal_is_read_behind_the_link(client_de, ancien):
    demander(client_de(), siret(ancien))
    succession = Succession.objects.get()
    caisse = client_de(f.instructeur())
    vide = caisse.post(f"/reseau/successions/{succession.pk}/refuser/", {"motif": ""})
    assert vide.status_code == 422
    caisse.post(f"/reseau/successions/{succession.pk}/refuser/", {"motif": "Lettre non signée."})
    suivi = f"/succession/suivi/{jeton_de_lettre(LettreSuccession.objects.get())}/"
    assert "Lettre non signée." in lisible(client_de().get(suivi))
    assert client_de().get(f"{suivi[:-1]}0/").status_code == 404


@pytest.mark.rule("SEC-01", "RGP-08")
def test_another_caisse_sees_neither_the_file_nor_its_letter(client_de, ancien):
    demander(client_de(), siret(ancien))
    pk, lettre = Succession.objects.get().pk, LettreSuccession.objects.get().pk
    ailleurs = client_de(f.instructeur(f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne")))
    for adresse in (f"/reseau/successions/{pk}/", f"/reseau/successions/{pk}/lettres/{lettre}/"):
        assert ailleurs.get(adresse).status_code == 404
    assert ailleurs.post(f"/reseau/successions/{pk}/nommer/").status_code == 404
    autre = demander(client_de(), "00000000000000").status_code
    assert autre == 200
    inconnue = LettreSuccession.objects.get(succession__entite=None)
    assert client_de(f.instructeur()).get(f"/reseau/successions/{pk}/lettres/{inconnue.pk}/").status_code == 404
    files.supprimer(LettreSuccession.objects.get(pk=lettre).chemin)
    assert client_de(f.instructeur()).get(f"/reseau/successions/{pk}/lettres/{lettre}/").status_code == 404


@pytest.mark.rule("DEM-27")
def test_who_holds_a_profile_there_is_told_to_leave_it_to_another(client_de, ancien):
    demander(client_de(), siret(ancien))
    instructeur = f.instructeur()
    f.MembreFactory(personne=instructeur.personne, entite_id=ancien.entite_id, entite=None)
    lu = lisible(client_de(instructeur).get(f"/reseau/successions/{Succession.objects.get().pk}/"))
    assert "un autre instructeur doit décider" in lu
    assert "Motif du refus" not in lu


@pytest.mark.parametrize("champ", [*CHAMPS, "identifiant", "successeur_numero"])
@pytest.mark.parametrize("valeur", MAUVAIS)
def test_whatever_is_typed_the_page_stands(client_de, ancien, champ, valeur):
    assert demander(client_de(), siret(ancien), **{champ: valeur}).status_code in (200, 422)


@pytest.mark.parametrize(
    ("changes", "extrait"),
    [
        ({"successeur_naissance": "31/02/1985"}, "n'existe pas"),
        ({"successeur_naissance": "04/05/2030"}, "dans le futur"),
        ({"successeur_naissance": "04/05/1850"}, "impossible"),
        ({"successeur_email": ""}, "ou son N°Forprev"),
        ({"successeur_email": "", "successeur_numero": "JEJ4689"}, "3 lettres puis 5 chiffres"),
        ({"email": "lea"}, "adresse"),
    ],
)
def test_each_mistake_is_said_and_nothing_typed_is_lost(client_de, ancien, changes, extrait):
    reponse = demander(client_de(), siret(ancien), **changes)
    assert reponse.status_code == 422
    assert extrait in lisible(reponse)
    assert 'value="Adjointe"' in reponse.content.decode()
    assert not Succession.objects.exists()


@pytest.mark.rule("SEC-03")
@pytest.mark.parametrize(
    ("contenu", "nom"), [(b"MZ\x90\x00", "lettre.pdf"), (b"", "lettre.pdf"), (b"<svg/>", "lettre.png")]
)
def test_a_letter_is_judged_by_its_content(client_de, ancien, contenu, nom):
    assert demander(client_de(), siret(ancien), contenu, nom).status_code == 422
    assert not LettreSuccession.objects.exists()


def test_a_photo_and_a_numero_will_do(client_de, ancien):
    reponse = demander(
        client_de(), siret(ancien), image("PNG"), "IMG 1.PDF", successeur_email="", successeur_numero=" jej 46894"
    )
    assert reponse.status_code == 200
    lettre = LettreSuccession.objects.get()
    assert (lettre.type_mime, lettre.succession.successeur_numero) == ("image/png", "JEJ46894")


def test_signed_in_the_form_knows_who_asks(client_de, ancien):
    acteur = f.delegataire(f.HabilitationFactory(entite_id=ancien.entite_id, entite=None))
    page = client_de(acteur).get("/succession/")
    assert f'value="{acteur.personne.email}"' in page.content.decode()
    demander(client_de(acteur), siret(ancien))
    assert LettreSuccession.objects.get().personne == acteur.personne
    assert EntreeJournal.objects.get(verbe="succession demandée").par == acteur.personne


def test_too_many_requests_are_refused(client_de, ancien):
    client = client_de()
    for rang in range(5):
        assert demander(client, siret(ancien), successeur_prenom=f"Alice {rang}").status_code == 200
    assert "réessayez dans une heure" in lisible(demander(client, siret(ancien), successeur_prenom="Zoé"))


@pytest.mark.rule("ACC-19", "ACC-22")
def test_the_link_to_contest_names_the_profile_that_reads(client_de, ancien):
    autre = f.gestionnaire(personne=ancien.personne)
    Membre.objects.filter(pk=ancien.membre_id).update(lecture_jusqu_au=f.JOUR + timedelta(days=15))
    Succession.objects.create(
        entite_id=ancien.entite_id, identifiant="x", etat="NOMMEE", successeur_nom="D", successeur_prenom="A",
        successeur_naissance=f.JOUR, successeur_email="a@example.org", demandee_le=f.INSTANT, decidee_le=f.INSTANT,
        lecture_jusqu_au=f.JOUR + timedelta(days=15),
    )  # fmt: skip
    reponse = client_de(autre).get(f"/succession/contester/?profil=gestionnaire-{ancien.entite_id}")
    assert reponse.status_code == 409
    assert "MAIRIE DE VANVES" in lisible(reponse)


def test_the_list_reads_as_much_with_a_thousand_rows(client_de, nb_requetes, ancien):
    def ajouter(nombre: int) -> None:
        deja = Succession.objects.count()
        Succession.objects.bulk_create(
            Succession(
                entite_id=ancien.entite_id, identifiant="x", successeur_nom="D", successeur_prenom="A",
                successeur_naissance=f.JOUR, successeur_email="a@example.org", successeur_cle=f"k{rang}",
                demandee_le=f.INSTANT,
            )
            for rang in range(deja, deja + nombre)
        )  # fmt: skip

    verifier_liste_constante(client_de(f.instructeur()), "/reseau/successions/", ajouter, nb_requetes)


# --- *Ce n’est pas moi* ----------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-20")
def test_reading_changes_nothing_saying_so_freezes(client_de):
    nouvelle = f.PersonneFactory(nouvelle=True, nom="Secret")
    adresse = f"/compte-conteste/{jeton_de_contestation(nouvelle)}/"
    client = client_de()
    for _ in range(2):
        lu = lisible(client.get(adresse))
        assert nouvelle.numero in lu
        assert "Secret" not in lu
    nouvelle.refresh_from_db()
    assert nouvelle.is_active
    gele = client.post(adresse, {"precisions": "Mauvaise adresse."}, follow=True)
    assert "Ce compte est gelé" in lisible(gele)
    assert client.post(adresse, {}, follow=True).status_code == 200
    connexion = client.post("/connexion/", {"login": nouvelle.email, "password": "peu importe"})
    assert "incorrect" in lisible(connexion)


@pytest.mark.rule("ACC-20")
def test_once_used_the_page_leads_to_the_assistance(client_de):
    utilisee = f.PersonneFactory()
    adresse = f"/compte-conteste/{jeton_de_contestation(utilisee)}/"
    page = client_de().get(adresse)
    assert "Ce compte a déjà été utilisé" in lisible(page)
    assert 'href="/aide/contact/"' in page.content.decode()
    assert client_de().post(adresse).status_code == 422
    utilisee.refresh_from_db()
    assert utilisee.is_active


@pytest.mark.rule("ACC-20")
@pytest.mark.parametrize("jeton", ["faux", "1-a", "z" * 300, "é", "a-b-c", "0"])
def test_a_false_link_is_a_page_that_does_not_exist(client_de, jeton):
    f.PersonneFactory(nouvelle=True)
    assert client_de().get(f"/compte-conteste/{jeton}/").status_code == 404
    assert client_de().post(f"/compte-conteste/{jeton}/").status_code == 404


@pytest.mark.rule("ACC-18")
def test_the_public_page_says_every_cause_in_general_terms(client_de):
    lu = lisible(client_de().get("/connexion/aide/"))
    for cause in (
        "jamais défini de mot de passe", "impose une attente", "mon certificat a pris fin", "ma délégation a pris fin",
        "Mon rôle dans l'entité a été retiré", "L'habilitation de mon entité a pris fin", "Plus aucun gestionnaire",
        "en brouillon ou à l'instruction", "Forprev 1", "Ce n'est pas moi", "Je n'ai jamais eu de compte",
    ):  # fmt: skip
        assert cause in lu
    assert 'href="/connexion/aide/"' in client_de().get("/connexion/").content.decode()
