"""What people are told of their roles and delegations: whole texts."""

# ruff: noqa: E501 - the texts of mails are on one line each

import pytest
from inline_snapshot import snapshot

from forprev.communication.courrier import rediger
from forprev.communication.models import Notification
from forprev.comptes.states import Profil
from forprev.entites.notifications import RoleChange, RoleDonne, RoleTermine, annoncer_role
from forprev.personnes.notifications.utilisateurs import DelegationDonnee, DelegationTerminee
from tests import fabriques as f
from tests.fabriques.jour import INSTANT

ROLE = {"entite_id": 12, "entite": "MAIRIE DE VANVES", "quand": "2026-11-20T10:30"}
DELEGATION = (3, "MAIRIE DE VANVES")


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://forprev.example"


def lettre(evenement, profil: str = "delegataire-12") -> str:
    """The subject, then the text without what every mail ends with."""
    courrier = rediger(evenement, profil)
    propre, *_ = courrier.texte.split("\n--\n")
    return f"{courrier.sujet}\n{propre}".replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.rule("ACC-24", "NOT-08")
def test_a_role_given():
    assert lettre(RoleDonne(role=Profil.GESTIONNAIRE, **ROLE), "gestionnaire-12") == snapshot("""\
[FORPREV] MAIRIE DE VANVES : vous êtes gestionnaire
Un gestionnaire de MAIRIE DE VANVES vous a nommé gestionnaire dans Forprev.

Vous tenez le compte de l’entité : ses données, ses demandes, ses habilitations, ses utilisateurs et toutes ses sessions de certification.

L’équipe Forprev

Ouvrir mon tableau de bord :
https://forprev.example/tableau-de-bord/?profil=gestionnaire-12
""")
    evenement = RoleDonne(role=Profil.DELEGATAIRE, habilitations=("SST / 1 (H30001)", "SST / 2 (H30002)"), **ROLE)
    assert lettre(evenement) == snapshot("""\
[FORPREV] MAIRIE DE VANVES : vous êtes délégataire
Un gestionnaire de MAIRIE DE VANVES vous a nommé délégataire dans Forprev.

Vous déclarez des sessions de certification sur les habilitations qui vous sont déléguées, et ne voyez que les vôtres.

Habilitations déléguées : SST / 1 (H30001) et SST / 2 (H30002).

L’équipe Forprev

Ouvrir mon tableau de bord :
https://forprev.example/tableau-de-bord/?profil=delegataire-12
""")


@pytest.mark.rule("ACC-24", "NOT-08")
def test_a_role_changed():
    assert lettre(RoleChange(role=Profil.GESTIONNAIRE, **ROLE), "gestionnaire-12") == snapshot("""\
[FORPREV] MAIRIE DE VANVES : vous êtes gestionnaire
Votre rôle dans MAIRIE DE VANVES a changé : vous êtes maintenant gestionnaire.

Vous tenez le compte de l’entité : ses données, ses demandes, ses habilitations, ses utilisateurs et toutes ses sessions de certification.

L’équipe Forprev

Ouvrir mon tableau de bord :
https://forprev.example/tableau-de-bord/?profil=gestionnaire-12
""")
    evenement = RoleChange(role=Profil.DELEGATAIRE, habilitations=("SST / 1 (H30001)",), **ROLE)
    assert lettre(evenement) == snapshot("""\
[FORPREV] MAIRIE DE VANVES : vous êtes délégataire
Votre rôle dans MAIRIE DE VANVES a changé : vous êtes maintenant délégataire.

Vous déclarez des sessions de certification sur les habilitations qui vous sont déléguées, et ne voyez que les vôtres.

Habilitations déléguées : SST / 1 (H30001).

L’équipe Forprev

Ouvrir mon tableau de bord :
https://forprev.example/tableau-de-bord/?profil=delegataire-12
""")


@pytest.mark.rule("ACC-24", "NOT-08")
def test_a_role_ended():
    assert lettre(RoleTermine(role=Profil.DELEGATAIRE, **ROLE), "") == snapshot("""\
[FORPREV] MAIRIE DE VANVES : vous n’êtes plus délégataire
Votre rôle de délégataire pour MAIRIE DE VANVES a pris fin. Ce profil est fermé ; vos autres profils et votre N° Forprev restent les vôtres.

Les sessions de certification que vous aviez déclarées pour cette entité passent à ses gestionnaires.

L’équipe Forprev

Comprendre mes accès :
https://forprev.example/acces/
""")


@pytest.mark.rule("ACC-12", "NOT-08")
def test_delegations_given():
    assert lettre(DelegationDonnee(*DELEGATION, ("SST / 1 (H30001)",), "t")) == snapshot("""\
[FORPREV] Nouvelle délégation
Un gestionnaire de MAIRIE DE VANVES vous a rattaché à : SST / 1 (H30001).

Vous pouvez y déclarer des sessions de certification dès aujourd’hui.

L’équipe Forprev

Voir mes habilitations :
https://forprev.example/habilitations/?profil=delegataire-12
""")
    assert lettre(DelegationDonnee(*DELEGATION, ("SST / 1 (H30001)", "Catec / 1 (H30002)"), "t")) == snapshot("""\
[FORPREV] Nouvelles délégations
Un gestionnaire de MAIRIE DE VANVES vous a rattaché à : SST / 1 (H30001) et Catec / 1 (H30002).

Vous pouvez y déclarer des sessions de certification dès aujourd’hui.

L’équipe Forprev

Voir mes habilitations :
https://forprev.example/habilitations/?profil=delegataire-12
""")


@pytest.mark.rule("SES-33", "NOT-08")
def test_a_delegation_ended():
    assert lettre(DelegationTerminee(*DELEGATION, ("SST / 1 (H30001)",), "t")) == snapshot("""\
[FORPREV] Fin d’une délégation
Votre délégation pour MAIRIE DE VANVES a pris fin : SST / 1 (H30001).

Les sessions de certification que vous y aviez déclarées passent aux gestionnaires de l’entité, et leurs téléchargements vous sont fermés.

L’équipe Forprev

Voir mes habilitations :
https://forprev.example/habilitations/?profil=delegataire-12
""")


@pytest.mark.django_db
def test_the_longest_name_of_an_entity_fits_in_the_subject():
    membre = f.MembreFactory(entite__raison_sociale="É" * 200)
    annoncer_role(membre, le=INSTANT)
    (ligne,) = Notification.objects.all()
    assert ligne.titre.endswith("…\u00a0: vous êtes gestionnaire")
    assert "É" * 200 in ligne.texte
