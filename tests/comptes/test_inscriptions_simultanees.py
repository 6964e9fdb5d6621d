"""Two clicks at once, two people at once: one account, one entity, one e-mail."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from forprev.communication.actions.emails import confirmer_changement_email
from forprev.comptes.actions.emails import demander_changement
from forprev.comptes.actions.inscriptions import Identite, demander_inscription, tirer_lien
from forprev.comptes.models import Inscription, Personne
from forprev.courriels.models import Courriel
from forprev.demandes.actions.creations import creer_entite
from forprev.entites.actions.creations import ouvrir_compte_demandeur
from forprev.entites.models import Entite
from forprev.socle.raisons import Refus
from tests import fabriques as f

pytestmark = pytest.mark.django_db(transaction=True)
IDENTITE = Identite("Lefèvre", "Zoé", date(1985, 3, 12), "zoe@example.org")


def ensemble(*actes: Callable[[], object]) -> list[str]:
    """Run them at the same moment; the codes of those refused."""
    depart, refus = Barrier(len(actes)), []

    def courir(acte: Callable[[], object]) -> None:
        depart.wait()
        try:
            acte()
        except Refus as refuse:
            refus.append(refuse.raisons[0].code)
        finally:
            connection.close()

    fils = [Thread(target=courir, args=[acte]) for acte in actes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return refus


@pytest.mark.rule("ACC-05")
def test_two_requests_for_one_e_mail_leave_one():
    ensemble(*[lambda rang=rang: demander_inscription(
        identite=IDENTITE, le=f.INSTANT + timedelta(seconds=rang)) for rang in range(4)
    ])  # fmt: skip

    assert Inscription.objects.count() == 1


@pytest.mark.rule("ACC-05")
def test_a_link_followed_twice_opens_one_account():
    secret = tirer_lien(demander_inscription(identite=IDENTITE, le=f.INSTANT))

    refus = ensemble(
        *[lambda: ouvrir_compte_demandeur(secret=secret, mot_de_passe="quatre saules au bord", le=f.INSTANT)] * 3
    )

    assert refus == ["lien_perime"] * 2
    assert (Personne.objects.count(), Entite.objects.count()) == (1, 1)


@pytest.mark.rule("ACC-21")
def test_a_double_click_begins_one_entity():
    acteur = f.acteur_sans_profil()

    ensemble(*[lambda: creer_entite(par=acteur, le=f.INSTANT)] * 3)

    assert Entite.objects.count() == 1


@pytest.mark.rule("ACC-07", "ACC-25")
def test_two_people_who_want_one_address_do_not_both_get_it():
    acteurs = [f.acteur_sans_profil() for _ in range(2)]
    secrets = [demander_changement(par=a, adresse="voulue@example.org", le=f.INSTANT).secret for a in acteurs]

    refus = ensemble(*[lambda s=secret: confirmer_changement_email(secret=s, le=f.INSTANT) for secret in secrets])

    assert refus == ["email_pris"]
    assert Personne.objects.d_adresse("voulue@example.org").count() == 1
    assert Courriel.objects.filter(cle__startswith="email_change").count() == 1
