"""Who may move the file, when, and what is said to the others."""

from datetime import date, timedelta

import pytest

from forprev.certification.rules.circuit import (
    FaitDeuxRoles,
    FaitTenue,
    qui_tient,
    raisons_commentaire,
    raisons_date_generation,
    raisons_deux_roles,
    raisons_envoi,
    raisons_etat,
    raisons_issue,
    raisons_liaison,
    raisons_partie,
)
from forprev.certification.states import (
    A_TRAITER_ENTITE,
    LIBELLES,
    MAINS,
    SAISISSABLES,
    SANS_CERTIFICAT,
    SOUMISES,
    TABLE,
    TERMINALES,
    Action,
    Etat,
    Partie,
    Resultat,
)

JOUR = date(2026, 11, 20)
UN_JOUR = timedelta(days=1)


def codes(raisons):
    return [raison.code for raison in raisons]


def lisible(texte):
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.rule("SES-20")
def test_the_labels_of_the_states():
    assert [LIBELLES[etat] for etat in Etat] == [
        "En cours de saisie",
        "En cours de validation Formateur",
        "Retour du formateur",
        "En cours de validation Entité",
        "Génération en cours",
        "Certificats générés",
        "Clôturée sans certificat",
    ]


@pytest.mark.rule("SES-20")
def test_every_state_is_reached_left_and_held_by_someone():
    quittes = {etat for ligne in TABLE for etat in ligne.de}
    atteints = {ligne.vers for ligne in TABLE} | {Etat.EN_SAISIE}
    assert quittes == set(Etat) - TERMINALES == set(MAINS)
    assert atteints == set(Etat)
    assert {ligne.action for ligne in TABLE} == set(Action)


@pytest.mark.rule("SES-19", "SES-28")
def test_groups_of_states_agree_with_the_table():
    """The entity has something to do exactly where the table gives it a move other than taking back."""
    a_l_entite = {etat for etat in Etat if set(TABLE.actions(etat, Partie.ENTITE)) - {Action.REPRENDRE}}
    assert a_l_entite == A_TRAITER_ENTITE
    assert {e for e in Etat if Action.SOUMETTRE in TABLE.actions(e, Partie.ENTITE)} == SAISISSABLES
    assert SANS_CERTIFICAT | TERMINALES | {Etat.GENERATION_EN_COURS} == set(Etat)
    assert SOUMISES.isdisjoint(SAISISSABLES)


@pytest.mark.rule("SES-12", "SES-13")
def test_no_state_lets_one_side_do_the_steps_of_both():
    """What the trainer alone may do leads to the only state from which the entity generates."""
    vers_entite = [ligne for ligne in TABLE if ligne.vers == Etat.EN_VALIDATION_ENTITE]
    assert {ligne.par for ligne in vers_entite} <= {Partie.FORMATEUR, Partie.SYSTEME}
    assert all(ligne.de == (Etat.GENERATION_EN_COURS,) for ligne in vers_entite if ligne.par == Partie.SYSTEME)
    generer = [ligne for ligne in TABLE if ligne.vers == Etat.GENERATION_EN_COURS]
    assert [(ligne.de, ligne.par) for ligne in generer] == [((Etat.EN_VALIDATION_ENTITE,), Partie.ENTITE)]


@pytest.mark.rule("SES-20")
@pytest.mark.parametrize(
    ("etat", "jours", "texte"),
    [
        (Etat.EN_SAISIE, 0, "Entre les mains de l’entité depuis aujourd’hui"),
        (Etat.RETOUR_FORMATEUR, 1, "Entre les mains de l’entité depuis 1 jour"),
        (Etat.EN_VALIDATION_FORMATEUR, 4, "Entre les mains du formateur depuis 4 jours"),
        (Etat.EN_VALIDATION_ENTITE, 15, "Entre les mains de l’entité depuis 15 jours"),
        (
            Etat.GENERATION_EN_COURS,
            0,
            "Entre les mains de Forprev (certificats en cours de génération) depuis aujourd’hui",
        ),
        (Etat.CERTIFICATS_GENERES, 3, "Certificats générés"),
        (Etat.CLOTUREE, 3, "Clôturée sans certificat"),
    ],
)
def test_who_holds_it(etat, jours, texte):
    tenue = FaitTenue(etat, jours)
    assert lisible(qui_tient(tenue)) == texte
    (raison,) = raisons_etat(tenue)
    attendu = f"Cette session a changé d’état : {LIBELLES[etat]}."
    assert lisible(raison.texte) == (attendu if etat in TERMINALES else f"{attendu} {texte}.")


@pytest.mark.rule("SES-12", "SES-13")
@pytest.mark.parametrize("cote", [*Partie, None])
@pytest.mark.parametrize("attendue", list(Partie))
def test_a_move_belongs_to_one_side(cote, attendue):
    assert codes(raisons_partie(cote, attendue)) == ([] if cote == attendue else ["partie"])
    seul = {Partie.ENTITE: "Seule l’entité", Partie.FORMATEUR: "Seul le formateur", Partie.SYSTEME: "Forprev le fait"}
    assert all(raison.texte.startswith(seul[attendue]) for raison in raisons_partie(cote, attendue))


@pytest.mark.rule("SES-12", "SES-29")
@pytest.mark.parametrize(
    ("commentaire", "attendus"), [("Nom mal écrit.", []), ("", ["commentaire_absent"]), (" \n", ["commentaire_absent"])]
)
def test_a_required_comment_is_more_than_blanks(commentaire, attendus):
    raisons = raisons_commentaire(commentaire, "Le motif")
    assert codes(raisons) == attendus
    assert all(raison.texte == "Le motif est obligatoire." for raison in raisons)


@pytest.mark.rule("SES-27", "SES-34")
@pytest.mark.parametrize(("ecart", "attendus"), [(-1, ["trop_tot"]), (0, []), (1, []), (90, [])])
def test_results_leave_from_the_end_date_on(ecart, attendus):
    raisons = raisons_envoi({1: Resultat.REUSSITE}, date_fin=JOUR, le=JOUR + ecart * UN_JOUR)
    assert codes(raisons) == attendus
    assert all("à partir de la date de fin de session, le 20 novembre 2026" in lisible(r.texte) for r in raisons)


@pytest.mark.rule("SES-12")
def test_every_stagiaire_needs_a_result():
    raisons = raisons_envoi({4: Resultat.ECHEC, 5: "", 6: "PEUT-ETRE"}, date_fin=JOUR, le=JOUR)
    assert [(r.code, r.champ) for r in raisons] == [
        ("resultats_incomplets", ""),
        ("resultat_absent", "resultat-5"),
        ("resultat_absent", "resultat-6"),
    ]
    assert lisible(raisons[0].texte) == "2 stagiaires n’ont pas de résultat."
    (seul, _) = raisons_envoi({5: ""}, date_fin=JOUR, le=JOUR)
    assert lisible(seul.texte) == "1 stagiaire n’a pas de résultat."


@pytest.mark.rule("SES-14", "SES-34")
@pytest.mark.parametrize(("ecart", "attendus"), [(-1, ["trop_tot"]), (0, []), (400, [])])
def test_certificates_are_generated_from_the_end_date_on(ecart, attendus):
    assert codes(raisons_date_generation(JOUR, le=JOUR + ecart * UN_JOUR)) == attendus


@pytest.mark.rule("SES-24")
@pytest.mark.parametrize(
    ("vue", "attendus"),
    [(3, []), (2, ["resultats_perimes"]), (4, ["resultats_perimes"]), (None, ["resultats_perimes"])],
)
def test_results_given_to_another_content_are_void(vue, attendus):
    assert codes(raisons_liaison(version=3, version_vue=vue)) == attendus


@pytest.mark.rule("SES-23")
@pytest.mark.parametrize(
    ("reussis", "generer", "attendus"),
    [(0, True, ["aucune_reussite"]), (1, True, []), (0, False, []), (1, False, ["des_reussites"])],
)
def test_certificates_need_a_success_and_closing_needs_none(reussis, generer, attendus):
    assert codes(raisons_issue(reussis, generer=generer)) == attendus


FORMATEUR, AUTRE, TIERS = 1, 2, 3


@pytest.mark.rule("SES-26")
@pytest.mark.parametrize(
    ("faits", "meme", "attendu"),
    [
        (FaitDeuxRoles(FORMATEUR, AUTRE, AUTRE), False, None),
        (FaitDeuxRoles(FORMATEUR, FORMATEUR, AUTRE), True, None),
        (FaitDeuxRoles(FORMATEUR, AUTRE, FORMATEUR), True, None),
        (FaitDeuxRoles(FORMATEUR, AUTRE, FORMATEUR, {FORMATEUR}), True, None),
        (FaitDeuxRoles(FORMATEUR, AUTRE, FORMATEUR, {FORMATEUR, TIERS}), True, False),
        (FaitDeuxRoles(FORMATEUR, AUTRE, FORMATEUR, {FORMATEUR, TIERS}, requis=True), True, True),
        (FaitDeuxRoles(FORMATEUR, AUTRE, FORMATEUR, {FORMATEUR}, requis=True), True, None),
        (FaitDeuxRoles(FORMATEUR, FORMATEUR, TIERS, {FORMATEUR, TIERS}, requis=True), True, None),
        (FaitDeuxRoles(None, None, AUTRE, {TIERS}, requis=True), False, None),
    ],
)
def test_one_person_on_both_sides_is_known_and_another_is_advised_or_required(faits, meme, attendu):
    assert faits.meme_personne is meme
    raisons = raisons_deux_roles(faits)
    assert [r.bloquante for r in raisons] == ([] if attendu is None else [attendu])
    assert all(("doit générer" if attendu else "mieux vaut") in r.texte for r in raisons)
