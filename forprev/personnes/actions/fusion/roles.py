"""One role in an entity: the higher of two, with what each brings [ACC-14, ACC-24]."""

from dataclasses import dataclass
from datetime import date

from forprev.communication.models import Notification
from forprev.comptes.models import Personne
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.personnes.actions.fusion.journal import suivre_le_journal
from forprev.personnes.rules.fusion import FaitRole, plus_haut


@dataclass(frozen=True, slots=True)
class RoleDouble:
    """Two roles in one entity: `sien` is the kept account's row, which stays; `retenu` and `perdu` say what it is."""

    sien: Membre
    autre: Membre

    @property
    def retenu(self) -> Membre:
        sien, autre = _fait(self.sien), _fait(self.autre)
        return self.sien if plus_haut(sien, autre) is sien else self.autre

    @property
    def perdu(self) -> Membre:
        return self.autre if self.retenu is self.sien else self.sien

    @property
    def delegations_finies(self) -> bool:
        """A gestionnaire has no delegation."""
        return self.retenu.role != Membre.Role.DELEGATAIRE


def _fait(membre: Membre) -> FaitRole:
    return FaitRole(membre.role, membre.lecture_jusqu_au)


def roles_doubles(gardee: Personne, absorbee: Personne) -> list[RoleDouble]:
    """The entities where both accounts have a role, by name."""
    siens = {membre.entite_id: membre for membre in Membre.objects.filter(personne=gardee)}
    autres = Membre.objects.filter(personne=absorbee, entite__in=siens).select_related("entite")
    return [RoleDouble(siens[autre.entite_id], autre) for autre in autres.order_by("entite__raison_tri", "pk")]


def unir_les_roles(gardee: Personne, absorbee: Personne, le: date) -> int:
    """Give the kept account every role of the other, the higher where both have one; return how many moved."""
    doubles = roles_doubles(gardee, absorbee)
    for double in doubles:
        _fondre(double, le)
    return len(doubles) + Membre.objects.filter(personne=absorbee).update(personne=gardee)


def _fondre(double: RoleDouble, le: date) -> None:
    sien, autre, retenu, perdu = double.sien, double.autre, double.retenu, double.perdu
    codes = {_code(perdu): _code(retenu)}
    _unir_les_delegations(sien, autre)
    suivre_le_journal(autre, vers=sien)
    autre.delete()
    _ecrire(sien, retenu, perdu)
    if double.delegations_finies:
        sien.delegations.en_cours().update(terminee_le=le)
    _suivre_le_profil(sien.personne_id, codes)


def _code(membre: Membre) -> str:
    """The code of the Acteur that the role gives."""
    return f"{membre.role}-{membre.entite_id}"


def _ecrire(sien: Membre, retenu: Membre, perdu: Membre) -> None:
    """The row kept becomes the role retained; the proof of a legal link outlives either role [ACC-12]."""
    memes = retenu.role == perdu.role
    preuve = retenu if retenu.lien_declare_le else perdu
    valeurs = {
        "role": retenu.role,
        "lecture_jusqu_au": retenu.lecture_jusqu_au,
        "depuis": min(retenu.depuis, perdu.depuis) if memes else retenu.depuis,
        "description": retenu.description or (perdu.description if memes else ""),
        "lien_declare_par_id": preuve.lien_declare_par_id,
        "lien_declare_le": preuve.lien_declare_le,
    }
    for champ, valeur in valeurs.items():
        setattr(sien, champ, valeur)
    sien.save()


def _unir_les_delegations(sien: Membre, autre: Membre) -> None:
    """Both follow; of two still open on one habilitation, one stays, from the earlier day."""
    ouvertes = {delegation.habilitation_id: delegation for delegation in sien.delegations.en_cours()}
    for delegation in autre.delegations.order_by("pk"):
        jumelle = ouvertes.get(delegation.habilitation_id) if delegation.terminee_le is None else None
        if jumelle is None:
            Delegation.objects.filter(pk=delegation.pk).update(membre=sien)
            continue
        jumelle.depuis = min(jumelle.depuis, delegation.depuis)
        jumelle.save(update_fields=["depuis"])
        suivre_le_journal(delegation, vers=jumelle)
        delegation.delete()


def _suivre_le_profil(personne_id: int, codes: dict[str, str]) -> None:
    """Lines told under the role lost are read under the one retained; so is the profile last chosen [ACC-09]."""
    for ancien, nouveau in codes.items():
        Notification.objects.filter(personne=personne_id, profil=ancien).update(profil=nouveau)
        Personne.objects.filter(pk=personne_id, profil_retenu=ancien).update(profil_retenu=nouveau)
