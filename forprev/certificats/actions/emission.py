"""Issuing: freezing what a certificate says, writing the register, handing a trainer theirs."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import transaction

from forprev.certificats.documents import FaitsCertificat
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.comptes.models import Personne
from forprev.referentiel.models import LogoCertificat, ModeleCertificat, Signataire
from forprev.socle import files
from forprev.socle.raisons import Raison, Refus


class SignataireAbsent(Refus):
    """No INRS signatory is in office on the day of issue [CER-01]."""


@dataclass(frozen=True, slots=True)
class Titulaire:
    """Whom a certificate is about; `numero` (N° Forprev) is empty for an acteur."""

    nom: str
    prenom: str
    date_naissance: date
    numero: str = ""


@dataclass(frozen=True, slots=True)
class Emission:
    """What the certificates of one session share."""

    modele: ModeleCertificat
    delivre_le: date
    raison_sociale: str
    numero_habilitation: str
    signataire: Signataire
    logos: tuple[LogoCertificat, ...]


def raisons_signataire(delivre_le: date) -> list[Raison]:
    """Why nothing can be issued on `delivre_le`: nobody signs for the INRS on that day [CER-01]."""
    if Signataire.objects.en_fonction(delivre_le).exists():
        return []
    texte = "Aucun signataire de l’INRS n’est en fonction à la date de fin de session : l’INRS doit en nommer un."
    return [Raison("signataire_absent", texte)]


def preparer_emission(
    *, modele: ModeleCertificat, delivre_le: date, raison_sociale: str, numero_habilitation: str
) -> Emission:
    """Read once what the certificates of a session share; raises SignataireAbsent [CER-01]."""
    signataire = Signataire.objects.en_fonction(delivre_le).first()
    if signataire is None:
        raise SignataireAbsent(*raisons_signataire(delivre_le))
    logos = tuple(LogoCertificat.objects.en_vigueur(delivre_le))
    return Emission(modele, delivre_le, raison_sociale, numero_habilitation, signataire, logos)


def figer(emission: Emission, *, titulaire: Titulaire, numero: str, fin_validite: date | None) -> FaitsCertificat:
    """All that the certificate prints, so that nothing that changes later alters it [CER-01, CER-09]."""
    modele, signataire = emission.modele, emission.signataire
    return FaitsCertificat(
        titre=modele.titre,
        libelle_court=modele.libelle_court,
        dispositif=modele.dispositif_niveau.dispositif.libelle,
        couleur=modele.couleur_affichee,
        competence=modele.competence,
        nom=titulaire.nom,
        prenom=titulaire.prenom,
        date_naissance=titulaire.date_naissance,
        numero_forprev=titulaire.numero,
        delivre_le=emission.delivre_le,
        fin_validite=fin_validite,
        signataire_nom=f"{signataire.prenom} {signataire.nom}",
        signataire_fonction=signataire.fonction,
        signataire_signature=bytes(signataire.signature),
        raison_sociale=emission.raison_sociale,
        numero_habilitation=emission.numero_habilitation,
        numero_certificat=numero,
        logos=tuple((logo.texte_alternatif, bytes(logo.contenu)) for logo in emission.logos),
    )


def inscrire(*, faits: FaitsCertificat, modele: ModeleCertificat) -> Certificat:
    """Add the line of the register: number, model, dates, no name [CER-06, CER-12]. A number twice is refused."""
    return Certificat.objects.create(
        numero=faits.numero_certificat,
        modele=modele,
        delivre_le=faits.delivre_le,
        fin_validite=faits.fin_validite,
    )


@transaction.atomic
def remettre(*, certificat: Certificat, personne: Personne, faits: FaitsCertificat, pdf: bytes) -> CertificatFormateur:
    """Put a niveau 2 or 3 certificate in its trainer's account, with its file [CER-03, CER-14]."""
    chemin = chemin_du_formateur(certificat)
    return CertificatFormateur.objects.create(
        personne=personne,
        certificat=certificat,
        dispositif_niveau=certificat.modele.dispositif_niveau,
        faits=faits.vers_json(),
        fichier=chemin,
        sha256=files.deposer(chemin, pdf),
    )


class Numerote(Protocol):
    """A certificate of the register, or one that is being prepared."""

    @property
    def numero(self) -> str: ...


def chemin_du_formateur(certificat: Numerote) -> str:
    """Where the file of a trainer certificate is kept: named by its random number, nothing of the person."""
    return f"formateurs/{certificat.numero}.pdf"
