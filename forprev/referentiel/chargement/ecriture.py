"""Writing the lines of a file: create what is missing, update what nobody edited, keep the rest."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from forprev.referentiel.chargement.bilan import CONSERVEES, CREEES, INCHANGEES, MODIFIEES, Bilan
from forprev.referentiel.chargement.feuilles import Feuille, cle_naturelle
from forprev.referentiel.chargement.lecture import FichiersFautifs, Ligne, lire
from forprev.referentiel.models import EmpreinteChargee


class Chargement:
    """One file being loaded. Rows are compared by fingerprint: the line's, the row's, and the one last loaded."""

    def __init__(self, feuille: Feuille, dossier: Path, *, forcer: bool, bilan: Bilan) -> None:
        self.feuille, self.forcer, self.bilan = feuille, forcer, bilan
        self.lignes = lire(dossier / feuille.fichier, feuille.colonnes)
        self.fautes = feuille.preparer(self.lignes, dossier) + self._doublons()
        self._exiger_sans_faute()
        self.cibles = {modele: _par_cle(modele) for modele in {*feuille.liens.values(), *feuille.listes.values()}}

    def executer(self) -> None:
        """Write the lines; raises FichiersFautifs with every line that the database would refuse."""
        self.existants = {self._cle(self._valeurs_de(objet)): objet for objet in self._lus()}
        self.connues = dict(
            EmpreinteChargee.objects.filter(fichier=self.feuille.fichier).values_list("cle", "empreinte")
        )
        ecrites = [(ligne, objet) for ligne in self.lignes if (objet := self._traiter(ligne)) is not None]
        self._exiger_sans_faute()
        self._relier(ecrites)
        self._exiger_sans_faute()
        self._retenir()

    def _traiter(self, ligne: Ligne) -> models.Model | None:
        """Write the line's own fields, or decide that nothing is to be written (None)."""
        cle, voulue = self._cle(ligne.valeurs), _empreinte(ligne.valeurs)
        objet = self.existants.get(cle)
        actuelle = _empreinte(self._valeurs_de(objet)) if objet else None
        if actuelle == voulue:
            self._noter(INCHANGEES)
            return None
        if not self.forcer and self.connues.get(cle) != actuelle:
            self._noter(CONSERVEES)
            return None
        self._noter(MODIFIEES if objet else CREEES)
        return self._ecrire(ligne, objet or self.feuille.modele())

    def _noter(self, issue: str) -> None:
        self.bilan.noter(self.feuille.fichier, issue)

    def _ecrire(self, ligne: Ligne, objet: models.Model) -> models.Model | None:
        try:
            for nom, valeur in ligne.valeurs.items():
                if nom not in self.feuille.listes:
                    setattr(objet, nom, self._cible(nom, valeur) if nom in self.feuille.liens else valeur)
            objet.full_clean()
        except (ValidationError, ValueError) as erreur:
            self.fautes += [ligne.faute(message) for message in getattr(erreur, "messages", [str(erreur)])]
            return None
        objet.save()
        return objet

    def _relier(self, ecrites: Iterable[tuple[Ligne, models.Model]]) -> None:
        """Set the lists once every row exists, since rows of one file may name each other."""
        if self.feuille.modele in self.cibles:
            self.cibles[self.feuille.modele] = _par_cle(self.feuille.modele)
        for ligne, objet in ecrites:
            for nom in self.feuille.listes:
                try:
                    cibles = [self._cible(nom, valeur) for valeur in ligne.valeurs[nom]]
                    getattr(objet, nom).set(cibles)
                except ValueError as erreur:
                    self.fautes.append(ligne.faute(str(erreur)))

    def _cible(self, nom: str, cle: str) -> models.Model:
        modele = self.feuille.liens.get(nom) or self.feuille.listes[nom]
        if cle not in self.cibles[modele]:
            raise ValueError(f"{nom}\u00a0: «\u202f{cle}\u202f» n’existe pas.")
        return self.cibles[modele][cle]

    def _retenir(self) -> None:
        """Remember the fingerprint of each line whose row now says the same."""
        presentes = {self._cle(valeurs): _empreinte(valeurs) for valeurs in map(self._valeurs_de, self._lus())}
        EmpreinteChargee.objects.bulk_create(
            [
                EmpreinteChargee(fichier=self.feuille.fichier, cle=cle, empreinte=_empreinte(ligne.valeurs))
                for ligne in self.lignes
                if presentes.get(cle := self._cle(ligne.valeurs)) == _empreinte(ligne.valeurs)
                and self.connues.get(cle) != presentes[cle]
            ],
            update_conflicts=True,
            unique_fields=["fichier", "cle"],
            update_fields=["empreinte"],
        )

    def _lus(self) -> Iterable[models.Model]:
        lus = self.feuille.modele._default_manager.select_related(*self.feuille.liens)
        return lus.prefetch_related(*self.feuille.listes)

    def _valeurs_de(self, objet: models.Model) -> dict[str, Any]:
        """The row as its file would say it."""
        noms = self.lignes[0].valeurs if self.lignes else self.feuille.colonnes
        return {nom: self._valeur_de(objet, nom) for nom in noms}

    def _valeur_de(self, objet: models.Model, nom: str) -> Any:
        valeur = getattr(objet, nom)
        if nom in self.feuille.listes:
            return sorted(cle_naturelle(cible) for cible in valeur.all())
        return cle_naturelle(valeur) if nom in self.feuille.liens else valeur

    def _cle(self, valeurs: dict[str, Any]) -> str:
        return "/".join(str(valeurs[nom]) for nom in self.feuille.cle)

    def _doublons(self) -> list[str]:
        vues: set[str] = set()
        fautes = []
        for ligne in self.lignes:
            if (cle := self._cle(ligne.valeurs)) in vues:
                fautes.append(ligne.faute(f"«\u202f{cle}\u202f» figure déjà plus haut."))
            vues.add(cle)
        return fautes

    def _exiger_sans_faute(self) -> None:
        if self.fautes:
            raise FichiersFautifs(self.fautes)


def _par_cle(modele: type[models.Model]) -> dict[str, models.Model]:
    return {cle_naturelle(objet): objet for objet in modele._default_manager.all()}


def _empreinte(valeurs: dict[str, Any]) -> str:
    texte = json.dumps(valeurs, sort_keys=True, ensure_ascii=False, default=_dire)
    return hashlib.sha256(texte.encode()).hexdigest()


def _dire(valeur: Any) -> str:
    """Bytes as their digest (the database gives memoryviews), everything else as it prints."""
    if isinstance(valeur, bytes | memoryview):
        return hashlib.sha256(bytes(valeur)).hexdigest()
    return str(valeur)
