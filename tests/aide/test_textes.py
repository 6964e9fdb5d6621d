"""What tickets, contests and successions tell, word for word: references and links alone [NOT-08]."""

# ruff: noqa: E501 - each paragraph is on one line

from datetime import date

import pytest
from inline_snapshot import snapshot

from forprev.aide import notifications as aide
from forprev.communication.courrier import rediger
from forprev.communication.states import Categorie
from forprev.personnes.notifications import contestation, successions

ENTITE = "MAIRIE DE VANVES"
EVENEMENTS = {
    "contact_recu": aide.ContactRecu(7, 1),
    "contact_repondu": aide.ContactRepondu(7, 2),
    "contact_a_traiter": aide.ContactATraiter(7, 1),
    "compte_conteste_a_traiter": aide.CompteContesteATraiter(7, 1, compte="JEJ46894"),
    "compte_conteste": contestation.CompteConteste("JEJ46894", "2026-11-20"),
    "succession_demandee": successions.SuccessionDemandee(3, 5, ENTITE),
    "succession_decidee": successions.SuccessionDecidee(3, 5, "JETON"),
    "successeur_nomme": successions.SuccesseurNomme(3, ENTITE, date(2026, 12, 5)),
    "nomme_gestionnaire": successions.NommeGestionnaire(3, ENTITE),
    "succession_contestee": successions.SuccessionContestee(3, 9, ENTITE),
}


def dit(code: str) -> tuple[str, list[str], str, str]:
    evenement = EVENEMENTS[code]
    assert evenement.code == code
    return evenement.sujet(), evenement.texte(), evenement.lien() or evenement.lien_courriel(), evenement.libelle_lien


@pytest.mark.rule("NOT-02")
def test_each_is_of_the_category_of_the_table_of_events():
    toujours = {"succession_decidee", "successeur_nomme", "nomme_gestionnaire"}
    assert {code for code, e in EVENEMENTS.items() if e.categorie == Categorie.COMPTE} == toujours
    assert {e.categorie for code, e in EVENEMENTS.items() if code not in toujours} == {Categorie.NOTIFICATION}
    assert len({evenement.cle_complete() for evenement in EVENEMENTS.values()}) == len(EVENEMENTS)


@pytest.mark.rule("NOT-06")
def test_mails_that_may_be_stopped_say_how():
    for evenement in EVENEMENTS.values():
        dit_comment = "décochez-la dans Mon profil" in rediger(evenement, "gestionnaire-12").texte
        assert dit_comment is (evenement.categorie == Categorie.NOTIFICATION)


@pytest.mark.rule("AID-04")
def test_contact_recu():
    assert dit("contact_recu") == snapshot(
        (
            "Votre message n°\xa07 à l’assistance",
            [
                "L’assistance de Forprev a bien reçu votre message n°\xa07.",
                "Vous serez prévenu de la réponse. D’ici là, vous pouvez relire votre message et le compléter.",
            ],
            "/aide/contact/7/",
            "Lire mon message et les réponses",
        )
    )


@pytest.mark.rule("AID-04")
def test_contact_repondu():
    assert dit("contact_repondu") == snapshot(
        (
            "L’assistance a répondu à votre message n°\xa07",
            [
                "L’assistance de Forprev a répondu à votre message n°\xa07.",
                "La réponse se lit dans Forprev. Si elle ne suffit pas, vous pouvez écrire à la suite.",
            ],
            "/aide/contact/7/",
            "Lire la réponse",
        )
    )


@pytest.mark.rule("AID-04")
def test_contact_a_traiter():
    assert dit("contact_a_traiter") == snapshot(
        (
            "Message n°\xa07 à traiter",
            ["Le message n°\xa07 attend une réponse de l’assistance."],
            "/contacts/7/",
            "Ouvrir le message",
        )
    )


@pytest.mark.rule("ACC-20")
def test_compte_conteste_a_traiter():
    assert dit("compte_conteste_a_traiter") == snapshot(
        (
            "Compte JEJ46894 contesté",
            [
                "La personne qui a reçu l’e-mail de création du compte JEJ46894 a répondu «\u202fCe n’est pas moi\u202f». Le compte est gelé.",
                "Le ticket n°\xa07 est ouvert\xa0: voyez avec la personne qui a ouvert ce compte à qui il est destiné, corrigez l’e-mail, puis rétablissez le compte.",
            ],
            "/contacts/7/",
            "Ouvrir le ticket",
        )
    )


@pytest.mark.rule("ACC-20")
def test_compte_conteste():
    assert dit("compte_conteste") == snapshot(
        (
            "Le compte JEJ46894, que vous avez ouvert, est contesté",
            [
                "La personne qui a reçu l’e-mail de création du compte JEJ46894 a répondu «\u202fCe n’est pas moi\u202f»\xa0: l’adresse indiquée est sans doute celle de quelqu’un d’autre.",
                "Ce compte est gelé\xa0: personne ne peut y entrer, et les rôles qui lui ont été donnés ne servent plus. L’assistance est prévenue. Si vous connaissez la bonne adresse, indiquez-la-lui.",
            ],
            "/aide/contact/",
            "Écrire à l’assistance",
        )
    )


@pytest.mark.rule("ACC-19")
def test_succession_demandee():
    assert dit("succession_demandee") == snapshot(
        (
            "Demande de successeur n°\xa03\xa0: à examiner",
            [
                "Un successeur est demandé pour MAIRIE DE VANVES, dont aucun gestionnaire ne pourrait plus agir.",
                "Vérifiez la lettre signée par l’entité, puis nommez la personne ou refusez la demande en disant pourquoi.",
            ],
            "/reseau/successions/3/",
            "Examiner la demande",
        )
    )


@pytest.mark.rule("ACC-19")
def test_succession_decidee():
    assert dit("succession_decidee") == snapshot(
        (
            "Votre demande de successeur n°\xa03\xa0: décision",
            [
                "La caisse a décidé de votre demande de successeur n°\xa03.",
                "Vous recevez ce message parce que cette adresse a été indiquée dans une demande de successeur. Si ce n’était pas vous, prévenez l’assistance de Forprev.",
            ],
            "/succession/suivi/JETON/",
            "Lire la décision",
        )
    )


@pytest.mark.rule("ACC-19")
def test_successeur_nomme():
    assert dit("successeur_nomme") == snapshot(
        (
            "MAIRIE DE VANVES\xa0: un successeur est nommé",
            [
                "Sur la foi d’une lettre signée par l’entité, la caisse a nommé un nouveau gestionnaire de MAIRIE DE VANVES.",
                "Vous pouvez encore consulter ce compte, sans rien y changer, jusqu’au 5\xa0décembre\xa02026 inclus. Si cette nomination n’est pas régulière, contestez-la avant cette date\xa0: la caisse et l’assistance en seront aussitôt prévenues.",
            ],
            "/succession/contester/",
            "Lire ou contester cette nomination",
        )
    )


@pytest.mark.rule("ACC-19")
def test_nomme_gestionnaire():
    assert dit("nomme_gestionnaire") == snapshot(
        (
            "MAIRIE DE VANVES\xa0: vous êtes gestionnaire",
            [
                "La caisse vous a nommé gestionnaire de MAIRIE DE VANVES, à la demande de l’entité.",
                "Vous tenez le compte de l’entité\xa0: ses données, ses demandes, ses habilitations, ses utilisateurs et toutes ses sessions de certification. Les anciens gestionnaires sont prévenus et peuvent contester.",
            ],
            "/tableau-de-bord/",
            "Ouvrir mon tableau de bord",
        )
    )


@pytest.mark.rule("ACC-19")
def test_succession_contestee():
    assert dit("succession_contestee") == snapshot(
        (
            "Succession n°\xa03 contestée",
            [
                "Un ancien gestionnaire de MAIRIE DE VANVES conteste la nomination de son successeur.",
                "Lisez ce qu’il écrit et voyez avec l’entité.",
            ],
            "/reseau/successions/3/",
            "Lire la contestation",
        )
    )
