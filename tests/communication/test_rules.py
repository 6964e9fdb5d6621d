import pytest

from forprev.communication.rules import Choix, Envoi, envoi
from forprev.communication.states import CASES, Categorie

DEMANDE = Choix(alertes=True, notifications=True, messages=True)
RIEN = Choix(alertes=False, notifications=False, messages=False)


@pytest.mark.rule("NOT-10")
def test_avant_tout_choix_alertes_et_notifications_mais_pas_les_messages():
    recus = {categorie: envoi(categorie, Choix(), actif=True) for categorie in Categorie}
    assert recus == {
        Categorie.ALERTE: Envoi.IMMEDIAT,
        Categorie.NOTIFICATION: Envoi.IMMEDIAT,
        Categorie.MESSAGE: Envoi.AUCUN,
        Categorie.COMPTE: Envoi.IMMEDIAT,
    }


@pytest.mark.rule("NOT-01")
@pytest.mark.parametrize("categorie", list(CASES))
def test_chaque_categorie_suit_sa_case(categorie):
    assert envoi(categorie, DEMANDE, actif=True) == Envoi.IMMEDIAT
    assert envoi(categorie, RIEN, actif=True) == Envoi.AUCUN
    champ = {Categorie.ALERTE: "alertes", Categorie.NOTIFICATION: "notifications", Categorie.MESSAGE: "messages"}
    seule = Choix(**{nom: nom == champ[categorie] for nom in champ.values()})
    assert [c for c in CASES if envoi(c, seule, actif=True) == Envoi.IMMEDIAT] == [categorie]


@pytest.mark.rule("NOT-06")
def test_compte_et_lettres_toujours_et_aussitot():
    for choix in (RIEN, Choix(quotidien=True)):
        assert envoi(Categorie.COMPTE, choix, actif=True) == Envoi.IMMEDIAT


def test_le_reste_attend_le_courriel_quotidien_de_qui_le_prefere():
    assert envoi(Categorie.ALERTE, Choix(quotidien=True), actif=True) == Envoi.GROUPE
    assert envoi(Categorie.MESSAGE, Choix(quotidien=True), actif=True) == Envoi.AUCUN


@pytest.mark.parametrize("categorie", list(Categorie))
def test_rien_ne_part_vers_un_compte_ferme(categorie):
    assert envoi(categorie, DEMANDE, actif=False) == Envoi.AUCUN
