"""What a merge writes to people, whole; pairs are pointed out once, whichever comes first."""

import pytest

from forprev.communication.courrier import rediger
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Doublon
from forprev.personnes.actions.doublons import distinguer
from forprev.personnes.notifications.fusion import AdresseLiberee, NumerosReunis
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.personnes.mondes import paire

REFERENCES = "JEJ46894", "KAB00012", "assistance@example.org"


@pytest.mark.rule("ACC-14", "NOT-08")
def test_the_mail_to_the_address_kept():
    evenement = NumerosReunis(*REFERENCES)

    assert (evenement.sujet(), evenement.cle(), evenement.categorie) == (
        "Vos deux numéros Forprev sont réunis",
        "KAB00012",
        "C",
    )
    assert evenement.texte() == [
        "L’assistance Forprev a réuni les numéros JEJ46894 et KAB00012, qui désignaient la même personne\u00a0: vous. "
        "Votre numéro est JEJ46894.",
        "Vos rôles, vos certificats et vos sessions sont rassemblés. Connectez-vous avec votre e-mail, JEJ46894 ou "
        "KAB00012, et le mot de passe de ce compte. Vos connexions ouvertes ont été fermées.",
        "Ces deux numéros ne sont pas à une même personne\u202f? Écrivez tout de suite à l’assistance\u00a0: "
        "assistance@example.org.",
    ]
    assert evenement.texte_ligne() == evenement.texte()[:2]
    assert all(paragraphe in rediger(evenement, "").texte for paragraphe in evenement.texte())


@pytest.mark.rule("ACC-14", "NOT-08")
def test_the_mail_to_the_address_freed_does_not_name_the_other():
    evenement = AdresseLiberee(*REFERENCES)

    assert (evenement.sujet(), evenement.lien()) == ("Votre compte Forprev est réuni à un autre", "/connexion/")
    assert evenement.texte() == [
        "L’assistance Forprev a réuni le compte KAB00012, ouvert avec cette adresse, au compte JEJ46894\u00a0: les "
        "deux désignaient la même personne.",
        "Connectez-vous avec l’un ou l’autre numéro et le mot de passe du compte JEJ46894. Cette adresse ne sert plus "
        "à se connecter et ne recevra plus de messages de Forprev.",
        "Ces deux numéros ne sont pas à une même personne\u202f? Écrivez tout de suite à l’assistance\u00a0: "
        "assistance@example.org.",
    ]


@pytest.mark.rule("ACC-28")
@pytest.mark.django_db
def test_a_pair_is_pointed_out_once_and_not_again_once_judged():
    deux = paire()
    doublon = signaler_doublon(connue=deux.gardee, nouvelle=deux.absorbee, origine="essai", le=f.INSTANT)

    assert signaler_doublon(connue=deux.absorbee, nouvelle=deux.gardee, origine="autre", le=f.INSTANT) == doublon
    distinguer(par=f.assistance(), le=f.INSTANT, doublon_id=doublon.pk, motif=" Deux\u00a0 sœurs ")
    signaler_doublon(connue=deux.absorbee, nouvelle=deux.gardee, origine="autre", le=f.INSTANT)

    assert Doublon.objects.get().traite_le == f.INSTANT
    assert EntreeJournal.objects.get(verbe="personnes.distinguer").details == {"motif": "Deux sœurs"}


@pytest.mark.rule("ACC-28", "SEC-01")
@pytest.mark.django_db
def test_who_may_not_judge_a_pair():
    deux, assistance = paire(), f.assistance()
    doublon = signaler_doublon(connue=deux.gardee, nouvelle=assistance.personne, origine="essai", le=f.INSTANT)

    for par, code in ((f.instructeur(), "compte_interdit"), (assistance, "compte_le_sien")):
        with pytest.raises(Refus) as refus:
            distinguer(par=par, le=f.INSTANT, doublon_id=doublon.pk, motif="Deux sœurs")
        assert refus.value.raisons[0].code == code
