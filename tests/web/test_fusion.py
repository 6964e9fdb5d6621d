"""*Doublons* and the merge, on screen [ACC-14, ACC-28]."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Doublon, Personne
from forprev.personnes.actions.comptes import LIRE_FICHE, LIRE_LISTE
from forprev.personnes.actions.fusion import reunir
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.personnes.mondes import Paire, paire
from tests.texte import lisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistance():
    return f.assistance()


@pytest.fixture
def client(client_de, assistance) -> Client:
    return client_de(assistance)


def signaler(deux: Paire, jours: int = 0) -> Doublon:
    return signaler_doublon(
        connue=deux.gardee, nouvelle=deux.absorbee, origine="création de compte", le=f.il_y_a(jours)
    )


def adresse(deux: Paire) -> str:
    return f"/comptes/fusion/?gardee={deux.gardee.numero}&absorbee={deux.absorbee.numero}"


def envoi(client: Client, deux: Paire, **plus: str):
    empreinte = client.get(adresse(deux)).context["empreinte"]
    champs = {"gardee": deux.gardee.numero, "absorbee": deux.absorbee.numero, "empreinte": empreinte} | plus
    return client.post("/comptes/fusion/", champs)


@pytest.mark.rule("ACC-28")
def test_pairs_to_look_at_are_listed_oldest_first(client):
    recente, vieille = paire(), paire(nom="Le Goff")
    signaler(recente)
    signaler(vieille, jours=12)

    reponse = client.get("/doublons/")

    assert [ligne.doublon.connue for ligne in reponse.context["lignes"]] == [vieille.gardee, recente.gardee]
    texte = lisible(reponse)
    assert "Même identité" in texte
    assert "Création de compte" in texte
    assert "depuis 12 jours" in texte
    assert adresse(vieille).replace("&", "&amp;") in reponse.content.decode()


@pytest.mark.rule("RGP-07")
def test_a_list_read_leaves_one_line_and_a_comparison_two(client, assistance):
    deux = paire()
    signaler(deux)

    client.get("/doublons/")
    client.get(adresse(deux))
    envoi = {"gardee": deux.gardee.numero, "absorbee": deux.absorbee.numero, "empreinte": "inventée"}
    assert client.post("/comptes/fusion/", envoi).status_code == 422

    (liste,) = EntreeJournal.objects.filter(verbe=LIRE_LISTE)
    assert set(liste.details["montrees"]) == {deux.gardee.pk, deux.absorbee.pk}
    lues = EntreeJournal.objects.filter(verbe=LIRE_FICHE, par=assistance.personne)
    # the comparison sent back is one more reading
    assert sorted(lues.values_list("objet_id", flat=True)) == sorted([str(deux.gardee.pk), str(deux.absorbee.pk)] * 2)


def test_the_list_reads_as_much_for_ten_pairs_as_for_a_thousand(client, nb_requetes):
    une = f.PersonneFactory()

    def ajouter(nombre: int) -> None:
        debut = Personne.objects.count()
        personnes = en_nombre(f.PersonneFactory, nombre, varier(debut))
        Doublon.objects.bulk_create(
            Doublon(connue=une, nouvelle=p, origine="essai", signale_le=f.INSTANT) for p in personnes
        )

    verifier_liste_constante(client, "/doublons/?par_page=50", ajouter, nb_requetes)


def varier(debut: int) -> Callable[[Personne, int], None]:
    def changer(personne: Personne, rang: int) -> None:
        personne.numero, personne.email = f"ZZZ{debut + rang:05}", f"z{debut + rang}@example.org"

    return changer


@pytest.mark.rule("ACC-28")
def test_two_people_is_said_with_a_reason_and_never_asked_again(client):
    deux = paire()
    doublon = signaler(deux)
    page = f"/doublons/{doublon.pk}/deux-personnes/"

    refuse = client.post(page, {"motif": "  "})
    accepte = client.post(page, {"motif": "Deux sœurs, vues ensemble"})
    signaler(deux)

    assert refuse.status_code == 422
    assert accepte["Location"] == "/doublons/"
    assert client.get("/doublons/").context["lignes"] == []
    texte = lisible(client.get("/doublons/?etat=examines"))
    assert "Deux sœurs, vues ensemble" in texte
    assert "l'assistance a jugé que ce sont deux personnes" in lisible(client.get(adresse(deux)))


@pytest.mark.rule("DEM-16")
def test_the_second_who_judges_a_pair_is_told(client):
    doublon = signaler(paire())
    page = f"/doublons/{doublon.pk}/deux-personnes/"
    client.post(page, {"motif": "Deux sœurs"})

    reponse = client.post(page, {"motif": "Deux cousines"})

    assert reponse.status_code == 422
    assert "vient d'être examinée" in lisible(reponse)


def test_numbers_are_asked_for_first_and_prefilled(client):
    reponse = client.get("/comptes/fusion/?gardee=JEJ46894")

    assert reponse.status_code == 200
    assert 'value="JEJ46894"' in reponse.content.decode()


@pytest.mark.parametrize(
    ("gardee", "absorbee", "attendu"),
    [
        ("", "", "Ce champ est obligatoire"),
        ("AAA00000", "👍", "Aucune personne n'a ce N°Forprev"),
        ("z" * 200, "‮abc", "20 caractères"),
    ],
)
def test_wrong_numbers_are_said_beside_their_field(client, gardee, absorbee, attendu):
    reponse = client.get("/comptes/fusion/", {"gardee": gardee, "absorbee": absorbee})

    assert reponse.status_code == 422
    assert attendu in lisible(reponse)


def test_the_same_account_twice_is_no_pair(client, assistance):
    deux = paire()
    seule = Paire(deux.gardee, deux.gardee)
    assert "deux fois le même numéro" in lisible(client.get(adresse(seule)))

    reunir(par=assistance, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)

    assert "déjà ceux d'un même compte" in lisible(client.get(adresse(deux)))


@pytest.mark.rule("ACC-14")
def test_the_preview_shows_both_what_moves_and_what_is_lost_and_writes_no_merge(client):
    deux = paire()
    f.CertificatFormateurFactory.create_batch(2, personne=deux.absorbee)

    reponse = client.get(adresse(deux).lower().replace("gardee=", "gardee=%20"))

    texte = lisible(reponse)
    assert reponse.status_code == 200
    for attendu in (deux.gardee.email, deux.absorbee.email, "Certificats de formateur", "Seront perdus"):
        assert attendu in texte
    assert "Garder plutôt" in texte
    assert Personne.objects.filter(pk=deux.absorbee.pk).exists()


@pytest.mark.rule("ACC-14")
def test_confirming_merges_and_opens_the_account(client):
    deux = paire()

    reponse = envoi(client, deux)

    assert reponse["Location"] == f"/comptes/{deux.gardee.numero}/"
    assert Personne.objects.de_numero(deux.absorbee.numero).get() == deux.gardee
    assert "sont réunis" in lisible(client.get(reponse["Location"]))


@pytest.mark.rule("ACC-14", "DEM-16")
def test_what_changed_meanwhile_is_shown_again(client):
    deux = paire()
    vieille = client.get(adresse(deux)).context["empreinte"]
    f.CertificatFormateurFactory(personne=deux.absorbee)

    for empreinte in (vieille, "", "inventée"):
        reponse = envoi(client, deux, empreinte=empreinte)
        assert reponse.status_code == 422
        assert "ont changé depuis l'aperçu" in lisible(reponse)
        assert reponse.context["empreinte"] != empreinte
    assert Personne.objects.filter(pk=deux.absorbee.pk).exists()


@pytest.mark.rule("ACC-14", "DEM-16")
def test_the_second_of_two_assistants_is_told(client, client_de):
    deux = paire()
    vue = client.get(adresse(deux)).context["empreinte"]
    autre = client_de(f.inrs())
    envoi(autre, deux)

    reponse = client.post(
        "/comptes/fusion/", {"gardee": deux.gardee.numero, "absorbee": deux.absorbee.numero, "empreinte": vue}
    )

    assert reponse.status_code == 422
    assert "déjà ceux d'un même compte" in lisible(reponse)


@pytest.mark.rule("ACC-14")
def test_refusals_are_all_listed_instead_of_the_button(client):
    deux = paire()
    for _ in range(2):
        session = f.SessionFactory(formateur=deux.gardee)
        f.StagiaireFactory(session=session, personne=deux.absorbee)
    signaler(deux)

    reponse = client.get(adresse(deux))

    assert lisible(reponse).count("le formateur deviendrait son propre stagiaire") == 2
    assert "Réunir les deux numéros" not in lisible(reponse)
    assert envoi(client, deux).status_code == 422


def test_a_pair_that_a_merge_took_away_is_gone(client, assistance):
    deux = paire()
    doublon = signaler(deux)
    reunir(par=assistance, le=f.INSTANT + timedelta(hours=1), gardee=deux.gardee, absorbee=deux.absorbee)

    assert client.get(f"/doublons/{doublon.pk}/deux-personnes/").status_code == 404
    assert client.get("/doublons/").context["lignes"] == []
