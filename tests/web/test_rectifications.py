"""*Rectifications* and *Effacements*, where the assistance answers."""

import itertools
from datetime import date

import pytest
from django.urls import reverse

from forprev.comptes.models import Personne
from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def assistance():
    return f.assistance()


@pytest.fixture
def client(assistance, client_de):
    return client_de(assistance)


@pytest.fixture
def demande():
    personne = f.PersonneFactory(nom="Canari", prenom="Anne", numero="JEJ46894")
    return f.RectificationFactory(personne=personne, nom="Zyxcanari")


def fiche(demande):
    return reverse("rectification", args=[demande.pk])


def correction(demande, **champs):
    valeurs = {"nom": demande.nom, "prenom": demande.prenom, "date_naissance": "29/02/1980", "version": demande.version}
    return valeurs | champs


@pytest.mark.rule("ACC-07")
def test_the_list_shows_what_waits_oldest_first_with_its_age_and_its_deadline(client, demande):
    vieille = f.RectificationFactory(personne__nom="Vieille", deposee_le=f.il_y_a(40))
    f.RectificationFactory(refusee=True, personne__nom="Refusee")
    f.RectificationFactory(etat="RETIREE", traitee_le=f.INSTANT, personne__nom="Retiree")

    page = lisible(client.get("/rectifications/"))
    assert page.index("VIEILLE") < page.index("CANARI")
    assert "depuis 40 jours" in page
    assert f"{vieille.limite:%d/%m/%Y} dépassée depuis 9 jours" in page
    assert "depuis 4 jours 16/12/2026 dans 26 jours" in page
    assert "REFUSEE" not in page
    traitees = lisible(client.get("/rectifications/?etat=traitees"))
    assert "REFUSEE" in traitees
    assert not any(nom in traitees for nom in ("RETIREE", "VIEILLE", "CANARI"))
    assert "Aucune rectification" not in page


def test_nothing_to_do_is_said_and_any_criterion_is_understood(client):
    assert "Aucune rectification à traiter" in lisible(client.get("/rectifications/?etat=n-importe&tri=%00&page=-1"))
    assert "Aucune rectification traitée" in lisible(client.get("/rectifications/?etat=traitees"))


@pytest.mark.rule("RGP-07")
def test_a_list_leaves_one_line_in_the_journal_and_a_file_another(client, assistance, demande):
    f.RectificationFactory.create_batch(3)
    client.get("/rectifications/")
    client.get(fiche(demande))

    liste, lue = EntreeJournal.objects.filter(par=assistance.personne).order_by("pk")
    assert len(liste.details["montrees"]) == 4
    assert (lue.objet_id, lue.details) == (str(demande.personne_id), {"rubrique": "rectification"})


@pytest.mark.parametrize(
    ("adresse", "fabrique"),
    [("/rectifications/", f.RectificationFactory), ("/effacements/", f.DemandeEffacementFactory)],
)
def test_the_lists_cost_the_same_whatever_waits(client, nb_requetes, adresse, fabrique):
    rangs = itertools.count()

    def numeroter(personne, rang):
        rang = next(rangs)
        personne.numero, personne.email = f"ZYX{rang:05}", f"zyx{rang}@example.org"

    def ajouter(nombre):
        personnes = iter(en_nombre(f.PersonneFactory, nombre, numeroter))
        modele = f.PersonneFactory()
        en_nombre(fabrique, nombre, lambda demande, _: setattr(demande, "personne", next(personnes)), personne=modele)

    verifier_liste_constante(client, adresse, ajouter, nb_requetes)


@pytest.mark.rule("ACC-07", "ACC-13")
def test_the_file_puts_old_and_new_side_by_side_with_likely_duplicates(client, demande):
    f.PersonneFactory(nom="Zyxcanary", prenom="Anne", numero="SOS00001")
    f.CertificatFormateurFactory(personne=demande.personne)

    page = lisible(client.get(fiche(demande)))
    assert "Nom Canari Zyxcanari (change)" in page
    assert "Prénom Anne Anne" in page
    assert "ZYXCANARY Anne SOS00001 29/02/1980 Une lettre d'écart" in page
    assert "1 certificat de formateur valable sera réémis" in page
    assert demande.motif.replace("’", "'") in page


@pytest.mark.rule("ACC-07", "CER-11")
def test_correcting_says_what_followed(client, demande):
    f.CertificatFormateurFactory(personne=demande.personne)
    f.PersonneFactory(nom="ZYXCANARI", prenom="Anne")
    reponse = client.post(fiche(demande), correction(demande), follow=True)

    page = lisible(reponse)
    assert reponse.redirect_chain == [("/rectifications/", 302)]
    assert "L'identité du N°Forprev JEJ46894 est corrigée. 1 certificat réémis." in page
    assert "1 autre compte a maintenant la même identité" in page
    assert Personne.objects.get(pk=demande.personne_id).nom == "Zyxcanari"
    assert "Corrigée" in lisible(client.get(fiche(demande)))


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"nom": "Canari"}, "Rien ne change"),
        ({"nom": "😀"}, "au moins une lettre"),
        ({"nom": "a" * 200}, "au plus 100 caractères"),
        ({"date_naissance": "31/02/1980"}, "n'existe pas"),
        ({"date_naissance": "01/01/2050"}, "dans le futur"),
        ({"prenom": ""}, "obligatoire"),
        ({"version": "7"}, "a complété sa demande"),
        ({"version": "²"}, "a complété sa demande"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(client, demande, champs, attendu):
    reponse = client.post(fiche(demande), correction(demande, **champs))

    assert reponse.status_code == 422
    assert attendu in lisible(reponse)
    assert f'name="version" value="{demande.version}"' in reponse.content.decode()
    assert Personne.objects.get(pk=demande.personne_id).nom == "Canari"


@pytest.mark.rule("DEM-16")
def test_the_second_of_two_assistants_is_told(client, client_de, demande):
    autre = f.assistance()
    client_de(autre).post(
        reverse("rectification_refus", args=[demande.pk]), {"reponse": "Non.", "version": demande.version}
    )
    for adresse, envoi in (
        (fiche(demande), correction(demande)),
        (reverse("rectification_refus", args=[demande.pk]), {"reponse": "Non.", "version": demande.version}),
    ):
        page = lisible(client.post(adresse, envoi, follow=True))
        assert "Cette demande a déjà été traitée le 20 novembre 2026 par" in page
        assert autre.personne.nom.upper().replace("’", "'") in page
    assert Personne.objects.get(pk=demande.personne_id).nom == "Canari"


@pytest.mark.rule("ACC-07")
def test_refusing_asks_why(client, demande):
    adresse = reverse("rectification_refus", args=[demande.pk])
    assert client.post(adresse, {"reponse": " ", "version": demande.version}).status_code == 422
    assert client.post(adresse, {"reponse": "Illisible.", "version": "9"}).status_code == 422
    reponse = client.post(adresse, {"reponse": "Illisible.", "version": demande.version})

    assert reponse["Location"] == "/rectifications/"
    demande.refresh_from_db()
    assert (demande.etat, demande.reponse) == ("REFUSEE", "Illisible.")
    assert "Illisible." in lisible(client.get(fiche(demande)))


@pytest.mark.rule("RGP-08", "SEC-01")
def test_the_proof_is_served_to_those_who_see_the_request(client, client_de, demande):
    Rectification.objects.filter(pk=demande.pk).update(preuve="rectifications/x.pdf", preuve_type="application/pdf")
    files.deposer("rectifications/x.pdf", b"%PDF-1.7")
    adresse = reverse("rectification_preuve", args=[demande.pk])

    reponse = client.get(adresse)
    assert (reponse["Content-Type"], reponse["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert reponse["Content-Disposition"] == f'attachment; filename="justificatif-rectification-{demande.pk}.pdf"'
    assert client_de(f.gestionnaire()).get(adresse).status_code == 403
    assert client_de(f.acteur_sans_profil(demande.personne)).get(adresse).status_code == 403
    assert client_de(None).get(adresse).status_code == 302


@pytest.mark.rule("ACC-07")
def test_the_inrs_reads_and_does_not_answer(client_de, demande):
    client = client_de(f.inrs())
    page = client.get(fiche(demande)).content.decode()
    assert "Elle seule corrige une identité" in page
    assert client.post(fiche(demande), correction(demande)).status_code == 422
    assert Personne.objects.get(pk=demande.personne_id).nom == "Canari"


@pytest.mark.rule("ACC-07")
def test_nobody_answers_their_own_request(client, assistance):
    sienne = f.RectificationFactory(personne=assistance.personne)

    assert "personne ne répond à sa propre demande" in lisible(client.get(fiche(sienne)))
    assert client.post(fiche(sienne), correction(sienne, nom="Autre")).status_code == 422
    assert Rectification.objects.get(pk=sienne.pk).est_ouverte


# --- erasure ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-04")
def test_erasure_requests_stand_beside(client):
    demande = f.DemandeEffacementFactory(personne__nom="Partante")
    assert "Effacements 1" in lisible(client.get("/rectifications/"))
    assert "PARTANTE" in lisible(client.get("/effacements/"))
    page = lisible(client.get(reverse("effacement", args=[demande.pk])))

    assert "Rien ne s'oppose à l'effacement" in page
    accord = reverse("effacement_accord", args=[demande.pk])
    assert "Cet effacement est définitif" in lisible(client.get(accord))
    assert "Le compte est effacé" in lisible(client.post(accord, follow=True))
    assert not Personne.objects.filter(pk=demande.personne_id).exists()
    assert "le compte est effacé" in lisible(client.post(accord, follow=True))
    assert client.get(reverse("effacement", args=[demande.pk])).status_code == 404


@pytest.mark.rule("RGP-04", "ACC-11")
def test_what_forbids_it_is_said_and_the_request_refused_with_a_reason(client):
    seul = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))
    demande = f.DemandeEffacementFactory(personne=seul.personne)

    assert "MAIRIE DE VANVES" in lisible(client.get(reverse("effacement", args=[demande.pk])))
    refusee = client.post(reverse("effacement_accord", args=[demande.pk]))
    assert refusee.status_code == 422
    assert "MAIRIE DE VANVES" in lisible(refusee)
    refus = reverse("effacement_refus", args=[demande.pk])
    assert client.post(refus, {"reponse": ""}).status_code == 422
    assert client.post(refus, {"reponse": "Nommez un autre gestionnaire."})["Location"] == "/effacements/"
    assert DemandeEffacement.objects.get().reponse == "Nommez un autre gestionnaire."
    assert "a été close le 20 novembre 2026" in lisible(client.post(refus, {"reponse": "Non."}, follow=True))
    assert "Refusée" in lisible(client.get("/effacements/?etat=traitees"))


def test_dates_are_those_of_the_request(client):
    demande = f.DemandeEffacementFactory(deposee_le=f.il_y_a(31))
    assert demande.limite == date(2026, 11, 20)
    assert "20/11/2026 aujourd'hui" in lisible(client.get("/effacements/"))
