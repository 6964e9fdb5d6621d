"""The list and the sheet of habilitations."""

from datetime import date, timedelta

import pytest

from forprev.habilitations.models import Habilitation
from tests import fabriques as f
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestionnaire(db):
    return f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))


def habilitation(acteur, **champs) -> Habilitation:
    return f.HabilitationFactory(entite=None, entite_id=acteur.entite_id, **champs)


def numeros(reponse) -> list[str]:
    return [ligne.numero for ligne, _ in reponse.context["lignes"]]


# --- the list --------------------------------------------------------------------------------------------------------


def test_each_line_says_what_when_and_its_state(client_de, gestionnaire):
    f.SuspensionFactory(habilitation=habilitation(gestionnaire, numero="H30171/2024/SST-1/C/00"))

    page = lisible(client_de(gestionnaire).get("/habilitations/"))

    assert "SST / 1 H30171/2024/SST-1/C/00 01/03/2024 01/03/2029 Suspendue" in page
    assert "1 habilitation" in page


def test_a_permanent_one_says_so(client_de, gestionnaire):
    habilitation(gestionnaire, periode__fin=date(2100, 12, 31))

    assert "01/03/2024 Permanente Active" in lisible(client_de(gestionnaire).get("/habilitations/"))


def test_toutes_adds_those_that_ended(client_de, gestionnaire):
    active = habilitation(gestionnaire)
    finie = habilitation(gestionnaire, periode__fin=f.JOUR - timedelta(days=1))
    client = client_de(gestionnaire)

    assert numeros(client.get("/habilitations/")) == [active.numero]
    assert set(numeros(client.get("/habilitations/?vue=toutes"))) == {active.numero, finie.numero}
    assert "Terminée" in lisible(client.get("/habilitations/?vue=toutes"))


@pytest.mark.rule("SEC-01")
def test_a_delegataire_lists_only_what_is_delegated(client_de, gestionnaire):
    deleguee = habilitation(gestionnaire)
    habilitation(gestionnaire)

    assert numeros(client_de(f.delegataire(deleguee)).get("/habilitations/")) == [deleguee.numero]


def test_an_empty_list_says_what_will_appear(client_de, gestionnaire):
    client = client_de(gestionnaire)

    assert "Aucune habilitation active" in lisible(client.get("/habilitations/"))
    assert "accordées à votre entité apparaîtront ici" in lisible(client.get("/habilitations/?vue=toutes"))


def test_columns_sort_both_ways_and_keep_the_view(client_de, gestionnaire):
    premiere = habilitation(gestionnaire, periode__fin=date(2028, 1, 1))
    seconde = habilitation(gestionnaire, periode__fin=date(2029, 1, 1))
    client = client_de(gestionnaire)

    assert numeros(client.get("/habilitations/?tri=fin")) == [premiere.numero, seconde.numero]
    assert numeros(client.get("/habilitations/?tri=-fin")) == [seconde.numero, premiere.numero]
    assert "?vue=toutes&amp;tri=numero" in client.get("/habilitations/?vue=toutes").content.decode()


def test_a_sort_or_a_page_that_does_not_exist_falls_back(client_de, gestionnaire):
    habilitation(gestionnaire)
    client = client_de(gestionnaire)

    for adresse in ("?tri=entite__siret", "?tri=--fin", "?page=999", "?page=abc", "?par_page=100000", "?par_page=x"):
        assert len(numeros(client.get(f"/habilitations/{adresse}"))) == 1, adresse


def test_pages_of_ten(client_de, gestionnaire):
    for _ in range(12):
        habilitation(gestionnaire)

    reponse = client_de(gestionnaire).get("/habilitations/?par_page=10&page=2")

    assert len(numeros(reponse)) == 2
    assert "12 habilitations · 11 à 12" in lisible(reponse)


def test_the_list_reads_no_more_with_a_thousand_lines(client_de, gestionnaire, nb_requetes):
    niveau = f.DispositifNiveauFactory()

    def ajouter(nombre):
        lignes = en_nombre(
            f.HabilitationFactory,
            nombre,
            lambda ligne, rang: setattr(ligne, "numero", f"H{nombre}-{rang}"),
            entite=None,
            entite_id=gestionnaire.entite_id,
            dispositif_niveau=niveau,
        )
        en_nombre(
            f.PeriodeFactory, nombre, lambda p, rang: setattr(p, "habilitation", lignes[rang]), habilitation=lignes[0]
        )

    verifier_liste_constante(client_de(gestionnaire), "/habilitations/?par_page=50", ajouter, nb_requetes)


# --- the sheet -------------------------------------------------------------------------------------------------------


def fiche(client_de, acteur, cible, onglet=""):
    return lisible(client_de(acteur).get(f"/habilitations/{cible.pk}/", {"onglet": onglet} if onglet else {}))


@pytest.mark.rule("HAB-03")
def test_general_gives_number_dates_and_validity_today(client_de, gestionnaire):
    cible = habilitation(gestionnaire, numero="H30171/2024/SST-1/C/00")

    page = fiche(client_de, gestionnaire, cible)

    assert "Habilitation SST / 1 Active" in page
    assert "Valable aujourd'hui, jusqu'au 1er mars 2029 inclus." in page
    assert "n°H30171/2024/SST-1/C/00" in page
    assert "Date de début 1er mars 2024 Date de fin 1er mars 2029" in page


def test_general_says_when_the_renewal_opens(client_de, gestionnaire):
    page = fiche(client_de, gestionnaire, habilitation(gestionnaire))

    assert "À demander du 1er mars 2028 au 1er mars 2029" in page


def test_a_permanent_one_is_never_renewed(client_de, gestionnaire):
    page = fiche(client_de, gestionnaire, habilitation(gestionnaire, periode__fin=date(2100, 12, 31)))

    assert "Valable aujourd'hui." in page
    assert "À demander" not in page


@pytest.mark.rule("HAB-08")
def test_general_lists_the_periods_with_their_own_number(client_de, gestionnaire):
    cible = habilitation(gestionnaire, numero="H30171/2020/SST-1/C/00", periode__numero="ANCIEN-12")
    f.PeriodeFactory(habilitation=cible, debut=date(2029, 3, 2), fin=date(2034, 3, 1), accordee_le=date(2029, 2, 10))

    page = fiche(client_de, gestionnaire, cible)

    assert "01/03/2024 01/03/2029 01/03/2024 ANCIEN-12" in page
    assert "02/03/2029 01/03/2034 10/02/2029 H30171/2020/SST-1/C/00" in page


@pytest.mark.rule("HAB-03")
def test_a_suspension_is_said_with_its_reason_to_the_gestionnaire_only(client_de, gestionnaire):
    cible = habilitation(gestionnaire)
    f.SuspensionFactory(habilitation=cible, du=f.JOUR, au=f.JOUR + timedelta(days=9), motif="Contrôle non conforme")

    page = fiche(client_de, gestionnaire, cible)
    assert "Suspendue aujourd'hui" in page
    assert "20/11/2026 29/11/2026 Contrôle non conforme" in page
    vue_du_delegataire = fiche(client_de, f.delegataire(cible), cible)
    assert "20/11/2026 29/11/2026" in vue_du_delegataire
    assert "Contrôle non conforme" not in vue_du_delegataire


@pytest.mark.rule("HAB-03")
@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"retrait_le": f.JOUR, "retrait_motif": "Fraude"}, "Retirée le 20 novembre 2026."),
        ({"renonciation_le": f.JOUR}, "Abandonnée par l'entité le 20 novembre 2026."),
        ({"periode__fin": date(2026, 11, 19)}, "Terminée depuis le 19 novembre 2026."),
        ({"periode__debut": date(2026, 11, 21)}, "Pas encore valable aujourd'hui."),
        ({"periode": False}, "Aucune période n'est enregistrée."),
    ],
)
def test_general_says_why_it_is_not_valid(client_de, gestionnaire, champs, phrase):
    assert phrase in fiche(client_de, gestionnaire, habilitation(gestionnaire, **champs))


@pytest.mark.rule("SES-39")
def test_plateformes_say_whether_they_can_be_used(client_de, gestionnaire):
    cible = habilitation(gestionnaire)
    f.PlateformeFactory(habilitation=cible, nom="Tour A")
    f.PlateformeFactory(habilitation=cible, nom="Tour B", validee_le=None)
    f.PlateformeFactory(habilitation=cible, nom="Tour C", fermee_le=f.JOUR - timedelta(days=1))

    page = fiche(client_de, gestionnaire, cible, "plateformes")

    assert "Tour A 1 rue des Essais, 92170 Vanves 01/04/2024 — Utilisable" in page
    assert "Tour B 1 rue des Essais, 92170 Vanves — — En attente de validation" in page
    assert "Tour C 1 rue des Essais, 92170 Vanves 01/04/2024 19/11/2026 Fermée" in page


def test_a_required_plateforme_that_is_missing_is_said(client_de, gestionnaire):
    catec = f.DispositifNiveauFactory(dispositif__code="CATEC", plateforme_requise_du=date(2020, 1, 1))
    cible = habilitation(gestionnaire, dispositif_niveau=catec)

    assert "aucune plateforme validée n'est utilisable" in fiche(client_de, gestionnaire, cible, "plateformes")
    f.PlateformeFactory(habilitation=cible)
    assert "aucune plateforme validée" not in fiche(client_de, gestionnaire, cible, "plateformes")


def test_without_requirement_the_empty_tab_says_so(client_de, gestionnaire):
    page = fiche(client_de, gestionnaire, habilitation(gestionnaire), "plateformes")

    assert "Ce dispositif n'exige pas de plateforme pédagogique" in page


def test_delegataires_are_for_the_gestionnaire(client_de, gestionnaire):
    cible = habilitation(gestionnaire)
    assert "Aucun délégataire" in fiche(client_de, gestionnaire, cible, "delegataires")
    delegataire = f.delegataire(cible, f.PersonneFactory(nom="Zola", prenom="Alice", numero="ABC12345"))

    assert "Zola Alice ABC12345 Site de Meudon" in fiche(client_de, gestionnaire, cible, "delegataires")
    vue_du_delegataire = fiche(client_de, delegataire, cible, "delegataires")
    assert "Délégataires" not in vue_du_delegataire
    assert "Valable aujourd'hui" in vue_du_delegataire


@pytest.mark.rule("SES-18")
def test_sessions_of_the_habilitation_that_the_profile_may_see(client_de, gestionnaire):
    cible = habilitation(gestionnaire)
    assert "Aucune session sur cette habilitation" in fiche(client_de, gestionnaire, cible, "sessions")
    delegataire = f.delegataire(cible)
    sienne = f.SessionFactory(habilitation=cible, declaree_par=delegataire.personne)
    autre = f.SessionFactory(habilitation=cible)
    f.SessionFactory()
    f.SessionFactory(habilitation=cible, supprimee_apres=f.JOUR - timedelta(days=1))

    def sessions(acteur):
        reponse = client_de(acteur).get(f"/habilitations/{cible.pk}/?onglet=sessions")
        return [session.pk for session in reponse.context["page"]]

    assert sorted(sessions(gestionnaire)) == [sienne.pk, autre.pk]
    assert sessions(delegataire) == [sienne.pk]


def test_the_sessions_tab_reads_no_more_with_a_thousand_lines(client_de, gestionnaire, nb_requetes):
    cible, personne = habilitation(gestionnaire), f.PersonneFactory()
    modele = f.ModeleCertificatFactory(dispositif_niveau=cible.dispositif_niveau)
    commune = f.CommuneFactory()

    def ajouter(nombre):
        en_nombre(
            f.SessionFactory,
            nombre,
            habilitation=cible,
            modele=modele,
            commune=commune,
            formateur=personne,
            declaree_par=personne,
        )

    adresse = f"/habilitations/{cible.pk}/?onglet=sessions&par_page=50"
    verifier_liste_constante(client_de(gestionnaire), adresse, ajouter, nb_requetes)


def test_an_unknown_tab_shows_the_first(client_de, gestionnaire):
    assert "Valable aujourd'hui" in fiche(client_de, gestionnaire, habilitation(gestionnaire), "inconnu")


@pytest.mark.rule("SEC-01")
def test_a_foreign_habilitation_is_not_there(client_de, gestionnaire):
    etrangere = f.HabilitationFactory()
    autre = f.HabilitationFactory(entite=None, entite_id=gestionnaire.entite_id)

    assert client_de(gestionnaire).get(f"/habilitations/{etrangere.pk}/").status_code == 404
    assert client_de(gestionnaire).get("/habilitations/999999/").status_code == 404
    assert client_de(f.delegataire()).get(f"/habilitations/{autre.pk}/").status_code == 404
