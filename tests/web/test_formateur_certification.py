"""The trainer's screens of certification sessions, as a browser without script uses them."""

import html
import re
from datetime import date, timedelta

import pytest

from forprev.certification.actions import circuit, generation, resultats, saisie
from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from forprev.profils.queries import compte_a_traiter, profils_de
from forprev.socle.dates import longue
from tests import fabriques as f
from tests.certification.conftest import monde, monde2
from tests.fabriques.certification import TRAITS_PAR_ETAT
from tests.fabriques.jour import INSTANT, JOUR, il_y_a
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

__all__ = ["monde", "monde2"]

EN_COURS = "/certification/"
A_TRAITER = "/certification/a-traiter/"
DEMAIN = JOUR + timedelta(days=1)


@pytest.fixture
def client(monde, client_de):
    return client_de(monde.formateur)


def soumise(monde, **changes):
    """Submitted the day before: whatever the hour of the test, what the pages do comes after."""
    return monde.soumise(le=il_y_a(1), **changes)


def page_session(session):
    return f"/certification/{session.pk}/"


def page_stagiaires(session):
    return f"/certification/{session.pk}/stagiaires/"


def page_resultats(session):
    return f"/certification/{session.pk}/resultats/"


def marques(session, *valeurs):
    """What the radio buttons send: an empty value is a stagiaire left unmarked."""
    lignes = zip(session.stagiaires.all(), valeurs, strict=True)
    return {f"resultat-{stagiaire.pk}": valeur for stagiaire, valeur in lignes if valeur}


def envoi(session, *valeurs, **champs):
    """The form sent by *Soumettre*, « Envoyer les résultats des stagiaires » chosen."""
    return {"version": session.version, "soumettre": "1", "suite": "envoyer", **marques(session, *valeurs), **champs}


def retour(session, commentaire="La date du troisième est fausse.", **champs):
    return {"version": session.version, "soumettre": "1", "suite": "retourner", "commentaire": commentaire, **champs}


def kept(session):
    return list(session.stagiaires.values_list("resultat", flat=True))


def cochees(reponse):
    """The radio buttons of stagiaires shown as checked."""
    boutons = re.findall(r'<input type="radio" name="(resultat-\d+)" value="(\w+)" checked>', reponse.content.decode())
    return dict(boutons)


TOUS = ["REUSSITE"] * 4


# --- the lists -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-18", "SES-27", "SES-28")
def test_the_lists_tell_what_waits_from_what_is_to_come(client, monde):
    finie = soumise(monde)
    future = soumise(monde, date_fin=DEMAIN)

    en_cours, a_traiter = client.get(EN_COURS), client.get(A_TRAITER)

    assert {session.pk: a_venir for session, a_venir in en_cours.context["lignes"]} == {
        finie.pk: False,
        future.pk: True,
    }
    assert [session for session, _ in a_traiter.context["lignes"]] == [finie]
    assert "21/11/2026 À venir" in lisible(en_cours)
    assert "1 autre session vous est confiée et se terminera plus tard" in lisible(a_traiter)


def test_the_columns_of_the_lists(client, monde):
    session = soumise(monde)

    texte = lisible(client.get(A_TRAITER))

    for colonne in (
        *("Numéro", "Raison sociale", "Dispositif niveau", "Certificat", "Date de fin de session"),
        *("Dernier intervenant", "Date de modification", "État"),
    ):
        assert colonne in texte
    assert "Mes sessions de certification à traiter" in texte
    auteur = monde.gestionnaire.personne
    assert f"{session.entite.raison_sociale} SST / 1 SST-1 20/11/2026 {auteur.prenom} {auteur.nom.upper()}" in (
        texte.replace("'", "’")
    )


def test_an_empty_list_says_what_will_appear(client, monde):
    assert "Vous n'avez pas de session de certification à traiter Les sessions à contrôler" in lisible(
        client.get(A_TRAITER)
    )
    soumise(monde, date_fin=DEMAIN)
    assert "1 session à venir apparaîtra ici à la date de fin" in lisible(client.get(A_TRAITER))


@pytest.mark.rule("SES-28")
def test_the_counter_of_the_menu_is_the_number_of_lines(client, monde):
    for _ in range(3):
        soumise(monde)
    soumise(monde, date_fin=DEMAIN)
    monde.validee()

    reponse = client.get(A_TRAITER)

    assert reponse.context["page"].paginator.count == 3
    assert compte_a_traiter(monde.formateur, JOUR) == 3
    assert "À traiter 3" in lisible(reponse)


@pytest.mark.rule("SES-27", "SES-34")
def test_a_session_ending_today_waits_today(client, monde):
    session = soumise(monde, date_fin=JOUR)

    assert [s.pk for s, _ in client.get(A_TRAITER).context["lignes"]] == [session.pk]


@pytest.mark.rule("SES-18")
@pytest.mark.parametrize("etat", list(Etat))
def test_a_trainer_sees_the_session_once_submitted_whatever_comes_next(client, monde, etat):
    session = f.SessionFactory(**TRAITS_PAR_ETAT[etat], habilitation=monde.habilitation)
    SessionCertification.objects.filter(pk=session.pk).update(formateur=monde.formateur.personne)

    vue = client.get(page_session(session)).status_code

    assert vue == (404 if etat in (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR) else 200)


@pytest.mark.rule("SES-18", "SEC-01")
def test_another_trainer_s_session_is_not_found(client_de, monde):
    session = soumise(monde)
    autre = client_de(f.formateur())

    assert autre.get(page_session(session)).status_code == 404
    assert autre.get(page_stagiaires(session)).status_code == 404
    assert autre.post(page_resultats(session), envoi(session, *TOUS)).status_code == 404
    assert kept(session) == [""] * 4
    assert autre.get("/certification/999999/stagiaires/").status_code == 404


@pytest.mark.rule("SES-18", "RGP-13")
def test_a_session_whose_time_is_over_is_gone(client, monde):
    session = soumise(monde)
    SessionCertification.objects.filter(pk=session.pk).update(supprimee_apres=JOUR - timedelta(days=1))

    assert client.get(page_session(session)).status_code == 404
    assert client.post(page_resultats(session), envoi(session, *TOUS)).status_code == 404


@pytest.mark.rule("ACC-22")
def test_a_trainer_who_is_also_gestionnaire_is_offered_the_other_profile(client_de, monde):
    """The session is back at the entity: their other profile may open it."""
    f.gestionnaire(monde.habilitation.entite, monde.formateur.personne)
    session = soumise(monde)
    client = client_de(monde.formateur)
    client.post(page_resultats(session), retour(session))

    reponse = client.get(page_session(session))

    assert reponse.status_code == 409
    assert monde.habilitation.entite.raison_sociale.replace("’", "'") in lisible(reponse)


def test_the_filters_stay_in_the_address(client, monde):
    soumise(monde)
    future = soumise(monde, date_fin=DEMAIN)

    reponse = client.get(f"{EN_COURS}?etat=a-venir&tri=-fin")

    assert [session for session, _ in reponse.context["lignes"]] == [future]
    assert reponse.context["criteres"][0].libelle == "État\u00a0: À venir"
    assert reponse.context["criteres"][0].url == "?tri=-fin"
    assert client.get(f"{EN_COURS}?entite=zzz").context["lignes"] == []
    assert len(client.get(f"{EN_COURS}?entite=VILLENEUVE").context["lignes"]) == 2
    assert "Aucune session ne correspond" in lisible(client.get(f"{EN_COURS}?etat=CLOTUREE"))


@pytest.mark.parametrize("adresse", [EN_COURS, A_TRAITER])
def test_the_lists_read_no_more_when_there_are_more(client_de, nb_requetes, adresse):
    acteur = f.formateur()
    habilitation = f.HabilitationFactory()
    commun = {
        "habilitation": habilitation,
        "modele": f.ModeleCertificatFactory(),
        "commune": f.CommuneFactory(),
        "formateur": acteur.personne,
        "declaree_par": acteur.personne,
        "soumise": True,
    }
    verifier_liste_constante(
        client_de(acteur), adresse, lambda n: en_nombre(f.SessionFactory, n, **commun), nb_requetes
    )


# --- the tab Session -------------------------------------------------------------------------------------------------


def test_the_tab_session_says_all_that_was_declared(client, monde):
    session = soumise(monde)

    texte = lisible(client.get(page_session(session)))

    personne = monde.formateur.personne
    assert f"Session de certification n°{session.pk}" in texte
    assert "Lieu de formation Lieu de formation en France Adresse 92170 Vanves" in texte
    assert "Identification Stage initial" in texte
    assert f"N°Forprev {personne.numero}" in texte
    assert "Entre les mains du formateur, aujourd'hui" in texte or "Entre les mains du formateur" in texte
    assert "Suivant" in texte
    assert "Stagiaires 0/4" in texte


@pytest.mark.rule("SES-04")
def test_the_place_is_a_plateforme_or_abroad(client, monde):
    session = soumise(monde)
    plateforme = f.PlateformeFactory(habilitation=monde.habilitation, nom="Atelier Sud")
    SessionCertification.objects.filter(pk=session.pk).update(type_lieu="PLATEFORME", plateforme=plateforme)
    assert "Plateforme pédagogique Atelier Sud Adresse 1 rue des Essais 92170 Vanves" in lisible(
        client.get(page_session(session))
    )
    SessionCertification.objects.filter(pk=session.pk).update(
        type_lieu="ETRANGER", plateforme=None, pays="Belgique", ville_etranger="Liège"
    )
    assert "Lieu de formation à l'étranger Adresse Liège Belgique" in lisible(client.get(page_session(session)))


@pytest.mark.rule("SES-26")
def test_the_history_says_when_the_trainer_also_acted_for_the_entity(client, monde):
    assert "Le formateur a aussi agi" not in lisible(client.get(page_session(soumise(monde))))
    double = f.gestionnaire(monde.habilitation.entite, monde.formateur.personne)
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    circuit.soumettre(par=double, le=INSTANT, numero=session.pk, version=session.version)

    assert "Le formateur a aussi agi pour l'entité." in lisible(client.get(page_session(session)))


# --- the check -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-12")
def test_the_tab_stagiaires_offers_the_check(client, monde):
    session = soumise(monde)

    reponse = client.get(page_stagiaires(session))

    texte = lisible(reponse)
    assert "FERREIRA Régine 1 né(e) le 06/04/1977" in texte
    for libelle in (
        *("Échec", "Réussite", "Tous en réussite", "Envoyer les résultats des stagiaires", "Retour commenté"),
        *("Mon commentaire", "Enregistrer", "Soumettre", "0 résultat sur 4"),
    ):
        assert libelle in texte
    assert f'name="version" value="{session.version}"' in reponse.content.decode()


def test_the_comment_of_the_entity_stands_before_the_list(client, monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    circuit.soumettre(
        par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version, commentaire="Vérifier le 3e nom"
    )

    assert "Commentaire de l'entité Vérifier le 3e nom" in lisible(client.get(page_stagiaires(session)))


@pytest.mark.rule("SES-12")
def test_partial_results_are_kept(client, monde):
    session = soumise(monde)
    donnees = {"version": session.version, "enregistrer": "1", **marques(session, "REUSSITE", "", "ECHEC", "")}

    reponse = client.post(page_resultats(session), donnees, follow=True)

    assert reponse.redirect_chain == [(page_stagiaires(session), 302)]
    assert kept(session) == ["REUSSITE", "", "ECHEC", ""]
    assert "2 résultats enregistrés sur 4. Rien n'est encore envoyé à l'entité." in lisible(reponse)
    assert "Stagiaires 2/4" in lisible(reponse)
    assert list(cochees(reponse).values()) == ["REUSSITE", "ECHEC"]
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-12")
def test_saving_keeps_the_comment_on_the_page_and_nowhere_else(client, monde):
    session = soumise(monde)
    donnees = {"enregistrer": "1", "version": session.version, "commentaire": "À finir ce soir", "suite": "retourner"}

    reponse = client.post(page_resultats(session), donnees | marques(session, *TOUS))

    assert reponse.status_code == 200
    contenu = reponse.content.decode()
    assert "À finir ce soir</textarea>" in contenu
    assert 'value="retourner" id="suite_1" checked' in re.sub(r"\s+", " ", contenu)
    assert kept(session) == TOUS
    assert "À finir ce soir" not in lisible(client.get(page_stagiaires(session)))


@pytest.mark.rule("SES-12")
def test_all_succeeded_in_one_click_without_script(client, monde):
    session = soumise(monde)
    donnees = {"tous": "1", "version": session.version, **marques(session, "ECHEC", "", "", "")}

    reponse = client.post(page_resultats(session), donnees, follow=True)

    assert kept(session) == TOUS
    assert "4 résultats enregistrés sur 4" in lisible(reponse)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


def test_the_enter_key_saves_and_sends_nothing(client, monde):
    """A browser sends the first button of the form: it must be the harmless one."""
    premier = re.search(
        r"<button[^>]*>", client.get(page_stagiaires(soumise(monde))).content.decode().split("<form")[2]
    )

    assert premier is not None
    assert 'name="enregistrer"' in premier[0]


@pytest.mark.rule("SES-12", "SES-24")
def test_results_are_sent_bound_to_what_was_seen(client, monde):
    session = soumise(monde)

    reponse = client.post(
        page_resultats(session), envoi(session, "ECHEC", *TOUS[1:], commentaire="Bon groupe"), follow=True
    )

    assert reponse.redirect_chain == [(A_TRAITER, 302)]
    assert f"Session n°{session.pk}: les résultats sont envoyés à l'entité." in lisible(reponse)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_ENTITE
    assert session.resultats_version == session.version
    assert kept(session) == ["ECHEC", "REUSSITE", "REUSSITE", "REUSSITE"]
    assert session.etapes.last().commentaire == "Bon groupe"


@pytest.mark.rule("SES-12")
def test_every_stagiaire_without_a_mark_is_said_beside_their_line(client, monde):
    session = soumise(monde)

    reponse = client.post(page_resultats(session), envoi(session, "REUSSITE", "", "ECHEC", ""))

    assert reponse.status_code == 422
    texte, contenu = lisible(reponse), reponse.content.decode()
    assert "2 stagiaires n'ont pas de résultat." in texte
    oublies = [s for s in session.stagiaires.all() if s.nom in ("FONTAINE", "N’GUYEN-LE GOFF")]
    for stagiaire in oublies:
        assert f'<li class="resultat" id="resultat-{stagiaire.pk}" data-invalide>' in contenu
        assert f'href="#resultat-{stagiaire.pk}"' in contenu
        assert f'id="resultat-{stagiaire.pk}-erreur">Indiquez Échec ou Réussite.' in contenu
    assert list(cochees(reponse).values()) == ["REUSSITE", "ECHEC"]
    assert kept(session) == [""] * 4
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-12")
def test_the_session_is_returned_with_a_comment(client, monde):
    session = soumise(monde)

    reponse = client.post(page_resultats(session), retour(session, **marques(session, *TOUS)), follow=True)

    assert reponse.redirect_chain == [(A_TRAITER, 302)]
    assert f"Session n°{session.pk}: retournée à l'entité avec votre commentaire." in lisible(reponse)
    session.refresh_from_db()
    assert session.etat == Etat.RETOUR_FORMATEUR
    assert session.etapes.last().commentaire == "La date du troisième est fausse."
    assert kept(session) == [""] * 4


@pytest.mark.rule("SES-12")
@pytest.mark.parametrize("commentaire", ["", "   \n"])
def test_a_return_needs_a_comment(client, monde, commentaire):
    session = soumise(monde)

    reponse = client.post(page_resultats(session), retour(session, commentaire, **marques(session, *TOUS)))

    assert reponse.status_code == 422
    assert "Le commentaire est obligatoire." in lisible(reponse)
    assert len(cochees(reponse)) == 4
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR


def test_submitting_without_a_choice_asks_for_one(client, monde):
    session = soumise(monde)

    reponse = client.post(page_resultats(session), envoi(session, *TOUS, suite=""))

    assert reponse.status_code == 422
    assert "Choisissez d'envoyer les résultats ou de retourner la session." in lisible(reponse)


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"suite": "autre"}, "Choisissez d'envoyer les résultats"),
        ({"commentaire": "x" * 2001}, "Le commentaire est limité à 2000 caractères."),
    ],
)
def test_a_forged_or_too_long_value_is_refused(client, monde, champs, attendu):
    session = soumise(monde)

    reponse = client.post(page_resultats(session), envoi(session, *TOUS, **champs))

    assert reponse.status_code == 422
    assert attendu in lisible(reponse)
    assert len(cochees(reponse)) == 4


def test_an_unknown_mark_or_a_foreign_stagiaire_changes_nothing(client, monde):
    session, autre = soumise(monde), soumise(monde)
    etranger, premier = autre.stagiaires.first(), session.stagiaires.first()
    donnees = {"version": session.version, "enregistrer": "1", f"resultat-{etranger.pk}": "REUSSITE"}

    assert client.post(page_resultats(session), donnees).status_code == 302
    assert client.post(page_resultats(session), donnees | {f"resultat-{premier.pk}": "X"}).status_code == 422

    assert kept(autre) == kept(session) == [""] * 4


# --- before the end date ---------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-27")
def test_before_the_end_date_the_page_says_from_when(client, monde):
    session = soumise(monde, date_fin=DEMAIN)

    reponse = client.get(page_stagiaires(session))

    assert f"Les résultats s'envoient à partir du {longue(DEMAIN)}".replace("\u00a0", " ") in lisible(reponse)
    assert re.search(r'value="envoyer"[^>]* disabled', reponse.content.decode())
    assert re.search(r'value="retourner"[^>]* checked', reponse.content.decode())


@pytest.mark.rule("SES-27")
def test_before_the_end_date_results_are_refused_kept_or_returned(client, monde):
    session = soumise(monde, date_fin=DEMAIN)

    force = client.post(page_resultats(session), envoi(session, *TOUS))
    assert force.status_code == 422
    assert "à partir de la date de fin de session, le 21 novembre 2026" in lisible(force)
    assert len(cochees(force)) == 4
    garde = client.post(
        page_resultats(session), {"version": session.version, "enregistrer": "1", **marques(session, *TOUS)}
    )
    assert garde.status_code == 302
    assert kept(session) == TOUS
    assert client.post(page_resultats(session), retour(session)).status_code == 302
    session.refresh_from_db()
    assert session.etat == Etat.RETOUR_FORMATEUR


# --- somebody else meanwhile -----------------------------------------------------------------------------------------


def modifier_et_soumettre(monde, session):
    """The entity takes it back, corrects the end date and submits again while the trainer looks."""
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Oubli")
    session.refresh_from_db()
    saisie.enregistrer(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        saisie=monde.saisie(date_fin=JOUR - timedelta(days=1)),
    )
    session.refresh_from_db()
    if session.formateur_id is None:
        monde.nommer(session)
        session.refresh_from_db()
    circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)


@pytest.mark.rule("SES-24", "DEM-16")
@pytest.mark.parametrize("bouton", ["soumettre", "enregistrer"])
def test_a_stale_form_is_told_and_loses_nothing(client, monde, bouton):
    session = soumise(monde)
    vue = envoi(session, "ECHEC", *TOUS[1:], commentaire="Groupe très attentif")
    if bouton == "enregistrer":
        vue = {cle: valeur for cle, valeur in vue.items() if cle != "soumettre"} | {"enregistrer": "1"}
    modifier_et_soumettre(monde, session)

    reponse = client.post(page_resultats(session), vue)

    assert reponse.status_code == 409
    texte, contenu = lisible(reponse), reponse.content.decode()
    assert "a modifié cette session le 20 novembre 2026" in texte
    assert "la date de fin" in texte
    assert list(cochees(reponse).values()) == ["ECHEC", *TOUS[1:]]
    assert "Groupe très attentif</textarea>" in contenu
    assert kept(session) == [""] * 4
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_FORMATEUR
    assert f'name="version" value="{session.version}"' in contenu
    relue = client.post(page_resultats(session), vue | {"version": session.version})
    assert relue.status_code == (302 if bouton == "soumettre" else 200)
    assert kept(session) == ["ECHEC", *TOUS[1:]]


@pytest.mark.rule("DEM-16")
@pytest.mark.parametrize("version", ["", "0", "abc", "-1", "9" * 30])
def test_a_form_without_a_good_version_is_stale(client, monde, version):
    session = soumise(monde)

    assert client.post(page_resultats(session), envoi(session, *TOUS, version=version)).status_code == 409
    assert kept(session) == [""] * 4


@pytest.mark.rule("SES-12")
def test_a_second_click_on_send_is_told_as_done(client, monde):
    session = soumise(monde)
    donnees = envoi(session, *TOUS)
    client.post(page_resultats(session), donnees)

    reponse = client.post(page_resultats(session), donnees, follow=True)

    assert reponse.redirect_chain == [(A_TRAITER, 302)]
    assert f"Session n°{session.pk}: les résultats sont déjà envoyés à l'entité." in lisible(reponse)
    assert session.etapes.filter(action="envoyer_resultats").count() == 1


@pytest.mark.rule("SES-12")
def test_a_second_click_on_return_is_told_as_done(client, monde):
    session = soumise(monde)
    client.post(page_resultats(session), retour(session))

    reponse = client.post(page_resultats(session), retour(session), follow=True)

    assert reponse.redirect_chain == [(A_TRAITER, 302)]
    assert f"La session n°{session.pk} est déjà retournée à l'entité." in lisible(reponse)
    assert session.etapes.filter(action="retourner").count() == 1


@pytest.mark.rule("SES-18")
def test_marks_typed_after_sending_are_shown_beside_those_that_count(client, monde):
    session = soumise(monde)
    client.post(page_resultats(session), envoi(session, *TOUS))
    tard = {"version": session.version, "enregistrer": "1", "commentaire": "Trop tard"}

    reponse = client.post(page_resultats(session), tard | marques(session, "ECHEC", *TOUS[1:]))

    assert reponse.status_code == 409
    texte = lisible(reponse)
    assert "Cette session a changé d'état: En cours de validation Entité. Entre les mains de l'entité" in texte
    assert texte.count("Non enregistré: vous aviez indiqué Échec.") == 1
    assert "Mon commentaire, non enregistré Trop tard" in texte
    assert kept(session) == TOUS


@pytest.mark.rule("SES-29")
def test_a_session_taken_back_while_marking_is_told_with_what_was_typed(client, monde):
    session = soumise(monde)
    donnees = envoi(session, "ECHEC", *TOUS[1:], commentaire="Groupe très attentif")
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Une date est fausse")

    reponse = client.post(page_resultats(session), donnees)

    assert reponse.status_code == 409
    texte = lisible(reponse)
    assert "L'entité a repris cette session Entre les mains de l'entité" in texte
    assert "Motif de l'entité Une date est fausse" in texte
    assert "Ce que vous aviez indiqué" in texte
    assert "FERREIRA Régine 1 né(e) le 06/04/1977 Échec" in texte
    assert "Mon commentaire Groupe très attentif" in texte
    session.refresh_from_db()
    assert session.etat == Etat.EN_SAISIE
    assert kept(session) == [""] * 4


@pytest.mark.rule("SES-18", "SES-29")
def test_nothing_that_the_entity_writes_afterwards_is_shown(client, monde):
    session = soumise(monde)
    donnees = envoi(session, *TOUS)
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Une date est fausse")
    plus_tard = il_y_a(0) + timedelta(minutes=5)
    session.refresh_from_db()
    saisie.enregistrer(
        par=monde.gestionnaire, le=plus_tard, numero=session.pk, version=session.version, saisie=monde.saisie()
    )

    for reponse in (client.get(page_stagiaires(session)), client.post(page_resultats(session), donnees)):
        assert "L'entité a repris cette session" in lisible(reponse)
        assert "FERREIRA" not in lisible(reponse)


@pytest.mark.rule("SES-29")
def test_a_link_to_a_session_taken_back_is_explained(client, monde):
    session = soumise(monde)
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Une date est fausse")

    reponse = client.get(page_session(session))

    assert reponse.status_code == 404
    assert "L'entité a repris cette session" in lisible(reponse)
    assert "Votre saisie" not in lisible(reponse)


def test_a_session_given_to_another_trainer_is_not_found(client, monde):
    session = soumise(monde)
    circuit.reprendre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, motif="Autre formateur")
    SessionCertification.objects.filter(pk=session.pk).update(formateur=f.formateur().personne)

    assert client.get(page_session(session)).status_code == 404
    assert "repris" not in lisible(client.get(page_session(session)))


# --- read-only afterwards --------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-18")
def test_once_sent_the_results_are_read_only(client, monde):
    session = monde.validee(echecs=1)

    reponse = client.get(page_stagiaires(session))

    texte = lisible(reponse)
    assert "FERREIRA Régine 1 né(e) le 06/04/1977 Échec" in texte
    assert texte.count("Réussite") == 3
    assert '<input type="radio"' not in reponse.content.decode()
    assert "Soumettre" not in texte
    assert "Vos résultats sont envoyés" in texte


@pytest.mark.rule("SES-18", "SES-16")
def test_the_trainer_still_reads_the_session_once_generated(client, monde):
    session = monde.validee(echecs=1)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert "en cours de génération" in lisible(client.get(page_session(session)))
    generation.produire(generation_id=lancee.pk, le=INSTANT)

    texte = lisible(client.get(page_stagiaires(session)))

    assert "jusqu'au 5 décembre 2026 inclus" in texte
    assert "Certificats générés" in texte


@pytest.mark.rule("SES-12", "SES-08")
def test_at_niveau_2_the_trainer_sees_no_e_mail(monde2, client_de):
    session = soumise(monde2)

    texte = lisible(client_de(monde2.formateur).get(page_stagiaires(session)))

    assert "FERREIRA Régine" in texte
    assert "@example.org" not in texte


@pytest.mark.rule("SEC-02")
def test_whatever_is_typed_is_shown_as_typed(client, monde):
    """No markup of a name or of a comment reaches the page, and none is escaped twice."""
    session = soumise(monde)
    session.stagiaires.filter(nom="JÉGOU").update(nom='<b onclick="x">&')
    donnees = envoi(session, "", *TOUS[1:], commentaire="<script>alert(1)</script> & fin")

    reponse = client.post(page_resultats(session), donnees)

    contenu = reponse.content.decode()
    assert "<script>alert" not in contenu
    assert "<b onclick" not in contenu.lower()
    assert "&lt;B ONCLICK=&quot;X&quot;&gt;&amp; Pierre" in contenu
    assert "&amp;amp;" not in contenu
    client.post(page_resultats(session), retour(session, "<i>vu</i> & retourné"))
    assert "&lt;i&gt;vu&lt;/i&gt; &amp; retourné" in client.get(page_session(session)).content.decode()


# --- a formateur whose certificate has ended -------------------------------------------------------------------------


@pytest.fixture
def limite(monde):
    """The trainer's certificate ended yesterday; a session ended before it, another after."""
    couverte, apres = soumise(monde, date_fin=JOUR - timedelta(days=3)), soumise(monde, date_fin=JOUR)
    certificat = monde.formateur.personne.certificats.get().certificat
    certificat.fin_validite = JOUR - timedelta(days=1)
    certificat.save()
    return profils_de(monde.formateur.personne, JOUR)[0], couverte, apres


@pytest.mark.rule("ACC-17", "SES-28")
def test_a_limited_formateur_finishes_only_the_sessions_covered(client_de, limite):
    acteur, couverte, apres = limite
    client = client_de(acteur)

    assert acteur.limite
    assert [s for s, _ in client.get(EN_COURS).context["lignes"]] == [couverte]
    assert [s for s, _ in client.get(A_TRAITER).context["lignes"]] == [couverte]
    assert compte_a_traiter(acteur, JOUR) == 1
    assert client.get(page_session(apres)).status_code == 404
    assert client.post(page_resultats(apres), envoi(apres, *TOUS)).status_code == 404
    assert kept(apres) == [""] * 4
    assert client.post(page_resultats(couverte), envoi(couverte, *TOUS)).status_code == 302


@pytest.mark.rule("ACC-17")
def test_the_action_itself_refuses_a_limited_formateur(limite):
    acteur, _, apres = limite

    with pytest.raises(SessionCertification.DoesNotExist):
        resultats.enregistrer_resultats(par=acteur, le=INSTANT, numero=apres.pk, version=apres.version, resultats={})


# --- the doors -------------------------------------------------------------------------------------------------------


def test_a_visitor_signs_in_first_and_the_results_are_only_posted(client, client_de, monde):
    session = soumise(monde)

    reponse = client_de(None).get(page_stagiaires(session))

    assert reponse.status_code == 302
    assert reponse["Location"].startswith("/connexion/?next=")
    assert client.get(page_resultats(session))["Location"] == f"/certification/{session.pk}/stagiaires/"
    assert client_de(monde.gestionnaire).post(page_resultats(session), {}).status_code == 403


def test_the_check_runs_few_queries(client, monde, nb_requetes):
    session = soumise(monde)
    client.get(page_stagiaires(session))

    with nb_requetes() as peu:
        client.get(page_stagiaires(session))
    f.StagiaireFactory.create_batch(40, session=session)
    with nb_requetes() as beaucoup:
        client.get(page_stagiaires(session))

    assert beaucoup.nombre == peu.nombre <= 12


@pytest.mark.parametrize("etat", [e for e in Etat if e not in (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR)])
def test_the_texts_are_well_set(client, monde, etat):
    """No straight apostrophe, no breaking space before a high sign, in any state."""
    session = f.SessionFactory(**TRAITS_PAR_ETAT[etat], habilitation=monde.habilitation, commune=monde.commune)
    SessionCertification.objects.filter(pk=session.pk).update(formateur=monde.formateur.personne)
    for adresse in (page_session(session), page_stagiaires(session), EN_COURS, A_TRAITER):
        contenu = client.get(adresse).content.decode()
        corps = html.unescape(re.sub(r"<[^>]+>", "\n", contenu[contenu.index("<main") : contenu.index("</main>")]))
        assert "'" not in corps
        assert not re.search(r"\w [;:?!]", corps)


def test_a_day_is_never_written_the_english_way(client, monde):
    session = soumise(monde, date_fin=date(2026, 11, 1))

    assert "1er novembre 2026" in lisible(client.get(page_session(session)))
