"""Filters and tags of every template: French dates and plurals, icons, form controls, addresses."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django_cotton.templatetags import Attrs

from forprev.socle import dates
from forprev.socle.text import accorder

register = template.Library()

ESPACE_FINE = "\u202f"
INSECABLE = "\u00a0"
_MOIS_COURTS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
_COULEUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_NOM_ICONE = re.compile(r"[a-z0-9-]+\Z")


# --- dates -----------------------------------------------------------------------------------------------------------


def _jour(valeur: date | datetime) -> date:
    """The calendar day of a date or of an instant, in Paris."""
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur).date() if timezone.is_aware(valeur) else valeur.date()
    return valeur


@register.filter
def date_longue(valeur: date | datetime | None) -> str:
    """« 12 mars 2026 »; nothing for no date."""
    return dates.longue(_jour(valeur)) if valeur else ""


@register.filter
def date_courte(valeur: date | datetime | None) -> str:
    """« 12/03/2026 », for tables; nothing for no date."""
    return dates.courte(_jour(valeur)) if valeur else ""


@register.filter
def date_abregee(valeur: date | datetime | None) -> str:
    """« 24 nov. 2026 », where room is short; nothing for no date."""
    if not valeur:
        return ""
    jour = _jour(valeur)
    quantieme = "1er" if jour.day == 1 else jour.day
    return f"{quantieme}{INSECABLE}{_MOIS_COURTS[jour.month - 1]}{INSECABLE}{jour.year}"


@register.filter
def date_iso(valeur: date | datetime | None) -> str:
    """The machine form, for the `datetime` attribute."""
    return valeur.isoformat() if valeur else ""


@register.filter
def date_avec_jour(valeur: date | datetime | None) -> str:
    """« Vendredi 20 novembre 2026 », as a page writes it under its title."""
    texte = dates.avec_jour(_jour(valeur)) if valeur else ""
    return texte[:1].upper() + texte[1:]


@register.filter
def heure(valeur: datetime | None) -> str:
    """« 14 h 05 », Paris time; nothing for no instant."""
    if not valeur:
        return ""
    local = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
    return f"{local.hour}{INSECABLE}h{INSECABLE}{local.minute:02}"


@register.filter
def date_et_heure(valeur: datetime | None) -> str:
    """« 12 mars 2026 à 14 h 05 »; nothing for no instant."""
    return f"{date_longue(valeur)} à {heure(valeur)}" if valeur else ""


@register.filter
def depuis(valeur: date | datetime, aujourdhui: date | datetime) -> str:
    """« depuis 4 jours », « depuis hier », « depuis aujourd’hui »: the day is given, never taken from a clock."""
    ecart = (_jour(aujourdhui) - _jour(valeur)).days
    if ecart <= 0:
        return "depuis aujourd’hui"
    return "depuis hier" if ecart == 1 else f"depuis {ecart}{INSECABLE}jours"


@register.filter
def echeance(valeur: date | datetime, aujourdhui: date | datetime) -> str:
    """« dans 3 jours », « demain », « aujourd’hui », « dépassée depuis 2 jours »."""
    reste = (_jour(valeur) - _jour(aujourdhui)).days
    if reste < 0:
        return f"dépassée {depuis(valeur, aujourdhui)}"
    return {0: "aujourd’hui", 1: "demain"}.get(reste, f"dans {reste}{INSECABLE}jours")


# --- words and numbers -----------------------------------------------------------------------------------------------


@register.filter
def pluriel(nombre: int, formes: str = "s") -> str:
    """The ending (or word) for a number: `{{ n|pluriel }}`, `{{ n|pluriel:"al,aux" }}`. Zero is singular in French."""
    singulier, _, autre = formes.rpartition(",")
    return autre if nombre >= 2 else singulier


@register.filter
def nombre(valeur: int) -> str:
    """« 12 345 » with thin no-break spaces."""
    return f"{valeur:,}".replace(",", ESPACE_FINE)


@register.filter
def compte(valeur: int, formes: str) -> str:
    """« 1 session », « 3 sessions »: `{{ n|compte:"session" }}`, `{{ n|compte:"cheval,chevaux" }}`."""
    singulier, _, autre = formes.partition(",")
    return accorder(valeur, singulier, autre).replace(str(valeur), nombre(valeur), 1)


@register.filter
def typo(texte: str) -> str:
    """French typography for a text someone typed: ’, and no-break spaces before : ; ! ? » and after « and n°."""
    texte = str(texte).replace("'", "’")
    texte = re.sub(r"[ \u00a0\u202f]*([;!?»])", rf"{ESPACE_FINE}\1", texte)
    texte = re.sub(r"[ \u00a0\u202f]+:", f"{INSECABLE}:", texte)
    texte = re.sub(r"«[ \u00a0\u202f]*", f"«{ESPACE_FINE}", texte)
    return re.sub(r"\b([nN]°)[ \u00a0\u202f]*", rf"\1{INSECABLE}", texte)


@register.filter
def cle(table: Mapping | None, nom: Any) -> Any:
    """The value of a mapping under a key known only in the template; nothing when absent."""
    return (table or {}).get(nom, "")


# --- icons and colours -----------------------------------------------------------------------------------------------


@functools.cache
def _dessin(nom: str) -> str:
    """The inside of `static/icones/<nom>.svg`, read once a process. Raises TemplateSyntaxError for an unknown icon."""
    chemin = settings.BASE_DIR / "static" / "icones" / f"{nom}.svg"
    if not _NOM_ICONE.match(nom) or not chemin.is_file():
        raise template.TemplateSyntaxError(f"no icon is called {nom!r} in static/icones")
    return re.sub(r"(?s)^.*?<svg[^>]*>|</svg>\s*$", "", chemin.read_text(encoding="utf-8")).strip()


@register.simple_tag
def icone(nom: str, classe: str = "") -> SafeString:
    """The drawing, inline so that it takes the colour of the text; hidden from screen readers."""
    return format_html(
        '<svg class="icone{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        f" {classe}" if classe else "",
        mark_safe(_dessin(nom)),
    )


_TONS = {
    # tone: icon, word said to those who do not see the colour
    "neutre": ("crayon", ""),
    "info": ("info", "Information : "),
    "succes": ("succes", "Succès : "),
    "attention": ("attention", "Attention : "),
    "danger": ("danger", "Erreur : "),
    "accent": ("fleche-droite", ""),
}
_TON_DE_MESSAGE = {"success": "succes", "warning": "attention", "error": "danger"}


@register.filter
def icone_de_ton(ton: str) -> str:
    """The icon that goes with a tone. Raises KeyError for a tone that does not exist."""
    return _TONS[ton][0]


@register.filter
def mot_de_ton(ton: str) -> str:
    """The word that goes with a tone, for screen readers."""
    return _TONS[ton][1]


@register.filter
def ton_de_message(niveau: str) -> str:
    """The tone of a Django message from its level: « success » gives succes; anything calm gives info."""
    return _TON_DE_MESSAGE.get(niveau, "info")


@register.filter
def mot_d_etape(etat: str) -> str:
    """What the drawing of a step says, in words. Raises KeyError for a state that does not exist."""
    return {"faite": "fait", "ici": "en cours", "avenir": "à venir", "retour": "retournée", "simple": ""}[etat]


@register.filter
def couleur_sure(valeur: str) -> str:
    """A colour of the reference data fit for an SVG attribute, else the colour of the text."""
    return valeur if _COULEUR.match(str(valeur)) else "currentColor"


# --- addresses that keep the rest of the query ------------------------------------------------------------------------


def _parametres(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _adresse(parametres: QueryDict) -> str:
    return f"?{parametres.urlencode()}"


@register.simple_tag(takes_context=True)
def adresse_avec(context: Context, **changements: Any) -> str:
    """« ?etat=X&page=2 »: the present query with some values changed (an empty one removes its name)."""
    parametres = _parametres(context)
    for nom, valeur in changements.items():
        parametres.pop(nom, None)
        if valeur not in ("", None):
            parametres[nom] = str(valeur)
    return _adresse(parametres)


@dataclass(frozen=True)
class Tri:
    """A sortable column head: where its link goes, and how the list is sorted by it now."""

    adresse: str
    sens: str  # "ascending", "descending" or "none", as aria-sort says it
    icone: str


@register.simple_tag(takes_context=True)
def tri_de(context: Context, colonne: str, actif: str = "") -> Tri:
    """The head of a column: a second click turns the order round; the filters stay, the page starts again."""
    actif = actif or context.get("tri_actif") or _parametres(context).get("tri", "")
    sens = {colonne: "ascending", f"-{colonne}": "descending"}.get(actif, "none")
    suivant = f"-{colonne}" if sens == "ascending" else colonne
    icones = {"ascending": "tri-montant", "descending": "tri-descendant", "none": "tri"}
    return Tri(adresse_avec(context, tri=suivant, page=None), sens, icones[sens])


@register.filter
def pages_utiles(page: Any) -> list[int | str]:
    """The page numbers worth a link: first, last, and around the present one; `…` where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


# --- forms -----------------------------------------------------------------------------------------------------------

_GENRES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "cache"),
    (forms.CheckboxSelectMultiple, "cases"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "case"),
    (forms.Select, "liste"),
    (forms.Textarea, "texte-long"),
    (forms.FileInput, "fichier"),
    (forms.DateInput, "date"),
)


@register.filter
def genre_champ(champ: BoundField) -> str:
    """What kind of control a bound field is: cache, cases, radio, case, liste, texte-long, fichier, date or texte."""
    widget = champ.field.widget
    return next((genre for classe, genre in _GENRES if isinstance(widget, classe)), "texte")


@register.filter
def ancre_champ(champ: BoundField) -> str:
    """The id that a link of the error summary must reach: the control, or the first choice of a group."""
    return f"{champ.auto_id}_0" if genre_champ(champ) in ("radio", "cases") else champ.auto_id


_CLASSES = {"fichier": "saisie-fichier", "case": "", "radio": "", "cases": ""}


def _attributs(attrs: Mapping | None) -> dict[str, Any]:
    """A copy of the attributes given; those of a component come without its own parameters."""
    if attrs is None:
        return {}
    return dict(attrs.attrs_dict() if isinstance(attrs, Attrs) else attrs)


@register.simple_tag
def controle(champ: BoundField, attrs: Mapping | None = None, indice: str = "") -> SafeString:
    """The control of a bound field with its class, its description and its error tied to it.

    `attrs` are added as given (htmx attributes, autocomplete…): names and values are escaped by Django.
    """
    genre = genre_champ(champ)
    propres = _attributs(attrs)
    classe = _CLASSES.get(genre, "saisie")
    classes = " ".join(filter(None, [classe, champ.field.widget.attrs.get("class", ""), propres.pop("class", "")]))
    if classes:
        propres["class"] = classes
    if decrit := description(champ, indice):
        propres["aria-describedby"] = decrit
    if genre == "date":
        propres = {"inputmode": "numeric", "autocomplete": "off", "data-date": True} | propres
    return champ.as_widget(attrs=propres)


@register.simple_tag
def description(champ: BoundField, indice: str = "") -> str:
    """The ids that describe a field: its error first, then its hint."""
    erreur = f"{champ.auto_id}_erreur" if champ.errors else ""
    return " ".join(filter(None, [erreur, f"{champ.auto_id}_indice" if indice else ""]))


@register.filter
def a_des_requis(formulaire: forms.BaseForm) -> bool:
    """True when a visible field must be filled: the meaning of * is then said."""
    return any(champ.field.required for champ in formulaire.visible_fields())


@dataclass(frozen=True)
class ErreurAffichee:
    """One line of the summary: where its link leads (nowhere for the whole form) and what it says."""

    texte: str
    ancre: str = ""
    libelle: str = ""

    @property
    def separateur(self) -> str:
        return f"{INSECABLE}: " if self.libelle else ""


def _erreurs_de(formulaire: forms.BaseForm) -> list[ErreurAffichee]:
    globales = [ErreurAffichee(str(texte)) for texte in formulaire.non_field_errors()]
    par_champ = [
        ErreurAffichee(str(texte), ancre_champ(champ), str(champ.label))
        for champ in formulaire
        for texte in champ.errors
    ]
    return globales + par_champ


@register.simple_tag
def resume_erreurs(formulaire: forms.BaseForm | None, formulaires: list | None = None) -> list[ErreurAffichee]:
    """The errors of one form, or of several on one page, in the order of the page."""
    tous = ([formulaire] if formulaire else []) + list(formulaires or [])
    return [erreur for un in tous if un.is_bound for erreur in _erreurs_de(un)]


# --- charts ----------------------------------------------------------------------------------------------------------


_LARGEUR_DESSIN = 336
_PAS_MAXIMAL = 72
_HAUTEUR_BARRES = 84


@register.filter
def geometrie_barres(valeurs: list[Mapping]) -> dict[str, Any]:
    """Where each bar of a chart stands, in a drawing 336 units wide and 112 high; values are kept for the table.

    `valeurs` holds {"libelle", "valeur"}; an empty or all-zero list gives flat bars.
    """
    plus_haut = max((v["valeur"] for v in valeurs), default=0) or 1
    pas = min(_PAS_MAXIMAL, _LARGEUR_DESSIN // max(1, len(valeurs)))
    barres = []
    for rang, v in enumerate(valeurs):
        hauteur = max(2, round(_HAUTEUR_BARRES * v["valeur"] / plus_haut))
        barres.append(
            {**v, "x": rang * pas, "centre": rang * pas + pas // 2 - 3, "y": 90 - hauteur, "hauteur": hauteur}
        )
    return {"largeur": _LARGEUR_DESSIN, "epaisseur": pas - 6, "barres": barres}
