"""One's own data as files: JSON for machines, PDF for reading [RGP-04]. Values in, bytes out."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.pdf import ErreurPDF, composer
from forprev.socle.polices import ESPACE_NULLE, imprimable, translittere

MODELE = "personnes/donnees.typ"
# Past that many rows of one kind the PDF shows the latest and says where the others are.
LIGNES_AU_PLUS = 1000
# A row of more values than this is read as a list, not across a page.
COLONNES_AU_PLUS = 5
LARGEUR_MINIMALE, LARGEUR_MAXIMALE = 18, 60
# A word longer than this may be cut anywhere: an address, the name of a browser.
MOT_AU_PLUS = 18

Ecriture = Callable[[str], str]


class Rubrique(Protocol):
    @property
    def titre(self) -> str: ...
    @property
    def colonnes(self) -> Sequence[str]: ...
    @property
    def lignes(self) -> Sequence[Sequence[Any]]: ...


class Donnees(Protocol):
    @property
    def numero(self) -> str: ...
    @property
    def etablies_le(self) -> datetime: ...
    @property
    def compte(self) -> Sequence[tuple[str, Any]]: ...
    @property
    def rubriques(self) -> Sequence[Rubrique]: ...
    @property
    def tues(self) -> Sequence[tuple[str, str]]: ...


def donnees_json(donnees: Donnees) -> bytes:
    """Everything, in UTF-8: French labels, ISO dates, empty kinds too so that their absence is said."""
    contenu = {
        "titre": "Données que Forprev détient sur vous",
        "numero_forprev": donnees.numero,
        "etabli_le": donnees.etablies_le.isoformat(),
        "compte": {libelle: _pour_json(valeur) for libelle, valeur in donnees.compte},
        "rubriques": [_rubrique_json(rubrique) for rubrique in donnees.rubriques],
        "non_montre": [{"donnee": donnee, "raison": raison} for donnee, raison in donnees.tues],
    }
    return json.dumps(contenu, ensure_ascii=False, indent=2).encode()


def _rubrique_json(rubrique: Rubrique) -> dict[str, Any]:
    lignes = [
        {libelle: _pour_json(v) for libelle, v in zip(rubrique.colonnes, ligne, strict=True)}
        for ligne in rubrique.lignes
    ]
    return {"titre": rubrique.titre, "nombre": len(lignes), "lignes": lignes}


def _pour_json(valeur: Any) -> Any:
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def donnees_pdf(donnees: Donnees) -> bytes:
    """The same for reading, PDF/UA-1; no text that somebody typed stops it."""
    try:
        return composer(MODELE, {}, _page(donnees, lambda texte: imprimable(texte).texte))
    except ErreurPDF:
        return composer(MODELE, {}, _page(donnees, lambda texte: translittere(texte).texte))


def _page(donnees: Donnees, ecrire: Ecriture) -> dict[str, Any]:
    jour = clock.jour(donnees.etablies_le)
    presentes = [rubrique for rubrique in donnees.rubriques if rubrique.lignes]
    return {
        "date": [jour.year, jour.month, jour.day],
        "etabli": f"N°\u00a0Forprev {donnees.numero}, le {longue(jour)}",
        "compte": [[ecrire(libelle), _dite(valeur, ecrire)] for libelle, valeur in donnees.compte],
        "rubriques": [_rubrique_pdf(rubrique, ecrire) for rubrique in presentes],
        "absentes": [ecrire(rubrique.titre) for rubrique in donnees.rubriques if not rubrique.lignes],
        "tues": [[ecrire(donnee), ecrire(raison)] for donnee, raison in donnees.tues],
    }


def _rubrique_pdf(rubrique: Rubrique, ecrire: Ecriture) -> dict[str, Any]:
    total = len(rubrique.lignes)
    lignes = [[_dite(valeur, ecrire) for valeur in ligne] for ligne in rubrique.lignes[:LIGNES_AU_PLUS]]
    reste = f"Les {LIGNES_AU_PLUS} plus récentes sur {total}\u00a0: toutes sont dans le fichier JSON."
    return {
        "titre": ecrire(rubrique.titre),
        "reste": reste if total > LIGNES_AU_PLUS else "",
        "colonnes": [ecrire(libelle) for libelle in rubrique.colonnes],
        "large": len(rubrique.colonnes) > COLONNES_AU_PLUS,
        "lignes": lignes,
        "largeurs": _largeurs(rubrique.colonnes, lignes),
    }


def _largeurs(colonnes: Sequence[str], lignes: Sequence[Sequence[str]]) -> list[int]:
    """The share of the page that each column takes: as its longest text, inside bounds."""
    longueurs = [[len(libelle), *(len(ligne[rang]) for ligne in lignes)] for rang, libelle in enumerate(colonnes)]
    return [min(max(*longueur, LARGEUR_MINIMALE), LARGEUR_MAXIMALE) for longueur in longueurs]


def _dite(valeur: Any, ecrire: Ecriture) -> str:
    """As a reader writes it; nothing is said « Non renseigné »."""
    if valeur is None or valeur == "":
        return "Non renseigné"
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, datetime):
        return f"{valeur.astimezone(clock.PARIS):%d/%m/%Y à %H:%M}"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    lignes = [ecrire(ligne) for ligne in str(valeur).splitlines()]
    return "\n".join(_coupable(ligne) for ligne in lignes if ligne) or "Non renseigné"


def _coupable(ligne: str) -> str:
    """The line, whose long words may be cut so that they fit a column."""
    mots = [[mot[i : i + MOT_AU_PLUS] for i in range(0, len(mot), MOT_AU_PLUS)] for mot in ligne.split(" ")]
    return " ".join(ESPACE_NULLE.join(morceaux) for morceaux in mots)
