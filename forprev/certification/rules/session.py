"""What is declared of a session: end date, habilitation, model, place, kind of training."""

from dataclasses import dataclass
from datetime import date, timedelta

from forprev.certification.deadlines import fenetre_de_saisie
from forprev.certification.states import TypeLieu, TypeStage
from forprev.habilitations.rules import FaitsHabilitation, raisons_invalidite
from forprev.socle.dates import courte, dans, longue, plus_mois
from forprev.socle.raisons import Raison


@dataclass(frozen=True, slots=True)
class FaitModele:
    """A model of certificate as far as a session is concerned; the days of effect are included."""

    id: int
    dispositif_niveau_id: int
    libelle: str
    effet_du: date
    effet_au: date | None
    initial: bool
    mise_a_jour: bool
    age_minimum: int | None = None
    age_bloquant: bool = False


@dataclass(frozen=True, slots=True)
class FaitLieu:
    """The place as typed. `plateforme_utilisable` is None when no plateforme is chosen."""

    type: str = ""
    plateforme_nom: str = ""
    plateforme_utilisable: bool | None = None
    code_postal: str = ""
    commune: str = ""
    pays: str = ""
    ville: str = ""


@dataclass(frozen=True, slots=True)
class FaitHabilitation:
    """The right under which the session is declared. `plateforme_requise` is None while the end date is unknown, since
    the requirement is dated; `deleguee` is False when a délégataire has no delegation, `de_l_entite` when the right is
    another entity's; `delegation_jusqu_au` bounds the end dates of a délégataire whose delegation has ended."""

    dispositif_niveau_id: int
    faits: FaitsHabilitation
    plateforme_requise: bool | None = False
    deleguee: bool = True
    de_l_entite: bool = True
    delegation_jusqu_au: date | None = None


@dataclass(frozen=True, slots=True)
class FaitsSession:
    """The tab *Session*."""

    date_fin: date | None = None
    type_stage: str = ""
    habilitation: FaitHabilitation | None = None
    modele: FaitModele | None = None
    lieu: FaitLieu = FaitLieu()


def fins_acceptees(le: date) -> tuple[date, date]:
    """First and last end date (included) of a session that can be entered on `le` [SES-05].

    Adding months is not reversible at month ends, so the days around « 3 months » are tried one by one.
    """
    autour = [timedelta(days=n) for n in range(-4, 5)]
    premieres = [plus_mois(le, -3) + ecart for ecart in autour]
    dernieres = [plus_mois(le, 3) + ecart for ecart in autour]
    return min(d for d in premieres if le <= fenetre_de_saisie(d)[1]), max(
        d for d in dernieres if fenetre_de_saisie(d)[0] <= le
    )


def raisons_fenetre(date_fin: date, *, le: date) -> list[Raison]:
    """Refuse an end date whose window of entry does not hold `le` [SES-05]."""
    if dans(le, *fenetre_de_saisie(date_fin)):
        return []
    premiere, derniere = fins_acceptees(le)
    texte = (
        f"Une session se saisit et se soumet de 3 mois avant à 3 mois après sa date de fin. Au {longue(le)}, "
        f"la date de fin doit être comprise entre le {longue(premiere)} et le {longue(derniere)}."
    )
    return [Raison("hors_fenetre", texte, "date_fin")]


def raisons_habilitation(habilitation: FaitHabilitation | None, date_fin: date | None) -> list[Raison]:
    """Refuse a right not held, not delegated, or not valid on the end date [SES-01, SES-03, SES-05, SES-32]."""
    if habilitation is None:
        return [Raison("habilitation_absente", "Le dispositif et le niveau doivent être renseignés.", "habilitation")]
    if not habilitation.de_l_entite:
        return [Raison("habilitation_autre", "Cette habilitation n’est pas celle de votre entité.", "habilitation")]
    if not habilitation.deleguee:
        return [Raison("non_deleguee", "Cette habilitation ne vous est pas déléguée.", "habilitation")]
    if date_fin is None:
        return []
    borne = habilitation.delegation_jusqu_au
    if borne and date_fin > borne:
        texte = f"Votre délégation a pris fin le {longue(borne)} : la date de fin ne peut pas être postérieure."
        return [Raison("delegation_terminee", texte, "date_fin")]
    return raisons_invalidite(habilitation.faits, le=date_fin)


def raisons_modele(session: FaitsSession) -> list[Raison]:
    """Refuse a model absent, of another dispositif/niveau, or not in force on the end date [SES-03, SES-39]."""
    modele, habilitation = session.modele, session.habilitation
    if modele is None:
        return [Raison("modele_absent", "Le certificat doit être renseigné.", "modele")]
    if habilitation and modele.dispositif_niveau_id != habilitation.dispositif_niveau_id:
        return [Raison("modele_autre", "Ce certificat n’est pas de ce dispositif et de ce niveau.", "modele")]
    if session.date_fin and not dans(session.date_fin, modele.effet_du, modele.effet_au):
        fin = f" au {courte(modele.effet_au)}" if modele.effet_au else ""
        texte = (
            f"Ce certificat n’est pas en vigueur au {longue(session.date_fin)} "
            f"(en vigueur du {courte(modele.effet_du)}{fin})."
        )
        return [Raison("modele_hors_effet", texte, "modele")]
    return []


def raisons_type_stage(session: FaitsSession) -> list[Raison]:
    """Refuse a kind of training absent or that the model does not allow [SES-03]."""
    if not session.type_stage:
        return [Raison("stage_absent", "L’identification du stage doit être renseignée.", "type_stage")]
    modele = session.modele
    permis = modele is None or (modele.initial if session.type_stage == TypeStage.INITIAL else modele.mise_a_jour)
    if permis:
        return []
    return [Raison("stage_interdit", "Ce certificat n’admet pas ce type de stage.", "type_stage")]


def raisons_lieu(session: FaitsSession) -> list[Raison]:
    """Refuse a place absent, incomplete, or of the wrong kind [SES-04]."""
    lieu = session.lieu
    if not lieu.type:
        return [Raison("lieu_absent", "Le lieu de formation doit être renseigné.", "type_lieu")]
    requise = session.habilitation.plateforme_requise if session.habilitation else False
    if requise is not None and requise != (lieu.type == TypeLieu.PLATEFORME):
        texte = (
            "Ce dispositif demande une plateforme pédagogique de l’habilitation."
            if requise
            else "Ce dispositif ne demande pas de plateforme : indiquez un lieu en France ou à l’étranger."
        )
        return [Raison("lieu_autre", texte, "type_lieu")]
    return _LIEUX[TypeLieu(lieu.type)](lieu, session.date_fin)


def _raisons_plateforme(lieu: FaitLieu, date_fin: date | None) -> list[Raison]:
    if lieu.plateforme_utilisable is None:
        return [Raison("plateforme_absente", "Le lieu de formation doit être renseigné.", "plateforme")]
    if lieu.plateforme_utilisable:
        return []
    quand = f" au {longue(date_fin)}" if date_fin else ""
    texte = f"La plateforme {lieu.plateforme_nom} n’est pas validée pour cette habilitation{quand}."
    return [Raison("plateforme_inutilisable", texte, "plateforme")]


def _raisons_france(lieu: FaitLieu, _: date | None) -> list[Raison]:
    raisons = []
    if not lieu.code_postal:
        raisons.append(Raison("code_postal_absent", "Le code postal doit être renseigné.", "code_postal"))
    if not lieu.commune:
        raisons.append(Raison("ville_absente", "La ville doit être renseignée.", "commune"))
    return raisons


def _raisons_etranger(lieu: FaitLieu, _: date | None) -> list[Raison]:
    raisons = []
    if not lieu.pays:
        raisons.append(Raison("pays_absent", "Le pays doit être renseigné.", "pays"))
    if not lieu.ville:
        raisons.append(Raison("ville_absente", "La ville doit être renseignée.", "ville_etranger"))
    return raisons


_LIEUX = {
    TypeLieu.PLATEFORME: _raisons_plateforme,
    TypeLieu.FRANCE: _raisons_france,
    TypeLieu.ETRANGER: _raisons_etranger,
}


def raisons_validite(session: FaitsSession) -> list[Raison]:
    """Everything wrong or missing in the tab *Session*, whatever the day [SES-03, SES-04, SES-14]."""
    raisons = []
    if session.date_fin is None:
        raisons.append(Raison("date_absente", "La date de fin de session doit être renseignée.", "date_fin"))
    raisons += raisons_habilitation(session.habilitation, session.date_fin)
    raisons += raisons_modele(session)
    raisons += raisons_lieu(session)
    return raisons + raisons_type_stage(session)


def raisons_session(session: FaitsSession, *, le: date) -> list[Raison]:
    """Everything that keeps the tab *Session* from being complete on `le` [SES-05, SES-11]."""
    fenetre = raisons_fenetre(session.date_fin, le=le) if session.date_fin else []
    return fenetre + raisons_validite(session)


_MANQUES = frozenset(
    {
        *("date_absente", "habilitation_absente", "modele_absent", "lieu_absent", "stage_absent"),
        *("plateforme_absente", "code_postal_absent", "ville_absente", "pays_absent"),
    }
)


def raisons_saisie(session: FaitsSession, *, le: date) -> list[Raison]:
    """What is wrong in what was typed; what is still missing is no obstacle to *Enregistrer* [SES-05, SES-11]."""
    return [raison for raison in raisons_session(session, le=le) if raison.code not in _MANQUES]
