"""The left menu of each profile."""

from types import SimpleNamespace

import pytest

from forprev.comptes.states import Profil
from forprev.web.coquille import menus
from forprev.web.coquille.contexte import coquille
from tests import fabriques as f

# Entries of the specification whose page is not built yet: the list only shrinks.
A_VENIR = {
    "aide_faq", "aide_manuels", "courriels", "documents", "faq_et_manuels", "journal", "messages", "purges",
    "reseau_entites", "reseau_formateurs",
    "statistiques", "taches",
}  # fmt: skip
ENTREES = [
    entree
    for rubriques in [*menus.MENUS.values(), [menus.AIDE, menus.INFORMATIONS]]
    for rubrique in rubriques
    for entree in rubrique.entrees
]


def libelles(profil: Profil, chemin: str = "/") -> list[str]:
    return [
        f"{groupe.titre} › {entree.libelle}" if groupe.titre else entree.libelle
        for groupe in menus.menu(profil, chemin, {})
        for entree in groupe.entrees
    ]


def test_every_entry_leads_somewhere_or_is_known_to_come():
    absentes = {entree.adresse for entree in ENTREES if menus.adresse_de(entree) is None}

    assert absentes == A_VENIR


def test_every_profile_has_a_menu():
    assert set(menus.MENUS) == set(Profil)


def test_the_menu_of_a_gestionnaire_in_the_order_of_the_specification():
    assert libelles(Profil.GESTIONNAIRE) == [
        "Tableau de bord",
        "Mon entité",
        "Habilitation › Actives",
        "Certification › En cours",
        "Certification › À traiter",
        "Demandes › En cours",
        "Demandes › À traiter",
        "Utilisateurs › Rechercher",
        "Informations › Mentions légales & CGU",
        "Informations › Politique de protection des données",
    ]


def test_a_delegataire_has_neither_entity_nor_users():
    assert "Mon entité" not in libelles(Profil.DELEGATAIRE)
    assert "Habilitation › Actives" in libelles(Profil.DELEGATAIRE)


def test_a_formateur_has_no_habilitation():
    assert not [libelle for libelle in libelles(Profil.FORMATEUR) if libelle.startswith("Habilitation")]
    assert "Certification › À traiter" in libelles(Profil.FORMATEUR)


@pytest.mark.parametrize(
    ("chemin", "active"),
    [
        ("/tableau-de-bord/", "Tableau de bord"),
        ("/habilitations/12/", "Actives"),
        ("/certification/", "En cours"),
        ("/certification/125/", "En cours"),
        ("/certification/a-traiter/", "À traiter"),
        ("/profils/", None),
    ],
)
def test_the_nearest_entry_is_the_active_one(chemin, active):
    actives = [e.libelle for g in menus.menu(Profil.GESTIONNAIRE, chemin, {}) for e in g.entrees if e.actif]

    assert actives == ([active] if active else [])


@pytest.mark.rule("SES-28")
@pytest.mark.django_db
def test_the_counter_is_the_number_of_lines_to_deal_with(client_de, nb_requetes):
    session = f.SessionFactory()
    f.SessionFactory(habilitation=session.habilitation, retournee=True)
    reponse = client_de(f.gestionnaire(session.entite)).get("/mon-entite/")

    with nb_requetes() as compte:
        groupes = reponse.context["coquille"].menu
    assert [(g.titre, e.compteur) for g in groupes for e in g.entrees if e.libelle == "À traiter"] == [
        ("Certification", 2),
        ("Demandes", 0),
    ]
    assert compte.nombre == 0  # already read for the page, once
    assert [e.compteur for g in groupes for e in g.entrees if e.libelle == "En cours"] == [None, None]


@pytest.mark.rule("ACC-09")
@pytest.mark.django_db
def test_the_header_names_the_active_profile_and_the_person(client_de):
    acteur = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"), f.PersonneFactory(prenom="Alice"))
    vue = client_de(acteur).get("/mon-entite/").context["coquille"]

    assert (vue.profil_libelle, vue.entite, vue.prenom, vue.nb_profils) == (
        "Gestionnaire", "MAIRIE DE VANVES", "Alice", 1,
    )  # fmt: skip


def test_where_no_profile_was_read_the_shell_is_absent():
    assert coquille(SimpleNamespace()) == {}
