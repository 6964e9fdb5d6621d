"""Where one chooses what comes by e-mail."""

import pytest

from forprev.communication.models import Preference
from forprev.communication.queries import choix_de
from forprev.communication.rules import Choix
from forprev.socle.models import EntreeJournal
from tests.fabriques import acteur_sans_profil


@pytest.mark.rule("NOT-10")
def test_les_cases_proposees_sont_celles_qui_valent_avant_tout_choix(client_de):
    page = client_de(acteur_sans_profil()).get("/mon-profil/notifications/")
    form = page.context["form"]
    assert {nom: form[nom].value() for nom in form.fields} == {
        "alertes": True,
        "notifications": True,
        "messages": False,
        "rythme": "immediat",
    }
    assert not Preference.objects.exists()


@pytest.mark.rule("NOT-01", "NOT-06")
def test_decocher_arrete_et_cocher_reprend(client_de):
    acteur = acteur_sans_profil()
    navigateur = client_de(acteur)
    for envoye, choix in (
        ({"messages": "on"}, Choix(alertes=False, notifications=False, messages=True)),
        ({}, Choix(alertes=False, notifications=False, messages=False)),
        ({"alertes": "on"}, Choix(alertes=True, notifications=False, messages=False)),
    ):
        reponse = navigateur.post("/mon-profil/notifications/", envoye, follow=True)
        assert "Vos préférences sont enregistrées." in reponse.content.decode()
        assert choix_de(personne_id=acteur.personne_id) == choix
    assert EntreeJournal.objects.filter(verbe="communication.choisir_preferences").count() == 3


@pytest.mark.rule("NOT-07")
def test_le_courriel_quotidien_se_choisit_et_se_quitte(client_de):
    acteur = acteur_sans_profil()
    navigateur = client_de(acteur)
    for rythme, quotidien in (("quotidien", True), ("immediat", False), ("quotidien", True), ("", False)):
        navigateur.post("/mon-profil/notifications/", {"alertes": "on", "rythme": rythme})
        assert choix_de(personne_id=acteur.personne_id) == Choix(True, False, False, quotidien)
        vu = navigateur.get("/mon-profil/notifications/").context["form"]["rythme"].value()
        assert vu == ("quotidien" if quotidien else "immediat")


@pytest.mark.parametrize("rythme", ["jamais", "x" * 200, "😀"])
def test_un_rythme_invente_est_refuse(client_de, rythme):
    acteur = acteur_sans_profil()
    page = client_de(acteur).post("/mon-profil/notifications/", {"alertes": "on", "rythme": rythme})
    assert page.status_code == 422
    assert "rythme" in page.context["form"].errors
    assert not Preference.objects.exists()
