"""The filters and tags of every template."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from forprev.web.templatetags import forprev as t

JOUR = date(2026, 3, 12)


def rendre(source: str, **contexte: object) -> str:
    return Template("{% load forprev %}" + source).render(Context(contexte))


class TestDates:
    @pytest.mark.parametrize(
        ("filtre", "attendu"),
        [
            (t.date_longue, "12 mars 2026"),
            (t.date_courte, "12/03/2026"),
            (t.date_abregee, "12 mars 2026"),
            (t.date_avec_jour, "Jeudi 12 mars 2026"),
            (t.date_iso, "2026-03-12"),
        ],
    )
    def test_each_form(self, filtre, attendu):
        assert filtre(JOUR).replace("\u00a0", " ") == attendu

    @pytest.mark.parametrize(
        "filtre", [t.date_longue, t.date_courte, t.date_abregee, t.date_avec_jour, t.date_iso, t.heure]
    )
    def test_no_date_says_nothing(self, filtre):
        assert filtre(None) == ""

    def test_first_of_the_month_and_short_months(self):
        assert t.date_abregee(date(2027, 1, 1)) == "1er\u00a0janv.\u00a02027"

    def test_an_instant_is_told_in_paris(self):
        soir = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
        assert t.date_courte(soir) == "13/03/2026"
        assert t.date_et_heure(soir).replace("\u00a0", " ") == "13 mars 2026 à 0 h 30"

    @pytest.mark.parametrize(
        ("jour", "attendu"),
        [(12, "depuis aujourd’hui"), (11, "depuis hier"), (8, "depuis 4\u00a0jours"), (13, "depuis aujourd’hui")],
    )
    def test_since_when(self, jour, attendu):
        assert t.depuis(date(2026, 3, jour), JOUR) == attendu

    @pytest.mark.parametrize(
        ("jour", "attendu"),
        [(12, "aujourd’hui"), (13, "demain"), (20, "dans 8\u00a0jours"), (10, "dépassée depuis 2\u00a0jours")],
    )
    def test_deadline(self, jour, attendu):
        assert t.echeance(date(2026, 3, jour), JOUR) == attendu


class TestMots:
    @pytest.mark.parametrize(("nombre", "attendu"), [(0, ""), (1, ""), (2, "s")])
    def test_zero_is_singular(self, nombre, attendu):
        assert t.pluriel(nombre) == attendu

    def test_plural_of_a_word(self):
        assert (t.pluriel(1, "al,aux"), t.pluriel(3, "al,aux")) == ("al", "aux")

    @pytest.mark.parametrize(
        ("nombre", "formes", "attendu"),
        [
            (0, "session", "0\u00a0session"),
            (1, "session", "1\u00a0session"),
            (3, "session", "3\u00a0sessions"),
            (12345, "session", "12\u202f345\u00a0sessions"),
            (2, "cheval,chevaux", "2\u00a0chevaux"),
        ],
    )
    def test_count(self, nombre, formes, attendu):
        assert t.compte(nombre, formes) == attendu

    def test_typography(self):
        assert t.typo('L\'état : "vu" ? n° 5 ; « oui » !') == (
            'L’état\u00a0: "vu"\u202f? n°\u00a05\u202f; «\u202foui\u202f»\u202f!'
        )

    def test_typography_leaves_times_and_addresses_alone(self):
        assert t.typo("https://forprev.test à 14:05") == "https://forprev.test à 14:05"

    def test_typography_twice_changes_nothing(self):
        une_fois = t.typo("Vrai ? « oui » : n° 3 !")
        assert t.typo(une_fois) == une_fois


class TestDessins:
    def test_an_icon_is_inline_and_silent(self):
        html = t.icone("coche", "grande")
        assert 'class="icone grande"' in html
        assert 'aria-hidden="true"' in html
        assert "<path" in html
        assert html.count("<svg") == 1

    @pytest.mark.parametrize("nom", ["inconnue", "../favicon", "", "Coche"])
    def test_an_unknown_icon_is_refused(self, nom):
        with pytest.raises(TemplateSyntaxError):
            t.icone(nom)

    @pytest.mark.parametrize(
        ("valeur", "attendu"),
        [
            ("#c2185b", "#c2185b"),
            ("red", "currentColor"),
            ('#fff"/>', "currentColor"),
            ("", "currentColor"),
            (None, "currentColor"),
        ],
    )
    def test_only_a_colour_reaches_the_page(self, valeur, attendu):
        assert t.couleur_sure(valeur) == attendu

    def test_every_tone_has_an_icon_that_exists(self):
        for ton in ("neutre", "info", "succes", "attention", "danger", "accent"):
            assert "<svg" in t.icone(t.icone_de_ton(ton))

    def test_bars_keep_their_proportions(self):
        dessin = t.geometrie_barres([{"libelle": "mars", "valeur": 50}, {"libelle": "avril", "valeur": 100}])
        hauteurs = [barre["hauteur"] for barre in dessin["barres"]]
        assert hauteurs == [42, 84]
        assert all(barre["y"] + barre["hauteur"] == 90 for barre in dessin["barres"])

    @pytest.mark.parametrize("valeurs", [[], [{"libelle": "mars", "valeur": 0}]])
    def test_nothing_to_draw_is_flat(self, valeurs):
        assert all(barre["hauteur"] == 2 for barre in t.geometrie_barres(valeurs)["barres"])


class TestAdresses:
    def adresse(self, requete: str, source: str, **contexte: object) -> str:
        request = RequestFactory().get(f"/liste/{requete}")
        return rendre(source, request=request, **contexte)

    def test_the_filters_stay(self):
        assert self.adresse("?etat=A&etat=B&page=3", "{% adresse_avec page=4 %}") == "?etat=A&amp;etat=B&amp;page=4"

    def test_an_empty_value_leaves(self):
        assert self.adresse("?etat=A&page=3", "{% adresse_avec page=None %}") == "?etat=A"

    @pytest.mark.parametrize(
        ("requete", "adresse", "sens"),
        [
            ("?etat=A&page=3", "?etat=A&tri=fin", "none"),
            ("?tri=fin", "?tri=-fin", "ascending"),
            ("?tri=-fin", "?tri=fin", "descending"),
            ("?tri=numero", "?tri=fin", "none"),
        ],
    )
    def test_a_head_turns_the_order_round(self, requete, adresse, sens):
        source = '{% tri_de "fin" as tri %}{{ tri.adresse|safe }} {{ tri.sens }}'
        assert self.adresse(requete, source) == f"{adresse} {sens}"

    def test_the_order_of_the_view_is_shown(self):
        assert self.adresse("", '{% tri_de "fin" as tri %}{{ tri.sens }}', tri_actif="-fin") == "descending"

    def test_without_a_request_the_links_are_bare(self):
        assert rendre("{% adresse_avec page=2 %}") == "?page=2"


class FormulaireEssai(forms.Form):
    nom = forms.CharField(label="Nom")
    jour = forms.DateField(label="Jour", required=False)
    choix = forms.ChoiceField(label="Choix", choices=[("A", "a"), ("B", "b")], widget=forms.RadioSelect)
    cache = forms.CharField(widget=forms.HiddenInput, required=False)


class TestFormulaires:
    @pytest.mark.parametrize(
        ("champ", "genre", "ancre"),
        [
            ("nom", "texte", "id_nom"),
            ("jour", "date", "id_jour"),
            ("choix", "radio", "id_choix_0"),
            ("cache", "cache", "id_cache"),
        ],
    )
    def test_kind_and_anchor(self, champ, genre, ancre):
        borne = FormulaireEssai()[champ]
        assert (t.genre_champ(borne), t.ancre_champ(borne)) == (genre, ancre)

    def test_a_control_is_tied_to_its_error_then_its_hint(self):
        html = t.controle(FormulaireEssai({})["nom"], None, "En capitales")
        assert 'aria-describedby="id_nom_erreur id_nom_indice"' in html
        assert 'aria-invalid="true"' in html
        assert 'class="saisie"' in html

    def test_attributes_are_added_and_escaped(self):
        html = t.controle(FormulaireEssai()["nom"], {"hx-get": '/x/?a="1"', "class": "mien"})
        assert 'hx-get="/x/?a=&quot;1&quot;"' in html
        assert 'class="saisie mien"' in html

    def test_a_date_opens_the_figures_of_a_phone(self):
        assert 'inputmode="numeric"' in t.controle(FormulaireEssai()["jour"])

    def test_the_summary_follows_the_page_and_starts_with_the_whole(self):
        formulaire = FormulaireEssai({"jour": "hier"})
        formulaire.add_error(None, "Relisez la session.")
        lignes = t.resume_erreurs(formulaire)
        assert [ligne.ancre for ligne in lignes] == ["", "id_nom", "id_jour", "id_choix_0"]
        assert lignes[0].texte == "Relisez la session."

    def test_a_form_not_sent_has_no_summary(self):
        assert t.resume_erreurs(FormulaireEssai()) == []

    def test_required_fields_are_noticed(self):
        class Libre(forms.Form):
            nom = forms.CharField(required=False)
            jeton = forms.CharField(widget=forms.HiddenInput)

        assert t.a_des_requis(FormulaireEssai())
        assert not t.a_des_requis(Libre())
