"""Every place where the database points at a person: what a merge, an erasure and the export of one's own data do.

This storey alone knows them all. A house test holds the declaration against the models, third-party tables and hidden
names included; at run time a merge and an erasure refuse when a relation is unknown [ACC-14].

`lignes(personne)` gives the rows of a declaration for one person; `montre` gives what the export shows of each: a
French label and a path of the ORM. An empty `montre` goes with `tait`, the reason why nothing is shown [RGP-04].
"""

from django.db.models.fields.reverse_related import ForeignObjectRel

from forprev.comptes.models import Personne
from forprev.personnes.relations.cles_comptes import DES_COMPTES
from forprev.personnes.relations.cles_demandes import DES_DEMANDES
from forprev.personnes.relations.cles_metier import DU_METIER
from forprev.personnes.relations.compte import COMPTE, COMPTE_TAIT
from forprev.personnes.relations.declaration import Declaration, Effacement, Fusion, Reference, Relation
from forprev.personnes.relations.references import REFERENCES, types_du_journal

__all__ = [
    "COMPTE",
    "COMPTE_TAIT",
    "DECLARATIONS",
    "REFERENCES",
    "RELATIONS",
    "Declaration",
    "Effacement",
    "Fusion",
    "Reference",
    "Relation",
    "disparues",
    "inconnues",
    "noms_declares",
    "noms_presents",
    "types_du_journal",
]

RELATIONS: tuple[Relation, ...] = (*DES_COMPTES, *DU_METIER, *DES_DEMANDES)
DECLARATIONS: tuple[Declaration, ...] = (*RELATIONS, *REFERENCES)


def noms_declares() -> set[str]:
    """The direct foreign keys that the registry knows."""
    return {relation.nom for relation in RELATIONS if relation.est_directe}


def noms_presents() -> set[str]:
    """The foreign keys, one-to-one and many-to-many fields that point at a person in the whole project."""
    return {
        f"{inverse.related_model._meta.label}.{inverse.field.name}"
        for inverse in Personne._meta.get_fields(include_hidden=True)
        if isinstance(inverse, ForeignObjectRel)
    }


def inconnues() -> list[str]:
    """What points at a person and the registry does not know: a merge or an erasure then refuses [ACC-14]."""
    return sorted(noms_presents() - noms_declares())


def disparues() -> list[str]:
    """What the registry declares and no model has any more."""
    return sorted(noms_declares() - noms_presents())
