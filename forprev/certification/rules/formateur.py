"""The trainer of a session: the four checks of *Lancer la vérification* [SES-06]."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forprev.certificats.rules import FaitCertificat
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison


@dataclass(frozen=True, slots=True)
class FaitFormateur:
    """A person found, with every trainer certificate they were ever given."""

    personne_id: int
    certificats: tuple[FaitCertificat, ...] = ()


@dataclass(frozen=True, slots=True)
class Controle:
    """One of the four lines: `reussi` is None when an earlier line failed and this one could not be asked."""

    libelle: str
    reussi: bool | None
    texte: str = ""


_LIBELLES = (
    "La personne est connue de Forprev",
    "Elle a été certifiée comme formateur",
    "Elle détient un certificat qui qualifie pour ce dispositif et ce niveau",
    "Ce certificat est valable à la date de fin de session",
)


def controles(
    formateur: FaitFormateur | None, *, qualifiants: frozenset[int] | None, date_fin: date | None
) -> tuple[Controle, ...]:
    """The four checks, in order: known, certified, qualified, valid on the end date (included) [SES-06].

    `qualifiants` are the dispositif/niveaux whose certificates qualify for the session's, None until it has one.
    """
    reponses: list[tuple[bool | None, str]] = [_connue(formateur)]
    certificats = formateur.certificats if formateur else ()
    utiles = [c for c in certificats if c.dispositif_niveau_id in (qualifiants or ())]
    reponses.append((bool(certificats), "" if certificats else "Aucun certificat de formateur n’est enregistré."))
    reponses.append(_qualifie(utiles, qualifiants))
    reponses.append(_valable(utiles, date_fin))
    return tuple(_lignes(reponses))


def _lignes(reponses: Sequence[tuple[bool | None, str]]) -> Iterable[Controle]:
    poursuivre = True
    for libelle, (reussi, texte) in zip(_LIBELLES, reponses, strict=True):
        yield Controle(libelle, reussi, texte) if poursuivre else Controle(libelle, None)
        poursuivre = poursuivre and bool(reussi)


def _connue(formateur: FaitFormateur | None) -> tuple[bool, str]:
    if formateur:
        return True, ""
    return False, "Aucune personne ne correspond : vérifiez le numéro, ou le nom, le prénom et la date de naissance."


def _qualifie(utiles: Sequence[FaitCertificat], qualifiants: frozenset[int] | None) -> tuple[bool | None, str]:
    if qualifiants is None:
        return None, "Renseignez le dispositif et le niveau."
    return bool(utiles), "" if utiles else "Ses certificats concernent d’autres dispositifs ou niveaux."


def _valable(utiles: Sequence[FaitCertificat], date_fin: date | None) -> tuple[bool | None, str]:
    if date_fin is None:
        return None, "Renseignez la date de fin de session."
    valables = [c for c in utiles if c.est_valide(le=date_fin)]
    if valables:
        fins = [c.fin for c in valables]
        return True, "Sans fin de validité." if None in fins else f"Jusqu’au {longue(max(f for f in fins if f))}."
    return False, " ".join(_pourquoi(c, date_fin) for c in utiles)


def _pourquoi(certificat: FaitCertificat, date_fin: date) -> str:
    if certificat.revoque_le and certificat.revoque_le <= date_fin:
        return f"Certificat révoqué le {longue(certificat.revoque_le)}."
    if date_fin < certificat.delivre_le:
        return (
            f"Certificat délivré le {longue(certificat.delivre_le)} : choisissez une date de fin à partir de ce jour."
        )
    assert certificat.fin is not None
    return (
        f"Certificat valable jusqu’au {longue(certificat.fin)} inclus : choisissez une date de fin qui ne dépasse pas "
        "ce jour, ou un autre formateur."
    )


def raisons_formateur(resultat: Sequence[Controle]) -> list[Raison]:
    """The failed checks as reasons; the last, without a date, is left to the date's own reason."""
    return [
        Raison("formateur_refuse", f"{c.libelle} : non. {c.texte}".strip(), "formateur")
        for c in resultat
        if c.reussi is False
    ]
