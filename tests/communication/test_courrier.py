"""The shared shape of mails."""

# ruff: noqa: E501 - the texts of mails are on one line each

import pytest
from inline_snapshot import snapshot

from forprev.communication.courrier import rediger
from tests.communication.evenements import Echeance, Lettre, MessageCible, Tache


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://forprev.example"


@pytest.mark.rule("NOT-06", "NOT-08")
def test_un_courriel_dit_pourquoi_il_vient_et_comment_l_arreter():
    courrier = rediger(Echeance(), "gestionnaire-12")
    assert courrier.sujet == snapshot("[FORPREV] Session n°\xa0125\xa0: 7\xa0jours restants")
    assert courrier.texte == snapshot("""\
La session de certification n°\xa0125 sera supprimée <bientôt> & sans retour.

L’équipe Forprev

Ouvrir la session\xa0:
https://forprev.example/certification/125/?onglet=stagiaires&profil=gestionnaire-12#liste

--
Vous recevez ce message au titre de votre profil Gestionnaire, parce que la case «\u202fAlertes\u202f» est cochée dans vos préférences de notifications par e-mail. Pour ne plus en recevoir, décochez-la dans Mon profil\xa0:
https://forprev.example/mon-profil/notifications/
""")


@pytest.mark.rule("ACC-22")
def test_le_lien_porte_le_profil_sans_perdre_sa_requete_ni_son_ancre():
    adresse = "https://forprev.example/certification/125/?onglet=stagiaires&profil=gestionnaire-12#liste"
    courrier = rediger(Echeance(), "gestionnaire-12")
    assert adresse in courrier.texte
    assert adresse.replace("&", "&amp;") in courrier.html


def test_le_html_echappe_ce_que_le_texte_dit_tel_quel():
    courrier = rediger(Echeance(), "")
    assert "<bientôt> & sans" in courrier.texte
    assert "&lt;bientôt&gt; &amp; sans" in courrier.html
    assert "au titre de" not in courrier.texte


@pytest.mark.rule("NOT-06")
@pytest.mark.parametrize(("evenement", "case"), [(Tache(), "Notifications"), (MessageCible(), "Messages ciblés")])
def test_chaque_categorie_nomme_sa_case(evenement, case):
    courrier = rediger(evenement, "formateur")
    for forme in (courrier.texte, courrier.html):
        assert f"la case «\u202f{case}\u202f» est cochée" in forme
        assert "au titre de votre profil Formateur, parce que" in forme
        assert "https://forprev.example/mon-profil/notifications/" in forme


@pytest.mark.rule("NOT-06")
def test_une_lettre_ne_propose_pas_de_s_arreter():
    courrier = rediger(Lettre(), "gestionnaire-12")
    assert courrier.texte == snapshot("""\
La session de certification n°\xa0125 sera supprimée <bientôt> & sans retour.

L’équipe Forprev
""")
    assert "préférences" not in courrier.html
