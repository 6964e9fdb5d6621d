"""Certificates: all of them or none, once [SES-15].

The click locks the session, checks everything again and queues the work. The work has three parts, each of which can
be cut anywhere and done again: `_preparer` gives each success its number and freezes what its certificate says (one
transaction); `_dessiner` makes the files, outside any transaction, under names that a second run overwrites;
`_terminer` writes the register, the accounts, the figures and the new state together (one transaction). What the domain
refuses meanwhile (an account opened since, an e-mail taken) is prepared again, then handed back to the entity.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from forprev.certification import notifications
from forprev.certification.actions import delivrance
from forprev.certification.actions.chiffres import ecrire_ligne
from forprev.certification.actions.commun import avancer, verrouiller
from forprev.certification.actions.controle import raisons_de_generation
from forprev.certification.models import CertificatPrepare, Generation, SessionCertification
from forprev.certification.rules.circuit import (
    FaitDeuxRoles,
    raisons_date_generation,
    raisons_deux_roles,
    raisons_issue,
    raisons_liaison,
    raisons_resultats_vus,
)
from forprev.certification.states import Action, Etat
from forprev.certificats.actions import raisons_signataire
from forprev.certificats.documents import FaitsCertificat, certificat_pdf, certificats_pdf, nom_fichier
from forprev.comptes.models import Acteur
from forprev.entites.models import Membre
from forprev.socle import clock, files
from forprev.socle.raisons import Raison, Refus, bloquantes, exiger
from forprev.socle.zip import archive

TACHE_PRODUCTION = "certification.produire_certificats"
FILE = "generation"
NATURES = ("pdf", "zip")
PAS_D_AVANCEMENT = 5
ESSAIS = 3
RELANCE = timedelta(days=1)


class PreparationPerimee(Refus):
    """An account was opened, corrected or deleted since the certificates were prepared [SES-36, CER-11]."""


def raisons_generation(session: SessionCertification, *, par: Acteur, le: datetime, generer: bool) -> list[Raison]:
    """Why certificates cannot be generated (or the session closed) now, warnings included [SES-14, SES-23, SES-24]."""
    assert session.date_fin is not None
    jour = clock.jour(le)
    return [
        *raisons_liaison(version=session.version, version_vue=session.resultats_version),
        *raisons_date_generation(session.date_fin, le=jour),
        *raisons_issue(session.stagiaires.reussis().count(), generer=generer),
        *(_raisons_des_certificats(session, par=par, le=jour) if generer else []),
    ]


def _raisons_des_certificats(session: SessionCertification, *, par: Acteur, le: date) -> list[Raison]:
    assert session.date_fin is not None
    return [
        *raisons_de_generation(session, le=le),
        *raisons_signataire(session.date_fin),
        *raisons_deux_roles(deux_roles(session, par)),
    ]


def deux_roles(session: SessionCertification, par: Acteur) -> FaitDeuxRoles:
    """Who trained, submitted and is about to generate [SES-26]."""
    gestionnaires = Membre.objects.gestionnaires().filter(entite=session.entite_id)
    niveau = session.dispositif_niveau
    return FaitDeuxRoles(
        formateur_id=session.formateur_id,
        soumise_par_id=session.soumise_par_id,
        genere_par_id=par.personne_id,
        autres_gestionnaires=set(gestionnaires.values_list("personne_id", flat=True)),
        requis=bool(niveau and niveau.second_gestionnaire_requis),
    )


@transaction.atomic
def lancer(*, par: Acteur, le: datetime, numero: int, resultats_vus: datetime | None = None) -> Generation:
    """Ask for the certificates: checked, then made in the background [SES-13, SES-14, SES-15].

    `resultats_vus` says which results the page showed. Raises Refus with reasons (other results came since),
    EtatRefuse (a second click, a second person). The job is queued in this transaction.
    """
    session = verrouiller(numero, par=par, le=le)
    session.meme_personne = deux_roles(session, par).meme_personne
    avancer(session, Action.LANCER_GENERATION, par=par, le=le)
    exiger(raisons_resultats_vus(session.resultats_le, resultats_vus))
    exiger(bloquantes(raisons_generation(session, par=par, le=le, generer=True)))
    session.generees_par = par.personne
    session.save()
    generation = Generation.objects.create(
        session=session, demandee_le=le, demandee_par=par.personne, total=session.stagiaires.reussis().count()
    )
    _mettre_en_file(generation.pk)
    return generation


def _mettre_en_file(generation_id: int) -> None:
    """The lock keeps two workers from drawing one session at once."""
    verrou = f"generation-{generation_id}"
    app.configure_task(TACHE_PRODUCTION, lock=verrou, queue=FILE).defer(generation_id=generation_id)


def relancer(*, le: datetime) -> int:
    """Queue again the generations asked for over a day ago and still not made; return how many [OPS-03].

    One whose job still waits is queued twice, and made once.
    """
    vieilles = Generation.objects.filter(session__etat=Etat.GENERATION_EN_COURS, demandee_le__lt=le - RELANCE).order_by(
        "pk"
    )
    for generation in vieilles:
        _mettre_en_file(generation.pk)
    return len(vieilles)


@transaction.atomic
def cloturer(*, par: Acteur, le: datetime, numero: int, resultats_vus: datetime | None = None) -> SessionCertification:
    """Close without certificates when nobody succeeded; the figures are written [SES-23, STA-01].

    Raises Refus, EtatRefuse.
    """
    session = verrouiller(numero, par=par, le=le)
    session.meme_personne = deux_roles(session, par).meme_personne
    session.cloturee_le = le
    avancer(session, Action.CLOTURER, par=par, le=le)
    exiger(raisons_resultats_vus(session.resultats_le, resultats_vus))
    exiger(bloquantes(raisons_generation(session, par=par, le=le, generer=False)))
    session.save()
    ecrire_ligne(session)
    return session


def produire(*, generation_id: int, le: datetime) -> bool:
    """Make the certificates of one generation; False when nothing was issued by this run. Safe to run again anywhere.

    A refusal is met by preparing again; the last one interrupts the generation.
    """
    for reste in reversed(range(ESSAIS)):
        try:
            return _produire(generation_id=generation_id, le=le)
        except Refus as refus:
            if not reste:
                interrompre(generation_id=generation_id, le=le, refus=refus)
    return False


def _produire(*, generation_id: int, le: datetime) -> bool:
    if not _preparer(generation_id=generation_id, le=le):
        return False
    generation = Generation.objects.select_related("session").get(pk=generation_id)
    _dessiner(generation)
    return _terminer(generation_id=generation_id, le=le)


@transaction.atomic
def _preparer(*, generation_id: int, le: datetime) -> bool:
    """Number and freeze each certificate, once; False when the session has its certificates already."""
    session = _verrouiller_generation(generation_id)
    if session is None:
        return False
    delivrance.preparer(session, session.generation, le=le)
    return True


def _verrouiller_generation(generation_id: int) -> SessionCertification | None:
    """The locked session of a generation still to be done; None when it is done, or the session gone."""
    return (
        SessionCertification.objects.select_for_update(of=("self",))
        .select_related("habilitation__dispositif_niveau__dispositif", "modele", "entite", "generation", "commune")
        .filter(generation=generation_id, etat=Etat.GENERATION_EN_COURS)
        .first()
    )


def _dessiner(generation: Generation) -> None:
    """Make the files, telling the progress as it goes; names are fixed, so a second run replaces the first."""
    faits = [faits_de(prepare) for prepare in prepares(generation)]
    un_par_un = {}
    for rang, fait in enumerate(faits, start=1):
        un_par_un[nom_fichier(fait)] = certificat_pdf(fait)
        if rang % PAS_D_AVANCEMENT == 0:
            Generation.objects.filter(pk=generation.pk).update(faits=rang)
    pdf = files.deposer(chemin(generation, "pdf"), certificats_pdf(faits))
    zippe = files.deposer(chemin(generation, "zip"), archive(un_par_un))
    Generation.objects.filter(pk=generation.pk).update(faits=len(faits), pdf_sha256=pdf, zip_sha256=zippe)


def redessiner(*, generation_id: int) -> bool:
    """Make the files of a generated session again, a certificate having been replaced; False when it is gone [CER-14].

    Purged while it is drawn, it leaves no file [SES-16].
    """
    generation = Generation.objects.filter(pk=generation_id, session__etat=Etat.CERTIFICATS_GENERES).first()
    if generation is None:
        return False
    _dessiner(generation)
    if Generation.objects.filter(pk=generation_id).exists():
        return True
    supprimer_fichiers(generation)
    return False


def prepares(generation: Generation) -> list[CertificatPrepare]:
    """The certificates to make, in the order of the people."""
    return list(generation.prepares.select_related("stagiaire", "personne"))


def faits_de(prepare: CertificatPrepare) -> FaitsCertificat:
    return FaitsCertificat.depuis_json(prepare.faits)


def chemin(generation: Generation, nature: str) -> str:
    """Where the session's `pdf` or `zip` is kept: an unguessable name that tells nothing."""
    return f"sessions/{generation.cle}.{nature}"


@transaction.atomic
def _terminer(*, generation_id: int, le: datetime) -> bool:
    """Write everything at once: register, trainer certificates and accounts, state, figures, announcements."""
    session = _verrouiller_generation(generation_id)
    if session is None:
        return False
    if delivrance.perimes(session.generation):
        texte = "Le compte d’un stagiaire a été ouvert, corrigé ou supprimé pendant la génération."
        raise PreparationPerimee(Raison("preparation_perimee", texte))
    session.generees_le = le
    avancer(session, Action.TERMINER_GENERATION, par=None, le=le)
    session.save()
    for prepare in prepares(session.generation):
        delivrance.delivrer(session, prepare, le=le)
    ecrire_ligne(session)
    notifications.annoncer_certificats(session, le=le)
    return True


@transaction.atomic
def interrompre(*, generation_id: int, le: datetime, refus: Refus) -> None:
    """Hand a session whose certificates cannot be made back to the entity, saying why; nothing was issued [SES-15].

    Files go first: cut in between, the generation is still there and the next run makes them again.
    """
    session = _verrouiller_generation(generation_id)
    if session is None:
        return
    generation = session.generation
    supprimer_fichiers(generation)
    delivrance.oublier(generation.prepares.all())
    generation.delete()
    session.generees_par = None
    avancer(session, Action.INTERROMPRE_GENERATION, par=None, le=le, commentaire=str(refus))
    session.save()


def supprimer_fichiers(generation: Generation) -> None:
    """Remove what the entity could download; files already gone are no error."""
    for nature in NATURES:
        files.supprimer(chemin(generation, nature))


def noter_telechargement(*, session: SessionCertification, nature: str, le: datetime) -> bytes:
    """The file of a generated session, remembering that it was fetched once [SES-16]. Raises FileNotFoundError."""
    generation = session.generation
    contenu = files.lire(chemin(generation, nature))
    Generation.objects.filter(pk=generation.pk, telechargee_le__isnull=True).update(telechargee_le=le)
    return contenu
