"""What forms and lists share."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from forprev.socle.dates import courte
from forprev.socle.raisons import Raison, Refus
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev, lire_date
from forprev.web.commun.listes import ordre


class Formulaire(FormulaireForprev):
    nom = forms.CharField(label="Nom")
    commentaire = forms.CharField(required=False, widget=forms.Textarea)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    email = forms.EmailField(required=False)
    date_fin = ChampDate(label="Date de fin", required=False)


def rempli(**champs) -> Formulaire:
    formulaire = Formulaire({"nom": "x"} | champs)
    formulaire.is_valid()
    return formulaire


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texte",
    [
        "12/03/2026", "12-03-2026", "12.03.2026", "12 03 2026", "12/3/2026", "2026-03-12", "12032026",
        " 12/03/2026 ", "12\u00a003\u00a02026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(texte):
    assert lire_date(texte) == date(2026, 3, 12)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_day_shown_is_read_back(jour):
    assert lire_date(courte(jour)) == lire_date(jour.isoformat()) == jour


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("31/02/2026", "Le 31/02/2026 n’existe pas."),
        ("29/2/2027", "Le 29/02/2027 n’existe pas."),
        ("2026-13-01", "Le 01/13/2026 n’existe pas."),
        ("01/01/0026", "Le 01/01/0026 n’existe pas."),
        ("12/03/26", "Écrivez l’année en quatre chiffres, par exemple 12/03/2026."),
        ("mars 2026", "Écrivez la date sous la forme JJ/MM/AAAA, par exemple 12/03/2026."),
        ("12/03/2026 8h", "Écrivez la date sous la forme JJ/MM/AAAA, par exemple 12/03/2026."),
        ("١٢/٠٣/٢٠٢٦", "Écrivez la date sous la forme JJ/MM/AAAA, par exemple 12/03/2026."),
    ],
)
def test_what_is_not_a_day_is_said(texte, message):
    with pytest.raises(ValidationError) as erreur:
        lire_date(texte)
    assert erreur.value.messages == [message]


def test_a_date_field_keeps_what_was_typed_beside_its_error():
    formulaire = rempli(date_fin="31/02/2026")

    assert formulaire.errors == {"date_fin": ["Le 31/02/2026 n’existe pas."]}
    assert 'value="31/02/2026"' in str(formulaire["date_fin"])


def test_a_date_field_shows_the_french_form_and_may_be_empty():
    assert 'value="12/03/2026"' in str(Formulaire(initial={"date_fin": date(2026, 3, 12)})["date_fin"])
    assert rempli(date_fin="  ").cleaned_data["date_fin"] is None


def test_a_required_date_says_so():
    class Exigeant(FormulaireForprev):
        jour = ChampDate()

    assert Exigeant({"jour": " "}).errors == {"jour": ["Ce champ est obligatoire."]}


# --- texts -----------------------------------------------------------------------------------------------------------


def test_a_line_is_cleaned_before_it_is_judged():
    assert rempli(nom="  Anne\u200b   d'Arc ").cleaned_data["nom"] == "Anne d’Arc"
    assert rempli(nom="\u200b \u00a0").errors == {"nom": ["Ce champ est obligatoire."]}


def test_passwords_addresses_and_long_texts_stay_as_typed():
    propre = rempli(secret="a  'b'", email="o'neil@example.org", commentaire="l'un\n\nl'autre").cleaned_data

    assert (propre["secret"], propre["email"]) == ("a  'b'", "o'neil@example.org")
    assert propre["commentaire"] == "l'un\n\nl'autre"


# --- refusals --------------------------------------------------------------------------------------------------------


def test_a_refusal_stands_beside_its_field_and_warnings_do_not_forbid():
    formulaire = rempli()
    with formulaire.refus_en_erreurs():
        raise Refus(
            Raison("un", "Cette date est trop tôt.", "date_fin"),
            Raison("deux", "La session est déjà soumise."),
            Raison("trois", "Champ d’un autre formulaire.", "formateur"),
            Raison("quatre", "Simple avertissement.", "nom", bloquante=False),
        )

    assert not formulaire.is_valid()
    assert formulaire.errors == {
        "date_fin": ["Cette date est trop tôt."],
        "__all__": ["La session est déjà soumise.", "Champ d’un autre formulaire."],
    }
    assert formulaire.has_error("date_fin", "un")


def test_without_refusal_the_form_stays_valid():
    formulaire = rempli()
    with formulaire.refus_en_erreurs():
        pass

    assert formulaire.is_valid()


def test_another_error_is_not_hidden():
    with pytest.raises(ZeroDivisionError), rempli().refus_en_erreurs():
        raise ZeroDivisionError


# --- lists -----------------------------------------------------------------------------------------------------------


def test_the_order_always_ends_with_the_key():
    assert ordre(["-fin", "nom"], inverse=False) == ["-fin", "nom", "pk"]
    assert ordre(["-fin", "nom"], inverse=True) == ["fin", "-nom", "-pk"]
