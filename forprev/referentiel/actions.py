"""What the INRS changes on screen. What was in force on a past day is never rewritten: a change adds a dated row."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from forprev.referentiel import rules
from forprev.referentiel.catalogue import DELAIS, TEXTES
from forprev.referentiel.images import png_sur
from forprev.referentiel.models import ModeleCertificat, Signataire, TexteReference, TypeImage, ValeurReference
from forprev.socle.clock import jour
from forprev.socle.journal import Auteur, journaliser
from forprev.socle.raisons import Raison, Refus, exiger

VEILLE = timedelta(days=1)
CHAMPS_MODELE = (
    "libelle_court",
    "titre",
    "couleur",
    "validite_mois",
    "initial",
    "mac",
    "competence",
    "age_minimum",
    "age_bloquant",
)


@transaction.atomic
def modifier_modele(
    *, modele: ModeleCertificat, du: date, par: Auteur, le: datetime, lue: str = "", **champs: Any
) -> ModeleCertificat:
    """Change a model of certificate from the day `du`, and return the version that says so.

    A model not yet in force is changed in place; one in force ends the day before `du` and a new version follows.
    `champs` are those of CHAMPS_MODELE, and `predecesseurs`; `lue` is the fingerprint of the model as it was read.
    Raises Refus: a day already past, a model changed meanwhile or followed by a later version, nothing to change, a
    value the model does not accept.
    """
    modele = ModeleCertificat.objects.select_for_update().get(pk=modele.pk)
    a_venir = modele.effet_du > jour(le)
    change = _changements(modele, champs) | ({"effet_du"} if a_venir and du != modele.effet_du else set())
    exiger(
        rules.date_effet_acceptable(du, jour(le))
        + rules.modele_modifiable(_debut_de_la_suite(modele), change, relu=lue in ("", modele.empreinte))
        + ([] if a_venir else rules.succession_acceptable(modele.effet_du, du))
    )
    predecesseurs = champs.get("predecesseurs", list(modele.predecesseurs.all()))
    version = _deplacer(modele, du, champs) if a_venir else _nouvelle_version(modele, du, champs)
    version.predecesseurs.set(predecesseurs)
    if version.pk != modele.pk:
        _prolonger_aussi(modele, version)
    journaliser(par=par, verbe="modifier_modele", objet=version, le=le, du=str(du), champs=sorted(change))
    return version


@transaction.atomic
def arreter_modele(*, modele: ModeleCertificat, dernier_jour: date | None, par: Auteur, le: datetime) -> None:
    """Set the last day of a model, today or later, or lift it (None) [SES-39]. Raises Refus when a version follows."""
    modele = ModeleCertificat.objects.select_for_update().get(pk=modele.pk)
    exiger(rules.arret_acceptable(dernier_jour, modele.effet_au, _debut_de_la_suite(modele), jour(le)))
    modele.effet_au = dernier_jour
    _enregistrer(modele)
    journaliser(par=par, verbe="arreter_modele", objet=modele, le=le, dernier_jour=str(dernier_jour or ""))


@transaction.atomic
def modifier_valeur(*, code: str, valeur: int, du: date, par: Auteur, le: datetime) -> ValeurReference:
    """Give a delay a new value from the day `du`, today or later. Raises Refus; KeyError for an unknown code."""
    exiger(rules.valeur_acceptable(DELAIS[code], valeur) + rules.date_effet_acceptable(du, jour(le)))
    ligne, _ = ValeurReference.objects.update_or_create(code=code, du=du, defaults={"valeur": valeur})
    journaliser(par=par, verbe="modifier_valeur", objet=ligne, le=le, code=code, valeur=valeur, du=str(du))
    return ligne


@transaction.atomic
def retirer_valeur(*, valeur: ValeurReference, par: Auteur, le: datetime) -> None:
    """Take back a value that is not yet in force. Raises Refus when it already is."""
    exiger(rules.retrait_acceptable(valeur.du, jour(le)))
    journaliser(par=par, verbe="retirer_valeur", objet=valeur, le=le, code=valeur.code, du=str(valeur.du))
    valeur.delete()


@transaction.atomic
def modifier_texte(*, code: str, texte: str, du: date, par: Auteur, le: datetime) -> TexteReference:
    """Give a short text a new content from the day `du`, today or later. Raises Refus; KeyError for an unknown code."""
    exiger(rules.texte_acceptable(TEXTES[code], texte) + rules.date_effet_acceptable(du, jour(le)))
    ligne, _ = TexteReference.objects.update_or_create(code=code, du=du, defaults={"texte": texte})
    journaliser(par=par, verbe="modifier_texte", objet=ligne, le=le, code=code, du=str(du))
    return ligne


@transaction.atomic
def nommer_signataire(
    *, nom: str, prenom: str, fonction: str, image: bytes, du: date, par: Auteur, le: datetime
) -> Signataire:
    """Appoint who signs certificates from the day `du`; whoever is in office then ends the day before [CER-01].

    A past day is accepted only where nobody was in office. Raises Refus: an unreadable picture, dates that overlap.
    """
    en_place = Signataire.objects.select_for_update().en_fonction(du).first()
    if en_place:
        exiger(rules.date_effet_acceptable(du, jour(le)) + rules.succession_acceptable(en_place.du, du))
        en_place.au = du - VEILLE
        en_place.save(update_fields=["au"])
    signataire = Signataire(nom=nom, prenom=prenom, fonction=fonction, du=du)
    signataire.signature, signataire.signature_type = png_sur(image), TypeImage.PNG
    _enregistrer(signataire)
    journaliser(par=par, verbe="nommer_signataire", objet=signataire, le=le, du=str(du))
    return signataire


@transaction.atomic
def terminer_fonction(*, signataire: Signataire, dernier_jour: date | None, par: Auteur, le: datetime) -> None:
    """Set the last day in office of a signatory, today or later, or lift it (None). Raises Refus: past, overlapping."""
    signataire = Signataire.objects.select_for_update().get(pk=signataire.pk)
    exiger(rules.arret_acceptable(dernier_jour, signataire.au, None, jour(le), "au"))
    signataire.au = dernier_jour
    _enregistrer(signataire)
    journaliser(par=par, verbe="terminer_fonction", objet=signataire, le=le, dernier_jour=str(dernier_jour or ""))


def _changements(modele: ModeleCertificat, champs: dict[str, Any]) -> set[str]:
    """The names of what differs from the model; TypeError for a field that this action does not change."""
    inconnus = champs.keys() - {*CHAMPS_MODELE, "predecesseurs"}
    if inconnus:
        raise TypeError(f"unknown fields: {sorted(inconnus)}")
    change = {nom for nom, valeur in champs.items() if nom in CHAMPS_MODELE and getattr(modele, nom) != valeur}
    if "predecesseurs" in champs:
        champs["predecesseurs"] = _toutes_versions(champs["predecesseurs"])
        if {autre.pk for autre in champs["predecesseurs"]} != set(modele.predecesseurs.values_list("pk", flat=True)):
            change.add("predecesseurs")
    return change


def _toutes_versions(modeles: Iterable[ModeleCertificat]) -> list[ModeleCertificat]:
    """A predecessor counts whatever its version: a certificate issued from a former one is prolonged too."""
    racines = {modele.racine for modele in modeles}
    return [version for racine in sorted(racines) for version in ModeleCertificat.objects.versions_de(racine)]


def _debut_de_la_suite(modele: ModeleCertificat) -> date | None:
    return ModeleCertificat.objects.filter(suite_de=modele).values_list("effet_du", flat=True).first()


def _deplacer(modele: ModeleCertificat, du: date, champs: dict[str, Any]) -> ModeleCertificat:
    """Change a model not yet in force; the version before it goes on until the eve of its new first day."""
    precedent = modele.suite_de
    if precedent and precedent.effet_au == modele.effet_du - VEILLE:
        precedent.effet_au = du - VEILLE
        _enregistrer(precedent)
    modele.effet_du = du
    return _appliquer(modele, champs)


def _nouvelle_version(ancien: ModeleCertificat, du: date, champs: dict[str, Any]) -> ModeleCertificat:
    fin = ancien.effet_au
    ancien.effet_au = min(fin or date.max, du - VEILLE)
    _enregistrer(ancien)
    version = ModeleCertificat(
        dispositif_niveau=ancien.dispositif_niveau,
        code=f"{ancien.racine}{ModeleCertificat.SEPARATEUR_VERSION}{du}",
        effet_du=du,
        effet_au=fin if fin and fin >= du else None,
        suite_de=ancien,
    )
    for nom in CHAMPS_MODELE:
        setattr(version, nom, getattr(ancien, nom))
    return _appliquer(version, champs)


def _appliquer(modele: ModeleCertificat, champs: dict[str, Any]) -> ModeleCertificat:
    for nom in champs.keys() & set(CHAMPS_MODELE):
        setattr(modele, nom, champs[nom])
    _enregistrer(modele)
    return modele


def _prolonger_aussi(ancien: ModeleCertificat, nouveau: ModeleCertificat) -> None:
    """Whatever refresher prolongs certificates of the former version prolongs those of the new one [SES-35]."""
    for successeur in ancien.successeurs.all():
        successeur.predecesseurs.add(nouveau)


def _enregistrer(objet: models.Model) -> None:
    """Save, or refuse with the messages of the model's own checks."""
    try:
        objet.full_clean()
    except ValidationError as erreur:
        raise Refus(*_raisons(erreur)) from erreur
    objet.save()


def _raisons(erreur: ValidationError) -> list[Raison]:
    return [
        Raison("invalide", message, "" if champ == NON_FIELD_ERRORS else champ)
        for champ, messages in erreur.message_dict.items()
        for message in messages
    ]
