"""Keys and numbers of a person that are kept without a foreign key."""

from django.db.models import Q

from forprev.comptes.models import Personne
from forprev.personnes.relations.cles_comptes import DES_COMPTES
from forprev.personnes.relations.cles_metier import DU_METIER
from forprev.personnes.relations.declaration import JOURNAL, Effacement, Fusion, Reference


def _numeros(personne: Personne) -> Q:
    """The person's number and those that merges gave them."""
    return Q(numero=personne.numero) | Q(numero__in=personne.autres_numeros.values("numero"))


def types_du_journal() -> list[str]:
    """The kinds of objects whose key is the person's own: the account, and rows that have no other key."""
    liees = {r.modele for r in (*DES_COMPTES, *DU_METIER) if r.est_directe and r.champ_direct.primary_key}
    return sorted({Personne._meta.label, *liees})


def _dans_le_journal(personne: Personne) -> Q:
    return Q(objet_type__in=types_du_journal(), objet_id=str(personne.pk))


REFERENCES: tuple[Reference, ...] = (
    Reference(
        modele="socle.EntreeJournal",
        champ="objet_id",
        titre="Actes sur le compte",
        fusion=Fusion.SUIVRE,
        effacement=Effacement.LAISSER,
        montre=JOURNAL,
        designe=_dans_le_journal,
        trace=True,
    ),
    Reference(
        modele="comptes.NumeroAttribue",
        champ="numero",
        titre="Numéros attribués",
        fusion=Fusion.SUIVRE,
        effacement=Effacement.LAISSER,
        montre=(("N°\u00a0Forprev", "numero"), ("Attribué le", "attribue_le")),
        designe=_numeros,
        trace=True,
    ),
)
