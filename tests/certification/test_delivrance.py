"""What a success receives: a line of the register, and at niveau 2 and 3 an account and a certificate."""

from datetime import date, timedelta

import pytest

from forprev.certification.actions import acces, delivrance, generation
from forprev.certification.models import CertificatPrepare, SessionCertification
from forprev.certification.models.faits import modeles_prolonges
from forprev.certification.states import Etat, TypeStage
from forprev.certification.tasks import signaler_acces_non_remis
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.communication.models import Notification
from forprev.comptes.models import Doublon, NumeroAttribue, Personne
from forprev.courriels.models import Courriel
from forprev.courriels.states import EtatCourriel
from forprev.referentiel.models import Signataire
from forprev.socle import files
from forprev.socle.raisons import Refus
from tests.certification.dossiers import dossier
from tests.fabriques import (
    CertificatFormateurFactory,
    DispositifNiveauFactory,
    ModeleCertificatFactory,
    PeriodeFactory,
    PersonneFactory,
    assistance,
)
from tests.fabriques.jour import INSTANT, JOUR

FIN = date(2027, 3, 10)


def generer(monde, session=None, **champs):
    """The session (four stagiaires, three successes unless told otherwise), with its certificates."""
    session = session or dossier(monde, Etat.EN_VALIDATION_ENTITE, **champs)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    return session


def connu(stagiaire, **champs):
    """An account of that very stagiaire."""
    identite = {"nom": stagiaire.nom, "prenom": stagiaire.prenom, "date_naissance": stagiaire.date_naissance}
    return PersonneFactory(**identite | {"email": stagiaire.email.upper()} | champs)


def recyclage(monde2, anterieur, **champs):
    """The new end of a refresher on JOUR, for someone whose earlier certificate is `anterieur` (None: no account)."""
    session = dossier(
        monde2, Etat.EN_VALIDATION_ENTITE, reussis=1, type_stage=TypeStage.MISE_A_JOUR, date_fin=JOUR, **champs
    )
    stagiaire = session.stagiaires.reussis().get()
    if anterieur:
        CertificatFormateurFactory(personne=connu(stagiaire), **{f"certificat__{n}": v for n, v in anterieur.items()})
    generer(monde2, session)
    return Certificat.objects.filter(delivre_le=JOUR).get().fin_validite


@pytest.mark.rule("SES-21", "SES-22")
def test_acteurs_get_a_line_of_the_register_and_no_account(monde):
    avant = Personne.objects.count()
    session = generer(monde, date_fin=date(2026, 8, 31))
    numeros = set(CertificatPrepare.objects.values_list("numero", flat=True))
    lignes = Certificat.objects.filter(numero__in=numeros)
    assert lignes.count() == len(numeros) == 3
    assert {(c.delivre_le, c.fin_validite, c.modele) for c in lignes} == {
        (date(2026, 8, 31), date(2028, 8, 31), monde.modele)
    }
    assert Personne.objects.count() == avant
    assert CertificatFormateur.objects.filter(certificat__in=lignes).count() == 0
    assert session.stagiaires.count() == 4


@pytest.mark.rule("SES-22")
def test_an_acteur_s_refresher_counts_from_its_end_date(monde):
    generer(monde, type_stage=TypeStage.MISE_A_JOUR)
    nouveaux = Certificat.objects.filter(delivre_le=JOUR - timedelta(days=5))
    assert {c.fin_validite for c in nouveaux} == {date(2028, 11, 15)}


@pytest.mark.rule("SES-21", "ACC-20")
def test_a_success_at_niveau_2_opens_an_account_and_sends_the_first_password_mail(monde2):
    avant = set(Personne.objects.values_list("pk", flat=True))
    session = generer(monde2)
    nouvelles = Personne.objects.exclude(pk__in=avant)
    reussis = {(s.nom, s.prenom, s.date_naissance, s.email) for s in session.stagiaires.reussis()}
    assert {(p.nom, p.prenom, p.date_naissance, p.email) for p in nouvelles} == reussis
    for personne in nouvelles:
        assert not personne.has_usable_password()
        certificat = personne.certificats.get()
        assert certificat.certificat.fin_validite == date(2029, 11, 15)
        assert certificat.dispositif_niveau == monde2.niveau
        assert certificat.faits["numero_forprev"] == personne.numero
        assert files.lire(certificat.fichier).startswith(b"%PDF")
        assert files.empreinte(files.lire(certificat.fichier)) == certificat.sha256
        assert NumeroAttribue.objects.filter(numero=personne.numero).exists()
        codes = Notification.objects.filter(personne=personne).values_list("code", flat=True)
        assert sorted(codes) == ["certificat_recu", "compte_cree"]
        lien = Courriel.objects.get(personne=personne, cle__startswith="compte_cree:")
        assert lien.destinataire == personne.email
        assert personne.numero in lien.texte
        assert "/compte-conteste/" in lien.texte
        assert personne.ouvert_par == session.declaree_par
        assert "/reinitialisation-mot-de-passe/" in lien.texte


@pytest.mark.rule("SES-21")
def test_a_failure_leaves_nothing(monde2):
    session = generer(monde2, reussis=1)
    for echoue in session.stagiaires.exclude(resultat="REUSSITE"):
        assert not Personne.objects.filter(email=echoue.email).exists()
        assert not Courriel.objects.filter(destinataire=echoue.email).exists()
        assert not CertificatPrepare.objects.filter(stagiaire=echoue).exists()


@pytest.mark.rule("SES-36")
def test_a_person_found_by_triplet_and_email_gets_the_certificate_and_no_second_account(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire, nom=stagiaire.nom.upper())
    avant = Personne.objects.count()
    generer(monde2, session)
    assert Personne.objects.count() == avant
    certificat = connue.certificats.get()
    assert certificat.faits["nom"] == connue.nom, "a known person's own spelling is printed"
    assert certificat.faits["numero_forprev"] == connue.numero
    assert not Courriel.objects.filter(cle__startswith="compte_cree:").exists()
    assert not Doublon.objects.exists()


@pytest.mark.rule("SES-36")
def test_a_person_named_by_number_gets_the_certificate_whatever_became_of_their_email(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire)
    session.stagiaires.filter(pk=stagiaire.pk).update(personne=connue, par_numero=True)
    Personne.objects.filter(pk=connue.pk).update(email="mariee@example.org", nom="MARIÉE", nom_cle="mariee")
    generer(monde2, session)
    assert connue.certificats.count() == 1


@pytest.mark.rule("SES-36", "ACC-01")
def test_deleted_meanwhile_a_new_account_and_a_new_number(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire)
    NumeroAttribue.objects.create(numero=connue.numero, attribue_le=INSTANT)
    session.stagiaires.filter(pk=stagiaire.pk).update(personne=connue, par_numero=True)
    connue.delete()
    generer(monde2, session)
    nouvelle = Personne.objects.get(email=stagiaire.email)
    assert nouvelle.numero != connue.numero
    assert nouvelle.certificats.count() == 1


@pytest.mark.rule("SES-36")
def test_the_same_triplet_with_another_email_is_a_new_account_and_a_line_in_doublons(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire, nom=stagiaire.nom.upper(), email="ancienne@example.org")
    generer(monde2, session)
    nouvelle = Personne.objects.get(email=stagiaire.email)
    doublon = Doublon.objects.get()
    assert (doublon.connue, doublon.nouvelle) == (connue, nouvelle)
    assert not connue.certificats.exists()
    assert nouvelle.certificats.count() == 1


@pytest.mark.rule("SES-22")
@pytest.mark.parametrize(
    ("fin", "attendue"),
    [
        (FIN, date(2030, 3, 10)),
        (JOUR, date(2029, 11, 20)),
        (JOUR + timedelta(days=1), date(2029, 11, 21)),
        (JOUR - timedelta(days=1), date(2029, 11, 20)),
    ],
)
def test_a_trainer_s_refresher_keeps_the_anniversary_when_it_is_not_late(monde2, fin, attendue):
    assert recyclage(monde2, {"modele": monde2.modele, "fin_validite": fin}) == attendue


@pytest.mark.rule("SES-22")
def test_a_refresher_of_someone_unknown_counts_from_its_end_date(monde2):
    assert recyclage(monde2, None) == date(2029, 11, 20)


@pytest.mark.rule("SES-22")
def test_an_initial_training_of_someone_certified_counts_from_its_end_date(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1, date_fin=JOUR)
    personne = connu(session.stagiaires.reussis().get())
    CertificatFormateurFactory(personne=personne, certificat__modele=monde2.modele, certificat__fin_validite=FIN)
    generer(monde2, session)
    assert Certificat.objects.get(delivre_le=JOUR).fin_validite == date(2029, 11, 20)


@pytest.mark.rule("SES-22")
def test_a_failed_refresher_leaves_the_earlier_certificate_as_it_was(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1, type_stage=TypeStage.MISE_A_JOUR)
    echoue = session.stagiaires.exclude(resultat="REUSSITE").first()
    certificat = CertificatFormateurFactory(
        personne=connu(echoue), certificat__modele=monde2.modele, certificat__fin_validite=FIN
    ).certificat
    generer(monde2, session)
    apres = Certificat.objects.get(pk=certificat.pk)
    assert (apres.fin_validite, apres.revoque_le, apres.remplace_par) == (FIN, None, None)


@pytest.mark.rule("SES-35")
def test_any_model_of_the_same_dispositif_and_niveau_is_prolonged_and_no_other(monde2):
    cousin = ModeleCertificatFactory(dispositif_niveau=monde2.niveau, code="SST-2 bis")
    ailleurs = ModeleCertificatFactory(dispositif_niveau=DispositifNiveauFactory(dispositif__code="PRAP", niveau=2))
    assert recyclage(monde2, {"modele": cousin, "fin_validite": FIN}) == date(2030, 3, 10)
    Certificat.objects.filter(delivre_le=JOUR).update(delivre_le=JOUR - timedelta(days=1))
    assert recyclage(monde2, {"modele": ailleurs, "fin_validite": FIN}) == date(2029, 11, 20)


@pytest.mark.rule("SES-35")
def test_a_model_that_names_its_predecessors_prolongs_all_their_versions_and_its_own(db):
    niveau = DispositifNiveauFactory(dispositif__code="CATEC", niveau=2)

    def modele(code, **champs):
        return ModeleCertificatFactory(dispositif_niveau=niveau, code=code, **champs)

    surveillant_1 = modele("SURV", effet_au=date(2024, 12, 31))
    surveillant_2 = modele("SURV@2025-01-01", effet_du=date(2025, 1, 1), suite_de=surveillant_1)
    intervenant_1 = modele("INTER", effet_au=date(2024, 12, 31))
    intervenant_2 = modele("INTER@2025-01-01", effet_du=date(2025, 1, 1), suite_de=intervenant_1)
    autre = modele("AUTRE")
    surveillant_2.predecesseurs.add(intervenant_2)
    assert modeles_prolonges(surveillant_2) == {
        m.pk for m in (surveillant_1, surveillant_2, intervenant_1, intervenant_2)
    }
    assert autre.pk not in modeles_prolonges(surveillant_2)
    assert modeles_prolonges(autre) == frozenset()


@pytest.mark.rule("SES-35")
def test_a_named_predecessor_is_prolonged_and_another_model_of_the_niveau_is_not(monde2):
    nomme = ModeleCertificatFactory(dispositif_niveau=monde2.niveau, code="SST-2 nommé")
    voisin = ModeleCertificatFactory(dispositif_niveau=monde2.niveau, code="SST-2 voisin")
    monde2.modele.predecesseurs.add(nomme)
    assert recyclage(monde2, {"modele": voisin, "fin_validite": FIN}) == date(2029, 11, 20)
    Certificat.objects.filter(delivre_le=JOUR).update(delivre_le=JOUR - timedelta(days=1))
    assert recyclage(monde2, {"modele": nomme, "fin_validite": FIN}) == date(2030, 3, 10)


@pytest.mark.rule("HAB-08")
def test_the_number_printed_is_the_one_in_force_on_the_end_date(monde):
    monde.habilitation.periodes.update(fin=JOUR - timedelta(days=5))
    PeriodeFactory(
        habilitation=monde.habilitation,
        debut=JOUR - timedelta(days=4),
        fin=date(2031, 1, 1),
        numero="H99999/2026/SST-1/C/00",
    )
    generer(monde, date_fin=JOUR - timedelta(days=5))
    ancien = CertificatPrepare.objects.first().faits["numero_habilitation"]
    CertificatPrepare.objects.all().delete()
    generer(monde, date_fin=JOUR - timedelta(days=4))
    assert (ancien, CertificatPrepare.objects.first().faits["numero_habilitation"]) == (
        monde.habilitation.numero,
        "H99999/2026/SST-1/C/00",
    )


@pytest.mark.rule("CER-09")
def test_a_certificate_is_frozen_when_it_is_prepared(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    generation._preparer(generation_id=lancee.pk, le=INSTANT)
    avant = list(CertificatPrepare.objects.values_list("numero", "faits"))
    monde.modele.titre = "Autre titre"
    monde.modele.save()
    monde.habilitation.entite.raison_sociale = "AUTRE NOM"
    monde.habilitation.entite.save()
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert list(CertificatPrepare.objects.values_list("numero", "faits")) == avant
    assert all(faits["titre"] != "Autre titre" for _, faits in avant)


@pytest.mark.rule("CER-12")
def test_numbers_are_random_and_never_twice(monde):
    generer(monde)
    numeros = list(CertificatPrepare.objects.values_list("numero", flat=True))
    assert len(set(numeros)) == 3
    assert {len(numero) for numero in numeros} == {14}
    assert set(Certificat.objects.values_list("numero", flat=True)) > set(numeros)


def refuser_le_courriel(personne):
    Courriel.objects.filter(personne=personne, cle__startswith="compte_cree:").update(
        etat=EtatCourriel.ECHEC, derniere_erreur="550 no such user"
    )


@pytest.mark.rule("SES-37", "NOT-08")
def test_a_first_mail_refused_is_told_to_the_entity_and_the_assistance_once(monde2):
    aide = assistance()
    session = generer(monde2)
    assert acces.signaler_non_remis(le=INSTANT) == 0
    perdu = Personne.objects.get(email=session.stagiaires.reussis().first().email)
    refuser_le_courriel(perdu)

    assert acces.signaler_non_remis(le=INSTANT) == 1
    assert acces.signaler_non_remis(le=INSTANT) == 0
    signaler_acces_non_remis(jour=JOUR.isoformat())

    lignes = {n.personne: n for n in Notification.objects.filter(code="acces_non_remis").select_related("personne")}
    assert set(lignes) == {aide.personne, monde2.gestionnaire.personne}
    assert lignes[monde2.gestionnaire.personne].lien == f"/certification/{session.pk}/"
    assert lignes[aide.personne].lien == ""
    for ligne in lignes.values():
        assert perdu.numero in ligne.texte
        assert perdu.nom not in ligne.texte
        assert perdu.email not in ligne.texte


@pytest.mark.rule("SES-37")
def test_other_mails_refused_are_no_lost_access(monde2):
    session = generer(monde2)
    personne = Personne.objects.get(email=session.stagiaires.reussis().first().email)
    Courriel.objects.filter(personne=personne, cle__startswith="certificat_recu:").update(
        etat=EtatCourriel.ECHEC, derniere_erreur="550"
    )
    assert acces.signaler_non_remis(le=INSTANT) == 0


@pytest.mark.rule("SES-36")
def test_an_account_opened_between_two_runs_is_found_by_the_second(monde2):
    """Two sessions of one future trainer are generated at once: one account, two certificates."""
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    generation._preparer(generation_id=lancee.pk, le=INSTANT)
    reserve = CertificatPrepare.objects.get().numero_forprev
    connue = connu(session.stagiaires.reussis().get())

    assert generation.produire(generation_id=lancee.pk, le=INSTANT)

    prepare = CertificatPrepare.objects.get()
    assert (prepare.personne, prepare.numero_forprev, prepare.compte_a_ouvrir) == (connue, connue.numero, False)
    assert connue.certificats.get().faits["numero_forprev"] == connue.numero
    assert not Personne.objects.filter(numero=reserve).exists()
    assert NumeroAttribue.objects.filter(numero=reserve).exists(), "set aside for ever"


@pytest.mark.rule("SES-36", "ACC-01")
def test_an_account_deleted_between_two_runs_does_not_give_its_number_again(monde2):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire)
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    generation._preparer(generation_id=lancee.pk, le=INSTANT)
    ancien_numero = connue.numero
    connue.delete()

    assert generation.produire(generation_id=lancee.pk, le=INSTANT)

    nouvelle = Personne.objects.get(email=stagiaire.email)
    assert nouvelle.numero != ancien_numero
    assert nouvelle.certificats.get().faits["numero_forprev"] == nouvelle.numero


@pytest.mark.rule("SES-15", "SES-36")
def test_an_account_opened_while_the_files_are_drawn_is_found_before_the_end(monde2, monkeypatch):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    dessiner, ouverts = generation._dessiner, []

    def ouvrir_pendant_ce_temps(une_generation):
        if not ouverts:
            ouverts.append(connu(session.stagiaires.reussis().get()))
        dessiner(une_generation)

    monkeypatch.setattr(generation, "_dessiner", ouvrir_pendant_ce_temps)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert ouverts[0].certificats.get().faits["numero_forprev"] == ouverts[0].numero
    assert delivrance.perimes(session.generation) == []


@pytest.mark.rule("SES-15", "SES-36", "ACC-01")
def test_an_account_deleted_while_the_files_are_drawn_gives_its_number_to_nobody(monde2, monkeypatch):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE, reussis=1)
    stagiaire = session.stagiaires.reussis().get()
    connue = connu(stagiaire)
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    dessiner = generation._dessiner

    def supprimer_pendant_ce_temps(une_generation):
        Personne.objects.filter(pk=connue.pk).delete()
        dessiner(une_generation)

    monkeypatch.setattr(generation, "_dessiner", supprimer_pendant_ce_temps)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    nouvelle = Personne.objects.get(email=stagiaire.email)
    assert nouvelle.numero != connue.numero
    assert nouvelle.certificats.get().faits["numero_forprev"] == nouvelle.numero


@pytest.mark.rule("SES-15")
def test_a_session_without_signatory_is_refused_before_anything_begins(monde):
    Signataire.objects.all().delete()
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    with pytest.raises(Refus, match="Aucun signataire de l’INRS"):
        generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert SessionCertification.objects.get().etat == Etat.EN_VALIDATION_ENTITE
