"""The tab *Stagiaires*, one line at a time."""

from datetime import date, timedelta

import pytest

from forprev.certification.actions import circuit, groupe
from forprev.certification.actions.commun import EtatRefuse, SessionPerimee
from forprev.certification.models import Stagiaire
from forprev.certification.states import Etat
from forprev.referentiel.models import ValeurReference
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.certification.conftest import NAISSANCES, NOMS
from tests.certification.dossiers import dossier
from tests.fabriques import PersonneFactory, StagiaireFactory
from tests.fabriques.jour import INSTANT, JOUR

NE = date(1992, 2, 29)
JEGOU = {"nom": "JÉGOU", "prenom": "Pierre", "date_naissance": NE}


def ajouter(monde, session, **champs):
    session.refresh_from_db()
    return groupe.ajouter(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        saisie=groupe.SaisieStagiaire(**JEGOU | champs),
    )


def modifier(monde, session, stagiaire, **champs):
    session.refresh_from_db()
    return groupe.modifier(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        stagiaire_id=stagiaire.pk,
        saisie=groupe.SaisieStagiaire(**JEGOU | champs),
    )


def refuse(faire, *args, **champs):
    with pytest.raises(Refus) as refus:
        faire(*args, **champs)
    texte = str(refus.value).replace("\u00a0", " ").replace("\u202f", " ")
    return [(raison.code, raison.champ) for raison in refus.value.raisons], texte


@pytest.mark.rule("SES-08")
def test_niveau_1_keeps_the_triplet_and_nothing_more(monde):
    connue = PersonneFactory(**JEGOU)
    stagiaire = ajouter(monde, monde.ouvrir(), email=connue.email, numero=connue.numero, personne_id=connue.pk)
    stagiaire.refresh_from_db()
    assert (stagiaire.email, stagiaire.personne, stagiaire.par_numero) == ("", None, False)
    assert (stagiaire.nom, stagiaire.prenom, stagiaire.date_naissance) == ("JÉGOU", "Pierre", NE)


@pytest.mark.rule("SES-08", "SES-09")
def test_what_is_typed_is_cleaned_and_the_same_person_refused_under_another_spelling(monde):
    session = monde.ouvrir()
    stagiaire = ajouter(monde, session, nom="  N’Guyen - Le  Goff ", prenom="Anne\u00a0Laure")
    assert stagiaire.nom == "N’Guyen - Le Goff"
    codes, texte = refuse(ajouter, monde, session, nom="NGUYEN-LE-GOFF", prenom="anne-laure")
    assert codes == [("deja_present", "nom")]
    assert "déjà dans la session" in texte
    assert session.stagiaires.count() == 1


@pytest.mark.rule("SES-09")
def test_correcting_a_line_into_another_one_is_refused_and_into_itself_is_not(monde):
    session = monde.ouvrir()
    premier = ajouter(monde, session)
    second = ajouter(monde, session, nom="FONTAINE")
    assert refuse(modifier, monde, session, second)[0] == [("deja_present", "nom")]
    assert modifier(monde, session, premier, nom="Jegou").nom == "Jegou"


@pytest.mark.rule("SES-07")
def test_the_trainer_cannot_be_added_as_stagiaire(monde):
    personne = monde.formateur.personne
    triplet = {"nom": personne.nom, "prenom": personne.prenom.upper(), "date_naissance": personne.date_naissance}
    assert refuse(ajouter, monde, monde.nommer(monde.ouvrir()), **triplet)[0] == [("formateur_stagiaire", "nom")]


@pytest.mark.rule("SES-07")
def test_the_trainer_cannot_be_added_by_their_number(monde2):
    personne = monde2.formateur.personne
    champs = {"numero": personne.numero, "nom": "", "prenom": "", "date_naissance": personne.date_naissance}
    assert refuse(ajouter, monde2, monde2.nommer(monde2.ouvrir()), **champs)[0] == [("formateur_stagiaire", "nom")]


@pytest.mark.rule("SES-38")
@pytest.mark.parametrize("naissance", [JOUR + timedelta(days=1), date(1926, 11, 19)])
def test_impossible_birth_dates_are_refused_beside_their_field(monde, naissance):
    codes, texte = refuse(ajouter, monde, monde.ouvrir(), date_naissance=naissance)
    assert [champ for _, champ in codes] == ["date_naissance"]
    assert "vérifiez l’année" in texte


@pytest.mark.rule("SES-38")
def test_fifty_stagiaires_and_not_one_more(monde):
    session = monde.ouvrir()
    Stagiaire.objects.bulk_create(
        StagiaireFactory.build(session=session, nom_cle=f"n{n}", prenom_cle="p", nom_tri=f"n{n}") for n in range(50)
    )
    codes, texte = refuse(ajouter, monde, session)
    assert codes == [("groupe_plafond", "nom")]
    assert "50 stagiaires au plus" in texte


@pytest.mark.rule("SES-38")
def test_the_ceiling_is_the_one_in_force_on_the_end_date(monde):
    ValeurReference.objects.create(code="session_stagiaires_max", valeur=3, du=JOUR)
    avant, apres = monde.ouvrir(date_fin=JOUR - timedelta(days=1)), monde.ouvrir(date_fin=JOUR)
    for rang, (nom, prenom) in enumerate(NOMS[:3]):
        for session in (avant, apres):
            ajouter(monde, session, nom=nom, prenom=prenom, date_naissance=NAISSANCES[rang])
    assert ajouter(monde, avant, nom="QUATRE").pk
    assert refuse(ajouter, monde, apres, nom="QUATRE")[0] == [("groupe_plafond", "nom")]


@pytest.mark.rule("SES-09")
@pytest.mark.parametrize("bloquant", [False, True])
def test_a_small_group_warns_or_blocks_at_submission(monde, bloquant):
    monde.niveau.groupe_bloquant = bloquant
    monde.niveau.save()
    session = monde.nommer(monde.ouvrir())
    ajouter(monde, session)
    session.refresh_from_db()
    envoi = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
    if bloquant:
        assert refuse(circuit.soumettre, **envoi)[0] == [("groupe_taille", "stagiaires")]
    else:
        assert circuit.soumettre(**envoi).etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-09", "SES-38")
@pytest.mark.parametrize("bloquant", [False, True])
def test_a_minor_warns_or_blocks_at_submission_on_the_line(monde, bloquant):
    monde.modele.age_minimum, monde.modele.age_bloquant = 18, bloquant
    monde.modele.save()
    session = monde.nommer(monde.ouvrir())
    jeune = ajouter(monde, session, date_naissance=JOUR - timedelta(days=17 * 365))
    session.refresh_from_db()
    envoi = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
    if bloquant:
        assert refuse(circuit.soumettre, **envoi)[0] == [("trop_jeune", f"stagiaire-{jeune.pk}")]
    else:
        assert circuit.soumettre(**envoi).etat == Etat.EN_VALIDATION_FORMATEUR


@pytest.mark.rule("SES-08")
def test_an_email_is_asked_for_at_niveau_2(monde2):
    assert refuse(ajouter, monde2, monde2.ouvrir())[0] == [("email_absent", "email")]


@pytest.mark.rule("SES-37")
def test_two_stagiaires_cannot_share_an_email_whatever_its_case(monde2):
    session = monde2.ouvrir()
    ajouter(monde2, session, email="Partage@example.org")
    codes, texte = refuse(ajouter, monde2, session, nom="FONTAINE", email="partage@EXAMPLE.org ")
    assert codes == [("email_deja_present", "email")]
    assert "chacun doit avoir le sien" in texte


@pytest.mark.rule("SES-37", "ACC-25")
def test_the_email_of_another_person_is_refused_without_saying_whose(monde2):
    autre = PersonneFactory(nom="SECRÈTE", prenom="Zénobie")
    codes, texte = refuse(ajouter, monde2, monde2.ouvrir(), email=autre.email.upper())
    assert codes == [("email_autre", "email")]
    assert not any(indice in texte for indice in ("SECRÈTE", "Zénobie", autre.numero, autre.email))


@pytest.mark.rule("SES-08", "SES-36")
def test_a_known_triplet_with_its_own_email_is_that_person(monde2):
    connue = PersonneFactory(nom="Jégou", prenom="Pierre", date_naissance=NE, email="p.jegou@example.org")
    stagiaire = ajouter(monde2, monde2.ouvrir(), email="P.Jegou@example.org")
    assert (stagiaire.personne, stagiaire.par_numero) == (connue, False)


@pytest.mark.rule("SES-08", "SES-36")
def test_a_known_triplet_with_another_email_is_nobody_yet(monde2):
    PersonneFactory(nom="Jégou", prenom="Pierre", date_naissance=NE)
    stagiaire = ajouter(monde2, monde2.ouvrir(), email="neuf@example.org")
    assert stagiaire.personne is None


@pytest.mark.rule("SES-08", "ACC-23")
@pytest.mark.parametrize("par", ["numero", "proposition"])
def test_number_or_proposal_and_birth_date_must_meet(monde2, par):
    connue = PersonneFactory(nom="MARTIN", prenom="Léa", date_naissance=NE)
    designee = {"numero": connue.numero.lower()} if par == "numero" else {"personne_id": connue.pk}
    session = monde2.ouvrir()
    codes, texte = refuse(ajouter, monde2, session, **designee, date_naissance=NE - timedelta(days=1))
    assert codes == [("numero_inconnu", "numero")]
    assert "MARTIN" not in texte
    stagiaire = ajouter(monde2, session, **designee, nom="", prenom="")
    assert (stagiaire.personne, stagiaire.par_numero) == (connue, True)
    assert (stagiaire.nom, stagiaire.prenom, stagiaire.email) == ("MARTIN", "Léa", connue.email)


@pytest.mark.rule("SES-09")
def test_a_person_named_by_number_is_compared_under_their_own_name(monde2):
    session = monde2.ouvrir()
    ajouter(monde2, session, email="pierre@example.org")
    connue = PersonneFactory(nom="JEGOU", prenom="PIERRE", date_naissance=NE)
    codes, _ = refuse(ajouter, monde2, session, numero=connue.numero, nom="AUTRE", prenom="Nom")
    assert codes == [("deja_present", "nom")]


@pytest.mark.rule("SES-37")
def test_a_person_named_by_number_brings_their_email(monde2):
    """The e-mail was typed for somebody else before its owner had an account."""
    session = monde2.ouvrir()
    ajouter(monde2, session, email="lea@example.org")
    connue = PersonneFactory(nom="MARTIN", prenom="Léa", date_naissance=NE, email="Lea@example.org")
    codes, _ = refuse(ajouter, monde2, session, numero=connue.numero, nom="", prenom="")
    assert codes == [("email_deja_present", "email")]


@pytest.mark.rule("SES-14", "SES-37", "ACC-25")
def test_an_account_opened_since_with_the_email_of_a_stagiaire_is_seen_at_submission(monde2):
    session = monde2.inscrire(monde2.nommer(monde2.ouvrir()))
    victime = session.stagiaires.first()
    PersonneFactory(email=victime.email.upper(), nom="SECRÈTE")
    codes, texte = refuse(
        circuit.soumettre, par=monde2.gestionnaire, le=INSTANT, numero=session.pk, version=session.version
    )
    assert codes == [("email_autre", f"stagiaire-{victime.pk}")]
    assert "SECRÈTE" not in texte


@pytest.mark.rule("SES-36")
def test_an_account_opened_since_for_the_stagiaire_is_no_obstacle(monde2):
    session = monde2.inscrire(monde2.nommer(monde2.ouvrir()))
    meme = session.stagiaires.first()
    PersonneFactory(email=meme.email, nom=meme.nom, prenom=meme.prenom, date_naissance=meme.date_naissance)
    assert circuit.soumettre(par=monde2.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)


@pytest.mark.rule("SES-24", "DEM-16")
def test_a_line_changed_under_one_s_feet_is_not_overwritten(monde):
    session = monde.ouvrir()
    lue = session.version
    stagiaire = ajouter(monde, session)
    commun = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": lue}
    nouvelle = groupe.SaisieStagiaire(**JEGOU | {"nom": "AUTRE"})
    for faire in (
        lambda: groupe.ajouter(**commun, saisie=nouvelle),
        lambda: groupe.modifier(**commun, stagiaire_id=stagiaire.pk, saisie=nouvelle),
        lambda: groupe.retirer(**commun, stagiaire_id=stagiaire.pk),
    ):
        with pytest.raises(SessionPerimee, match="les stagiaires"):
            faire()
    assert [s.nom for s in session.stagiaires.all()] == ["JÉGOU"]


@pytest.mark.rule("SES-11")
@pytest.mark.parametrize("etat", [e for e in Etat if e not in (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR)])
def test_the_group_is_closed_once_the_session_has_left(monde, etat):
    session = dossier(monde, etat)
    stagiaire = session.stagiaires.first()
    commun = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
    for faire in (
        lambda: groupe.ajouter(**commun, saisie=groupe.SaisieStagiaire(**JEGOU)),
        lambda: groupe.modifier(**commun, stagiaire_id=stagiaire.pk, saisie=groupe.SaisieStagiaire(**JEGOU)),
        lambda: groupe.retirer(**commun, stagiaire_id=stagiaire.pk),
    ):
        with pytest.raises(EtatRefuse):
            faire()
    assert session.stagiaires.count() == 4


@pytest.mark.rule("SES-09")
def test_a_line_removed_is_gone_and_one_of_another_session_is_out_of_reach(monde):
    session, autre = monde.ouvrir(), dossier(monde, Etat.EN_SAISIE)
    stagiaire = ajouter(monde, session)
    session.refresh_from_db()
    commun = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
    with pytest.raises(Stagiaire.DoesNotExist):
        groupe.retirer(**commun, stagiaire_id=autre.stagiaires.first().pk)
    groupe.retirer(**commun, stagiaire_id=stagiaire.pk)
    assert not session.stagiaires.exists()


@pytest.mark.rule("SES-09")
def test_a_second_click_on_ajouter_gives_back_the_line_of_the_first(monde):
    session = monde.ouvrir()
    envoi = {
        "par": monde.gestionnaire,
        "le": INSTANT,
        "numero": session.pk,
        "version": session.version,
        "saisie": groupe.SaisieStagiaire("DUPONT", "Anne", date(1980, 5, 17)),
    }
    assert groupe.ajouter(**envoi) == groupe.ajouter(**envoi)
    assert session.stagiaires.count() == 1


@pytest.mark.rule("SES-09")
def test_a_form_sent_again_with_another_address_is_no_second_click(monde2):
    session = monde2.ouvrir()
    envoi = {"par": monde2.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
    naissance = date(1980, 5, 17)
    groupe.ajouter(**envoi, saisie=groupe.SaisieStagiaire("DUPONT", "Anne", naissance, email="a@example.org"))
    with pytest.raises(SessionPerimee):
        groupe.ajouter(**envoi, saisie=groupe.SaisieStagiaire("DUPONT", "Anne", naissance, email="b@example.org"))


@pytest.mark.rule("ACC-23")
def test_guessing_a_number_or_an_address_counts(monde2):
    session = monde2.ouvrir()
    essai = groupe.SaisieStagiaire("", "", date(1980, 5, 17), numero="ZZZ99999")
    with pytest.raises(Refus, match="Aucune personne"):
        groupe.ajouter(par=monde2.gestionnaire, le=INSTANT, numero=session.pk, version=session.version, saisie=essai)
    assert EntreeJournal.objects.filter(verbe="comptes.rechercher").count() == 1
