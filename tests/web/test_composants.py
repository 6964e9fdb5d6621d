"""Every shared component renders from its least, without an undefined variable; the look keeps its own rules."""

import copy
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django_cotton.compiler_regex import CottonCompiler

from forprev.web.galerie import exemples, forms

COMPOSANTS = settings.BASE_DIR / "templates" / "composants"
JOUR = date(2026, 11, 20)

# component: the least that a screen may write
MINIMUM = {
    "alerte": "<c-alerte>Texte</c-alerte>",
    "badge": '<c-badge libelle="État" />',
    "bande": "<c-bande />",
    "barres": '<c-barres :valeurs="vide" />',
    "bouton": "<c-bouton />",
    "carte_tache": "<c-carte-tache />",
    "cartes_taches": "<c-cartes-taches></c-cartes-taches>",
    "champ": '<c-champ :champ="formulaire.nom" />',
    "champ_aide": "<c-champ-aide />",
    "colonne": "<c-colonne />",
    "confirmation": "<c-confirmation />",
    "definition": '<c-definition terme="Nom" />',
    "echeance": '<c-echeance :jour="jour" />',
    "echeances": "<c-echeances></c-echeances>",
    "entete": '<c-entete titre="Titre" />',
    "etape": '<c-etape libelle="Saisie" />',
    "etapes": "<c-etapes></c-etapes>",
    "fil": "<c-fil></c-fil>",
    "fil_entree": '<c-fil-entree titre="Créée" />',
    "filtres": "<c-filtres />",
    "fleche": "<c-fleche />",
    "formulaire": "<c-formulaire></c-formulaire>",
    "icone": '<c-icone nom="coche" />',
    "liste_definitions": "<c-liste-definitions></c-liste-definitions>",
    "modale": '<c-modale id="m" />',
    "onglet": '<c-onglet libelle="Session" />',
    "onglets": "<c-onglets></c-onglets>",
    "pagination": '<c-pagination :page="page" />',
    "panneau": "<c-panneau></c-panneau>",
    "progression": "<c-progression />",
    "resultat_ligne": "<c-resultat-ligne />",
    "resultats": "<c-resultats></c-resultats>",
    "resume_erreurs": "<c-resume-erreurs />",
    "retour": '<c-retour url="/" />',
    "tableau": "<c-tableau></c-tableau>",
    "vide": '<c-vide titre="Rien" />',
}


class Indefinie(str):
    """A value for undefined variables that fails loudly."""

    def __contains__(self, _texte: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"undefined template variable: {variable}")


@pytest.fixture(autouse=True)
def _strict():
    modeles = copy.deepcopy(settings.TEMPLATES)
    modeles[0]["OPTIONS"]["string_if_invalid"] = Indefinie("%s")
    with override_settings(TEMPLATES=modeles):
        yield


def rendre(source: str, requete: str = "", **contexte: object) -> str:
    """The source compiled as a template file would be, then rendered."""
    moteur = get_template("web/marque.html").template.engine
    modele = moteur.from_string(CottonCompiler().process("{% load forprev %}" + source))
    request = RequestFactory().get(f"/liste/{requete}")
    commun = {"request": request, "jour": JOUR, "vide": [], "formulaire": forms.vierge(), "csrf_token": "jeton"}
    page = Paginator(range(57), 10).page(3)
    return modele.render(Context({"page": page, **commun, **contexte}))


class Balises(HTMLParser):
    """What a page holds: its tags with their attributes, and those left open."""

    VIDES = frozenset(["meta", "link", "input", "br", "img", "hr", "path", "rect", "circle"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self.balises: list[tuple[str, dict]] = []
        self.ouvertes: list[str] = []
        self.desordre: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.balises.append((tag, dict(attrs)))
        if tag not in self.VIDES:
            self.ouvertes.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.balises.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.ouvertes or self.ouvertes.pop() != tag:
            self.desordre.append(tag)

    def de(self, nom: str) -> list[dict]:
        return [attrs for tag, attrs in self.balises if tag == nom]


def test_every_component_is_tried_here_and_told_in_the_catalogue():
    existants = {chemin.stem for chemin in COMPOSANTS.glob("*.html")}
    assert existants == set(MINIMUM)
    catalogue = (settings.BASE_DIR / "docs" / "composants.md").read_text()
    internes = {"champ_aide"}
    absents = [nom for nom in existants - internes if f"c-{nom.replace('_', '-')}" not in catalogue]
    assert absents == []


@pytest.mark.parametrize("nom", sorted(MINIMUM))
def test_the_least_renders_well_formed(nom):
    html = rendre(MINIMUM[nom])
    lues = Balises(html)
    assert lues.balises or nom in ("resume_erreurs", "champ_aide")
    assert (lues.desordre, lues.ouvertes) == ([], [])


@pytest.mark.parametrize("nom", sorted(MINIMUM))
def test_each_tells_its_parameters_on_top(nom):
    premieres = (COMPOSANTS / f"{nom}.html").read_text()[:160]
    assert f"c-{nom.replace('_', '-')}" in premieres


class TestBouton:
    def test_an_address_makes_a_link(self):
        html = rendre('<c-bouton libelle="Ouvrir" url="/x/" variante="primaire" data-dialogue="d" />')
        lien = Balises(html).de("a")[0]
        assert lien["href"] == "/x/"
        assert lien["data-dialogue"] == "d"
        assert "bouton-primaire" in lien["class"]

    def test_a_disabled_address_is_no_link(self):
        lues = Balises(rendre('<c-bouton libelle="Ouvrir" url="/x/" desactive />'))
        assert lues.de("a") == []
        assert "disabled" in lues.de("button")[0]

    def test_a_lone_icon_keeps_its_words(self):
        html = rendre('<c-bouton libelle="Supprimer" icone="corbeille" icone_seule />')
        assert '<span class="visuellement-cache">Supprimer</span>' in html

    def test_a_text_is_escaped(self):
        html = rendre('<c-bouton libelle="{{ nom }}" data-nom="{{ nom }}" />', nom='"><script>')
        assert "<script>" not in html


class TestChamp:
    def test_an_error_stands_beside_its_field_and_on_top(self):
        html = rendre(
            '<c-formulaire :formulaire="f"><c-champ :champ="f.nom" indice="Naissance" /></c-formulaire>',
            f=forms.errone(),
        )
        champ = next(attrs for attrs in Balises(html).de("input") if attrs.get("name") == "nom")
        assert champ["aria-describedby"] == "id_errone_nom_erreur id_errone_nom_indice"
        assert champ["aria-invalid"] == "true"
        assert 'id="id_errone_nom_erreur"' in html
        assert 'href="#id_errone_nom"' in html

    def test_what_was_typed_is_kept(self):
        assert 'value="18/02/1064"' in rendre('<c-champ :champ="f.date_fin" />', f=forms.errone())

    @pytest.mark.parametrize("nom", list(forms.vierge().fields))
    def test_every_kind_has_a_name_for_the_voice(self, nom):
        lues = Balises(rendre('<c-champ :champ="champ" />', champ=forms.vierge()[nom]))
        etiquettes = {attrs["for"] for attrs in lues.de("label")}
        controles = [a for tag in ("input", "select", "textarea") for a in lues.de(tag)]
        assert controles
        assert {controle["id"] for controle in controles} <= etiquettes

    def test_a_group_is_named_and_says_it_is_required(self):
        html = rendre('<c-champ :champ="formulaire.stage" :aides="aides" />', aides={"MAC": "Prolonge un certificat."})
        groupe = next(attrs for attrs in Balises(html).de("div") if attrs.get("role") == "radiogroup")
        assert f'id="{groupe["aria-labelledby"]}"' in html
        assert "(obligatoire)" in html
        assert html.count("Prolonge un certificat.") == 1

    def test_attributes_reach_the_control(self):
        champ = Balises(rendre('<c-champ :champ="formulaire.nom" hx-get="/x/" data-calendrier />')).de("input")[0]
        assert champ["hx-get"] == "/x/"
        assert "data-calendrier" in champ


class TestFormulaire:
    def test_a_post_holds_the_token_and_the_version(self):
        html = rendre('<c-formulaire version="{{ v }}" fichiers></c-formulaire>', v=7)
        caches = {attrs["name"]: attrs["value"] for attrs in Balises(html).de("input")}
        assert caches == {"csrfmiddlewaretoken": "jeton", "version": "7"}
        assert Balises(html).de("form")[0]["enctype"] == "multipart/form-data"

    def test_a_get_holds_neither(self):
        assert Balises(rendre('<c-formulaire methode="get"></c-formulaire>')).de("input") == []

    def test_the_summary_counts(self):
        html = rendre('<c-resume-erreurs :formulaire="f" />', f=forms.errone())
        liens = Balises(html).de("a")
        assert f"{len(liens) + 1} points sont à corriger" in html


class TestTableau:
    def test_no_line_gives_the_empty_state(self):
        source = (
            '<c-tableau legende="L" :lignes="vide"><c-slot name="vide"><c-vide titre="Rien" /></c-slot></c-tableau>'
        )
        html = rendre(source)
        assert "<table" not in html
        assert "Rien" in html

    def test_lines_give_a_table_with_its_caption(self):
        vide = '<c-slot name="vide">Rien</c-slot>'
        html = rendre(f'<c-tableau legende="Mes sessions" :lignes="page">{vide}<tr><td>1</td></tr></c-tableau>')
        assert "Mes sessions</caption>" in html
        assert "Rien" not in html

    def test_a_sorted_column_says_so_and_turns_round(self):
        html = rendre('<c-colonne libelle="Fin" cle="fin" />', "?etat=A&tri=fin&page=2")
        assert Balises(html).de("th")[0]["aria-sort"] == "ascending"
        assert Balises(html).de("a")[0]["href"] == "?etat=A&tri=-fin"

    def test_pages_keep_the_filters(self):
        liens = [
            attrs["href"]
            for attrs in Balises(rendre('<c-pagination :page="page" libelle="session" />', "?etat=A&page=3")).de("a")
        ]
        assert "?etat=A&page=2" in liens
        assert "?etat=A&page=4" in liens
        assert "?etat=A&par_page=50" in liens

    @pytest.mark.parametrize(
        ("nombre", "mots"), [(0, "0\u00a0session"), (1, "1\u00a0session"), (57, "57\u00a0sessions")]
    )
    def test_the_count_is_told(self, nombre, mots):
        page = Paginator(range(nombre), 10).page(1)
        assert mots in rendre('<c-pagination :page="page" libelle="session" />', page=page)


class TestSuivi:
    def test_a_state_is_a_word_and_an_icon(self):
        html = rendre('<c-badge libelle="Retour du formateur" ton="attention" />')
        assert "Retour du formateur" in html
        assert "<svg" in html

    def test_a_step_says_where_it_stands(self):
        html = rendre('<c-etape libelle="Saisie" etat="ici" />')
        assert 'aria-current="step"' in html
        assert "en cours" in html

    def test_a_colour_never_becomes_a_style(self):
        html = rendre('<c-bande :couleur="c" />', c='red" style="x')
        assert 'fill="currentColor"' in html
        assert "style" not in html

    def test_a_work_is_asked_again_only_with_an_address(self):
        assert "hx-get" not in rendre('<c-progression valeur="20" max="20" />')
        assert 'hx-trigger="every 1s"' in rendre('<c-progression valeur="2" max="20" url="/x/" />')

    @pytest.mark.parametrize(("valeur", "cochee"), [("ECHEC", "ECHEC"), ("REUSSITE", "REUSSITE"), ("", None)])
    def test_the_answer_of_the_trainer_is_kept(self, valeur, cochee):
        html = rendre('<c-resultat-ligne nom="JÉGOU" champ="r1" valeur="{{ v }}" />', v=valeur)
        choisies = [attrs["value"] for attrs in Balises(html).de("input") if "checked" in attrs]
        assert choisies == ([cochee] if cochee else [])


PAGES = ["/galerie/", "/galerie/?un=1", *(f"/galerie/exemples/{nom}/" for nom in sorted(exemples.NOMS))]


@pytest.mark.parametrize("adresse", PAGES)
def test_a_page_of_the_gallery_holds_the_rules(adresse, client, db):
    html = client.get(adresse).content.decode()
    lues = Balises(html)
    assert (lues.desordre, lues.ouvertes) == ([], [])
    assert len(lues.de("h1")) == 1
    assert len(lues.de("main")) == 1
    assert [attrs for _, attrs in lues.balises if "style" in attrs] == []
    assert [attrs for attrs in lues.de("script") if "src" not in attrs] == []
    assert [nom for _, attrs in lues.balises for nom in attrs if nom.startswith(("on", "hx-on"))] == []
    identifiants = [attrs["id"] for _, attrs in lues.balises if "id" in attrs]
    assert len(identifiants) == len(set(identifiants))


def test_an_unknown_sample_is_not_found(client, db):
    assert client.get("/galerie/exemples/rien/").status_code == 404


EXPRESSION = re.compile(r"[\w.]+|\[.*\]|\{.*\}|-?\d+|'[^']*'")
MODELES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


def test_a_dynamic_attribute_is_a_path_never_an_expression():
    """`:actif="a == b"` would be false in silence: write `actif="{% if a == b %}oui{% endif %}"`."""
    fautes = []
    for chemin in MODELES:
        texte = re.sub(r"(?s)\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", chemin.read_text())
        paires = [
            paire
            for balise in re.findall(r"<c-[^>]*>", texte)
            for paire in re.findall(r'\s:([\w-]+)="([^"]*)"', balise)
        ]
        fautes += [
            (chemin.name, nom, valeur)
            for nom, valeur in paires
            if "{" not in valeur and not EXPRESSION.fullmatch(valeur)
        ]
    assert fautes == []


def test_every_class_of_the_templates_is_drawn():
    feuilles = "".join(chemin.read_text() for chemin in (settings.BASE_DIR / "static/css").glob("*.css"))
    dessinees = set(re.findall(r"\.([a-z][a-z0-9-]*)", feuilles))
    inconnues = set()
    for chemin in (settings.BASE_DIR / "templates/web").rglob("*.html"):
        texte = re.sub(r"(?s)\{\{.*?\}\}|\{%.*?%\}", "\0", chemin.read_text())
        mots = [mot for classes in re.findall(r'\bclasse?="([^"]*)"', texte) for mot in classes.split()]
        inconnues |= {(chemin.name, mot) for mot in mots if "\0" not in mot and mot not in dessinees}
    assert inconnues == set()


def test_typography_of_the_components():
    fautes = []
    for chemin in sorted([*COMPOSANTS.glob("*.html"), *(settings.BASE_DIR / "templates/web").glob("*.html")]):
        texte = re.sub(r"(?s)\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|\{%.*?%\}|<[^>]*>", "", chemin.read_text())
        fautes += [(chemin.name, faute) for faute in re.findall(r"\w'\w| [;?!»:](?!\w)|« ", texte)]
    assert fautes == []
