"""What every form shares: text made clean, French dates, refusals of the domain shown beside their field."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forprev.socle.raisons import Raison, Refus, bloquantes
from forprev.socle.text import nettoyer

_ISO = re.compile(r"(?P<a>\d{4})-(?P<m>\d{1,2})-(?P<j>\d{1,2})", re.ASCII)
_FRANCAISE = re.compile(r"(?P<j>\d{1,2})[ /.-](?P<m>\d{1,2})[ /.-](?P<a>\d{4})", re.ASCII)
_ACCOLEE = re.compile(r"(?P<j>\d{2})(?P<m>\d{2})(?P<a>\d{4})", re.ASCII)
_ANNEE_COURTE = re.compile(r"\d{1,2}[ /.-]\d{1,2}[ /.-]\d{1,3}", re.ASCII)
# Beyond, the months that a rule adds would leave the calendar.
PREMIERE_ANNEE, DERNIERE_ANNEE = 1000, 2999


def lire_date(texte: str) -> date:
    """The day that `texte` writes: 12/03/2026, 2/3/2026, 12.03.2026, 12032026 or 2026-03-12.

    Raises ValidationError, saying what to write or that the day does not exist.
    """
    ecrite = nettoyer(texte)
    lue = next((m for forme in (_ISO, _FRANCAISE, _ACCOLEE) if (m := forme.fullmatch(ecrite))), None)
    if lue is None:
        raise ValidationError(_a_ecrire(ecrite), code="date_illisible")
    jour, mois, annee = int(lue["j"]), int(lue["m"]), int(lue["a"])
    if annee > DERNIERE_ANNEE:
        raise ValidationError(f"L’année {annee} est trop lointaine\u00a0: vérifiez-la.", code="date_lointaine")
    try:
        if annee >= PREMIERE_ANNEE:
            return date(annee, mois, jour)
    except ValueError:
        pass
    raise ValidationError(f"Le {jour:02}/{mois:02}/{annee:04} n’existe pas.", code="date_impossible")


def _a_ecrire(ecrite: str) -> str:
    if _ANNEE_COURTE.fullmatch(ecrite):
        return "Écrivez l’année en quatre chiffres, par exemple 12/03/2026."
    return "Écrivez la date sous la forme JJ/MM/AAAA, par exemple 12/03/2026."


class ChampDate(forms.DateField):
    """A day typed by hand or chosen in the browser's calendar, shown as JJ/MM/AAAA."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            return lire_date(value) if nettoyer(value) else None
        return super().to_python(value)


class FormulaireForprev(forms.Form):
    """The base of every form of the screens.

    One-line texts are cleaned before any validation (odd spaces, control characters, straight apostrophes); passwords,
    addresses and long texts are left as typed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            if est_une_ligne(champ):
                champ.to_python = _nettoyer_puis(champ.to_python)  # type: ignore[method-assign, assignment]

    def refuser(self, raisons: Iterable[Raison]) -> None:
        """Show the reasons that forbid, each beside its field, or on top of the form when it has none there."""
        for raison in bloquantes(raisons):
            champ = raison.champ if raison.champ in self.fields else None
            self.add_error(champ, ValidationError(raison.texte, code=raison.code))

    @contextmanager
    def refus_en_erreurs(self) -> Iterator[None]:
        """Run a domain call: its refusal becomes errors of the form, `is_valid()` then tells which it was."""
        try:
            yield
        except Refus as refus:
            self.refuser(refus.raisons)


def est_une_ligne(champ: forms.Field) -> bool:
    """True for a plain text field on one line: neither a password, nor an address, nor a long text."""
    return type(champ) is forms.CharField and type(champ.widget) in (forms.TextInput, forms.HiddenInput)


def _nettoyer_puis(convertir: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda valeur: convertir(nettoyer(valeur) if isinstance(valeur, str) else valeur)
