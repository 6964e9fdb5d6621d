"""Loading the reference data from the files of `donnees/`.

- The whole load is one transaction: a bad line stops it and nothing is kept.
- A row that the INRS edited on screen no longer has the fingerprint it was loaded with: it is left alone.
"""

from forprev.referentiel.chargement.bilan import Bilan
from forprev.referentiel.chargement.charger import DONNEES, charger
from forprev.referentiel.chargement.lecture import FichiersFautifs

__all__ = ["DONNEES", "Bilan", "FichiersFautifs", "charger"]
