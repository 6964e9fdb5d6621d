"""*Pourquoi n’ai-je pas accès ?*: causes found in the data, in plain words [ACC-18]."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forprev.certificats.deadlines import fin_d_obsolescence
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation, Habilitation
from forprev.habilitations.queries import actives
from forprev.referentiel.models import Caisse
from forprev.socle.dates import longue
from forprev.socle.text import enumerer


@dataclass(frozen=True, slots=True)
class Explication:
    """One profile or right that the person lacks: why, and what to do next."""

    titre: str
    cause: str
    suite: str


def explications(personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """Every cause known on `le` for that person, who holds the profiles `acteurs`."""
    membres = [a for a in acteurs if a.est_de_l_entite]
    return [
        *_formateur(personne, acteurs, le),
        *([] if membres else [_SANS_ENTITE]),
        *(explication for membre in membres for explication in _du_membre(membre, le)),
    ]


_SANS_ENTITE = Explication(
    "Gestionnaire, délégataire",
    "Aucune entité ne vous a donné de rôle, ou ce rôle a pris fin.",
    "Demandez à un gestionnaire de votre entité de vous ajouter ou de vous rétablir, avec votre N°\u00a0Forprev.",
)
_JAMAIS_FORMATEUR = Explication(
    "Formateur",
    "Aucun certificat de formateur n’est enregistré à votre nom.",
    "Ce profil s’ouvre de lui-même dès qu’une entité habilitée vous délivre un certificat de niveau\u00a02 ou\u00a03.",
)


def _formateur(personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """[ACC-17] nothing to explain while a certificate is valid."""
    if any(a.profil == Profil.FORMATEUR and not a.limite for a in acteurs):
        return []
    certificats = list(
        CertificatFormateur.objects.filter(personne=personne)
        .select_related("certificat", "dispositif_niveau")
        .order_by("-certificat__fin_validite", "-pk")
    )
    return [_certificat_perdu(c, le) for c in certificats] or [_JAMAIS_FORMATEUR]


def _certificat_perdu(certificat: CertificatFormateur, le: date) -> Explication:
    titre = f"Formateur {certificat.dispositif_niveau}"
    fait = certificat.fait
    if fait.revoque_le and fait.revoque_le <= le:
        cause = f"Votre certificat a été révoqué le {longue(fait.revoque_le)}."
        return Explication(titre, cause, "Adressez-vous à votre caisse de rattachement.")
    if fait.fin and fait.fin < le:
        return Explication(titre, f"Votre certificat a pris fin le {longue(fait.fin)}.", _refaire(fait.fin, le))
    cause = f"Votre certificat commence le {longue(fait.delivre_le)}."
    return Explication(titre, cause, "Le profil s’ouvrira ce jour-là.")


def _refaire(fin: date, le: date) -> str:
    """A refresher brings the profile back; the account itself is kept one year [ACC-17]."""
    limite = fin_d_obsolescence(fin)
    reprise = "Suivez un stage de mise à jour des compétences\u00a0: le profil revient avec le nouveau certificat."
    return f"{reprise} Votre compte est conservé jusqu’au {longue(limite)}." if le < limite else reprise


def _du_membre(membre: Acteur, le: date) -> list[Explication]:
    """What keeps a gestionnaire or a délégataire from declaring sessions."""
    if actives(membre, le).exists():
        return []
    if membre.profil == Profil.DELEGATAIRE:
        return [_sans_delegation(membre)]
    return [_sans_habilitation(membre)]


def _sans_delegation(membre: Acteur) -> Explication:
    derniere = Delegation.objects.filter(membre=membre.membre_id, terminee_le__isnull=False).order_by("-terminee_le")
    fin = derniere.values_list("terminee_le", flat=True).first()
    cause = f"Votre dernière délégation a pris fin le {longue(fin)}." if fin else "Aucune délégation n’est en cours."
    suite = "Demandez à un gestionnaire de l’entité de vous rattacher à une habilitation active."
    return Explication(f"Habilitations · {membre.entite_nom}", cause, suite)


def _sans_habilitation(membre: Acteur) -> Explication:
    passees = Habilitation.objects.visibles_par(membre).avec_faits()
    fins = [f"{h.dispositif_niveau} le {longue(h.fin)}" for h in passees if h.periodes.all()]
    cause = f"Ont pris fin\u00a0: {enumerer(fins)}." if fins else "L’entité n’a encore aucune habilitation."
    return Explication(f"Habilitations · {membre.entite_nom}", cause, _contact_caisse(membre))


def _contact_caisse(membre: Acteur) -> str:
    """The caisse of the entity, or the INRS where there is none [ENT-03]."""
    appartenance = Membre.objects.select_related("entite__commune__departement__caisse").get(pk=membre.membre_id or 0)
    caisse = appartenance.entite.caisse
    if caisse is None:
        return "Adressez-vous à l’INRS, qui tient lieu de caisse pour votre entité."
    return f"Adressez-vous à votre caisse\u00a0: {coordonnees(caisse)}."


def coordonnees(caisse: Caisse) -> str:
    """« Cramif, service prévention, 01 23 45 67 89, prevention@example.org »: what is known of it."""
    return ", ".join(filter(None, [caisse.nom, caisse.service, caisse.telephone, caisse.email]))
