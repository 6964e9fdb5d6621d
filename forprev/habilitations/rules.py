"""When a habilitation is valid, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forprev.socle.dates import dans, longue
from forprev.socle.raisons import Raison


@dataclass(frozen=True, slots=True)
class FaitPeriode:
    """A stretch of the right; it counts from the later of its start and the day it was granted [HAB-08]."""

    debut: date
    fin: date
    accordee_le: date

    @property
    def compte_du(self) -> date:
        return max(self.debut, self.accordee_le)


@dataclass(frozen=True, slots=True)
class FaitSuspension:
    """A suspension, first and last day included; `au=None` runs until lifted [HAB-03]."""

    du: date
    au: date | None


@dataclass(frozen=True, slots=True)
class FaitsHabilitation:
    """All that decides whether the right is valid on a day."""

    periodes: Sequence[FaitPeriode]
    suspensions: Sequence[FaitSuspension] = ()
    retrait_le: date | None = None
    renonciation_le: date | None = None


def raisons_invalidite(faits: FaitsHabilitation, *, le: date) -> list[Raison]:
    """Why the habilitation is not valid on `le`; empty when it is [HAB-03, HAB-08, HAB-10]."""
    for fin, mot in ((faits.retrait_le, "retirée"), (faits.renonciation_le, "abandonnée par l’entité")):
        if fin and le >= fin:
            return [Raison("habilitation_close", f"Cette habilitation a été {mot} le {longue(fin)}.", "date_fin")]
    suspension = next((s for s in faits.suspensions if dans(le, s.du, s.au)), None)
    if suspension:
        jusque = f"jusqu’au {longue(suspension.au)} inclus" if suspension.au else "jusqu’à nouvel ordre"
        texte = f"Cette habilitation est suspendue depuis le {longue(suspension.du)}, {jusque}."
        return [Raison("habilitation_suspendue", texte, "date_fin")]
    if any(dans(le, p.compte_du, p.fin) for p in faits.periodes):
        return []
    return [Raison("habilitation_hors_periode", _hors_periode(faits, le), "date_fin")]


def _hors_periode(faits: FaitsHabilitation, le: date) -> str:
    passees = [p.fin for p in faits.periodes if p.fin < le]
    futures = [p.compte_du for p in faits.periodes if p.compte_du > le]
    debut = f"Cette habilitation n’est pas valable au {longue(le)}"
    if passees and futures:
        return f"{debut} : elle a pris fin le {longue(max(passees))} et ne reprend que le {longue(min(futures))}."
    if passees:
        return (
            f"Cette habilitation n’est plus valable au {longue(le)} (échéance le {longue(max(passees))}). "
            "Choisissez une date de fin antérieure ou renouvelez l’habilitation."
        )
    if futures:
        return f"{debut} : elle commence le {longue(min(futures))}."
    return f"{debut}."


def est_valide(faits: FaitsHabilitation, *, le: date) -> bool:
    """True when the right holds on `le` [HAB-03]."""
    return not raisons_invalidite(faits, le=le)


def valide_au_moins_un_jour(faits: FaitsHabilitation, *, du: date, au: date) -> bool:
    """True when the right holds on at least one day of [du, au], both included [SES-03].

    Only days where something begins or has just ended can be the first valid one, so only those are tried.
    """
    jours = {du, *(p.compte_du for p in faits.periodes)}
    jours |= {date.fromordinal(s.au.toordinal() + 1) for s in faits.suspensions if s.au}
    return any(du <= jour <= au and est_valide(faits, le=jour) for jour in jours)


def raisons_suspension(faits: FaitsHabilitation, *, du: date, au: date | None) -> list[Raison]:
    """Refuse a suspension that ends before it begins, or that meets another [HAB-05]."""
    if au is not None and au < du:
        return [Raison("suspension_dates", "Le dernier jour précède le premier.", "au")]
    croisee = next((s for s in faits.suspensions if (s.au is None or s.au >= du) and (au is None or s.du <= au)), None)
    if croisee is None:
        return []
    jusque = f"au {longue(croisee.au)}" if croisee.au else "à nouvel ordre"
    texte = f"Une suspension court déjà du {longue(croisee.du)} {jusque}\u00a0: levez-la d’abord."
    return [Raison("suspension_croisee", texte, "du")]


def raisons_fin(faits: FaitsHabilitation, *, jour: date, le: date) -> list[Raison]:
    """Refuse to withdraw or give up a right that is no longer held, or in the past [HAB-05, HAB-10]."""
    if (close := _deja_close(faits)) is not None:
        return [close]
    if jour < le:
        return [Raison("date_passee", "Choisissez aujourd’hui ou un jour à venir.", "jour")]
    if all(periode.fin < jour for periode in faits.periodes):
        derniere = max(periode.fin for periode in faits.periodes)
        texte = f"Cette habilitation prend fin d’elle-même le {longue(derniere)}."
        return [Raison("deja_finie", texte, "jour")]
    return []


def _deja_close(faits: FaitsHabilitation) -> Raison | None:
    for fin, mot in ((faits.retrait_le, "retirée"), (faits.renonciation_le, "abandonnée")):
        if fin:
            return Raison("deja_close", f"Cette habilitation est déjà {mot} au {longue(fin)}.")
    return None


def raisons_prolongation(faits: FaitsHabilitation, *, fin: date) -> list[Raison]:
    """Refuse an end that is not later than the present one, or a right withdrawn or given up [HAB-09]."""
    if (close := _deja_close(faits)) is not None:
        return [close]
    actuelle = max(periode.fin for periode in faits.periodes)
    if fin > actuelle:
        return []
    texte = f"L’habilitation va déjà jusqu’au {longue(actuelle)}\u00a0: choisissez un jour postérieur."
    return [Raison("fin_anterieure", texte, "fin")]


def raisons_delegation(
    *, delegataire: bool, inconnues: int, choisies: Sequence[tuple[str, FaitsHabilitation]], le: date
) -> list[Raison]:
    """Refuse to attach somebody who is no délégataire, or to a habilitation that is not the entity's or not active on
    `le` [ACC-12].

    `inconnues`: how many of those asked for are not the entity's; `choisies`: the others, with what they are called.
    """
    if not delegataire:
        return [Raison("pas_delegataire", "Seul un délégataire est rattaché à des habilitations.", "habilitations")]
    if inconnues:
        texte = "Cette habilitation n’est pas de celles de l’entité\u00a0: choisissez dans la liste."
        return [Raison("habilitation_inconnue", texte, "habilitations")]
    return [
        Raison(raison.code, f"{nom}\u00a0: {raison.texte}", "habilitations")
        for nom, faits in choisies
        for raison in raisons_invalidite(faits, le=le)
    ]
