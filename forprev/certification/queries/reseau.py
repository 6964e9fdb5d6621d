"""What the réseau reads of sessions: never a stagiaire, only how many they are [SES-30]."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forprev.certification.models import SessionCertification, Stagiaire
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil

_LISTE = (
    *("entite", "habilitation__dispositif_niveau__dispositif", "modele", "formateur"),
    *("commune", "plateforme__commune"),
)
_DES_DEUX_COTES = Q(meme_personne=True) | Q(soumise_par=F("formateur")) | Q(generees_par=F("formateur"))


@dataclass(frozen=True, slots=True)
class CriteresAgenda:
    """What the agenda is narrowed to; an open end is None. `entite` is a sorting key (socle.text.cle_de_tri)."""

    du: date | None = None
    au: date | None = None
    dispositif_niveau_id: int | None = None
    etat: str = ""
    entite: str = ""
    des_deux_cotes: bool = False


def agenda(acteur: Acteur, le: date, criteres: CriteresAgenda) -> QuerySet[SessionCertification]:
    """The sessions of the acteur's caisse (of all for the INRS), from submission, ready for a list [SES-30].

    Each carries `nombre_stagiaires`, and `des_deux_cotes` when its trainer also submitted or generated [SES-26].
    """
    sessions = SessionCertification.objects.visibles_par(acteur, le)
    if acteur.profil not in (Profil.INSTRUCTEUR, Profil.INRS):
        return sessions.none()
    annotees = _filtrer(sessions, criteres).annotate(
        nombre_stagiaires=_nombre_stagiaires(),
        des_deux_cotes=ExpressionWrapper(_DES_DEUX_COTES, output_field=BooleanField()),
    )
    return annotees.select_related(*_LISTE)


def _nombre_stagiaires() -> Coalesce:
    """Counted row by row: only the rows of the page shown are."""
    stagiaires = Stagiaire.objects.filter(session=OuterRef("pk")).order_by().values("session")
    compte = Subquery(stagiaires.annotate(nombre=Count("pk")).values("nombre"), output_field=IntegerField())
    return Coalesce(compte, 0)


def _filtrer(sessions: QuerySet[SessionCertification], criteres: CriteresAgenda) -> QuerySet[SessionCertification]:
    filtres = Q()
    if criteres.du:
        filtres &= Q(date_fin__gte=criteres.du)
    if criteres.au:
        filtres &= Q(date_fin__lte=criteres.au)
    if criteres.dispositif_niveau_id:
        filtres &= Q(habilitation__dispositif_niveau=criteres.dispositif_niveau_id)
    if criteres.etat:
        filtres &= Q(etat=criteres.etat)
    if criteres.entite:
        filtres &= Q(entite__raison_tri__contains=criteres.entite)
    return sessions.filter(filtres & _DES_DEUX_COTES if criteres.des_deux_cotes else filtres)
