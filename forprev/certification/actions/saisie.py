"""The entity's entry: the session, its trainer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from forprev.certification.actions.commun import EtatRefuse as EtatRefuse
from forprev.certification.actions.commun import changer_contenu, marquer, tenue, verifier_version, verrouiller
from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.models.faits import (
    fait_de_la_personne,
    fait_formateur,
    fait_stagiaire,
    faits_session,
    qualifiants,
)
from forprev.certification.perms import peut_declarer, peut_saisir
from forprev.certification.rules.changements import (
    Consequence,
    consequences,
    formateur_a_reverifier,
    niveau_change,
)
from forprev.certification.rules.circuit import raisons_etat
from forprev.certification.rules.formateur import Controle, controles, raisons_formateur
from forprev.certification.rules.session import raisons_saisie
from forprev.certification.rules.stagiaires import raisons_place
from forprev.certification.states import Etat, TypeLieu
from forprev.comptes.actions.recherches import noter_recherche
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet, est_numero
from forprev.habilitations.models import Habilitation, Plateforme
from forprev.referentiel.models import Commune, ModeleCertificat
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger
from forprev.socle.text import nettoyer


@dataclass(frozen=True, slots=True)
class SaisieSession:
    """The tab *Session* as typed; everything may be missing."""

    habilitation: Habilitation | None = None
    modele: ModeleCertificat | None = None
    type_lieu: str = ""
    plateforme: Plateforme | None = None
    code_postal: str = ""
    commune: Commune | None = None
    pays: str = ""
    ville_etranger: str = ""
    type_stage: str = ""
    date_fin: date | None = None


@dataclass(frozen=True, slots=True)
class SaisieFormateur:
    """The tab *Formateur* as typed: a number, or a triplet [SES-06]."""

    numero: str = ""
    nom: str = ""
    prenom: str = ""
    date_naissance: date | None = None

    @property
    def est_complete(self) -> bool:
        """A whole number, or a whole triplet."""
        return est_numero(self.numero.strip().upper()) or bool(self.nom and self.prenom and self.date_naissance)

    def vers_json(self) -> dict[str, str]:
        naissance = self.date_naissance.isoformat() if self.date_naissance else ""
        return {"numero": self.numero, "nom": self.nom, "prenom": self.prenom, "date_naissance": naissance}

    @classmethod
    def depuis_json(cls, donnees: Mapping[str, str]) -> "SaisieFormateur":
        """What `vers_json` kept."""
        naissance = donnees.get("date_naissance") or ""
        return cls(
            donnees.get("numero", ""),
            donnees.get("nom", ""),
            donnees.get("prenom", ""),
            date.fromisoformat(naissance) if naissance else None,
        )


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """The session saved, and what its change took with it [SES-40]."""

    session: SessionCertification
    consequences: list[Consequence] = field(default_factory=list)


@transaction.atomic
def ouvrir(*, par: Acteur, le: datetime, saisie: SaisieSession, cle: UUID | None = None) -> Enregistrement:
    """Create a session from the first save of its tab *Session* [SES-01, SES-02]. Raises Refus with field reasons.

    `cle` was drawn with the form: the same entry sent a second time by the same person gives back the session of the
    first; another entry, typed after a return to the form, is another session.
    """
    if not peut_declarer(par) or par.entite_id is None:
        raise Refus(Raison("profil", "Seuls un gestionnaire ou un délégataire déclarent une session."))
    cle = cle or uuid4()
    session = SessionCertification(
        entite_id=par.entite_id,
        declaree_par=par.personne,
        enregistree_le=le,
        etat_depuis=le,
        etat=Etat.EN_SAISIE,
        cle_de_saisie=cle,
    )
    effacees = _appliquer(session, saisie, par=par, le=le)
    marquer(session, par=par, le=le)
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError:
        premiere = SessionCertification.objects.filter(
            cle_de_saisie=cle, declaree_par=par.personne, entite=par.entite_id
        ).first()
        if premiere and not _differences(premiere, session):
            return Enregistrement(premiere)
        session.cle_de_saisie = uuid4()
        session.save()
    journaliser(par=par, verbe="session créée", objet=session, le=le)
    return Enregistrement(session, effacees)


@transaction.atomic
def enregistrer(*, par: Acteur, le: datetime, numero: int, version: int, saisie: SaisieSession) -> Enregistrement:
    """Save the tab *Session*, incomplete if need be [SES-11], clearing what no longer agrees [SES-40].

    Raises Refus with field reasons, EtatRefuse, SessionPerimee.
    """
    session = verrouiller_saisie(numero, par=par, le=le, version=version)
    avant = _cle_formateur(session)
    niveau_avant = session.niveau
    effacees = _appliquer(session, saisie, par=par, le=le)
    effacees += _suites(session, avant, niveau_avant)
    changer_contenu(session, *_champs_changes(session), par=par, le=le)
    return Enregistrement(session, effacees)


def verrouiller_saisie(numero: int, *, par: Acteur, le: datetime, version: int) -> SessionCertification:
    """The locked session, if the entity may write it and the form is not stale."""
    session = verrouiller(numero, par=par, le=le)
    if not peut_saisir(par, session):
        raise EtatRefuse(*raisons_etat(tenue(session, le)))
    verifier_version(session, version)
    return session


def _appliquer(session: SessionCertification, saisie: SaisieSession, *, par: Acteur, le: datetime) -> list[Consequence]:
    """Copy what was typed, clear what no longer agrees, refuse what is wrong; a missing value is no refusal here."""
    _copier(session, saisie)
    effacees = consequences(faits_session(session, par))
    for effacee in effacees:
        _effacer(session, effacee.champ)
    exiger(raisons_saisie(faits_session(session, par), le=clock.jour(le)))
    return effacees


def _copier(session: SessionCertification, saisie: SaisieSession) -> None:
    session.habilitation, session.modele = saisie.habilitation, version_du_modele(saisie.modele, saisie.date_fin)
    session.type_lieu, session.type_stage, session.date_fin = saisie.type_lieu, saisie.type_stage, saisie.date_fin
    en_france, etranger = saisie.type_lieu == TypeLieu.FRANCE, saisie.type_lieu == TypeLieu.ETRANGER
    session.plateforme = saisie.plateforme if saisie.type_lieu == TypeLieu.PLATEFORME else None
    session.code_postal = saisie.code_postal if en_france else ""
    session.commune = saisie.commune if en_france else None
    session.pays = nettoyer(saisie.pays) if etranger else ""
    session.ville_etranger = nettoyer(saisie.ville_etranger) if etranger else ""


def version_du_modele(modele: ModeleCertificat | None, date_fin: date | None) -> ModeleCertificat | None:
    """The version of the chosen model in force on the end date; the one chosen when there is none [SES-39]."""
    if modele is None or date_fin is None:
        return modele
    return ModeleCertificat.objects.en_vigueur(date_fin).versions_de(modele.racine).first() or modele


def _effacer(session: SessionCertification, champ: str) -> None:
    if champ == "lieu":
        session.type_lieu = session.code_postal = session.pays = session.ville_etranger = ""
        session.plateforme = session.commune = None
    elif champ == "formateur":
        nommer(session, None)
    else:
        setattr(session, champ, None if champ == "modele" else "")


def _cle_formateur(session: SessionCertification) -> tuple[int | None, date | None]:
    niveau = session.dispositif_niveau
    return (niveau.pk if niveau else None), session.date_fin


def _suites(
    session: SessionCertification, avant: tuple[int | None, date | None], niveau_avant: int | None
) -> list[Consequence]:
    """What the change of tab *Session* takes away in the two other tabs [SES-40]."""
    suites = []
    if session.formateur:
        reussis = verifier(session, session.formateur)
        qualifie = all(controle.reussi for controle in reussis)
        perdu = formateur_a_reverifier(avant, _cle_formateur(session), qualifie=qualifie)
        if perdu:
            _effacer(session, perdu.champ)
            suites.append(perdu)
    reduits = niveau_change(niveau_avant, session.niveau)
    if reduits and session.stagiaires.exclude(email="", personne=None).update(
        email="", personne=None, par_numero=False
    ):
        suites.append(reduits)
    return suites


def _champs_changes(session: SessionCertification) -> list[str]:
    return _differences(SessionCertification.objects.get(pk=session.pk), session)


def _differences(ancienne: SessionCertification, session: SessionCertification) -> list[str]:
    """The parts of the entry that differ between the two."""
    lieux = ("type_lieu", "plateforme_id", "commune_id", "code_postal", "pays", "ville_etranger")
    groupes = {
        "habilitation": ("habilitation_id",),
        "modele": ("modele_id",),
        "lieu": lieux,
        "type_stage": ("type_stage",),
        "date_fin": ("date_fin",),
        "formateur": ("formateur_id",),
    }
    return [
        groupe
        for groupe, champs in groupes.items()
        if any(getattr(ancienne, champ) != getattr(session, champ) for champ in champs)
    ]


def verifier(session: SessionCertification, personne: Personne | None) -> tuple[Controle, ...]:
    """*Lancer la vérification*: the four lines for this session as it stands [SES-06]."""
    return controles(
        fait_formateur(personne), qualifiants=qualifiants(session.dispositif_niveau), date_fin=session.date_fin
    )


def chercher_formateur(saisie: SaisieFormateur) -> Personne | None:
    """The person named by number, else by exact triplet; raises Refus when several match [SES-06, ACC-29]."""
    if saisie.numero:
        designees = Personne.objects.de_numero(saisie.numero.strip()).filter(is_active=True)
        designee: Personne | None = designees.first()
        return designee
    if not (saisie.nom and saisie.prenom and saisie.date_naissance):
        texte = "Indiquez le N° Forprev, ou le nom, le prénom et la date de naissance du formateur."
        raise Refus(Raison("formateur_absent", texte, "numero"))
    triplet = Triplet(saisie.nom, saisie.prenom, saisie.date_naissance)
    trouvees = list(Personne.objects.de_triplet(triplet).filter(is_active=True)[:2])
    if len(trouvees) > 1:
        texte = "Plusieurs personnes portent ce nom et cette date de naissance : indiquez le N° Forprev."
        raise Refus(Raison("formateur_ambigu", texte, "numero"))
    return trouvees[0] if trouvees else None


def designer_formateur(
    *, par: Acteur, le: datetime, numero: int, version: int, saisie: SaisieFormateur
) -> tuple[SessionCertification, tuple[Controle, ...]]:
    """Save the trainer as typed, named in the session only when the four checks pass [SES-06, SES-07].

    Raises Refus (ambiguous or empty entry, trainer among the stagiaires, too many look-ups), EtatRefuse,
    SessionPerimee. The look-up is counted even when it finds nobody [ACC-23].
    """
    noter_recherche(par=par, le=le)
    return _designer(par=par, le=le, numero=numero, version=version, saisie=saisie)


@transaction.atomic
def _designer(
    *, par: Acteur, le: datetime, numero: int, version: int, saisie: SaisieFormateur
) -> tuple[SessionCertification, tuple[Controle, ...]]:
    session = verrouiller_saisie(numero, par=par, le=le, version=version)
    personne = chercher_formateur(saisie)
    resultat = verifier(session, personne)
    retenu = personne if not raisons_formateur(resultat) and resultat[-1].reussi else None
    if retenu:
        exiger(_raisons_formateur_stagiaire(session, retenu))
    nommer(session, retenu)
    session.formateur_saisi = saisie.vers_json()
    changer_contenu(session, "formateur", par=par, le=le)
    return session, resultat


def essayer_formateur(
    *, par: Acteur, le: datetime, session: SessionCertification, saisie: SaisieFormateur
) -> tuple[Controle, ...]:
    """The four checks while the entry is being typed; nothing is saved but the count of look-ups [SES-25, ACC-23].

    Nothing is looked up, and nothing counted, before a whole number or a whole triplet is there. Raises Refus.
    """
    if not saisie.est_complete:
        return ()
    noter_recherche(par=par, le=le)
    return verifier(session, chercher_formateur(saisie))


def nommer(session: SessionCertification, personne: Personne | None) -> None:
    """Name the trainer (unsaved). To another one the session was never submitted: theirs starts anew [SES-29]."""
    if session.formateur_id != (personne.pk if personne else None):
        session.soumise_le = session.soumise_par = None
    session.formateur = personne


def _raisons_formateur_stagiaire(session: SessionCertification, personne: Personne) -> list[Raison]:
    formateur = fait_de_la_personne(personne)
    lignes = Stagiaire.objects.filter(session=session)
    if any(raisons_place(fait_stagiaire(ligne), (), formateur) for ligne in lignes):
        texte = "Cette personne est stagiaire de la session : elle ne peut pas en être le formateur."
        return [Raison("formateur_stagiaire", texte, "numero")]
    return []
