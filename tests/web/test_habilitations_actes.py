"""What a gestionnaire does from the sheet of a habilitation; its deadlines in a calendar."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from forprev.demandes.models import Courrier, Demande
from forprev.habilitations.models import AbonnementEcheances, Habilitation
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestionnaire(db, jour):
    return f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))


def habilitation(acteur, **champs) -> Habilitation:
    return f.HabilitationFactory(entite=None, entite_id=acteur.entite_id, **champs)


def courrier(habilitation, nature, numero) -> Courrier:
    chemin = f"courriers/{numero}.pdf"
    return Courrier.objects.create(
        numero=numero,
        nature=nature,
        entite_id=habilitation.entite_id,
        habilitation=habilitation,
        date=f.JOUR,
        faits={},
        fichier=chemin,
        sha256=files.deposer(chemin, b"%PDF-1.7"),
    )


@pytest.mark.rule("DEM-12", "HAB-07")
def test_the_decision_is_read_until_the_right_ends(client_de, gestionnaire):
    tenue = habilitation(gestionnaire)
    finie = habilitation(gestionnaire, periode__fin=f.JOUR - timedelta(days=1))
    lettres = [courrier(h, "FAVORABLE", f"C-{h.pk}") for h in (tenue, finie)]
    retrait = courrier(finie, "SUSPENSION", "M-1")
    client = client_de(gestionnaire)

    assert "Courrier Décision favorable, 20 novembre 2026 (PDF)" in lisible(client.get(f"/habilitations/{tenue.pk}/"))
    recu = client.get(f"/habilitations/{tenue.pk}/courriers/{lettres[0].pk}/")
    assert recu["Content-Disposition"].startswith("attachment")
    page = lisible(client.get(f"/habilitations/{finie.pk}/"))
    assert "Décision favorable" not in page
    assert "Suspension, 20 novembre 2026 (PDF)" in page
    assert client.get(f"/habilitations/{finie.pk}/courriers/{lettres[1].pk}/").status_code == 404
    assert client.get(f"/habilitations/{finie.pk}/courriers/{retrait.pk}/").status_code == 200
    assert client.get(f"/habilitations/{finie.pk}/courriers/{lettres[0].pk}/").status_code == 404


@pytest.mark.rule("DEM-12", "SEC-01")
def test_a_delegataire_reads_no_letter(client_de, gestionnaire):
    sienne = habilitation(gestionnaire)
    lettre = courrier(sienne, "FAVORABLE", "C-1")
    client = client_de(f.delegataire(sienne))

    assert "Décision favorable" not in lisible(client.get(f"/habilitations/{sienne.pk}/"))
    assert client.get(f"/habilitations/{sienne.pk}/courriers/{lettre.pk}/").status_code == 403


@pytest.mark.rule("DEM-14", "DEM-05")
def test_renouveler_is_offered_while_it_can_be_asked(client_de, gestionnaire):
    proche = habilitation(gestionnaire, periode__fin=f.JOUR + timedelta(days=100))
    lointaine = habilitation(gestionnaire, periode__fin=f.JOUR + timedelta(days=700))
    client = client_de(gestionnaire)
    assert 'name="renouveler"' not in client.get(f"/habilitations/{lointaine.pk}/").content.decode()
    reponse = client.get(f"/habilitations/{proche.pk}/")
    assert 'name="renouveler"' in reponse.content.decode()

    envoi = {"renouveler": proche.pk, "cle": str(reponse.context["cle"])}
    suite = client.post("/demandes/nouvelle/", envoi)

    demande = Demande.objects.get()
    assert suite["Location"] == f"/demandes/{demande.pk}/"
    page = client.get(f"/habilitations/{proche.pk}/").content.decode()
    assert 'name="renouveler"' not in page
    assert f"/demandes/{demande.pk}/" in page


@pytest.mark.rule("DEM-08")
def test_a_plateforme_is_added_to_a_right_that_asks_for_one(client_de, gestionnaire):
    niveau = f.DispositifNiveauFactory(niveau=2, plateforme_requise_du=date(2015, 1, 1))
    avec = habilitation(gestionnaire, dispositif_niveau=niveau)
    sans = habilitation(gestionnaire)
    client = client_de(gestionnaire)
    assert "Ajouter une plateforme" not in lisible(client.get(f"/habilitations/{sans.pk}/?onglet=plateformes"))
    assert "Ajouter une plateforme" in lisible(client.get(f"/habilitations/{avec.pk}/?onglet=plateformes"))

    client.post("/demandes/nouvelle/", {"ajouter": avec.pk, "cle": ""})

    demande = Demande.objects.get(type="PLATEFORME")
    assert f"demande n°{demande.pk}" in lisible(client.get(f"/habilitations/{avec.pk}/?onglet=plateformes"))


@pytest.mark.rule("DEM-08")
def test_no_plateforme_is_added_to_a_right_that_ended(client_de, gestionnaire):
    niveau = f.DispositifNiveauFactory(niveau=2, plateforme_requise_du=date(2015, 1, 1))
    finie = habilitation(gestionnaire, dispositif_niveau=niveau, periode__fin=f.JOUR - timedelta(days=1))

    reponse = client_de(gestionnaire).post("/demandes/nouvelle/", {"ajouter": finie.pk, "cle": ""})

    assert reponse.status_code == 422
    assert "n'est plus tenue" in lisible(reponse)


@pytest.mark.rule("HAB-10")
def test_a_right_is_given_up_today_or_later_after_a_confirmation(client_de, gestionnaire):
    sienne = habilitation(gestionnaire)
    client = client_de(gestionnaire)
    adresse = f"/habilitations/{sienne.pk}/renoncer/"
    assert "Renoncer à cette habilitation" in lisible(client.get(f"/habilitations/{sienne.pk}/"))
    assert "donnent encore leurs certificats" in lisible(client.get(adresse))
    for mauvais in ("19/11/2026", "31/02/2027", "", "01/01/9999"):
        assert client.post(adresse, {"jour": mauvais}).status_code == 422

    assert client.post(adresse, {"jour": "01/12/2026"}).status_code == 302

    sienne.refresh_from_db()
    assert sienne.renonciation_le == date(2026, 12, 1)
    page = lisible(client.get(f"/habilitations/{sienne.pk}/"))
    assert "Vous y renoncez à partir du 1er décembre 2026" in page
    assert "Renoncer à cette habilitation" not in page
    assert client.post(adresse, {"jour": "02/12/2026"}).status_code == 302
    assert EntreeJournal.objects.filter(verbe="habilitations.renoncer").count() == 1


@pytest.mark.rule("HAB-10", "SEC-01")
def test_nobody_gives_up_the_right_of_another(client_de, gestionnaire):
    sienne = habilitation(gestionnaire)
    adresse = f"/habilitations/{sienne.pk}/renoncer/"

    assert client_de(f.gestionnaire()).post(adresse, {"jour": "01/12/2026"}).status_code == 404
    assert client_de(f.delegataire(sienne)).post(adresse, {"jour": "01/12/2026"}).status_code == 403


def evenements(reponse) -> list[tuple[str, date]]:
    fichier = Calendar.from_ical(reponse.content)
    return [(str(e["summary"]), e["dtstart"].dt) for e in fichier.walk("VEVENT")]


@pytest.mark.rule("HAB-07")
def test_the_file_gives_the_deadlines(client_de, gestionnaire):
    habilitation(gestionnaire, periode__fin=date(2027, 6, 30))
    habilitation(gestionnaire, periode__fin=date(2100, 12, 31))
    habilitation(gestionnaire, periode__fin=date(2028, 1, 1), renonciation_le=date(2026, 12, 1))

    reponse = client_de(gestionnaire).get("/habilitations/echeances.ics")

    assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
    assert evenements(reponse) == [
        ("Renouvellement possible de l’habilitation SST / 1", date(2026, 6, 30)),
        ("Fin de l’habilitation SST / 1", date(2026, 11, 30)),
        ("Fin de l’habilitation SST / 1", date(2027, 6, 30)),
    ]


@pytest.mark.rule("HAB-07")
def test_an_address_to_subscribe_can_be_revoked_and_names_nobody(client_de, gestionnaire):
    habilitation(gestionnaire)
    client, visiteur = client_de(gestionnaire), client_de(None)
    page = client.post("/habilitations/abonnement/")
    adresse = page.context["adresse"]
    chemin = adresse.removeprefix("http://testserver")
    assert AbonnementEcheances.objects.get().empreinte not in adresse

    recu = visiteur.get(chemin)
    assert recu.status_code == 200
    assert len(evenements(recu)) == 2
    for nom in (gestionnaire.personne.nom, gestionnaire.personne.prenom, gestionnaire.personne.numero):
        assert nom not in recu.content.decode()
    assert adresse not in client.get("/habilitations/abonnement/").content.decode()

    nouvelle = client.post("/habilitations/abonnement/").context["adresse"].removeprefix("http://testserver")
    assert visiteur.get(chemin).status_code == 404
    assert visiteur.get(nouvelle).status_code == 200
    client.post("/habilitations/abonnement/revoquer/")
    assert visiteur.get(nouvelle).status_code == 404
    assert EntreeJournal.objects.filter(verbe="abonnement révoqué").count() == 1


@pytest.mark.rule("HAB-07", "SEC-01")
def test_a_delegataire_has_the_file_and_not_the_address(client_de, gestionnaire):
    sienne = habilitation(gestionnaire)
    habilitation(gestionnaire)
    client = client_de(f.delegataire(sienne))

    assert len(evenements(client.get("/habilitations/echeances.ics"))) == 2
    assert client.post("/habilitations/abonnement/").status_code == 403
