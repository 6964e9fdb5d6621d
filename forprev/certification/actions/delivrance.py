"""What each success receives: a number, a line of the register, and at niveau 2 and 3 an account and a certificate."""

from collections.abc import Iterable
from datetime import date, datetime

from forprev.certification import notifications
from forprev.certification.models import CertificatPrepare, Generation, SessionCertification, Stagiaire
from forprev.certification.models.faits import certificats_de, modeles_prolonges
from forprev.certification.states import TypeStage
from forprev.certificats.actions import (
    Emission,
    Titulaire,
    chemin_du_formateur,
    figer,
    inscrire,
    preparer_emission,
    remettre,
)
from forprev.certificats.documents import FaitsCertificat, certificat_pdf
from forprev.certificats.numeros import tirer_numero
from forprev.certificats.rules import est_prolonge, validite
from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.comptes.actions.personnes import creer_personne, reserver_numero, signaler_doublon
from forprev.comptes.models import Personne
from forprev.socle import files


def preparer(session: SessionCertification, generation: Generation, *, le: datetime) -> None:
    """Freeze one certificate per success; a future trainer's N° Forprev is set aside now, since it is printed.

    Run again, it keeps what is still true and prepares the rest. Raises SignataireAbsent.
    """
    oublier(perimes(generation))
    restants = session.stagiaires.reussis().filter(certificat_prepare=None)
    if not restants:
        return
    assert session.habilitation is not None
    assert session.modele is not None
    assert session.date_fin is not None
    emission = preparer_emission(
        modele=session.modele,
        delivre_le=session.date_fin,
        raison_sociale=session.entite.raison_sociale,
        numero_habilitation=session.habilitation.numero_le(session.date_fin),
    )
    CertificatPrepare.objects.bulk_create(
        _prepare(session, generation, emission, stagiaire, le=le) for stagiaire in restants
    )


def perimes(generation: Generation) -> list[CertificatPrepare]:
    """What was prepared for an account that is gone or has another identity, or without one that has been opened
    meanwhile [SES-36, CER-11]."""
    if not generation.session.forme_des_formateurs:
        return []
    prepares = generation.prepares.select_related("stagiaire__personne")
    return [prepare for prepare in prepares if _est_perime(prepare)]


def _est_perime(prepare: CertificatPrepare) -> bool:
    personne = retrouver(prepare.stagiaire)
    if personne is None:
        return not prepare.compte_a_ouvrir
    return personne.pk != prepare.personne_id or not _dit_son_identite(prepare, personne)


def _dit_son_identite(prepare: CertificatPrepare, personne: Personne) -> bool:
    ecrite = (prepare.faits["nom"], prepare.faits["prenom"], prepare.faits["date_naissance"])
    return ecrite == (personne.nom, personne.prenom, personne.date_naissance.isoformat())


def oublier(prepares: Iterable[CertificatPrepare]) -> None:
    """Give up certificates prepared and never issued, with the files that an attempt may have left."""
    for prepare in prepares:
        files.supprimer(chemin_du_formateur(prepare))
        prepare.delete()


def _prepare(
    session: SessionCertification, generation: Generation, emission: Emission, stagiaire: Stagiaire, *, le: datetime
) -> CertificatPrepare:
    personne = retrouver(stagiaire) if session.forme_des_formateurs else None
    numero_forprev = ""
    if session.forme_des_formateurs:
        numero_forprev = personne.numero if personne else reserver_numero(le=le)
    faits = figer(
        emission,
        titulaire=_titulaire(stagiaire, personne, numero_forprev),
        numero=tirer_numero(),
        fin_validite=fin_de_validite(session, personne),
    )
    return CertificatPrepare(
        generation=generation,
        stagiaire=stagiaire,
        numero=faits.numero_certificat,
        numero_forprev=numero_forprev,
        personne=personne,
        compte_a_ouvrir=session.forme_des_formateurs and personne is None,
        faits=faits.vers_json(),
    )


def _titulaire(stagiaire: Stagiaire, personne: Personne | None, numero: str) -> Titulaire:
    """A known person's own spelling is printed; otherwise what the entity typed and the trainer checked."""
    connu = personne or stagiaire
    return Titulaire(connu.nom, connu.prenom, connu.date_naissance, numero)


def retrouver(stagiaire: Stagiaire) -> Personne | None:
    """The account of a success at niveau 2 or 3, matched again: by number, else by triplet and e-mail [SES-36]."""
    if stagiaire.personne_id is not None:
        return stagiaire.personne
    memes = Personne.objects.de_triplet(stagiaire.triplet)
    personne: Personne | None = memes.filter(email__iexact=stagiaire.email).first()
    return personne


def fin_de_validite(session: SessionCertification, personne: Personne | None) -> date | None:
    """[SES-22] from the end date, or from the end of the latest certificate that this refresher prolongs [SES-35]."""
    assert session.modele is not None
    assert session.date_fin is not None
    anterieurs = certificats_de(personne.pk) if personne else ()
    prolonges = [
        certificat
        for certificat in anterieurs
        if est_prolonge(
            certificat,
            dispositif_niveau_id=session.modele.dispositif_niveau_id,
            modele_id=session.modele.pk,
            predecesseurs=modeles_prolonges(session.modele),
        )
    ]
    return validite(
        delivre_le=session.date_fin,
        mois=session.modele.validite_mois,
        mise_a_jour=session.type_stage == TypeStage.MISE_A_JOUR,
        anterieurs=prolonges,
    )


def delivrer(session: SessionCertification, prepare: CertificatPrepare, *, le: datetime) -> None:
    """Write the register; at niveau 2 and 3 hand the certificate to its person, created if need be [SES-21]."""
    assert session.modele is not None
    faits = FaitsCertificat.depuis_json(prepare.faits)
    certificat = inscrire(faits=faits, modele=session.modele)
    if not session.forme_des_formateurs:
        return
    personne = prepare.personne or _creer_compte(prepare, faits, le=le)
    remettre(certificat=certificat, personne=personne, faits=faits, pdf=certificat_pdf(faits))
    notifications.annoncer_certificat(
        certificat.pk, session.modele.libelle_court, certificat.delivre_le, personne.pk, le=le
    )


def _creer_compte(prepare: CertificatPrepare, faits: FaitsCertificat, *, le: datetime) -> Personne:
    """The account that a first success opens, with the number set aside for it [SES-21]; a namesake with another
    e-mail goes to *Doublons* [SES-36]."""
    stagiaire, session = prepare.stagiaire, prepare.generation.session
    connues = list(Personne.objects.de_triplet(stagiaire.triplet))
    personne = creer_personne(
        nom=stagiaire.nom,
        prenom=stagiaire.prenom,
        date_naissance=stagiaire.date_naissance,
        email=stagiaire.email,
        numero_reserve=prepare.numero_forprev,
        le=le,
        ouvert_par=session.declaree_par or prepare.generation.demandee_par,
    )
    for connue in connues:
        signaler_doublon(connue=connue, nouvelle=personne, origine="certification de formateur", le=le)
    origine = f"votre réussite à la formation {session.dispositif_niveau}"
    envoyer_lien_mot_de_passe(personne=personne, le=le, origine=origine)
    CertificatPrepare.objects.filter(pk=prepare.pk).update(personne=personne)
    return personne
