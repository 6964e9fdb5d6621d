"""[ACC-14] Two numbers become one person."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model

from forprev.communication.models import Notification, Preference
from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.jetons import fabriquer, personne_du_jeton
from forprev.comptes.models import AutreNumero, ChangementEmail, Doublon, NumeroAttribue, Personne
from forprev.courriels.models import Courriel
from forprev.personnes import relations
from forprev.personnes.actions.fusion import ApercuPerime, DejaReunis, apercu_de_fusion, reunir
from forprev.personnes.relations import DECLARATIONS, RELATIONS, Fusion
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.personnes.mondes import MOT_DE_PASSE, garnir, notifier, paire

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistance():
    return f.assistance()


def fondre(par, deux, **plus) -> Personne:
    return reunir(par=par, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee, **plus)


def refus(par, deux) -> list[str]:
    with pytest.raises(Refus) as refuse:
        fondre(par, deux)
    assert Personne.objects.filter(pk=deux.absorbee.pk).exists()
    return [raison.code for raison in refuse.value.raisons]


@pytest.mark.rule("ACC-14")
def test_everything_follows_to_the_account_kept():
    deux, inrs = paire(), f.inrs()
    garnir(deux.gardee)
    garnir(deux.absorbee)
    avant = {r.nom: r.lignes(deux.gardee).count() + r.lignes(deux.absorbee).count() for r in RELATIONS}
    ancienne = deux.absorbee.pk

    gardee = fondre(inrs, deux)

    assert gardee == deux.gardee
    assert not Personne.objects.filter(pk=ancienne).exists()
    fantome = Personne(pk=ancienne, numero="XXX00000")
    assert [r.nom for r in RELATIONS if r.lignes(fantome)] == []
    for relation in RELATIONS:
        gardees = relation.fusion in (Fusion.GARDER, Fusion.FERMER)
        attendues = avant[relation.nom]
        if gardees:
            continue
        # the merge tells the person once, and journals nothing under their own name
        attendues += {"communication.Notification.personne": 1, "courriels.Courriel.personne": 1,
                      "comptes.AutreNumero.personne": 1}.get(relation.nom, 0)  # fmt: skip
        assert relation.lignes(gardee).count() == attendues, relation.nom


@pytest.mark.rule("ACC-14", "ACC-08")
def test_the_kept_account_keeps_what_is_its_own(assistance):
    deux = paire(hors_caisse=False)
    caisse = f.CaisseFactory()
    Personne.objects.filter(pk=deux.gardee.pk).update(caisse_rattachement=caisse)
    for personne in (deux.gardee, deux.absorbee):
        Authenticator.objects.create(user=personne, type=Authenticator.Type.TOTP, data={"secret": str(personne.pk)})
    Preference.objects.create(personne=deux.gardee, quotidien=True)
    Preference.objects.create(personne=deux.absorbee, messages=True)
    ChangementEmail.objects.create(
        personne=deux.absorbee, adresse="autre@example.org", demande_le=f.INSTANT, empreinte="a" * 64
    )
    email = deux.gardee.email

    gardee = fondre(assistance, deux)

    assert (gardee.email, gardee.caisse_rattachement_id) == (email, caisse.pk)
    assert gardee.check_password(MOT_DE_PASSE)
    assert Authenticator.objects.get().data == {"secret": str(gardee.pk)}
    assert (gardee.preference.quotidien, gardee.preference.messages) == (True, False)
    assert not ChangementEmail.objects.exists()


@pytest.mark.rule("ACC-14", "ACC-01")
def test_the_other_number_and_its_own_find_the_person_for_ever(assistance):
    deux = paire()
    AutreNumero.objects.create(numero="OLD00001", personne=deux.absorbee, depuis=f.INSTANT)
    autre = deux.absorbee.numero

    gardee = fondre(assistance, deux)

    for numero in (gardee.numero, autre, autre.lower(), "old00001"):
        assert Personne.objects.de_numero(numero).get() == gardee
        assert Personne.objects.d_identifiant(f" {numero} ").get() == gardee
    assert set(gardee.autres_numeros.values_list("numero", flat=True)) == {autre, "OLD00001"}
    assert NumeroAttribue.objects.filter(numero=autre).exists()


@pytest.mark.rule("ACC-14", "ACC-03")
def test_the_other_email_is_told_and_freed(assistance):
    deux = paire()
    ancienne, numeros = deux.absorbee.email, (deux.gardee.numero, deux.absorbee.numero)

    gardee = fondre(assistance, deux)

    assert not Personne.objects.d_identifiant(ancienne).exists()
    f.PersonneFactory(email=ancienne)
    a_l_ancienne = Courriel.objects.get(destinataire=ancienne)
    a_la_gardee = Courriel.objects.get(destinataire=gardee.email)
    assert a_l_ancienne.sujet == "[FORPREV] Votre compte Forprev est réuni à un autre"
    assert a_la_gardee.sujet == "[FORPREV] Vos deux numéros Forprev sont réunis"
    assert all(numero in courriel.texte for numero in numeros for courriel in (a_l_ancienne, a_la_gardee))
    assert gardee.email not in a_l_ancienne.texte
    assert Notification.objects.get(personne=gardee).code == "numeros_reunis"


@pytest.mark.rule("ACC-14", "ACC-04")
def test_web_sessions_are_closed_and_password_links_void(assistance):
    deux = paire()
    jetons = [emettre_jeton(personne=personne, le=f.INSTANT) for personne in (deux.gardee, deux.absorbee)]
    for personne in (deux.gardee, deux.absorbee):
        UserSession.objects.create(user=personne, ip="127.0.0.1", session_key=f"k{personne.pk}", user_agent="")
    generation = deux.gardee.generation_connexions

    gardee = fondre(assistance, deux)

    assert not UserSession.objects.exists()
    assert gardee.generation_connexions > generation
    assert [personne_du_jeton(jeton, le=f.INSTANT) for jeton in jetons] == [None, None]
    assert personne_du_jeton(fabriquer(gardee, le=f.INSTANT), le=f.INSTANT) == gardee


@pytest.mark.rule("ACC-14", "NOT-02")
def test_lines_received_are_united_once_an_occurrence(assistance):
    deux = paire()
    for personne in (deux.gardee, deux.absorbee):
        notifier(personne, "commune")
    notifier(deux.absorbee, "propre")

    gardee = fondre(assistance, deux)

    recues = Notification.objects.filter(personne=gardee).exclude(code="numeros_reunis")
    assert sorted(recues.values_list("cle", flat=True)) == ["commune", "propre"]


@pytest.mark.rule("ACC-14", "RGP-07")
def test_the_journal_follows_and_says_what_moved_without_a_name(assistance):
    deux = paire(nom="Hapax", prenom="Zénobie")
    garnir(deux.absorbee)
    deux.absorbee.roles_reseau.all().delete()
    EntreeJournal.objects.create(
        le=f.INSTANT, verbe="essai", objet_type="comptes.Personne", objet_id=str(deux.absorbee.pk), par=deux.absorbee
    )

    gardee = fondre(assistance, deux)

    essai = EntreeJournal.objects.get(verbe="essai")
    assert (essai.objet_id, essai.par) == (str(gardee.pk), gardee)
    ligne = EntreeJournal.objects.get(verbe="personnes.reunir")
    assert (ligne.par, ligne.objet_id) == (assistance.personne, str(gardee.pk))
    assert ligne.details["numero"] == deux.absorbee.numero
    assert ligne.details["lignes"]["certificats.CertificatFormateur.personne"] == 1
    assert "hapax" not in repr(ligne.details).lower()


@pytest.mark.rule("ACC-14", "ACC-28")
def test_pairs_are_closed_or_follow_once_each(assistance):
    deux, x, y, z = paire(), *f.PersonneFactory.create_batch(3)
    signaler_doublon(connue=deux.gardee, nouvelle=deux.absorbee, origine="essai", le=f.INSTANT)
    signaler_doublon(connue=deux.absorbee, nouvelle=x, origine="essai", le=f.INSTANT)
    signaler_doublon(connue=y, nouvelle=deux.gardee, origine="essai", le=f.INSTANT)
    jugee = signaler_doublon(connue=deux.absorbee, nouvelle=y, origine="essai", le=f.INSTANT)
    Doublon.objects.filter(pk=jugee.pk).update(traite_le=f.INSTANT)
    signaler_doublon(connue=z, nouvelle=deux.absorbee, origine="essai", le=f.INSTANT)

    gardee = fondre(assistance, deux)

    assert set(Doublon.objects.values_list("connue", "nouvelle")) == {
        (gardee.pk, x.pk),
        (y.pk, gardee.pk),
        (z.pk, gardee.pk),
    }
    assert Doublon.objects.get(connue=y).traite_le == f.INSTANT


@pytest.mark.rule("ACC-14")
def test_who_opened_an_account_is_kept_but_never_oneself(assistance):
    deux = paire()
    deux.gardee.ouvert_par = deux.absorbee
    deux.gardee.save()
    autre = f.PersonneFactory(ouvert_par=deux.absorbee)

    gardee = fondre(assistance, deux)

    autre.refresh_from_db()
    assert (gardee.ouvert_par, autre.ouvert_par) == (None, gardee)


@pytest.mark.rule("ACC-14", "SES-09", "SES-07")
def test_sessions_that_forbid_are_all_listed(assistance):
    deux = paire()
    deux_fois = f.SessionFactory(habilitation__dispositif_niveau__niveau=2)
    for personne, nom in ((deux.gardee, "Un"), (deux.absorbee, "Deux")):
        f.StagiaireFactory(session=deux_fois, personne=personne, nom=nom)
    sienne = f.SessionFactory(formateur=deux.gardee, habilitation=deux_fois.habilitation)
    f.StagiaireFactory(session=sienne, personne=deux.absorbee)
    en_cours = f.SessionFactory(habilitation=deux_fois.habilitation, en_generation=True)
    f.StagiaireFactory(session=en_cours, personne=deux.absorbee)

    assert refus(assistance, deux) == ["deux_fois", "formateur_stagiaire", "generation"]


@pytest.mark.rule("ACC-14", "SES-09")
def test_a_stagiaire_entered_by_their_triplet_counts_too(assistance):
    deux = paire()
    session = f.SessionFactory(habilitation__dispositif_niveau__niveau=2)
    f.StagiaireFactory(session=session, personne=deux.gardee, nom="Nom", prenom="Usuel")
    f.StagiaireFactory(session=session, nom="LEFEVRE", prenom="Anne Laure", date_naissance=deux.absorbee.date_naissance)

    assert refus(assistance, deux) == ["deux_fois"]


@pytest.mark.rule("ACC-14", "SES-07")
def test_at_niveau_1_the_trainer_may_be_a_stagiaire_by_their_other_name(assistance):
    deux = paire()
    Personne.objects.filter(pk=deux.gardee.pk).update(nom="Autre", nom_cle="autre")
    deux.gardee.refresh_from_db()
    session = f.SessionFactory(formateur=deux.absorbee)
    f.StagiaireFactory(session=session, nom="Autre", prenom="Anne-Laure", date_naissance=deux.gardee.date_naissance)

    assert refus(assistance, deux) == ["formateur_stagiaire"]


@pytest.mark.rule("ACC-14")
def test_a_session_already_ended_keeps_both_lines(assistance):
    deux = paire()
    session = f.SessionFactory(habilitation__dispositif_niveau__niveau=2, generee=True)
    for personne, nom in ((deux.gardee, "Un"), (deux.absorbee, "Deux")):
        f.StagiaireFactory(session=session, personne=personne, nom=nom)

    gardee = fondre(assistance, deux)

    assert dict(session.stagiaires.values_list("nom", "personne")) == {"Un": gardee.pk, "Deux": None}


@pytest.mark.rule("ACC-14", "SES-36")
def test_who_waits_under_the_freed_email_finds_the_person(assistance):
    deux = paire()
    attente = f.StagiaireFactory(
        session=f.SessionFactory(habilitation__dispositif_niveau__niveau=2, soumise=True),
        nom=deux.absorbee.nom,
        prenom=deux.absorbee.prenom,
        date_naissance=deux.absorbee.date_naissance,
        email=deux.absorbee.email.upper(),
    )

    gardee = fondre(assistance, deux)

    attente.refresh_from_db()
    assert attente.personne == gardee


@pytest.mark.rule("ACC-14", "SES-26")
def test_who_trained_and_submitted_under_two_numbers_is_one_person_on_both_sides(assistance):
    deux = paire()
    session = f.SessionFactory(formateur=deux.gardee, declaree_par=deux.absorbee, soumise=True)
    autre = f.SessionFactory(formateur=deux.gardee, soumise=True)

    fondre(assistance, deux)

    assert [s.meme_personne for s in (actualise(session), actualise(autre))] == [True, False]


@pytest.mark.rule("ACC-14")
def test_a_relation_that_nobody_declared_makes_it_refuse(assistance, monkeypatch):
    sans = tuple(r for r in RELATIONS if r.nom != "certificats.CertificatFormateur.personne")
    monkeypatch.setattr(relations, "RELATIONS", sans)
    deux = paire()

    with pytest.raises(Refus, match=re.escape("certificats.CertificatFormateur.personne")):
        fondre(assistance, deux)


@pytest.mark.rule("ACC-14", "SEC-01")
@pytest.mark.parametrize("profil", ["gestionnaire", "formateur", "instructeur", "commission", "acteur_sans_profil"])
def test_others_than_the_assistance_and_the_inrs_merge_nobody(profil):
    assert refus(getattr(f, profil)(), paire()) == ["compte_interdit"]


@pytest.mark.rule("ACC-14", "SEC-01")
def test_nobody_merges_their_own_account(assistance):
    deux = paire()
    deux.absorbee = assistance.personne

    assert refus(assistance, deux) == ["compte_le_sien"]


def test_the_same_person_twice_is_refused(assistance):
    deux = paire()
    deux.absorbee = deux.gardee

    assert refus(assistance, deux) == ["meme_numero"]


@pytest.mark.rule("ACC-14", "DEM-16")
def test_the_second_of_two_assistants_is_told(assistance):
    deux = paire()
    fondre(assistance, deux)

    with pytest.raises(DejaReunis) as refuse:
        fondre(assistance, deux)
    assert str(refuse.value) == (
        f"Le numéro {deux.absorbee.numero} vient d’être réuni à {deux.gardee.numero} par quelqu’un d’autre."
    )
    with pytest.raises(DejaReunis):
        reunir(par=assistance, le=f.INSTANT, gardee=deux.absorbee, absorbee=deux.gardee)


@pytest.mark.rule("ACC-14", "DEM-16")
def test_what_changed_since_the_preview_is_shown_again(assistance):
    deux = paire()
    vu = apercu_de_fusion(par=assistance, gardee=deux.gardee, absorbee=deux.absorbee, le=f.JOUR).empreinte
    f.CertificatFormateurFactory(personne=deux.absorbee)

    with pytest.raises(ApercuPerime):
        fondre(assistance, deux, vu=vu)

    revu = apercu_de_fusion(par=assistance, gardee=deux.gardee, absorbee=deux.absorbee, le=f.JOUR).empreinte
    assert fondre(assistance, deux, vu=revu).certificats.count() == 1


def test_a_closed_account_joins_without_a_mail(assistance):
    deux = paire()
    Personne.objects.filter(pk=deux.absorbee.pk).update(is_active=False)

    fondre(assistance, deux)

    assert not Courriel.objects.filter(destinataire=deux.absorbee.email).exists()


def test_the_preview_counts_what_moves_and_says_what_is_lost():
    deux, inrs = paire(), f.inrs()
    garnir(deux.absorbee)
    notifier(deux.absorbee, "commune")
    notifier(deux.gardee, "commune")
    membre = f.MembreFactory(personne=deux.gardee, entite=deux.absorbee.appartenances.get().entite)

    apercu = apercu_de_fusion(par=inrs, gardee=deux.gardee, absorbee=deux.absorbee, le=f.JOUR)

    nombres = {mouvement.titre: mouvement.nombre for mouvement in apercu.mouvements}
    assert nombres["Certificats de formateur"] == nombres["Sessions comme formateur"] == 1
    assert apercu.raisons == ()
    assert (
        f"{membre.entite}\u00a0: gestionnaire, au lieu de délégataire\u202f; 1\u00a0délégation prend fin."
        in apercu.pertes
    )
    assert f"La double authentification de {deux.absorbee.numero}." in apercu.pertes
    assert "1\u00a0notification reçue par les deux comptes, en double." in apercu.pertes


def test_the_preview_writes_nothing_and_is_stable(nb_requetes):
    deux, inrs = paire(), f.inrs()
    garnir(deux.absorbee)

    with nb_requetes() as compte:
        apercus = [apercu_de_fusion(par=inrs, gardee=deux.gardee, absorbee=deux.absorbee, le=f.JOUR) for _ in range(2)]

    assert apercus[0].empreinte == apercus[1].empreinte
    assert not [sql for sql in compte.requetes if not sql.startswith("SELECT")]


def test_references_without_foreign_key_follow_too(assistance):
    deux = paire()
    avant = {d.nom: d.lignes(deux.absorbee).count() for d in DECLARATIONS}

    gardee = fondre(assistance, deux)

    assert avant["comptes.NumeroAttribue.numero"] == 1
    (numeros,) = [d for d in DECLARATIONS if d.nom == "comptes.NumeroAttribue.numero"]
    assert numeros.lignes(gardee).count() == 2


def test_long_ago_and_far_ahead_days_change_nothing(assistance):
    deux = paire()

    assert reunir(par=assistance, le=f.INSTANT + timedelta(days=36500), gardee=deux.gardee, absorbee=deux.absorbee)


def actualise(objet: Model) -> Model:
    objet.refresh_from_db()
    return objet
