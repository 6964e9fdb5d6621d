"""Who is of the réseau: roles given and ended by the INRS, the first administrateur by the command line."""

# ruff: noqa: E501 - the texts of mails are on one line each

from datetime import date
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from inline_snapshot import snapshot

from forprev.communication.courrier import rediger
from forprev.communication.models import Notification
from forprev.comptes.models import Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.personnes.actions.reseau import (
    Identite,
    Poste,
    creer_compte_reseau,
    donner_role,
    nommer_premier_administrateur,
    terminer_role,
)
from forprev.personnes.notifications.comptes import RoleReseauDonne, RoleReseauTermine
from forprev.profils.queries import profils_de
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR

pytestmark = pytest.mark.django_db
PAUL = Identite("Martin", "Paul", date(1979, 5, 4), "Paul.Martin@Example.org")


@pytest.fixture
def inrs():
    return f.inrs()


@pytest.fixture
def zoe():
    return f.PersonneFactory(nom="Lefèvre", prenom="Zoé")


def profils(personne) -> list[str]:
    return [acteur.code for acteur in profils_de(personne, JOUR)]


@pytest.mark.parametrize("profil", [Profil.COMMISSION, Profil.INRS, Profil.ASSISTANCE])
def test_a_role_given_opens_a_profile_and_tells_the_person(inrs, zoe, profil):
    role = donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(profil), le=INSTANT)

    assert profils(zoe) == [profil.value]
    ligne = Notification.objects.get()
    assert (ligne.personne_id, ligne.code, ligne.categorie, ligne.profil) == (
        zoe.pk, "role_reseau_donne", "N", profil.value,
    )  # fmt: skip
    entree = EntreeJournal.objects.get()
    assert (entree.verbe, entree.objet_id, entree.details) == (
        "comptes.donner_role", str(zoe.pk), {"role": role.pk, "nature": profil.value, "caisse": None},
    )  # fmt: skip
    with pytest.raises(Refus, match="tient déjà"):
        donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(profil), le=INSTANT)


def test_an_instructeur_works_for_a_caisse_or_for_several(inrs, zoe):
    cramif, bretagne = f.CaisseFactory(), f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne")
    with pytest.raises(Refus) as refus:
        donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(Profil.INSTRUCTEUR), le=INSTANT)
    assert refus.value.raisons[0].champ == "caisse"

    for caisse in (cramif, bretagne):
        donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(Profil.INSTRUCTEUR, caisse), le=INSTANT)

    assert sorted(profils(zoe)) == sorted([f"instructeur-{cramif.pk}", "instructeur-CARSATB"])
    assert {ligne.titre for ligne in Notification.objects.all()} == {
        f"Un nouveau profil\u00a0: Instructeur ({cramif.nom})",
        "Un nouveau profil\u00a0: Instructeur (Carsat Bretagne)",
    }


@pytest.mark.rule("SEC-01")
def test_the_inrs_alone_says_who_is_of_the_reseau_and_never_of_itself(inrs, zoe):
    role = f.RoleReseauFactory(personne=zoe, nature="commission")
    autres = [f.assistance(), f.commission(), f.instructeur(), f.gestionnaire()]
    for par in autres:
        with pytest.raises(Refus, match="Seul un administrateur INRS"):
            donner_role(par=par, personne_id=zoe.pk, poste=Poste(Profil.ASSISTANCE), le=INSTANT)
        with pytest.raises(Refus, match="Seul un administrateur INRS"):
            terminer_role(par=par, role_id=role.pk, le=INSTANT)
        with pytest.raises(Refus, match="Seul un administrateur INRS"):
            creer_compte_reseau(par=par, identite=PAUL, poste=Poste(Profil.INRS), le=INSTANT)
    with pytest.raises(Refus, match="votre propre compte"):
        donner_role(par=inrs, personne_id=inrs.personne_id, poste=Poste(Profil.ASSISTANCE), le=INSTANT)
    f.inrs()
    with pytest.raises(Refus, match="votre propre compte"):
        terminer_role(par=inrs, role_id=inrs.personne.roles_reseau.get().pk, le=INSTANT)
    assert not EntreeJournal.objects.exists()


def test_a_role_ended_closes_the_profile_and_the_web_sessions(client_de, inrs):
    instructeur = f.instructeur()
    client = client_de(instructeur)
    assert client.get("/tableau-de-bord/").status_code == 200
    role = instructeur.personne.roles_reseau.get()

    terminer_role(par=inrs, role_id=role.pk, le=INSTANT)

    assert profils(instructeur.personne) == []
    assert client.get("/tableau-de-bord/").status_code == 302
    ligne = Notification.objects.get()
    assert (ligne.personne_id, ligne.code, ligne.profil) == (instructeur.personne_id, "role_reseau_termine", "")
    assert EntreeJournal.objects.get().verbe == "comptes.terminer_role"
    with pytest.raises(Refus, match="déjà pris fin"):
        terminer_role(par=inrs, role_id=role.pk, le=INSTANT)


def test_given_again_a_role_is_told_again(inrs, zoe):
    for _ in range(2):
        role = donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(Profil.COMMISSION), le=INSTANT)
        terminer_role(par=inrs, role_id=role.pk, le=INSTANT)

    assert Notification.objects.count() == 4


def test_the_last_inrs_who_can_act_stays(inrs):
    """`inrs` has lost the role meanwhile; the others are frozen or closed."""
    dernier = f.inrs()
    f.RoleReseauFactory(personne__is_active=False)
    f.RoleReseauFactory(personne__is_active=False, personne__conteste_le=INSTANT)
    inrs.personne.roles_reseau.all().delete()

    with pytest.raises(Refus, match="dernier administrateur INRS"):
        terminer_role(par=inrs, role_id=dernier.personne.roles_reseau.get().pk, le=INSTANT)
    assert profils(dernier.personne) == ["inrs"]


@pytest.mark.django_db(transaction=True)
def test_two_inrs_who_remove_each_other_at_once_leave_one():
    premier, second = f.inrs(), f.inrs()
    depart, refus = Barrier(2), []

    def retirer(par, autre) -> None:
        role_id = autre.personne.roles_reseau.get().pk
        try:
            depart.wait()
            terminer_role(par=par, role_id=role_id, le=INSTANT)
        except Refus as dernier:
            refus.append(dernier.raisons[0].code)
        finally:
            connection.close()

    fils = [Thread(target=retirer, args=couple) for couple in ((premier, second), (second, premier))]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert refus == ["dernier_inrs"]
    assert RoleReseau.objects.count() == 1


@pytest.mark.rule("ACC-20")
def test_a_new_account_of_the_reseau_gets_its_link_and_a_way_to_say_no(inrs):
    caisse = f.CaisseFactory()

    personne = creer_compte_reseau(par=inrs, identite=PAUL, poste=Poste(Profil.INSTRUCTEUR, caisse), le=INSTANT)

    assert (personne.nom, personne.ouvert_par_id, personne.has_usable_password()) == ("Martin", inrs.personne_id, False)
    assert profils(personne) == [f"instructeur-{caisse.pk}"]
    courriel = Courriel.objects.get()
    assert courriel.destinataire == "Paul.Martin@Example.org"
    assert f"à la suite de votre désignation comme Instructeur ({caisse.nom})" in courriel.texte
    assert "Ce n’est pas moi" in courriel.texte


@pytest.mark.rule("ACC-25")
@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"email": "PRISE@example.org"}, "email"),
        ({"date_naissance": date(2030, 1, 1)}, "date_naissance"),
        ({"date_naissance": date(1900, 1, 1)}, "date_naissance"),
        ({"nom": "🎉"}, "nom"),
    ],
)
def test_a_wrong_identity_is_refused_beside_its_field_and_nothing_is_made(inrs, change, champ):
    f.PersonneFactory(email="prise@example.org")
    avant = Personne.objects.count()
    identite = Identite(**{**{n: getattr(PAUL, n) for n in ("nom", "prenom", "date_naissance", "email")}, **change})

    with pytest.raises(Refus) as refus:
        creer_compte_reseau(par=inrs, identite=identite, poste=Poste(Profil.ASSISTANCE), le=INSTANT)

    assert refus.value.raisons[0].champ == champ
    assert Personne.objects.count() == avant
    assert not Courriel.objects.exists()


def test_a_frozen_account_is_given_no_role(inrs):
    gele = f.PersonneFactory(is_active=False, conteste_le=INSTANT)

    with pytest.raises(Refus, match="gelé"):
        donner_role(par=inrs, personne_id=gele.pk, poste=Poste(Profil.ASSISTANCE), le=INSTANT)


def test_the_mails_of_roles(settings):
    settings.SITE_URL = "https://forprev.example"
    donne = rediger(RoleReseauDonne(12, "Instructeur", "Cramif"), "instructeur-CRAMIF")
    termine = rediger(RoleReseauTermine(12, "Commission nationale", ""), "")

    assert donne.sujet == snapshot("[FORPREV] Un nouveau profil\xa0: Instructeur (Cramif)")
    assert donne.texte == snapshot("""\
L’INRS vous a donné le profil Instructeur (Cramif).

Il demande une double authentification\xa0: si vous n’en avez pas encore, elle vous sera proposée à l’entrée.

L’équipe Forprev

Choisir ce profil\xa0:
https://forprev.example/profils/?profil=instructeur-CRAMIF

--
Vous recevez ce message au titre de votre profil Instructeur, parce que la case «\u202fNotifications\u202f» est cochée dans vos préférences de notifications par e-mail. Pour ne plus en recevoir, décochez-la dans Mon profil\xa0:
https://forprev.example/mon-profil/notifications/
""")
    assert termine.sujet == snapshot("[FORPREV] Fin de votre profil Commission nationale")
    assert termine.texte == snapshot("""\
L’INRS a mis fin à votre profil Commission nationale. Vos connexions ouvertes ont été fermées\xa0; vos autres profils ne changent pas.

Une question\u202f? Adressez-vous à l’INRS ou à votre caisse.

L’équipe Forprev

Voir mes profils\xa0:
https://forprev.example/profils/

--
Vous recevez ce message parce que la case «\u202fNotifications\u202f» est cochée dans vos préférences de notifications par e-mail. Pour ne plus en recevoir, décochez-la dans Mon profil\xa0:
https://forprev.example/mon-profil/notifications/
""")


# --- the command line ------------------------------------------------------------------------------------------------


OPTIONS = {"nom": "Martin", "prenom": "Paul", "naissance": "04/05/1979", "email": "paul@example.org"}


def commande(**options) -> str:
    sortie = StringIO()
    call_command("creer_administrateur", stdout=sortie, **{**OPTIONS, **options})
    return sortie.getvalue()


def test_the_command_makes_the_first_administrateur(jour):
    dit = commande()

    personne = Personne.objects.get()
    assert profils(personne) == ["inrs"]
    assert personne.numero in dit
    courriel = Courriel.objects.get()
    assert courriel.destinataire == "paul@example.org"
    assert "jeton" not in dit
    assert "reinitialisation" not in dit
    assert EntreeJournal.objects.get().profil == "système"


def test_the_command_makes_no_other_unless_told(jour):
    commande()

    with pytest.raises(CommandError, match="--encore"):
        commande(email="autre@example.org")
    commande(email="autre@example.org", encore=True)
    assert RoleReseau.objects.count() == 2


def test_the_command_gives_the_role_to_a_known_person(jour, zoe):
    call_command("creer_administrateur", numero=zoe.numero.lower(), stdout=StringIO())

    assert profils(zoe) == ["inrs"]
    assert "[FORPREV] Changement de mot de passe" in {c.sujet for c in Courriel.objects.all()}


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        ({"naissance": "hier"}, "JJ/MM/AAAA"),
        ({"naissance": "31/02/1980"}, "n’existe pas"),
        ({"naissance": "04/05/2079"}, "futur"),
        ({"email": "paul"}, "valide"),
        ({"numero": "ZZZ99999"}, "Personne n’a ce N°"),
    ],
)
def test_the_command_says_what_is_wrong(jour, options, dit):
    with pytest.raises(CommandError, match=dit):
        commande(**options)
    assert not Personne.objects.exists()


def test_the_command_asks_for_what_is_not_given(jour, monkeypatch):
    reponses = iter(["Martin", "Paul", "04/05/1979", "paul@example.org"])
    monkeypatch.setattr("builtins.input", lambda question: next(reponses))

    call_command("creer_administrateur", stdout=StringIO())

    assert Personne.objects.get().nom_complet == "MARTIN Paul"


def test_without_anybody_to_answer_the_command_asks_for_options(jour, monkeypatch):
    def fermee(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", fermee)
    with pytest.raises(CommandError, match="en option"):
        call_command("creer_administrateur", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_make_one_administrateur():
    depart, refus = Barrier(2), []

    def nommer(rang: int) -> None:
        try:
            depart.wait()
            identite = Identite("Martin", "Paul", date(1979, 5, 4), f"paul{rang}@example.org")
            nommer_premier_administrateur(qui=identite, le=INSTANT)
        except Refus as deja:
            refus.append(deja.raisons[0].code)
        finally:
            connection.close()

    fils = [Thread(target=nommer, args=(rang,)) for rang in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert refus == ["deja_un_inrs"]
    assert RoleReseau.objects.count() == 1
