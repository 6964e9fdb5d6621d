"""The entity's entry: the tab *Session* and the tab *Formateur*."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from forprev.certification.actions import circuit, generation, saisie
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import SessionCertification
from forprev.certification.queries.entite import eligibilite, habilitations_proposees
from forprev.certification.states import Etat, TypeLieu, TypeStage
from forprev.certificats.models import Certificat
from forprev.habilitations.models import Delegation
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.certification.dossiers import dossier
from tests.fabriques import (
    CertificatFormateurFactory,
    DispositifNiveauFactory,
    HabilitationFactory,
    ModeleCertificatFactory,
    PersonneFactory,
    PlateformeFactory,
    StagiaireFactory,
    SuspensionFactory,
    delegataire,
    gestionnaire,
    il_y_a,
)
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)
UN_AN = timedelta(days=365)


def texte(quoi):
    return str(quoi).replace("\u00a0", " ").replace("\u202f", " ")


def codes(refus):
    return [raison.code for raison in refus.value.raisons]


def enregistrer(monde, session, par=None, le=INSTANT, **changes):
    return saisie.enregistrer(
        par=par or monde.gestionnaire,
        le=le,
        numero=session.pk,
        version=session.version,
        saisie=monde.saisie(**changes),
    )


def designer(monde, session, **champs):
    return saisie.designer_formateur(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        saisie=saisie.SaisieFormateur(**champs),
    )


def avec_plateforme(monde):
    """The same world, where the dispositif requires a platform from this year on."""
    monde.niveau.plateforme_requise_du = date(2026, 1, 1)
    monde.niveau.save()
    return PlateformeFactory(habilitation=monde.habilitation)


def sur(plateforme):
    return {"type_lieu": TypeLieu.PLATEFORME.value, "plateforme": plateforme, "code_postal": "", "commune": None}


@pytest.mark.rule("SES-01", "SES-02", "SES-11")
def test_a_first_save_gives_the_session_its_national_number(monde):
    premiere, seconde = monde.ouvrir(), monde.ouvrir(le=il_y_a(-1))
    assert seconde.numero == premiere.numero + 1
    assert texte(premiere) == f"Session de certification n° {premiere.pk}"
    assert (premiere.etat, premiere.declaree_par) == (Etat.EN_SAISIE, monde.gestionnaire.personne)
    assert premiere.entite == monde.habilitation.entite


@pytest.mark.rule("SES-02")
def test_the_numbers_of_two_entities_follow_each_other(monde):
    ailleurs = gestionnaire()
    premiere = monde.ouvrir()
    seconde = saisie.ouvrir(par=ailleurs, le=INSTANT, saisie=saisie.SaisieSession()).session
    assert seconde.numero == premiere.numero + 1


@pytest.mark.rule("SES-11")
def test_an_incomplete_session_is_kept_as_it_is(monde):
    session = saisie.ouvrir(
        par=monde.gestionnaire, le=INSTANT, saisie=saisie.SaisieSession(date_fin=JOUR, type_lieu=TypeLieu.FRANCE)
    ).session
    session.refresh_from_db()
    assert (session.date_fin, session.habilitation, session.modele, session.type_lieu) == (JOUR, None, None, "FRANCE")


@pytest.mark.rule("SES-03")
def test_the_right_of_another_entity_is_refused_at_every_save(monde):
    ailleurs = HabilitationFactory(dispositif_niveau=monde.niveau)
    session = monde.ouvrir()
    for faire in (
        lambda: monde.ouvrir(habilitation=ailleurs),
        lambda: enregistrer(monde, session, habilitation=ailleurs),
    ):
        with pytest.raises(Refus) as refus:
            faire()
        assert codes(refus) == ["habilitation_autre"]


@pytest.mark.rule("SES-03")
def test_rights_offered_are_valid_at_least_one_day_around_today(monde):
    entite = monde.habilitation.entite

    def droit(code, **periode):
        niveau = DispositifNiveauFactory(dispositif__code=code)
        return HabilitationFactory(
            entite=entite, dispositif_niveau=niveau, **{f"periode__{n}": v for n, v in periode.items()}
        )

    finie_hier_de_trop = droit("A", debut=date(2021, 8, 19), fin=date(2026, 8, 19))
    finie = droit("B", debut=date(2021, 8, 20), fin=date(2026, 8, 20))
    a_venir = droit("C", debut=date(2027, 2, 20), fin=date(2032, 2, 20))
    trop_tard = droit("D", debut=date(2027, 2, 21), fin=date(2032, 2, 21))
    suspendue = droit("E")
    SuspensionFactory(habilitation=suspendue, du=date(2026, 1, 1))
    offertes = set(habilitations_proposees(monde.gestionnaire, JOUR))
    assert offertes == {monde.habilitation, finie, a_venir}
    assert offertes.isdisjoint({finie_hier_de_trop, trop_tard, suspendue})


@pytest.mark.rule("SES-03", "SES-33")
def test_a_delegation_ended_serves_up_to_the_day_it_ended(monde):
    delegue = delegataire(monde.habilitation)
    Delegation.objects.update(terminee_le=JOUR - 5 * UN_JOUR)
    assert saisie.ouvrir(par=delegue, le=INSTANT, saisie=monde.saisie(date_fin=JOUR - 5 * UN_JOUR)).session.pk
    with pytest.raises(Refus) as refus:
        saisie.ouvrir(par=delegue, le=INSTANT, saisie=monde.saisie(date_fin=JOUR - 4 * UN_JOUR))
    assert codes(refus) == ["delegation_terminee"]
    assert "a pris fin le 15 novembre 2026" in texte(refus.value)


@pytest.mark.rule("SES-03")
def test_a_delegation_given_again_has_no_limit(monde):
    delegue = delegataire(monde.habilitation)
    Delegation.objects.update(terminee_le=JOUR - 5 * UN_JOUR)
    Delegation.objects.create(membre_id=delegue.membre_id, habilitation=monde.habilitation, depuis=JOUR)
    assert saisie.ouvrir(par=delegue, le=INSTANT, saisie=monde.saisie()).session.pk


@pytest.mark.rule("SES-05")
@pytest.mark.parametrize(
    ("jour", "date_fin", "permis"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), True),
        (date(2026, 11, 30), date(2027, 3, 1), False),
        (date(2027, 2, 28), date(2026, 11, 30), True),
        (date(2027, 2, 28), date(2026, 11, 27), False),
        (date(2028, 2, 29), date(2027, 11, 29), True),
        (date(2028, 2, 29), date(2027, 11, 28), False),
        (date(2026, 8, 31), date(2026, 11, 30), True),
        (date(2026, 8, 31), date(2026, 12, 1), False),
    ],
)
def test_one_day_outside_the_window_is_refused(monde, jour, date_fin, permis):
    le = INSTANT + (jour - JOUR)
    if permis:
        assert monde.ouvrir(le=le, date_fin=date_fin).date_fin == date_fin
        return
    with pytest.raises(Refus) as refus:
        monde.ouvrir(le=le, date_fin=date_fin)
    assert codes(refus) == ["hors_fenetre"]
    assert not SessionCertification.objects.exists()


@pytest.mark.rule("SES-05")
def test_a_session_entered_in_time_cannot_be_submitted_too_late(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir(le=INSTANT)))
    SessionCertification.objects.update(supprimee_apres=JOUR + UN_AN)  # first saved later than it ended
    with pytest.raises(Refus) as refus:
        circuit.soumettre(par=monde.gestionnaire, le=il_y_a(-93), numero=session.pk, version=session.version)
    assert codes(refus) == ["hors_fenetre"]
    assert circuit.soumettre(par=monde.gestionnaire, le=il_y_a(-92), numero=session.pk, version=session.version)


@pytest.mark.rule("SES-04")
def test_a_platform_of_the_right_is_the_place_where_one_is_required(monde):
    plateforme = avec_plateforme(monde)
    session = monde.ouvrir(**sur(plateforme))
    assert (session.plateforme, session.lieu, session.commune) == (plateforme, plateforme.nom, None)


@pytest.mark.rule("SES-04", "SES-40")
def test_the_platform_of_another_right_is_no_place(monde):
    avec_plateforme(monde)
    ailleurs = PlateformeFactory(nom="Cuve d’un autre")
    enregistre = saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=monde.saisie(**sur(ailleurs)))
    assert enregistre.session.plateforme is None
    assert [c.texte for c in enregistre.consequences] == ["La plateforme a été effacée : à choisir de nouveau."]


@pytest.mark.rule("SES-04")
def test_a_place_typed_before_the_date_is_kept(monde):
    plateforme = avec_plateforme(monde)
    session = monde.ouvrir(**sur(plateforme), date_fin=None)
    assert session.plateforme == plateforme
    with pytest.raises(Refus) as refus:
        circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)
    assert "date_absente" in codes(refus)


@pytest.mark.rule("SES-04", "SES-40")
def test_the_requirement_is_that_of_the_end_date(monde):
    plateforme = avec_plateforme(monde)
    monde.niveau.plateforme_requise_du = JOUR
    monde.niveau.save()
    session = monde.ouvrir(date_fin=JOUR - UN_JOUR)
    assert session.commune == monde.commune
    change = enregistrer(monde, session, date_fin=JOUR)
    assert [c.texte for c in change.consequences] == ["Le lieu a été effacé : à choisir de nouveau."]
    assert (change.session.type_lieu, change.session.commune, change.session.code_postal) == ("", None, "")
    session = change.session
    assert enregistrer(monde, session, **sur(plateforme)).consequences == []


@pytest.mark.rule("SES-04")
def test_a_place_abroad_keeps_country_and_town_only(monde):
    session = monde.ouvrir(type_lieu=TypeLieu.ETRANGER.value, pays=" Belgique ", ville_etranger="Namur")
    assert (session.lieu, session.commune, session.code_postal) == ("Namur (Belgique)", None, "")
    session = enregistrer(monde, session, pays="Belgique", ville_etranger="Namur").session
    assert (session.pays, session.ville_etranger, session.lieu) == ("", "", "Vanves")


@pytest.mark.rule("SES-39")
@pytest.mark.parametrize(("ecart", "gardee"), [(0, True), (1, False)])
def test_a_platform_serves_up_to_its_last_day(monde, ecart, gardee):
    plateforme = avec_plateforme(monde)
    plateforme.fermee_le = JOUR
    plateforme.save()
    session = monde.ouvrir(**sur(plateforme), date_fin=JOUR + ecart * UN_JOUR)
    assert (session.plateforme == plateforme) is gardee


@pytest.mark.rule("SES-39", "SES-14")
def test_a_model_ended_since_still_serves_what_ended_before(monde):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR)
    monde.modele.effet_au = JOUR
    monde.modele.save()
    assert generation.lancer(par=monde.gestionnaire, le=il_y_a(-10), numero=session.pk).total == 3


@pytest.mark.rule("SES-40")
def test_a_change_of_dispositif_clears_what_depended_on_it_and_says_what(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir(type_stage=TypeStage.MISE_A_JOUR.value)))
    prap = DispositifNiveauFactory(dispositif__code="PRAP")
    prap.certificats_qualifiants.add(DispositifNiveauFactory(dispositif__code="PRAP", niveau=2))
    autre = HabilitationFactory(entite=monde.habilitation.entite, dispositif_niveau=prap)

    change = enregistrer(monde, session, habilitation=autre, type_stage=TypeStage.MISE_A_JOUR.value)

    assert [c.champ for c in change.consequences] == ["modele", "formateur"]
    assert all("effacé" in c.texte for c in change.consequences)
    session.refresh_from_db()
    assert (session.modele, session.formateur) == (None, None)
    assert session.stagiaires.count() == 4
    derniere = EntreeJournal.objects.filter(verbe="session modifiée").first()
    assert derniere.details["champs"] == ["habilitation", "modele", "formateur"]


@pytest.mark.rule("SES-40")
def test_a_new_date_clears_the_trainer_it_makes_ineligible(monde):
    session = monde.nommer(monde.ouvrir())
    Certificat.objects.update(fin_validite=JOUR)
    change = enregistrer(monde, session, date_fin=JOUR + UN_JOUR)
    assert [c.champ for c in change.consequences] == ["formateur"]
    assert "n’est plus éligible" in change.consequences[0].texte
    session.refresh_from_db()
    assert session.formateur is None
    assert session.formateur_saisi["numero"] == monde.formateur.personne.numero


@pytest.mark.rule("SES-40")
def test_a_model_that_forbids_the_kind_of_training_clears_it(monde):
    sans_mac = ModeleCertificatFactory(dispositif_niveau=monde.niveau, code="SST-1 bis", mac=False)
    session = monde.ouvrir(type_stage=TypeStage.MISE_A_JOUR.value)
    change = enregistrer(monde, session, modele=sans_mac, type_stage=TypeStage.MISE_A_JOUR.value)
    assert [c.champ for c in change.consequences] == ["type_stage"]
    assert change.session.type_stage == ""


@pytest.mark.rule("SES-08", "SES-40")
def test_at_niveau_1_the_emails_go_and_it_is_said(monde2):
    session = monde2.inscrire(monde2.ouvrir())
    sst1 = DispositifNiveauFactory(niveau=1)
    droit = HabilitationFactory(entite=monde2.habilitation.entite, dispositif_niveau=sst1)

    rien = enregistrer(monde2, session, habilitation=None, modele=None)
    assert [c.champ for c in rien.consequences] == []
    assert session.stagiaires.exclude(email="").count() == 4

    change = enregistrer(
        monde2, rien.session, habilitation=droit, modele=ModeleCertificatFactory(dispositif_niveau=sst1)
    )
    assert [c.champ for c in change.consequences] == ["stagiaires"]
    assert not session.stagiaires.exclude(email="", personne=None, par_numero=False).exists()


@pytest.mark.rule("SES-06", "SES-31")
def test_any_qualified_person_may_be_named_whoever_employs_them(monde):
    """The trainer of this world is attached to no entity and no right."""
    assert not monde.formateur.personne.appartenances.exists()
    session, lignes = designer(monde, monde.ouvrir(), numero=monde.formateur.personne.numero.lower())
    assert all(ligne.reussi for ligne in lignes)
    assert session.formateur == monde.formateur.personne


@pytest.mark.rule("SES-06", "ACC-13")
def test_a_trainer_is_found_by_triplet_under_another_spelling(monde):
    personne = monde.formateur.personne
    personne.nom, personne.prenom = "N’GUYEN-LE GOFF", "Anne-Laure"
    personne.save()
    session, lignes = designer(
        monde, monde.ouvrir(), nom="nguyen le goff", prenom="ANNE LAURE", date_naissance=personne.date_naissance
    )
    assert session.formateur == personne
    assert all(ligne.reussi for ligne in lignes)


@pytest.mark.rule("SES-06", "ACC-29")
def test_several_people_of_one_triplet_need_the_number(monde):
    personne = monde.formateur.personne
    homonyme = PersonneFactory(nom=personne.nom, prenom=personne.prenom, date_naissance=personne.date_naissance)
    session = monde.ouvrir()
    triplet = {"nom": personne.nom, "prenom": personne.prenom, "date_naissance": personne.date_naissance}
    with pytest.raises(Refus) as refus:
        designer(monde, session, **triplet)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [("formateur_ambigu", "numero")]
    assert "indiquez le N° Forprev" in texte(refus.value)
    assert homonyme.numero not in str(refus.value)
    assert designer(monde, session, numero=personne.numero)[0].formateur == personne


@pytest.mark.rule("SES-06")
def test_an_empty_verification_asks_for_what_it_needs(monde):
    with pytest.raises(Refus, match="N° Forprev, ou le nom, le prénom et la date de naissance"):
        designer(monde, monde.ouvrir(), nom="SEUL")


@pytest.mark.rule("SES-06")
@pytest.mark.parametrize(
    ("prepare", "verdicts"),
    [
        (lambda monde: "ZZZ99999", [False, None, None, None]),
        (lambda monde: PersonneFactory().numero, [True, False, None, None]),
        (
            lambda monde: (
                CertificatFormateurFactory(
                    certificat__modele__dispositif_niveau__dispositif__code="PRAP"
                ).personne.numero
            ),
            [True, True, False, None],
        ),
        (lambda monde: _expire_la_veille(monde), [True, True, True, False]),
        (lambda monde: _revoque(monde), [True, True, True, False]),
    ],
    ids=["unknown", "never certified", "not qualified", "expired the day before", "revoked"],
)
def test_an_ineligible_trainer_is_not_named_and_the_four_answers_are_kept(monde, prepare, verdicts):
    session = monde.nommer(monde.ouvrir())
    numero = prepare(monde)
    session, lignes = designer(monde, session, numero=numero)
    assert [ligne.reussi for ligne in lignes] == verdicts
    session.refresh_from_db()
    assert session.formateur is None
    assert session.formateur_saisi["numero"] == numero
    assert saisie.SaisieFormateur.depuis_json(session.formateur_saisi).numero == numero


def _qualifie(monde, **certificat):
    return CertificatFormateurFactory(
        certificat__modele=ModeleCertificatFactory(dispositif_niveau=monde.niveau.certificats_qualifiants.get()),
        **{f"certificat__{nom}": valeur for nom, valeur in certificat.items()},
    ).personne


def _expire_la_veille(monde):
    return _qualifie(monde, fin_validite=JOUR - UN_JOUR).numero


def _revoque(monde):
    return _qualifie(monde, fin_validite=JOUR + UN_AN, revoque_le=JOUR).numero


@pytest.mark.rule("SES-06", "SES-14")
@pytest.mark.parametrize("champs", [{"fin_validite": JOUR - UN_JOUR}, {"revoque_le": JOUR}])
def test_a_trainer_no_longer_valid_on_the_end_date_blocks_submission_and_generation(monde, champs):
    pret, valide = (
        dossier(monde, Etat.EN_SAISIE, date_fin=JOUR),
        dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR),
    )
    Certificat.objects.update(**champs)
    with pytest.raises(Refus) as soumission:
        circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=pret.pk, version=pret.version)
    with pytest.raises(Refus) as certificats:
        generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=valide.pk)
    assert codes(soumission) == codes(certificats) == ["formateur_refuse"]


@pytest.mark.rule("SES-07")
def test_the_trainer_may_be_a_gestionnaire_of_the_entity(monde):
    gestionnaire(monde.habilitation.entite, monde.formateur.personne)
    assert monde.nommer(monde.ouvrir()).formateur == monde.formateur.personne


@pytest.mark.rule("SES-07")
def test_a_stagiaire_cannot_be_named_trainer(monde):
    personne = monde.formateur.personne
    session = monde.ouvrir()
    StagiaireFactory(
        session=session, nom=personne.nom.upper(), prenom=personne.prenom, date_naissance=personne.date_naissance
    )
    with pytest.raises(Refus) as refus:
        designer(monde, session, numero=personne.numero)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [("formateur_stagiaire", "numero")]
    session.refresh_from_db()
    assert session.formateur is None


@pytest.mark.rule("SES-06", "SES-25")
def test_without_date_or_dispositif_nothing_is_said_to_fail(monde):
    session = saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=saisie.SaisieSession()).session
    session, lignes = designer(monde, session, numero=monde.formateur.personne.numero)
    assert [ligne.reussi for ligne in lignes] == [True, True, None, None]
    assert session.formateur is None


@pytest.mark.rule("SES-25")
def test_eligibility_says_at_once_what_is_right_what_is_not_and_which_dates_would_do(monde):
    session = monde.nommer(monde.ouvrir())
    bien = eligibilite(session, monde.gestionnaire, JOUR)
    assert [texte(t) for t in bien.favorables] == [
        "Habilitation valable au 20 novembre 2026 (jusqu’au 1er mars 2029).",
        "Formateur éligible jusqu’au 25 décembre 2027.",
    ]
    assert bien.raisons == ()

    session.date_fin = date(2029, 3, 2)
    mal = eligibilite(session, monde.gestionnaire, JOUR)
    assert mal.favorables == ()
    fenetre, droit, formateur = (texte(raison.texte) for raison in mal.raisons)
    assert "entre le 20 août 2026 et le 20 février 2027" in fenetre
    assert "échéance le 1er mars 2029" in droit
    assert "valable jusqu’au 25 décembre 2027 inclus" in formateur


@pytest.mark.rule("SES-32")
def test_a_suspension_blocks_what_ends_in_it_and_spares_what_ended_before(monde):
    avant = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR - 10 * UN_JOUR)
    dedans = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR - 2 * UN_JOUR)
    saisi = dossier(monde, Etat.EN_SAISIE, date_fin=JOUR - 2 * UN_JOUR)
    SuspensionFactory(habilitation=monde.habilitation, du=JOUR - 3 * UN_JOUR)

    assert generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=avant.pk).total == 3
    for faire in (
        lambda: generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=dedans.pk),
        lambda: circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=saisi.pk, version=saisi.version),
    ):
        with pytest.raises(Refus) as refus:
            faire()
        assert codes(refus) == ["habilitation_suspendue"]
        assert "suspendue depuis le 17 novembre 2026, jusqu’à nouvel ordre" in texte(refus.value)

    circuit.modifier(par=monde.gestionnaire, le=INSTANT, numero=dedans.pk)
    dedans.refresh_from_db()
    assert enregistrer(monde, dedans, date_fin=JOUR - 4 * UN_JOUR).session.date_fin == JOUR - 4 * UN_JOUR


@pytest.mark.rule("SES-32")
@pytest.mark.parametrize("champ", ["retrait_le", "renonciation_le"])
def test_a_right_withdrawn_or_given_up_spares_sessions_ended_before(monde, champ):
    veille = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR - UN_JOUR)
    jour_meme = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR)
    setattr(monde.habilitation, champ, JOUR)
    monde.habilitation.save()
    assert generation.lancer(par=monde.gestionnaire, le=il_y_a(-3), numero=veille.pk).total == 3
    with pytest.raises(Refus) as refus:
        generation.lancer(par=monde.gestionnaire, le=il_y_a(-3), numero=jour_meme.pk)
    assert codes(refus) == ["habilitation_close"]


@pytest.mark.rule("SES-11", "SES-19")
@pytest.mark.parametrize("etat", [e for e in Etat if e not in (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR)])
def test_nothing_is_entered_once_the_session_has_left(monde, etat):
    session = dossier(monde, etat)
    for faire in (
        lambda: enregistrer(monde, session),
        lambda: designer(monde, session, numero=monde.formateur.personne.numero),
    ):
        with pytest.raises(EtatRefuse):
            faire()
    apres = SessionCertification.objects.get(pk=session.pk)
    assert (apres.version, apres.modifiee_le) == (session.version, session.modifiee_le)


@pytest.mark.rule("RGP-02", "RGP-07")
def test_the_journal_names_fields_and_never_people(monde):
    session = monde.inscrire(monde.nommer(monde.ouvrir()))
    lignes = EntreeJournal.objects.filter(objet_id=str(session.pk)).order_by("id")
    assert [ligne.verbe for ligne in lignes] == ["session créée"] + ["session modifiée"] * 5
    assert [ligne.details.get("champs") for ligne in lignes] == [None, ["formateur"]] + [["stagiaires"]] * 4
    tout = " ".join(str(ligne.details) for ligne in lignes)
    assert not any(s.nom in tout or s.prenom in tout for s in session.stagiaires.all())


@pytest.mark.rule("SES-02")
def test_the_same_form_sent_twice_makes_one_session(monde):
    cle = uuid4()
    saisie_ = monde.saisie()
    deux = [saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=saisie_, cle=cle).session for _ in range(2)]
    assert deux[0] == deux[1]
    assert SessionCertification.objects.count() == 1


def test_the_key_of_somebody_else_gives_no_session_of_theirs(monde):
    cle = uuid4()
    saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=monde.saisie(), cle=cle)
    autre = gestionnaire(monde.habilitation.entite)
    sienne = saisie.ouvrir(par=autre, le=INSTANT, saisie=monde.saisie(), cle=cle).session
    assert sienne.declaree_par == autre.personne
    assert SessionCertification.objects.count() == 2


@pytest.mark.rule("SES-02")
def test_another_entry_typed_after_a_return_to_the_form_is_not_lost(monde):
    cle = uuid4()
    premiere = saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=monde.saisie(), cle=cle).session
    veille = monde.saisie(date_fin=JOUR - timedelta(days=1))
    seconde = saisie.ouvrir(par=monde.gestionnaire, le=INSTANT, saisie=veille, cle=cle).session
    assert seconde != premiere
    assert seconde.date_fin == JOUR - timedelta(days=1)


@pytest.mark.rule("ACC-23")
def test_looking_for_a_trainer_is_counted_even_when_nobody_is_found(monde):
    session = monde.ouvrir()
    for numero in ("ZZZ99999", monde.formateur.personne.numero):
        saisie.designer_formateur(
            par=monde.gestionnaire,
            le=INSTANT,
            numero=session.pk,
            version=session.version,
            saisie=saisie.SaisieFormateur(numero=numero),
        )
        session.refresh_from_db()
    assert EntreeJournal.objects.filter(verbe="comptes.rechercher").count() == 2


@pytest.mark.rule("ACC-23", "SES-25")
def test_the_live_check_looks_up_nothing_before_a_whole_number(monde):
    session = monde.ouvrir()
    commun = {"par": monde.gestionnaire, "le": INSTANT, "session": session}
    assert saisie.essayer_formateur(**commun, saisie=saisie.SaisieFormateur(numero="FOR0")) == ()
    assert not EntreeJournal.objects.filter(verbe="comptes.rechercher").exists()
    entier = saisie.SaisieFormateur(numero=monde.formateur.personne.numero)
    assert all(controle.reussi for controle in saisie.essayer_formateur(**commun, saisie=entier))
    EntreeJournal.objects.bulk_create(
        EntreeJournal(le=INSTANT, par=monde.gestionnaire.personne, verbe="comptes.rechercher", objet_id=str(rang))
        for rang in range(200)
    )
    with pytest.raises(Refus, match="beaucoup de recherches"):
        saisie.essayer_formateur(**commun, saisie=entier)
