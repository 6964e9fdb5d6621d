"""Issuing again what was issued to a trainer whose identity was wrong [CER-11]."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.db import transaction

from forprev.certificats.actions.emission import Titulaire, inscrire, remettre
from forprev.certificats.documents import FaitsCertificat, certificat_pdf
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.certificats.numeros import tirer_numero
from forprev.socle import clock, files
from forprev.socle.journal import Auteur, journaliser

REMPLACE = "remplacé"


@transaction.atomic
def reemettre_les_valables(
    *, personne_id: int, titulaire: Titulaire, par: Auteur | None, le: datetime
) -> list[tuple[Certificat, CertificatFormateur]]:
    """Issue again, under the corrected identity, every certificate of the person valid today [CER-11].

    Returns the former line of the register with the certificate that replaces it, oldest first. Ended and revoked
    certificates are left as they are, and so is one that already says this identity: done twice, it is done once.
    """
    valables = (
        CertificatFormateur.objects.select_for_update(of=("self", "certificat"))
        .select_related("certificat__modele__dispositif_niveau")
        .filter(personne=personne_id)
        .valides(clock.jour(le))
        .order_by("pk")
    )
    a_refaire = [certificat for certificat in valables if not _dit_deja(certificat, titulaire)]
    return [(ancien.certificat, reemettre(ancien, titulaire=titulaire, par=par, le=le)) for ancien in a_refaire]


def reemettre(
    ancien: CertificatFormateur, *, titulaire: Titulaire, par: Auteur | None, le: datetime
) -> CertificatFormateur:
    """Replace one certificate, locked by the caller: same facts, dates and version of the template, the identity and
    the number aside. The former is revoked as *remplacé*, and its file goes once all is written [CER-09, CER-11]."""
    faits = faits_corriges(FaitsCertificat.depuis_json(ancien.faits), titulaire, tirer_numero())
    nouveau = inscrire(faits=faits, modele=ancien.certificat.modele)
    remis = remettre(certificat=nouveau, personne=ancien.personne, faits=faits, pdf=certificat_pdf(faits))
    remplacer(ancien.certificat, par_celui_ci=nouveau, le=clock.jour(le))
    transaction.on_commit(_suppression_de(ancien.fichier))
    details = {"numero": ancien.certificat.numero, "remplace_par": nouveau.numero}
    journaliser(par=par, verbe="certificats.reemettre", objet=nouveau, le=le, **details)
    return remis


def faits_corriges(faits: FaitsCertificat, titulaire: Titulaire, numero: str) -> FaitsCertificat:
    """What the replacement prints: everything as it was at issue, but for whom it is and its number [CER-09].

    The sealed code holds both: it is made anew, not copied.
    """
    return replace(
        faits,
        nom=titulaire.nom,
        prenom=titulaire.prenom,
        date_naissance=titulaire.date_naissance,
        numero_forprev=titulaire.numero,
        numero_certificat=numero,
        code=b"",
    )


def remplacer(ancien: Certificat, *, par_celui_ci: Certificat, le: date) -> None:
    """Revoke a line of the register as *remplacé* from `le` on, and say by which [CER-10, CER-11]."""
    ancien.revoque_le, ancien.motif_revocation, ancien.remplace_par = le, REMPLACE, par_celui_ci
    ancien.save(update_fields=["revoque_le", "motif_revocation", "remplace_par"])


def _dit_deja(certificat: CertificatFormateur, titulaire: Titulaire) -> bool:
    faits = certificat.faits
    ecrit = (faits["nom"], faits["prenom"], faits["date_naissance"])
    return ecrit == (titulaire.nom, titulaire.prenom, titulaire.date_naissance.isoformat())


def _suppression_de(chemin: str) -> Callable[[], None]:
    return partial(files.supprimer, chemin)
