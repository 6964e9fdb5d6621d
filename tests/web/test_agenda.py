"""*Agenda des sessions*: what the réseau sees of sessions, and what it never sees."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from forprev.comptes.states import Profil
from forprev.socle.dates import plus_mois
from forprev.web.reseau import agenda as ecran
from tests import fabriques as f
from tests.fabriques.certification import TRAITS_PAR_ETAT
from tests.fabriques.jour import JOUR
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db
AGENDA = "/agenda/"
FICHIER = "/agenda/agenda.ics"
DEMAIN = JOUR + timedelta(days=1)


@pytest.fixture
def inrs(client_de):
    return client_de(f.inrs())


def soumise(**champs):
    return f.SessionFactory(soumise=True, **{"date_fin": DEMAIN, **champs})


def ailleurs(**champs):
    """A session of an entity of another caisse."""
    commune = f.CommuneFactory(
        code_insee="69123",
        nom="Lyon",
        departement=f.DepartementFactory(code="69", nom="Rhône", caisse=f.CaisseFactory(code="CARSATRA")),
    )
    return soumise(habilitation__entite__commune=commune, **champs)


def numeros(reponse):
    return [session.pk for session in reponse.context["page"].object_list]


def evenements(reponse):
    return Calendar.from_ical(reponse.content).walk("VEVENT")


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-30")
def test_the_caisse_sees_its_entities_and_the_inrs_all(client_de, inrs):
    proche, lointaine = soumise(), ailleurs(date_fin=DEMAIN + timedelta(days=1))
    caisse = f.instructeur()

    assert numeros(client_de(caisse).get(AGENDA)) == [proche.pk]
    assert numeros(client_de(f.instructeur(f.CaisseFactory(code="CARSATRA"))).get(AGENDA)) == [lointaine.pk]
    assert numeros(inrs.get(AGENDA)) == [proche.pk, lointaine.pk]
    assert len(evenements(client_de(caisse).get(FICHIER))) == 1


@pytest.mark.rule("SES-30")
def test_an_entity_outside_any_caisse_is_the_inrs_s(client_de, inrs):
    """No caisse: the INRS acts as one [ENT-03]."""
    sans_caisse = soumise(habilitation__entite__commune=None)

    assert numeros(inrs.get(AGENDA)) == [sans_caisse.pk]
    assert numeros(client_de(f.instructeur()).get(AGENDA)) == []


@pytest.mark.rule("SES-30")
@pytest.mark.parametrize("etat", list(Etat))
def test_sessions_are_seen_from_submission(inrs, etat):
    f.SessionFactory(**TRAITS_PAR_ETAT[etat], date_fin=JOUR)

    vues = len(numeros(inrs.get(AGENDA)))

    assert vues == (0 if etat == Etat.EN_SAISIE else 1)


@pytest.mark.rule("SES-30")
def test_a_session_taken_back_after_its_submission_stays(inrs):
    reprise = f.SessionFactory(soumise_le=f.il_y_a(2), date_fin=JOUR)

    assert numeros(inrs.get(AGENDA)) == [reprise.pk]


@pytest.mark.rule("SES-30", "RGP-13")
def test_a_session_whose_time_is_over_is_gone(inrs):
    soumise(supprimee_apres=JOUR - timedelta(days=1))

    assert numeros(inrs.get(AGENDA)) == []
    assert evenements(inrs.get(FICHIER)) == []


@pytest.mark.rule("SES-30", "SEC-01")
@pytest.mark.parametrize("adresse", [AGENDA, FICHIER])
def test_the_agenda_is_the_reseau_s(client_de, adresse):
    session = soumise()
    autres = [f.gestionnaire(session.entite), f.formateur(), f.commission(), f.assistance(), f.acteur_sans_profil()]

    assert [client_de(acteur).get(adresse).status_code for acteur in autres] == [403] * 5
    assert client_de(None).get(adresse).status_code == 302
    assert client_de(f.inrs()).post(adresse).status_code == 405


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-30", "RGP-02")
def test_the_page_and_the_file_say_how_many_and_never_who(inrs):
    session = soumise(formateur=f.PersonneFactory(nom="Delaunay", prenom="Sophie"))
    for nom in ("ZYGOMATIQUE", "XYLOPHONE"):
        f.StagiaireFactory(session=session, nom=nom, email=f"{nom}@example.org")

    page, fichier = inrs.get(AGENDA), inrs.get(FICHIER)

    texte = lisible(page).replace("'", "’")
    raison = session.entite.raison_sociale
    assert f"21/11/2026 {session.pk} {raison} SST / 1 SST-1 Vanves Sophie DELAUNAY 2" in texte
    assert "En cours de validation Formateur" in texte
    for reponse in (page, fichier):
        contenu = reponse.content.decode().upper()
        assert "ZYGOMATIQUE" not in contenu
        assert "XYLOPHONE" not in contenu


@pytest.fixture
def deux_cotes():
    """The trainer submitted one session, generated another; a third was made by two people; all end tomorrow."""
    formateur = f.formateur().personne
    commun = {"date_fin": DEMAIN, "formateur": formateur}
    return (
        f.SessionFactory(soumise=True, soumise_par=formateur, **commun),
        f.SessionFactory(en_generation=True, generees_par=formateur, **commun),
        f.SessionFactory(validee=True, meme_personne=True, **commun),
        f.SessionFactory(soumise=True, **commun),
    )


@pytest.mark.rule("SES-26")
def test_sessions_with_one_person_on_both_sides_are_flagged_and_listed(inrs, deux_cotes):
    soumise_par, generee_par, notee, ordinaire = deux_cotes

    tout, signalees = inrs.get(AGENDA), inrs.get(f"{AGENDA}?deux_cotes=on")

    drapeaux = {session.pk: bool(session.des_deux_cotes) for session in tout.context["page"].object_list}
    assert drapeaux == {soumise_par.pk: True, generee_par.pk: True, notee.pk: True, ordinaire.pk: False}
    assert lisible(tout).count("Même personne") == 3
    assert numeros(signalees) == [soumise_par.pk, generee_par.pk, notee.pk]


@pytest.mark.rule("SES-26")
def test_a_session_without_author_or_trainer_is_not_flagged(inrs):
    session = soumise()
    SessionCertification.objects.filter(pk=session.pk).update(formateur=None, soumise_par=None)

    reponse = inrs.get(AGENDA)

    assert not reponse.context["page"].object_list[0].des_deux_cotes
    assert "Compte supprimé" in lisible(reponse)


# --- the criteria ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-30")
def test_the_next_three_months_by_default(inrs):
    limite = plus_mois(JOUR, 3)
    soumise(date_fin=JOUR - timedelta(days=1))
    premiere, derniere = soumise(date_fin=JOUR), soumise(date_fin=limite)
    soumise(date_fin=limite + timedelta(days=1))

    reponse = inrs.get(AGENDA)

    assert numeros(reponse) == [premiere.pk, derniere.pk]
    assert "Du 20 novembre 2026 au 20 février 2027" in lisible(reponse)
    assert 'value="20/02/2027"' in reponse.content.decode()


@pytest.fixture
def trois():
    catec = f.DispositifNiveauFactory(dispositif__code="CATEC", niveau=1)
    return (
        soumise(date_fin=JOUR - timedelta(days=20), habilitation__entite__raison_sociale="Écoles Réunies"),
        f.SessionFactory(validee=True, date_fin=JOUR, habilitation__dispositif_niveau=catec),
        soumise(date_fin=DEMAIN),
    )


@pytest.mark.rule("SES-30")
@pytest.mark.parametrize(
    ("criteres", "attendues"),
    [
        ("du=01/10/2026", {0, 1, 2}),
        ("du=&au=", {0, 1, 2}),
        ("du=&au=31/10/2026", {0}),
        ("au=20/11/2026", {1}),
        ("etat=EN_VALIDATION_ENTITE", {1}),
        ("du=&entite=ecoles reunies", {0}),
        ("du=&entite=ÉCOLES", {0}),
        ("entite=zzz", set()),
    ],
)
def test_each_criterion_narrows(inrs, trois, criteres, attendues):
    vues = numeros(inrs.get(f"{AGENDA}?{criteres}"))

    assert {rang for rang, session in enumerate(trois) if session.pk in vues} == attendues
    assert {int(str(e["uid"]).split("@")[0].split("-")[1]) for e in evenements(inrs.get(f"{FICHIER}?{criteres}"))} == (
        set(vues)
    )


@pytest.mark.rule("SES-30")
def test_a_dispositif_narrows(inrs, trois):
    niveau = trois[1].habilitation.dispositif_niveau

    assert numeros(inrs.get(f"{AGENDA}?dispositif={niveau.pk}")) == [trois[1].pk]


def test_the_criteria_stay_in_the_address_and_go_one_by_one(inrs, trois):
    reponse = inrs.get(f"{AGENDA}?du=01/11/2026&etat=EN_VALIDATION_FORMATEUR&tri=-fin&page=2")

    criteres = {critere.libelle: critere.url for critere in reponse.context["criteres"]}
    assert criteres == {
        "Du\u00a0: 01/11/2026": "?etat=EN_VALIDATION_FORMATEUR&tri=-fin",
        "État\u00a0: En cours de validation Formateur": "?du=01%2F11%2F2026&tri=-fin",
    }
    contenu = reponse.content.decode()
    assert "/agenda/agenda.ics?du=01%2F11%2F2026&amp;etat=EN_VALIDATION_FORMATEUR" in contenu


@pytest.mark.parametrize(
    ("criteres", "dit"),
    [
        ("du=31/02/2027", "Le 31/02/2027 n'existe pas."),
        ("du=hier", "Écrivez la date sous la forme JJ/MM/AAAA"),
        ("du=01/12/2026&au=01/11/2026", "Cette date est antérieure au début de la période."),
    ],
)
def test_a_wrong_date_is_said_beside_its_field(inrs, criteres, dit):
    soumise()

    reponse = inrs.get(f"{AGENDA}?{criteres}")

    assert reponse.status_code == 200
    assert dit in lisible(reponse)


@pytest.mark.parametrize("criteres", ["etat=X", "dispositif=999999", "dispositif=a", "tri=mot_de_passe", "page=-4"])
def test_a_forged_criterion_breaks_nothing(inrs, criteres):
    soumise()

    assert inrs.get(f"{AGENDA}?{criteres}").status_code == 200
    assert inrs.get(f"{FICHIER}?{criteres}").status_code == 200


def test_each_column_sorts(inrs, trois):
    for tri in ecran.TRIS:
        montant = numeros(inrs.get(f"{AGENDA}?du=&au=&tri={tri}"))
        assert numeros(inrs.get(f"{AGENDA}?du=&au=&tri=-{tri}")) == montant[::-1]


def test_an_empty_agenda_says_what_will_appear(inrs):
    assert "Les sessions apparaissent ici dès que leur entité les soumet" in lisible(inrs.get(AGENDA))
    assert "Fichier de calendrier" not in lisible(inrs.get(AGENDA))
    assert "Aucune session ne correspond à ces critères" in lisible(inrs.get(f"{AGENDA}?entite=zzz"))


# --- the calendar file -----------------------------------------------------------------------------------------------


@pytest.mark.rule("SES-30")
def test_the_calendar_file(inrs, settings):
    settings.SITE_URL = "https://forprev.example.org"
    session = soumise(formateur=f.PersonneFactory(nom="Delaunay", prenom="Sophie"))
    f.StagiaireFactory.create_batch(3, session=session)

    reponse = inrs.get(FICHIER)

    assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
    assert reponse["Content-Disposition"] == 'attachment; filename="agenda.ics"'
    assert "no-store" in reponse["Cache-Control"]
    (evenement,) = evenements(reponse)
    assert str(evenement["uid"]) == f"session-{session.pk}@forprev.example.org"
    assert evenement.decoded("dtstart") == DEMAIN
    assert evenement.decoded("dtend") == DEMAIN + timedelta(days=1)
    assert type(evenement.decoded("dtstart")) is date
    assert str(evenement["summary"]) == f"SST / 1 · {session.entite.raison_sociale}"
    assert str(evenement["location"]) == "Vanves (92170)"
    assert str(evenement["description"]).split("\n") == [
        f"Session de certification n°\u00a0{session.pk}",
        "Certificat\u00a0: SST-1",
        "Formateur\u00a0: DELAUNAY Sophie",
        "3\u00a0stagiaires",
        "En cours de validation Formateur",
    ]


@pytest.mark.rule("SES-30")
def test_a_place_abroad_or_a_plateforme_stands_in_the_file(inrs):
    soumise(type_lieu="ETRANGER", code_postal="", commune=None, pays="Belgique", ville_etranger="Liège")
    plateforme = f.PlateformeFactory(nom="Atelier Sud")
    soumise(type_lieu="PLATEFORME", code_postal="", commune=None, plateforme=plateforme, date_fin=plus_mois(JOUR, 1))

    lieux = [str(evenement["location"]) for evenement in evenements(inrs.get(FICHIER))]

    assert lieux == ["Liège (Belgique)", "Atelier Sud"]


def test_the_file_has_a_ceiling_and_the_page_says_it(inrs, monkeypatch):
    monkeypatch.setattr(ecran, "MAXIMUM_DU_FICHIER", 2)
    for ecart in (3, 1, 2):
        soumise(date_fin=JOUR + timedelta(days=ecart))

    assert [e.decoded("dtstart").day for e in evenements(inrs.get(FICHIER))] == [21, 22]
    assert "Le fichier de calendrier contient les 2 premières sessions" in lisible(inrs.get(AGENDA))


# --- volume ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adresse", [AGENDA, FICHIER])
@pytest.mark.parametrize("profil", [Profil.INRS, Profil.INSTRUCTEUR])
def test_it_reads_no_more_when_there_are_more(client_de, nb_requetes, adresse, profil):
    acteur = f.inrs() if profil == Profil.INRS else f.instructeur()
    personne = f.PersonneFactory()
    commun = {
        "habilitation": f.HabilitationFactory(),
        "modele": f.ModeleCertificatFactory(),
        "commune": f.CommuneFactory(),
        "formateur": personne,
        "declaree_par": personne,
        "soumise": True,
        "date_fin": DEMAIN,
    }
    verifier_liste_constante(
        client_de(acteur), adresse, lambda n: en_nombre(f.SessionFactory, n, **commun), nb_requetes
    )
