"""The stagiaires of a session, one by one."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from forprev.certification.actions.commun import SessionPerimee, changer_contenu
from forprev.certification.actions.saisie import verrouiller_saisie
from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.models.faits import fait_formateur_present, fait_groupe, fait_stagiaire
from forprev.certification.rules.stagiaires import raison_email_d_autrui, raisons_identite, raisons_place
from forprev.comptes.actions.recherches import noter_recherche
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet
from forprev.socle import clock
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer


@dataclass(frozen=True, slots=True)
class SaisieStagiaire:
    """A line as typed. At niveau 1 all but the triplet is ignored [SES-08].

    `personne_id` is someone chosen among the proposals, whose birth date the entity typed right [ACC-23].
    """

    nom: str
    prenom: str
    date_naissance: date
    email: str = ""
    numero: str = ""
    personne_id: int | None = None


def ajouter(*, par: Acteur, le: datetime, numero: int, version: int, saisie: SaisieStagiaire) -> Stagiaire:
    """Add someone to the session [SES-08, SES-09]. Raises Refus with field reasons, EtatRefuse, SessionPerimee.

    The second of two clicks, sent from the version that the first has just left, returns the line already there.
    """
    _compter(par=par, le=le, saisie=saisie)
    return _ajouter(par=par, le=le, numero=numero, version=version, saisie=saisie)


@transaction.atomic
def _ajouter(*, par: Acteur, le: datetime, numero: int, version: int, saisie: SaisieStagiaire) -> Stagiaire:
    try:
        session = verrouiller_saisie(numero, par=par, le=le, version=version)
    except SessionPerimee:
        deja = _deja_ajoute(numero, par=par, version=version, saisie=saisie)
        if deja is None:
            raise
        return deja
    stagiaire = Stagiaire(session=session)
    _refuser_plafond(session)
    _ecrire(stagiaire, saisie, par=par, le=le)
    return stagiaire


def modifier(
    *, par: Acteur, le: datetime, numero: int, version: int, stagiaire_id: int, saisie: SaisieStagiaire
) -> Stagiaire:
    """Correct a line. Raises Stagiaire.DoesNotExist, Refus, EtatRefuse, SessionPerimee."""
    _compter(par=par, le=le, saisie=saisie)
    return _modifier(par=par, le=le, numero=numero, version=version, stagiaire_id=stagiaire_id, saisie=saisie)


@transaction.atomic
def _modifier(
    *, par: Acteur, le: datetime, numero: int, version: int, stagiaire_id: int, saisie: SaisieStagiaire
) -> Stagiaire:
    session = verrouiller_saisie(numero, par=par, le=le, version=version)
    stagiaire = session.stagiaires.get(pk=stagiaire_id)
    _ecrire(stagiaire, saisie, par=par, le=le)
    return stagiaire


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, numero: int, version: int, stagiaire_id: int) -> SessionCertification:
    """Remove a line. Raises Stagiaire.DoesNotExist, EtatRefuse, SessionPerimee."""
    session = verrouiller_saisie(numero, par=par, le=le, version=version)
    session.stagiaires.get(pk=stagiaire_id).delete()
    return changer_contenu(session, "stagiaires", par=par, le=le)


def _compter(*, par: Acteur, le: datetime, saisie: SaisieStagiaire) -> None:
    """A number or an e-mail may be a guess: it counts as a look-up, even when refused [ACC-23, ACC-25]."""
    if saisie.numero or saisie.personne_id or saisie.email:
        noter_recherche(par=par, le=le)


def _deja_ajoute(numero: int, *, par: Acteur, version: int, saisie: SaisieStagiaire) -> Stagiaire | None:
    """Who this very form, sent by this very person, added a moment ago; None when something else has changed."""
    triplet = Triplet(saisie.nom, saisie.prenom, saisie.date_naissance)
    nom, prenom, naissance = triplet.cles
    lignes = Stagiaire.objects.filter(
        nom_cle=nom, prenom_cle=prenom, date_naissance=naissance, email__iexact=saisie.email.strip()
    )
    return lignes.filter(
        session=numero, session__version=version + 1, session__dernier_intervenant=par.personne_id
    ).first()


def _refuser_plafond(session: SessionCertification) -> None:
    jour = session.date_fin or clock.jour(session.enregistree_le)
    plafond = fait_groupe(session.dispositif_niveau, le=jour).plafond
    if session.stagiaires.count() >= plafond:
        raise Refus(Raison("groupe_plafond", f"Une session compte {plafond} stagiaires au plus.", "nom"))


def _ecrire(stagiaire: Stagiaire, saisie: SaisieStagiaire, *, par: Acteur, le: datetime) -> None:
    session = stagiaire.session
    saisie = _nettoyer(saisie, niveau=session.niveau or 1)
    _copier(stagiaire, saisie, _reconnaitre(saisie))
    fait = fait_stagiaire(stagiaire)
    autres = [fait_stagiaire(autre) for autre in session.stagiaires.exclude(pk=stagiaire.pk)]
    exiger(
        raisons_identite(fait, niveau=session.niveau or 1, le=clock.jour(le))
        + raisons_place(fait, autres, fait_formateur_present(session))
    )
    stagiaire.save()
    changer_contenu(session, "stagiaires", par=par, le=le)


def _copier(stagiaire: Stagiaire, saisie: SaisieStagiaire, personne: Personne | None) -> None:
    stagiaire.nom, stagiaire.prenom, stagiaire.date_naissance = saisie.nom, saisie.prenom, saisie.date_naissance
    stagiaire.email, stagiaire.personne = saisie.email, personne
    stagiaire.par_numero = bool(saisie.numero or saisie.personne_id)
    if personne and stagiaire.par_numero:
        stagiaire.nom, stagiaire.prenom, stagiaire.email = personne.nom, personne.prenom, personne.email


def _nettoyer(saisie: SaisieStagiaire, *, niveau: int) -> SaisieStagiaire:
    """One spelling for what was typed; nothing more than the triplet at niveau 1 [SES-08]."""
    saisie = replace(saisie, nom=nettoyer(saisie.nom), prenom=nettoyer(saisie.prenom))
    if niveau == 1:
        return replace(saisie, email="", numero="", personne_id=None)
    return replace(saisie, email=saisie.email.strip(), numero=saisie.numero.strip().upper())


def _reconnaitre(saisie: SaisieStagiaire) -> Personne | None:
    """The known person behind a line: by number and birth date, or by e-mail and triplet.

    Raises Refus when the number and the birth date do not meet [ACC-23], or when the e-mail is another person's
    [ACC-25, SES-37]; neither says whose it is.
    """
    if saisie.numero or saisie.personne_id:
        return _designee(saisie)
    if not saisie.email:
        return None
    personne: Personne | None = Personne.objects.d_adresse(saisie.email).first()
    if personne and personne.triplet.cles != Triplet(saisie.nom, saisie.prenom, saisie.date_naissance).cles:
        raise Refus(raison_email_d_autrui())
    return personne


def _designee(saisie: SaisieStagiaire) -> Personne:
    """The person named by number, or chosen among the proposals: the birth date typed must be theirs."""
    if saisie.personne_id:
        designees = Personne.objects.filter(pk=saisie.personne_id)
    else:
        designees = Personne.objects.de_numero(saisie.numero)
    personne: Personne | None = designees.filter(date_naissance=saisie.date_naissance, is_active=True).first()
    if personne is None:
        texte = "Aucune personne ne porte ce N° Forprev avec cette date de naissance : vérifiez les deux."
        raise Refus(Raison("numero_inconnu", texte, "numero"))
    return personne
