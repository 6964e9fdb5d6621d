"""*Pourquoi n’ai-je pas accès ?*: causes found in the data, in plain words [ACC-18].

One module a subject, each a source: given a person, the profiles they hold and the day, it says what is lacking or
lost. What comes later (requests left in Forprev 1) is one more source in `SOURCES`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from forprev.comptes.models import Acteur, Personne
from forprev.profils.acces.demandes import demandes_en_chemin
from forprev.profils.acces.explication import Explication
from forprev.profils.acces.formateur import certificats_perdus
from forprev.profils.acces.habilitations import habilitations_perdues
from forprev.profils.acces.roles import roles_perdus

__all__ = ["SOURCES", "Explication", "Source", "explications"]

Source = Callable[[Personne, Sequence[Acteur], date], list[Explication]]
SOURCES: tuple[Source, ...] = (certificats_perdus, roles_perdus, demandes_en_chemin, habilitations_perdues)


def explications(personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """Every cause known on `le` for that person, who holds the profiles `acteurs`."""
    return [explication for source in SOURCES for explication in source(personne, acteurs, le)]
