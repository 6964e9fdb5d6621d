"""Every move of the table, and every one it does not hold."""

from datetime import timedelta

import pytest

from forprev.certification.actions import circuit, generation, groupe, resultats, saisie
from forprev.certification.actions.commun import EtatRefuse, SessionPerimee
from forprev.certification.models import Etape, SessionCertification
from forprev.certification.states import LIBELLES, TABLE, Action, Etat, Partie, Resultat
from forprev.communication.models import Notification
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.certification.dossiers import APPELS, dossier
from tests.fabriques import DelegationFactory, MembreFactory, delegataire, gestionnaire, il_y_a, inrs, instructeur
from tests.fabriques.jour import INSTANT, JOUR

MOUVEMENTS = [(ligne, de) for ligne in TABLE for de in ligne.de]
ACTEURS = ("gestionnaire", "declarant", "formateur", "instructeur", "inrs")


def acteur_nomme(monde, nom):
    if nom == "declarant":
        return delegataire(monde.habilitation)
    return {"instructeur": instructeur, "inrs": inrs}[nom]() if nom in ("instructeur", "inrs") else getattr(monde, nom)


def cote(nom):
    return {"gestionnaire": Partie.ENTITE, "declarant": Partie.ENTITE, "formateur": Partie.FORMATEUR}.get(nom)


def texte(refus):
    return str(refus.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_every_action_of_the_table_is_tried_here():
    assert set(APPELS) == set(Action)


@pytest.mark.rule("SES-12", "SES-13", "SES-20", "SES-23", "SES-29")
@pytest.mark.parametrize(("ligne", "de"), MOUVEMENTS, ids=[f"{li.action} from {de}" for li, de in MOUVEMENTS])
def test_every_move_of_the_table_leads_where_it_says_and_records_who_and_when(monde, ligne, de):
    session = dossier(monde, de, reussis=0 if ligne.action == Action.CLOTURER else 3)
    par = {Partie.ENTITE: monde.gestionnaire, Partie.FORMATEUR: monde.formateur, Partie.SYSTEME: None}[ligne.par]

    APPELS[ligne.action](session, par)

    session.refresh_from_db()
    assert session.etat == ligne.vers
    assert session.etat_depuis == session.modifiee_le == INSTANT
    assert session.dernier_intervenant == (par.personne if par else None)
    etape = Etape.objects.get(session=session)
    assert (etape.action, etape.vers, etape.le) == (ligne.action, ligne.vers, INSTANT)
    assert (etape.par, etape.profil) == ((par.personne, par.code) if par else (None, ""))
    assert EntreeJournal.objects.filter(verbe=f"session {ligne.action}", objet_id=str(session.pk)).count() == 1


@pytest.mark.rule("SES-12", "SES-13", "SES-18", "SES-19", "SES-20", "SES-30")
@pytest.mark.parametrize("nom", ACTEURS)
@pytest.mark.parametrize("etat", list(Etat))
def test_every_other_move_is_refused_and_changes_nothing(monde, etat, nom):
    par = acteur_nomme(monde, nom)
    declarant = {"declaree_par": par.personne} if nom == "declarant" else {}
    session = dossier(monde, etat, **declarant)
    permises = TABLE.actions(etat, cote(nom)) if cote(nom) else []
    avant = SessionCertification.objects.filter(pk=session.pk).values().get()
    for action in set(Action) - set(permises):
        with pytest.raises((Refus, SessionCertification.DoesNotExist)) as refus:
            APPELS[action](SessionCertification.objects.get(pk=session.pk), par)
        if isinstance(refus.value, Refus) and not TABLE.possible(action, etat):
            assert isinstance(refus.value, EtatRefuse)
            assert LIBELLES[etat] in texte(refus)
        elif isinstance(refus.value, Refus):
            assert [raison.code for raison in refus.value.raisons] == ["partie"]
    assert SessionCertification.objects.filter(pk=session.pk).values().get() == avant
    assert not Etape.objects.filter(session=session).exists()
    assert not EntreeJournal.objects.exists()


@pytest.mark.rule("SES-12")
def test_the_gestionnaire_of_the_entity_cannot_mark_the_stagiaires(monde):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    ligne = session.stagiaires.first()
    with pytest.raises(EtatRefuse, match="du formateur"):
        resultats.enregistrer_resultats(
            par=monde.gestionnaire,
            le=INSTANT,
            numero=session.pk,
            version=session.version,
            resultats={ligne.pk: Resultat.REUSSITE},
        )
    assert not session.stagiaires.reussis().exists()


@pytest.mark.rule("SES-20")
def test_a_refusal_says_who_holds_the_session_since_when(monde):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR, etat_depuis=il_y_a(4))
    with pytest.raises(EtatRefuse) as refus:
        circuit.modifier(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert texte(refus) == (
        "Cette session a changé d’état : En cours de validation Formateur. Entre les mains du formateur depuis 4 jours."
    )
    assert not refus.value.deja_fait


@pytest.mark.rule("SES-15", "SES-20")
def test_a_second_click_is_told_from_a_conflict(monde):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Une erreur.")
    with pytest.raises(EtatRefuse) as encore:
        circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Une erreur.")
    assert encore.value.deja_fait
    with pytest.raises(EtatRefuse) as autre:
        circuit.reprendre(
            par=gestionnaire(monde.habilitation.entite), le=INSTANT, numero=session.pk, motif="Une erreur."
        )
    assert not autre.value.deja_fait


@pytest.mark.rule("SES-15")
def test_a_second_click_after_the_certificates_are_ready_is_still_a_second_click(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE)
    lancee = APPELS[Action.LANCER_GENERATION](session, monde.gestionnaire)
    APPELS[Action.TERMINER_GENERATION](session, None)
    assert lancee.pk
    with pytest.raises(EtatRefuse) as encore:
        APPELS[Action.LANCER_GENERATION](session, monde.gestionnaire)
    assert encore.value.deja_fait


@pytest.mark.rule("SES-12", "SES-29")
@pytest.mark.parametrize("blanc", ["", "  \n "])
def test_returning_and_taking_back_need_a_reason(monde, blanc):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    with pytest.raises(Refus, match="Le motif est obligatoire"):
        circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif=blanc)
    with pytest.raises(Refus, match="Le commentaire est obligatoire"):
        resultats.retourner(par=monde.formateur, le=INSTANT, numero=session.pk, version=1, commentaire=blanc)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-11", "SES-12", "SES-13", "SES-29", "NOT-08")
@pytest.mark.parametrize(
    ("action", "etat", "codes"),
    [
        (Action.SOUMETTRE, Etat.EN_SAISIE, {"formateur": "session_soumise"}),
        (Action.SOUMETTRE, Etat.RETOUR_FORMATEUR, {"formateur": "session_resoumise"}),
        (Action.REPRENDRE, Etat.EN_VALIDATION_FORMATEUR, {"formateur": "session_reprise"}),
        (
            Action.RETOURNER,
            Etat.EN_VALIDATION_FORMATEUR,
            {"declarant": "session_retournee", "gestionnaire": "session_retournee"},
        ),
        (
            Action.ENVOYER_RESULTATS,
            Etat.EN_VALIDATION_FORMATEUR,
            {"declarant": "resultats_envoyes", "gestionnaire": "resultats_envoyes"},
        ),
        (Action.MODIFIER, Etat.EN_VALIDATION_ENTITE, {}),
    ],
)
def test_whoever_the_session_comes_to_is_told_without_name_or_comment(monde, action, etat, codes):
    declarant = delegataire(monde.habilitation)
    session = dossier(monde, etat, declaree_par=declarant.personne)
    par = monde.formateur if action in (Action.RETOURNER, Action.ENVOYER_RESULTATS) else monde.gestionnaire
    APPELS[action](session, par)

    qui = {
        declarant.personne: "declarant",
        monde.gestionnaire.personne: "gestionnaire",
        monde.formateur.personne: "formateur",
    }
    lignes = Notification.objects.select_related("personne")
    assert {qui[ligne.personne]: ligne.code for ligne in lignes} == codes
    for ligne in lignes:
        assert f"n° {session.pk}" in ligne.texte
        assert "erreur" not in ligne.texte
        assert "Un nom est faux" not in ligne.texte
        assert not any(s.nom in ligne.texte for s in session.stagiaires.all())


@pytest.mark.rule("SES-29")
def test_taking_back_drops_unsent_results_and_lets_another_trainer_be_named(monde):
    session = monde.soumise()
    ligne = session.stagiaires.first()
    resultats.enregistrer_resultats(
        par=monde.formateur,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        resultats={ligne.pk: Resultat.ECHEC},
    )
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Formateur malade.")
    session.refresh_from_db()
    assert (session.etat, session.formateur) == (Etat.EN_SAISIE, monde.formateur.personne)
    assert not session.stagiaires.exclude(resultat="").exists()

    autre = monde.autre_formateur()
    saisie.designer_formateur(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        saisie=saisie.SaisieFormateur(numero=autre.personne.numero),
    )
    session.refresh_from_db()
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    assert Notification.objects.get(personne=autre.personne).code == "session_soumise"
    codes = Notification.objects.filter(personne=monde.formateur.personne).order_by("cree_le", "code")
    assert {n.code for n in codes} == {"session_soumise", "session_reprise"}


@pytest.mark.rule("SES-29")
def test_the_same_trainer_is_told_that_it_comes_back(monde):
    session = monde.soumise()
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Un oubli.")
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    assert set(Notification.objects.filter(personne=monde.formateur.personne).values_list("code", flat=True)) == {
        "session_soumise",
        "session_reprise",
        "session_resoumise",
    }


@pytest.mark.rule("SES-13")
def test_modifying_after_the_results_loses_them_and_goes_to_the_trainer_again(monde):
    session = monde.validee(echecs=1)
    circuit.modifier(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    session.refresh_from_db()
    assert (session.etat, session.resultats_le, session.resultats_version) == (Etat.EN_SAISIE, None, None)
    assert not session.stagiaires.exclude(resultat="").exists()
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-12")
def test_a_commented_return_keeps_no_result_and_its_comment_only_in_the_session(monde):
    session = monde.soumise()
    notes = {ligne.pk: Resultat.REUSSITE for ligne in session.stagiaires.all()}
    resultats.enregistrer_resultats(
        par=monde.formateur, le=INSTANT, numero=session.pk, version=session.version, resultats=notes
    )
    resultats.retourner(
        par=monde.formateur,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        commentaire="  JÉGOU s’écrit JÉGO. ",
    )
    session.refresh_from_db()
    assert session.etat == Etat.RETOUR_FORMATEUR
    assert not session.stagiaires.exclude(resultat="").exists()
    assert session.etapes.get(action=Action.RETOURNER).commentaire == "JÉGOU s’écrit JÉGO."
    assert not EntreeJournal.objects.filter(details__icontains="JÉGO").exists()


@pytest.mark.rule("SES-12")
def test_partial_results_are_kept_and_can_be_unmarked(monde):
    session = monde.soumise()
    premier, second, *_ = session.stagiaires.all()
    commun = {"par": monde.formateur, "le": INSTANT, "numero": session.pk, "version": session.version}
    resultats.enregistrer_resultats(**commun, resultats={premier.pk: Resultat.ECHEC, second.pk: Resultat.REUSSITE})
    resultats.enregistrer_resultats(**commun, resultats={premier.pk: "", second.pk: "NIMPORTE", 999999: Resultat.ECHEC})
    assert list(session.stagiaires.values_list("resultat", flat=True))[:2] == ["", Resultat.REUSSITE]
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-12")
def test_marks_never_reach_another_session(monde):
    session, autre = monde.soumise(), dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    etrangere = autre.stagiaires.first()
    resultats.enregistrer_resultats(
        par=monde.formateur,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        resultats={etrangere.pk: Resultat.REUSSITE},
    )
    etrangere.refresh_from_db()
    assert etrangere.resultat == ""


@pytest.mark.rule("SES-27", "SES-34")
def test_results_wait_for_the_end_date_and_a_return_does_not(monde):
    demain = JOUR + timedelta(days=1)
    session = monde.soumise(date_fin=demain)
    envoi = {
        "par": monde.formateur,
        "numero": session.pk,
        "version": session.version,
        "resultats": dict.fromkeys(session.stagiaires.values_list("pk", flat=True), Resultat.REUSSITE),
    }
    with pytest.raises(Refus) as refus:
        resultats.envoyer_resultats(**envoi, le=INSTANT)
    assert "à partir de la date de fin de session, le 21 novembre 2026" in texte(refus)
    resultats.envoyer_resultats(**envoi, le=INSTANT + timedelta(days=1))

    autre = monde.soumise(date_fin=demain)
    resultats.retourner(par=monde.formateur, le=INSTANT, numero=autre.pk, version=autre.version, commentaire="Tôt.")
    autre.refresh_from_db()
    assert autre.etat == Etat.RETOUR_FORMATEUR


@pytest.mark.rule("SES-24")
def test_results_are_bound_to_what_the_trainer_saw(monde):
    """The trainer opens the page; the entity takes the session back, changes a name and submits again."""
    session = monde.soumise()
    vue = session.version
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Un nom faux.")
    ligne = session.stagiaires.first()
    groupe.modifier(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=vue,
        stagiaire_id=ligne.pk,
        saisie=groupe.SaisieStagiaire("AUTRE", "Nom", ligne.date_naissance),
    )
    session.refresh_from_db()
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    notes = dict.fromkeys(session.stagiaires.values_list("pk", flat=True), Resultat.REUSSITE)
    for faire in (resultats.envoyer_resultats, resultats.enregistrer_resultats):
        with pytest.raises(SessionPerimee):
            faire(par=monde.formateur, le=INSTANT, numero=session.pk, version=vue, resultats=notes)
    with pytest.raises(SessionPerimee):
        resultats.retourner(par=monde.formateur, le=INSTANT, numero=session.pk, version=vue, commentaire="Non.")
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR
    assert not session.stagiaires.exclude(resultat="").exists()
    resultats.envoyer_resultats(
        par=monde.formateur, le=INSTANT, numero=session.pk, version=session.version, resultats=notes
    )
    session.refresh_from_db()
    assert session.resultats_version == session.version


@pytest.mark.rule("SES-24", "DEM-16")
def test_the_second_of_two_is_told_who_changed_what_and_when(monde):
    session = monde.ouvrir()
    lue = session.version
    collegue = gestionnaire(monde.habilitation.entite)
    groupe.ajouter(
        par=collegue,
        le=INSTANT + timedelta(minutes=7),
        numero=session.pk,
        version=lue,
        saisie=groupe.SaisieStagiaire("FERREIRA", "Régine", JOUR - timedelta(days=9000)),
    )
    saisie.enregistrer(
        par=collegue,
        le=INSTANT + timedelta(minutes=9),
        numero=session.pk,
        version=lue + 1,
        saisie=monde.saisie(type_stage="MAC"),
    )
    with pytest.raises(SessionPerimee) as refus:
        saisie.enregistrer(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=lue, saisie=monde.saisie())
    assert texte(refus) == (
        f"{collegue.personne.nom_complet} a modifié cette session le 20 novembre 2026 à 10:39 "
        "(l’identification et les stagiaires). "
        "Votre saisie est conservée ci-dessous : vérifiez-la, puis enregistrez de nouveau."
    )
    session.refresh_from_db()
    assert session.type_stage == "MAC"


@pytest.mark.rule("DEM-16")
def test_whoever_moved_the_file_since_is_not_said_to_have_changed_it(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    lue = session.version - 1
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    resultats.retourner(
        par=monde.formateur,
        le=INSTANT + timedelta(hours=1),
        numero=session.pk,
        version=session.version,
        commentaire="À revoir.",
    )
    with pytest.raises(SessionPerimee) as refus:
        saisie.enregistrer(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=lue, saisie=monde.saisie())
    assert texte(refus).startswith(f"{monde.gestionnaire.personne.nom_complet} a modifié cette session le 20 novembre")
    assert "à 10:30 (les stagiaires)" in texte(refus)


@pytest.mark.rule("SES-24", "DEM-16")
def test_submitting_what_was_not_read_is_refused(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    with pytest.raises(SessionPerimee):
        circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version - 1)
    session.refresh_from_db()
    assert (session.etat, session.soumise_le) == (Etat.EN_SAISIE, None)


@pytest.mark.rule("SES-26")
def test_the_history_says_when_one_person_submits_and_checks(monde):
    MembreFactory(entite=monde.habilitation.entite, personne=monde.formateur.personne)
    double = gestionnaire_de(monde)
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    circuit.soumettre(par=double, le=INSTANT, numero=session.pk, version=session.version)
    APPELS[Action.ENVOYER_RESULTATS](session, monde.formateur)
    session.refresh_from_db()
    assert session.meme_personne
    assert list(session.etapes.values_list("meme_personne", flat=True)) == [True, True]


def gestionnaire_de(monde):
    """The trainer, acting as gestionnaire of the entity [SES-07]."""
    from forprev.comptes.states import Profil
    from tests.fabriques.profils import acteur_de

    return acteur_de(monde.formateur.personne, Profil.GESTIONNAIRE)


@pytest.mark.rule("SES-26")
def test_two_people_are_not_said_to_be_one(monde):
    session = monde.validee()
    assert not session.meme_personne
    assert not session.etapes.filter(meme_personne=True).exists()


@pytest.mark.rule("SES-11")
def test_submitting_lists_everything_missing_and_moves_nothing(monde):
    session = saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=saisie.SaisieSession()).session
    with pytest.raises(Refus) as refus:
        circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    assert {raison.champ for raison in refus.value.raisons} == {
        *("date_fin", "habilitation", "modele", "type_lieu", "type_stage", "formateur", "stagiaires")
    }
    session.refresh_from_db()
    assert (session.etat, session.soumise_le) == (Etat.EN_SAISIE, None)
    assert not Notification.objects.exists()


@pytest.mark.rule("SES-11")
def test_a_comment_goes_with_the_submission(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    circuit.soumettre(
        par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version, commentaire=" Bon contrôle. "
    )
    assert session.etapes.get().commentaire == "Bon contrôle."


@pytest.mark.rule("SES-01")
def test_a_delegataire_declares_on_the_rights_delegated_to_them(monde):
    delegue = delegataire(monde.habilitation)
    session = saisie.ouvrir(par=delegue, le=INSTANT, saisie=monde.saisie()).session
    assert session.declaree_par == delegue.personne
    etranger = delegataire()
    membre = MembreFactory(delegataire=True, entite=monde.habilitation.entite)
    DelegationFactory(membre=membre, habilitation=delegue_ailleurs(monde))
    sans = acteur_delegataire(membre)
    for par in (etranger, sans):
        with pytest.raises(Refus) as refus:
            saisie.ouvrir(par=par, le=INSTANT, saisie=monde.saisie())
        assert [raison.champ for raison in refus.value.raisons] == ["habilitation"]


def delegue_ailleurs(monde):
    from tests.fabriques import DispositifNiveauFactory, HabilitationFactory

    return HabilitationFactory(
        entite=monde.habilitation.entite, dispositif_niveau=DispositifNiveauFactory(dispositif__code="PRAP")
    )


def acteur_delegataire(membre):
    from forprev.comptes.states import Profil
    from tests.fabriques.profils import acteur_de

    return acteur_de(membre.personne, Profil.DELEGATAIRE)


@pytest.mark.rule("SES-01")
@pytest.mark.parametrize("nom", ["formateur", "instructeur", "inrs"])
def test_nobody_else_declares(monde, nom):
    with pytest.raises(Refus, match="gestionnaire ou un délégataire"):
        saisie.ouvrir(par=acteur_nomme(monde, nom), le=INSTANT, saisie=monde.saisie())


@pytest.mark.rule("SES-24")
def test_a_decision_taken_on_earlier_results_is_refused(monde):
    session = monde.validee()
    autres = session.resultats_le - timedelta(minutes=5)
    for decider in (generation.lancer, generation.cloturer):
        with pytest.raises(Refus, match="D’autres résultats sont arrivés"):
            decider(par=monde.gestionnaire, le=INSTANT, numero=session.pk, resultats_vus=autres)
    assert generation.lancer(
        par=monde.gestionnaire, le=INSTANT, numero=session.pk, resultats_vus=session.resultats_le
    ).total
