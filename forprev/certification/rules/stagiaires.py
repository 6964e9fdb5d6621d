"""The group: identity of each, once each, size and age [SES-07, SES-08, SES-09, SES-37, SES-38]."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forprev.certification.rules.session import FaitModele
from forprev.comptes.rules import Triplet, raisons_date_naissance
from forprev.socle.dates import plus_mois
from forprev.socle.raisons import Raison
from forprev.socle.text import accorder


@dataclass(frozen=True, slots=True)
class FaitStagiaire:
    """A line of the group. `ligne` names it on screen (its key, or "" while it is typed)."""

    triplet: Triplet
    email: str = ""
    personne_id: int | None = None
    ligne: str = ""


@dataclass(frozen=True, slots=True)
class FaitGroupe:
    """What reference data asks of the group on the end date."""

    minimum: int | None = None
    maximum: int | None = None
    bloquant: bool = False
    plafond: int = 50
    age_eleve: int = 80


def raisons_identite(stagiaire: FaitStagiaire, *, niveau: int, le: date) -> list[Raison]:
    """Refuse an impossible birth date, or an e-mail missing at niveau 2 and 3 [SES-08, SES-38]."""
    raisons = raisons_date_naissance(stagiaire.triplet.date_naissance, le=le)
    if niveau > 1 and not stagiaire.email and stagiaire.personne_id is None:
        texte = "L’e-mail est nécessaire : le stagiaire certifié y recevra l’accès à son compte."
        raisons.append(Raison("email_absent", texte, "email"))
    return raisons


def raisons_age(stagiaire: FaitStagiaire, modele: FaitModele | None, *, date_fin: date, age_eleve: int) -> list[Raison]:
    """Warn (or block where the model says so) under the minimum age; warn over `age_eleve` years; both on the end
    date [SES-09, SES-38]."""
    naissance = stagiaire.triplet.date_naissance
    age_minimum = modele.age_minimum if modele else None
    if age_minimum and plus_mois(naissance, 12 * age_minimum) > date_fin:
        texte = f"Moins de {age_minimum} ans à la date de fin de session."
        return [Raison("trop_jeune", texte, "date_naissance", bloquante=bool(modele and modele.age_bloquant))]
    if plus_mois(naissance, 12 * age_eleve) < date_fin:
        return [Raison("tres_age", f"Plus de {age_eleve} ans : vérifiez l’année.", "date_naissance", bloquante=False)]
    return []


def raisons_place(
    nouveau: FaitStagiaire, autres: Sequence[FaitStagiaire], formateur: FaitStagiaire | None
) -> list[Raison]:
    """Refuse someone already in the session, an e-mail already there, or the trainer [SES-07, SES-09, SES-37]."""
    raisons = []
    if any(_memes(nouveau, autre) for autre in autres):
        raisons.append(Raison("deja_present", "Cette personne est déjà dans la session.", "nom"))
    if formateur and _memes(nouveau, formateur):
        raisons.append(Raison("formateur_stagiaire", "Le formateur ne peut pas être stagiaire de sa session.", "nom"))
    courriel = nouveau.email.casefold()
    if courriel and courriel in {autre.email.casefold() for autre in autres}:
        texte = "Cet e-mail est déjà celui d’un stagiaire de la session : chacun doit avoir le sien."
        raisons.append(Raison("email_deja_present", texte, "email"))
    return raisons


def raison_email_d_autrui(champ: str = "email") -> Raison:
    """Another person's e-mail, refused without saying whose it is [ACC-25, SES-37]."""
    texte = "Cet e-mail ne peut pas être utilisé pour cette personne : demandez-lui son adresse personnelle."
    return Raison("email_autre", texte, champ)


def _memes(gauche: FaitStagiaire, droite: FaitStagiaire) -> bool:
    if gauche.personne_id is not None and gauche.personne_id == droite.personne_id:
        return True
    return gauche.triplet.cles == droite.triplet.cles


def raisons_taille(nombre: int, groupe: FaitGroupe) -> list[Raison]:
    """Warn (or block where reference data says so) about the size; the ceiling always blocks [SES-09, SES-38]."""
    if nombre == 0:
        return [Raison("groupe_vide", "Aucun stagiaire : ajoutez au moins une personne.", "stagiaires")]
    if nombre > groupe.plafond:
        inscrits = accorder(nombre, "est inscrit", "sont inscrits")
        texte = f"Une session compte {groupe.plafond} stagiaires au plus : {inscrits}."
        return [Raison("groupe_plafond", texte, "stagiaires")]
    trop_peu = groupe.minimum is not None and nombre < groupe.minimum
    if not trop_peu and (groupe.maximum is None or nombre <= groupe.maximum):
        return []
    attendu = _attendu(groupe)
    texte = f"{accorder(nombre, 'stagiaire')} : le groupe compte habituellement {attendu}."
    return [Raison("groupe_taille", texte, "stagiaires", bloquante=groupe.bloquant)]


def _attendu(groupe: FaitGroupe) -> str:
    if groupe.minimum is None:
        return f"{groupe.maximum} personnes au plus"
    if groupe.maximum is None:
        return f"{groupe.minimum} personnes au moins"
    return f"de {groupe.minimum} à {groupe.maximum} personnes"


def raisons_groupe(
    stagiaires: Sequence[FaitStagiaire],
    *,
    groupe: FaitGroupe,
    niveau: int,
    modele: FaitModele | None,
    formateur: FaitStagiaire | None,
    date_fin: date | None,
    le: date,
) -> list[Raison]:
    """Everything that keeps the tab *Stagiaires* from being complete, warnings included [SES-11]."""
    raisons = raisons_taille(len(stagiaires), groupe)
    for stagiaire in stagiaires:
        raisons += _situees(raisons_identite(stagiaire, niveau=niveau, le=le), stagiaire)
        if date_fin:
            raisons += _situees(
                raisons_age(stagiaire, modele, date_fin=date_fin, age_eleve=groupe.age_eleve), stagiaire
            )
        if formateur and _memes(stagiaire, formateur):
            raisons += _situees(raisons_place(stagiaire, (), formateur), stagiaire)
    repetes = Counter(stagiaire.triplet.cles for stagiaire in stagiaires)
    if any(fois > 1 for fois in repetes.values()):
        raisons.append(Raison("deja_present", "Une même personne figure deux fois.", "stagiaires"))
    return raisons


def _situees(raisons: list[Raison], stagiaire: FaitStagiaire) -> list[Raison]:
    """The same reasons, each said of one line of the group."""
    return [Raison(r.code, r.texte, f"stagiaire-{stagiaire.ligne}", r.bloquante) for r in raisons]
