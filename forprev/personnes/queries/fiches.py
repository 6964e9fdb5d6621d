"""What the sheet of a person shows to the assistance and the INRS: never a secret, never the body of a mail."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from forprev.aide.models import Ticket
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.actions.recherches import RECHERCHE
from forprev.comptes.models import Acteur, Doublon, Personne, RoleReseau
from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.courriels.models import Courriel
from forprev.entites.models import Membre
from forprev.personnes.actions.comptes import EXPORTER, LIRE_FICHE, LIRE_LISTE
from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.profils.queries import profils_de
from forprev.socle.clock import jour
from forprev.socle.models import EntreeJournal

# What somebody did elsewhere, kept under their own name: no part of what was done to their file.
_ACTES_DU_LECTEUR = (RECHERCHE, LIRE_LISTE, EXPORTER)


@dataclass(frozen=True, slots=True)
class ProfilTenu:
    """A profile held today; `depuis` when it is known; `role_id` for a role of the réseau."""

    acteur: Acteur
    depuis: date | None = None
    role_id: int | None = None


def profils_tenus(personne: Personne, le: date) -> list[ProfilTenu]:
    """Every profile held on `le`, with its entity or caisse, and since when [ACC-09, ACC-17]."""
    membres = dict(Membre.objects.filter(personne=personne).values_list("pk", "depuis"))
    roles = {(r.nature, r.caisse_id): r.pk for r in RoleReseau.objects.filter(personne=personne)}
    donnes = _donnes(personne)

    def tenu(acteur: Acteur) -> ProfilTenu:
        if acteur.profil == Profil.FORMATEUR:
            return ProfilTenu(acteur, _premier_certificat(personne, le))
        if acteur.profil in PROFILS_RESEAU:
            role_id = roles.get((acteur.profil, acteur.caisse_id))
            return ProfilTenu(acteur, donnes.get(role_id or 0), role_id)
        return ProfilTenu(acteur, membres.get(acteur.membre_id or 0))

    return [tenu(acteur) for acteur in profils_de(personne, le)]


def _donnes(personne: Personne) -> dict[int, date]:
    """When the roles of the réseau were given, as far as the journal remembers."""
    lignes = _lignes_du_journal(personne).filter(verbe="comptes.donner_role")
    return {details["role"]: jour(instant) for details, instant in lignes.values_list("details", "le")}


def _premier_certificat(personne: Personne, le: date) -> date | None:
    """The issue of the oldest certificate valid on `le`; None when only sessions keep the profile alive."""
    valides = CertificatFormateur.objects.filter(personne=personne).valides(le)
    return valides.order_by("certificat__delivre_le").values_list("certificat__delivre_le", flat=True).first()


class EtatCertificat(StrEnum):
    """What a trainer certificate is on a day [CER-07, ACC-17]; the value is what is shown."""

    VALABLE = "Valable"
    OBSOLETE = "Obsolète"
    REVOQUE = "Révoqué"
    REMPLACE = "Remplacé"
    A_VENIR = "À venir"


def certificats_de(personne: Personne, le: date) -> list[tuple[CertificatFormateur, EtatCertificat]]:
    """Every trainer certificate of the person, latest first, with its state on `le`."""
    lignes = CertificatFormateur.objects.filter(personne=personne).select_related(
        "certificat__modele", "dispositif_niveau__dispositif"
    )
    return [(c, etat_du_certificat(c, le)) for c in lignes.order_by("-certificat__delivre_le", "-pk")]


def etat_du_certificat(certificat: CertificatFormateur, le: date) -> EtatCertificat:
    fait = certificat.fait
    if fait.est_valide(le=le):
        return EtatCertificat.VALABLE
    if certificat.certificat.remplace_par_id is not None:
        return EtatCertificat.REMPLACE
    if fait.revoque_le is not None and fait.revoque_le <= le:
        return EtatCertificat.REVOQUE
    return EtatCertificat.A_VENIR if le < fait.delivre_le else EtatCertificat.OBSOLETE


def courriels_de(personne: Personne) -> QuerySet[Courriel]:
    """The mails sent to the person, without their bodies: a body may hold a link that is a secret."""
    champs = ("sujet", "destinataire", "etat", "essais", "cree_le", "envoye_le", "prochain_essai_le", "derniere_erreur")
    return Courriel.objects.filter(personne=personne).only(*champs)


def journal_de(personne: Personne, *, consultations: bool) -> QuerySet[EntreeJournal]:
    """What was done to this account, latest first; who read its sheet only when asked for [RGP-07]."""
    caches = _ACTES_DU_LECTEUR if consultations else (*_ACTES_DU_LECTEUR, LIRE_FICHE)
    return _lignes_du_journal(personne).exclude(verbe__in=caches).select_related("par")


def _lignes_du_journal(personne: Personne) -> QuerySet[EntreeJournal]:
    return EntreeJournal.objects.filter(objet_type=Personne._meta.label, objet_id=str(personne.pk))


def doublons_de(personne: Personne) -> QuerySet[Doublon]:
    """The pairs that the person is in, those to look at first [ACC-28]."""
    paires = Doublon.objects.filter(Q(connue=personne) | Q(nouvelle=personne)).select_related("connue", "nouvelle")
    return paires.order_by("traite_le", "-signale_le", "-pk")


def rectifications_de(personne: Personne) -> QuerySet[Rectification]:
    return Rectification.objects.de(personne.pk).order_by("-deposee_le", "-pk")


def effacements_de(personne: Personne) -> QuerySet[DemandeEffacement]:
    return DemandeEffacement.objects.de(personne.pk).order_by("-deposee_le", "-pk")


def tickets_de(personne: Personne) -> QuerySet[Ticket]:
    """What the person wrote, and what was opened about their account [AID-04, ACC-20]."""
    return Ticket.objects.filter(Q(personne=personne) | Q(concerne=personne)).order_by("-ouvert_le", "-pk")


def comptes_ouverts_par(personne: Personne) -> QuerySet[Personne]:
    """The accounts that the person opened for others [ACC-20]."""
    return Personne.objects.filter(ouvert_par=personne)
