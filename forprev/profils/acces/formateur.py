"""The formateur profile: never held, ended, revoked, to come."""

from collections.abc import Sequence
from datetime import date

from forprev.certificats.deadlines import fin_d_obsolescence
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.profils.acces.explication import Explication
from forprev.socle.dates import longue

_JAMAIS_FORMATEUR = Explication(
    "Formateur",
    "Aucun certificat de formateur n’est enregistré à votre nom.",
    "Ce profil s’ouvre de lui-même dès qu’une entité habilitée vous délivre un certificat de niveau\u00a02 ou\u00a03.",
)


def certificats_perdus(personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
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
