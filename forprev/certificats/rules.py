"""How long a certificate is valid, and what a refresher prolongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forprev.certificats.deadlines import fin_de_validite


@dataclass(frozen=True, slots=True)
class FaitCertificat:
    """A trainer certificate as rules see it. `fin=None`: no end. Revoked, it is invalid from that day [CER-07]."""

    dispositif_niveau_id: int
    modele_id: int
    delivre_le: date
    fin: date | None
    revoque_le: date | None = None

    def est_valide(self, *, le: date) -> bool:
        """Valid on `le`, end included."""
        revoque = self.revoque_le is not None and self.revoque_le <= le
        return not revoque and self.delivre_le <= le and (self.fin is None or le <= self.fin)


def est_prolonge(
    ancien: FaitCertificat, *, dispositif_niveau_id: int, modele_id: int, predecesseurs: frozenset[int]
) -> bool:
    """Whether a refresher of the model prolongs `ancien`: same dispositif/niveau whatever the model, unless the
    model names its predecessors [SES-35]."""
    if predecesseurs:
        return ancien.modele_id in predecesseurs | {modele_id}
    return ancien.dispositif_niveau_id == dispositif_niveau_id


def validite(
    *, delivre_le: date, mois: int | None, mise_a_jour: bool, anterieurs: Iterable[FaitCertificat] = ()
) -> date | None:
    """The last day of validity of a certificate issued on `delivre_le` [SES-22].

    `anterieurs` are the trainer's certificates that this model prolongs. A refresher on or before the end of the
    latest keeps the anniversary: the new end is that end plus the validity. Otherwise it counts from `delivre_le`.
    """
    fins = [c.fin for c in anterieurs if c.fin and c.est_valide(le=min(delivre_le, c.fin))]
    if mise_a_jour and fins and delivre_le <= max(fins):
        return fin_de_validite(max(fins), mois)
    return fin_de_validite(delivre_le, mois)
