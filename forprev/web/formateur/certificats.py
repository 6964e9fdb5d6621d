"""*Mes certificats*: those of a formateur, or of a person who holds no profile any more [CER-03, ACC-18]."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.certification.queries.formateur import certificats_de
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.socle import files
from forprev.socle.text import cle_de_tri
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.listes import lister

TRIS = {
    "modele": ["certificat__modele__libelle_court"],
    "dispositif": ["dispositif_niveau__dispositif__ordre", "dispositif_niveau__niveau"],
    "delivrance": ["certificat__delivre_le"],
    "fin": ["certificat__fin_validite"],
}


@dataclass(frozen=True, slots=True)
class EtatDuCertificat:
    """What a certificate is on a day: its word, and whether it can be downloaded."""

    libelle: str
    ton: str
    icone: str
    valable: bool = False


VALABLE = EtatDuCertificat("Valable", "succes", "succes", valable=True)
OBSOLETE = EtatDuCertificat("Obsolète", "neutre", "interdit")
REMPLACE = EtatDuCertificat("Remplacé", "neutre", "cycle")
REVOQUE = EtatDuCertificat("Révoqué", "danger", "interdit")
A_VENIR = EtatDuCertificat("À venir", "info", "calendrier")


@require_safe
@pour(Profil.FORMATEUR, Profil.SANS_PROFIL)
def liste(request: Requete) -> HttpResponse:
    """`/certificats/`: all of them, the latest first; only the valid ones can be downloaded."""
    page = lister(request, certificats_de(request.acteur), tris=TRIS, defaut="-delivrance")
    lignes = [(certificat, etat_du_jour(certificat, request.jour)) for certificat in page.page.object_list]
    return render(request, "web/formateur/certificats.html", {"lignes": lignes, **page.contexte()})


@require_safe
@pour(Profil.FORMATEUR, Profil.SANS_PROFIL)
def telecharger(request: Requete, numero: str) -> HttpResponse:
    """`/certificats/<numero>/`: the file, to its holder alone, while it is valid and no longer [CER-03, RGP-08]."""
    certificat = certificats_de(request.acteur).valides(request.jour).filter(certificat__numero=numero).first()
    if certificat is None:
        raise Http404
    return piece_jointe(files.lire(certificat.fichier), nom=nom_de_fichier(certificat), type_mime="application/pdf")


def etat_du_jour(certificat: CertificatFormateur, le: date) -> EtatDuCertificat:
    """The state on `le`; whatever is valid by the rule, and nothing else, can be downloaded [CER-03, CER-07]."""
    fait = certificat.fait
    if fait.est_valide(le=le):
        return VALABLE
    if certificat.certificat.remplace_par_id is not None:
        return REMPLACE
    if fait.revoque_le is not None and fait.revoque_le <= le:
        return REVOQUE
    return A_VENIR if le < fait.delivre_le else OBSOLETE


def nom_de_fichier(certificat: CertificatFormateur) -> str:
    """« certificat-sst-2-2025-03-01.pdf »: tells the trainer's own files apart."""
    modele = cle_de_tri(certificat.certificat.modele.libelle_court).replace(" ", "-")
    return f"certificat-{modele}-{certificat.certificat.delivre_le}.pdf"
