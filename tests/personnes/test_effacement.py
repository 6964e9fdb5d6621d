"""[RGP-04, RGP-05, ACC-11] An account is erased: what is its own goes, what others did with it stays."""

import re

import pytest

from forprev.certification.models import SessionCertification
from forprev.certificats.models import Certificat
from forprev.communication.models import Notification
from forprev.comptes.models import NumeroAttribue, Personne
from forprev.courriels.actions import mettre_en_file
from forprev.courriels.models import Courriel
from forprev.entites.models import Entite
from forprev.personnes import relations
from forprev.personnes.actions.effacement import DejaEfface, effacer, raisons_d_effacement
from forprev.personnes.models import Rectification
from forprev.personnes.relations import RELATIONS
from forprev.personnes.rules.effacement import FaitsEffacement, raisons_effacement
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.personnes.mondes import garnir, personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistance():
    return f.assistance()


def effacer_(par, qui: Personne) -> None:
    effacer(par=par, le=f.INSTANT, personne_id=qui.pk)


def refus(par, qui: Personne) -> list[str]:
    with pytest.raises(Refus) as refuse:
        effacer_(par, qui)
    assert Personne.objects.filter(pk=qui.pk).exists()
    return [raison.code for raison in refuse.value.raisons]


@pytest.fixture
def garnie():
    """Somebody whose every certification session goes on without them."""
    qui = personne(nom="Hapax", prenom="Zénobie")
    garnir(qui)
    session = qui.sessions_declarees.get()
    f.MembreFactory(entite=session.entite)
    return qui


@pytest.mark.rule("RGP-04", "ACC-01")
def test_what_is_theirs_goes_and_what_others_hold_stays_without_them(
    garnie, assistance, django_capture_on_commit_callbacks
):
    numero, sessions = garnie.numero, set(SessionCertification.objects.values_list("pk", flat=True))
    fichier = garnie.certificats.get().fichier
    files.deposer(fichier, b"%PDF-1.7")
    certificats = Certificat.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        effacer_(assistance, garnie)
        assert files.lire(fichier)

    fantome = Personne(pk=garnie.pk, numero="XXX00000")
    assert [relation.nom for relation in RELATIONS if relation.lignes(fantome)] == []
    assert not Personne.objects.d_identifiant(numero).exists()
    assert NumeroAttribue.objects.filter(numero=numero).exists()
    assert Certificat.objects.count() == certificats
    assert set(SessionCertification.objects.values_list("pk", flat=True)) == sessions
    with pytest.raises(FileNotFoundError):
        files.lire(fichier)


@pytest.mark.rule("RGP-04", "RGP-07")
def test_the_journal_says_that_it_was_done_and_not_to_whom(garnie, assistance):
    effacer_(assistance, garnie)

    ligne = EntreeJournal.objects.get(verbe="personnes.effacer")
    assert (ligne.par, ligne.objet_id) == (assistance.personne, str(garnie.pk))
    assert ligne.details["lignes"]["certificats.CertificatFormateur.personne"] == 1
    assert not re.search(rf"hapax|zénobie|{garnie.numero}", repr(ligne.details), re.IGNORECASE)


@pytest.mark.rule("ACC-24", "SES-33")
def test_their_open_sessions_are_left_to_the_gestionnaires(assistance):
    gestionnaire = f.gestionnaire()
    qui = f.delegataire(f.HabilitationFactory(entite=Entite.objects.get(pk=gestionnaire.entite_id))).personne
    declaree = f.SessionFactory(habilitation=qui.appartenances.get().delegations.get().habilitation, declaree_par=qui)
    nommee = f.SessionFactory(formateur=qui, formateur_saisi={"nom": qui.nom})

    effacer_(assistance, qui)

    for session in (declaree, nommee):
        session.refresh_from_db()
    assert (declaree.declaree_par, declaree.transferee_le) == (None, f.INSTANT)
    assert (nommee.formateur, nommee.formateur_saisi) == (None, {})


@pytest.mark.rule("RGP-04")
def test_mails_already_sent_go_and_those_that_wait_leave(assistance):
    qui = personne()
    for rang, envoye in enumerate((True, False)):
        courriel = mettre_en_file(
            a=qui.email, sujet="s", texte="t", html="h", cle=str(rang), le=f.INSTANT, personne_id=qui.pk
        )
        if envoye:
            Courriel.objects.filter(pk=courriel.pk).update(etat="ENVOYE", envoye_le=f.INSTANT)

    effacer_(assistance, qui)

    assert list(Courriel.objects.values_list("cle", "personne")) == [("1", None)]


@pytest.mark.rule("RGP-06")
def test_the_draft_of_an_entity_goes_with_its_only_demandeur(assistance):
    seul, autre = f.demandeur(), f.demandeur()
    f.MembreFactory(demandeur=True, entite_id=autre.entite_id, entite=None)

    effacer_(assistance, seul.personne)
    effacer_(None, autre.personne)

    assert list(Entite.objects.filter(pk__in=[seul.entite_id, autre.entite_id])) == [
        Entite.objects.get(pk=autre.entite_id)
    ]


@pytest.mark.rule("ACC-07")
def test_a_proof_that_waited_goes(assistance, django_capture_on_commit_callbacks):
    qui = personne()
    chemin = "rectifications/preuve.pdf"
    files.deposer(chemin, b"%PDF-1.7")
    Rectification.objects.create(
        personne=qui, nom="A", prenom="B", date_naissance=qui.date_naissance, avant_nom=qui.nom,
        avant_prenom=qui.prenom, avant_date_naissance=qui.date_naissance, motif="m", preuve=chemin,
        preuve_type="application/pdf", deposee_le=f.INSTANT,
    )  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        effacer_(assistance, qui)

    with pytest.raises(FileNotFoundError):
        files.lire(chemin)


@pytest.mark.rule("RGP-04")
def test_their_web_sessions_end(assistance, client_de):
    qui = f.gestionnaire()
    f.MembreFactory(entite_id=qui.entite_id, entite=None)
    navigateur = client_de(qui)
    assert navigateur.get("/profils/").status_code == 200

    effacer_(assistance, qui.personne)

    assert navigateur.get("/profils/").status_code == 302


@pytest.mark.rule("ACC-11", "RGP-04")
def test_the_last_gestionnaire_of_an_open_entity_is_not_erased(assistance):
    qui = f.gestionnaire()
    entite = Entite.objects.get(pk=qui.entite_id)
    inactif = f.MembreFactory(entite=entite, personne__is_active=False)

    assert refus(assistance, qui.personne) == ["dernier_gestionnaire"]
    assert entite.raison_sociale in raisons_d_effacement(personne=qui.personne, le=f.JOUR)[0].texte

    Personne.objects.filter(pk=inactif.personne_id).update(is_active=True)
    effacer_(assistance, qui.personne)


@pytest.mark.rule("ACC-11")
def test_the_last_gestionnaire_of_a_closed_entity_may_go(assistance):
    qui = f.gestionnaire(f.EntiteFactory(fermee_le=f.JOUR))

    effacer_(assistance, qui.personne)

    assert not Personne.objects.filter(pk=qui.personne_id).exists()


@pytest.mark.rule("RGP-04", "ACC-17")
def test_every_session_that_needs_them_is_listed(assistance):
    qui = personne()
    attendues = [f.SessionFactory(formateur=qui, soumise=True), f.SessionFactory(formateur=qui, validee=True)]
    f.SessionFactory(formateur=qui)
    f.SessionFactory(formateur=qui, generee=True)
    orpheline = f.SessionFactory(declaree_par=qui)
    en_cours = f.SessionFactory(habilitation__dispositif_niveau__niveau=2, en_generation=True)
    f.StagiaireFactory(session=en_cours, personne=qui)

    assert refus(assistance, qui) == ["formateur_attendu", "sans_gestionnaire", "generation"]
    textes = [raison.texte for raison in raisons_d_effacement(personne=qui, le=f.JOUR)]
    assert f"n°\u00a0{attendues[0].pk} et n°\u00a0{attendues[1].pk}" in textes[0]
    assert f"n°\u00a0{orpheline.pk}\u00a0:" in textes[1]
    assert f"n°\u00a0{en_cours.pk}\u00a0:" in textes[2]


@pytest.mark.rule("ACC-14", "RGP-04")
def test_a_relation_that_nobody_declared_makes_it_refuse(assistance, monkeypatch):
    sans = tuple(r for r in RELATIONS if r.nom != "entites.Membre.personne")
    monkeypatch.setattr(relations, "RELATIONS", sans)

    with pytest.raises(Refus, match=re.escape("entites.Membre.personne")):
        effacer_(assistance, personne())


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("profil", ["gestionnaire", "formateur", "instructeur", "commission", "acteur_sans_profil"])
def test_others_than_the_assistance_the_inrs_and_forprev_erase_nobody(profil):
    assert refus(getattr(f, profil)(), personne()) == ["compte_interdit"]


def test_nobody_erases_their_own_account(assistance):
    assert refus(assistance, assistance.personne) == ["compte_le_sien"]


def test_the_last_inrs_administrateur_stays(assistance):
    qui = f.inrs().personne

    assert refus(assistance, qui) == ["dernier_inrs"]
    f.inrs()
    effacer_(assistance, qui)


def test_the_second_time_says_that_it_is_done(assistance):
    qui = personne()
    effacer_(assistance, qui)

    with pytest.raises(DejaEfface):
        effacer_(assistance, qui)


@pytest.mark.rule("RGP-04")
def test_nothing_is_erased_when_the_transaction_fails(garnie, assistance, monkeypatch):
    monkeypatch.setattr(Personne, "delete", _casser)

    with pytest.raises(RuntimeError):
        effacer_(assistance, garnie)

    assert Notification.objects.filter(personne=garnie).exists()
    assert garnie.certificats.exists()


def _casser(*args, **kwargs):
    raise RuntimeError("the database is gone")


def test_reasons_are_in_plain_french():
    faits = FaitsEffacement(dernier_gestionnaire_de=("MAIRIE DE VANVES",), a_controler=(125, 126))

    assert [raison.texte for raison in raisons_effacement(faits)] == [
        "C’est le dernier gestionnaire de MAIRIE DE VANVES, qui est ouverte\u00a0: un autre doit être nommé, ou "
        "l’entité fermée, avant l’effacement.",
        "Sessions de certification n°\u00a0125 et n°\u00a0126\u00a0: cette personne en est le formateur. L’entité "
        "doit d’abord aller jusqu’aux certificats, ou changer de formateur.",
    ]
