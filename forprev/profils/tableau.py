"""What the dashboard of a profile shows: what waits, since when, and which deadlines come [NOT-03]."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Greatest

from forprev.certification.models import LigneChiffres, SessionCertification
from forprev.certification.states import SANS_CERTIFICAT, Etat
from forprev.certificats.deadlines import ALERTES_MOIS
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.queries.tableau import AttenteDemandes
from forprev.habilitations.queries import finissantes
from forprev.referentiel.delais import valeur
from forprev.socle.dates import plus_mois
from forprev.socle.text import accorder

MAXIMUM = 8
MOIS_DU_GRAPHIQUE = 6


@dataclass(frozen=True, slots=True)
class Attente:
    """Sessions in one state that wait for the active profile, since when the oldest does, and the first of them."""

    etat: Etat
    nombre: int
    depuis: datetime
    premiere: int


@dataclass(frozen=True, slots=True)
class Echeance:
    """A day that matters. `page`: the name of the address that shows it, with its arguments; empty for none."""

    jour: date
    titre: str
    detail: str = ""
    page: tuple[str, ...] = ()

    def urgence(self, le: date) -> str:
        """The tone of the line: within a week, within a month, later."""
        reste = (self.jour - le).days
        return "danger" if reste <= 7 else "attention" if reste <= 30 else "neutre"


def attentes(acteur: Acteur, le: date) -> list[Attente]:
    """The *À traiter* of the profile by state, in one query [SES-28].

    A session waits for its trainer from its end date, or from the moment it was submitted when that is later [SES-27].
    """
    depuis = (
        Min(Greatest(F("etat_depuis"), Cast("date_fin", DateTimeField())))
        if acteur.profil == Profil.FORMATEUR
        else None
    )
    groupes = (
        SessionCertification.objects.a_traiter(acteur, le)
        .order_by()
        .values("etat")
        .annotate(nombre=Count("pk"), depuis=depuis or Min("etat_depuis"), premiere=Min("pk"))
    )
    par_etat = {Etat(g["etat"]): Attente(Etat(g["etat"]), g["nombre"], g["depuis"], g["premiere"]) for g in groupes}
    return [par_etat[etat] for etat in Etat if etat in par_etat]


def nombre_a_venir(acteur: Acteur, le: date) -> int:
    """Sessions submitted to the trainer that have not ended yet: *À venir* [SES-27]."""
    visibles = SessionCertification.objects.visibles_par(acteur, le)
    return visibles.filter(etat=Etat.EN_VALIDATION_FORMATEUR, date_fin__gt=le).count()


def echeances_entite(acteur: Acteur, le: date, demandes: Iterable[AttenteDemandes] = ()) -> list[Echeance]:
    """Downloads that close, sessions about to be deleted, complements awaited, habilitations that end: soonest first, a
    few of each. `demandes`: the requests that wait for the entity, when they concern the profile."""
    lignes = [
        *_telechargements(acteur, le),
        *_suppressions(acteur, le),
        *echeances_demandes(demandes),
        *_fins_d_habilitation(acteur, le),
    ]
    return sorted(lignes, key=lambda ligne: ligne.jour)[:MAXIMUM]


def echeances_demandes(demandes: Iterable[AttenteDemandes]) -> list[Echeance]:
    """The last day to answer a request for complements; of several, the first [DEM-10]."""
    return [_complements(attente, attente.limite) for attente in demandes if attente.limite]


def _complements(attente: AttenteDemandes, limite: date) -> Echeance:
    seule = attente.nombre == 1
    objet = f"de la demande n°\u00a0{attente.premiere}" if seule else f"de {accorder(attente.nombre, 'demande')}"
    page = ("demande", str(attente.premiere)) if seule else ("demandes_a_traiter",)
    return Echeance(limite, f"Dernier jour pour répondre aux compléments {objet}", "", page)


def _telechargements(acteur: Acteur, le: date) -> Iterator[Echeance]:
    """[SES-16]"""
    ouverts = SessionCertification.objects.visibles_par(acteur, le).filter(etat=Etat.CERTIFICATS_GENERES)
    for session in ouverts.select_related("generation").order_by("supprimee_apres", "pk")[:MAXIMUM]:
        generation = getattr(session, "generation", None)
        detail = "Déjà téléchargés" if generation and generation.telechargee_le else "Pas encore téléchargés"
        titre = f"Dernier jour de téléchargement, session n°\u00a0{session.pk}"
        yield Echeance(session.supprimee_apres, titre, detail, ("certification_session", str(session.pk)))


def _suppressions(acteur: Acteur, le: date) -> Iterator[Echeance]:
    """[SES-17] gathered by day."""
    limite = le + timedelta(days=valeur("session_avertissement_1", le))
    jours = (
        SessionCertification.objects.visibles_par(acteur, le)
        .filter(etat__in=SANS_CERTIFICAT, supprimee_apres__lte=limite)
        .order_by("supprimee_apres")
        .values("supprimee_apres")
        .annotate(nombre=Count("pk"), premiere=Min("pk"))
    )
    for jour in jours[:MAXIMUM]:
        seule = jour["nombre"] == 1
        objet = f"de la session n°\u00a0{jour['premiere']}" if seule else f"de {accorder(jour['nombre'], 'session')}"
        page = ("certification_session", str(jour["premiere"])) if seule else ("certification_en_cours",)
        yield Echeance(jour["supprimee_apres"], f"Dernier jour {objet} sans certificat", "Suppression ensuite", page)


def _fins_d_habilitation(acteur: Acteur, le: date) -> Iterator[Echeance]:
    """[HAB-04]"""
    for habilitation in finissantes(acteur, le)[:MAXIMUM]:
        titre = f"Fin de l’habilitation {habilitation.dispositif_niveau}"
        fin: date = habilitation.dernier_jour  # type: ignore[attr-defined]
        yield Echeance(fin, titre, habilitation.numero, ("habilitation", str(habilitation.pk)))


def echeances_formateur(acteur: Acteur, le: date) -> list[Echeance]:
    """The trainer's certificates that end within the first alert, unless a later one of the same kind takes over."""
    suivants = CertificatFormateur.objects.filter(
        Q(certificat__fin_validite__isnull=True) | Q(certificat__fin_validite__gt=OuterRef("certificat__fin_validite")),
        Q(certificat__revoque_le__isnull=True),
        personne=acteur.personne,
        dispositif_niveau=OuterRef("dispositif_niveau"),
    )
    finissants = (
        CertificatFormateur.objects.valides(le)
        .filter(~Exists(suivants), personne=acteur.personne)
        .filter(certificat__fin_validite__lte=plus_mois(le, max(ALERTES_MOIS)))
        .select_related("certificat", "dispositif_niveau")
        .order_by("certificat__fin_validite", "pk")
    )
    return [
        Echeance(c.certificat.fin_validite, f"Fin du certificat {c.dispositif_niveau}", page=("certificats",))
        for c in finissants[:MAXIMUM]
        if c.certificat.fin_validite
    ]


def certifies_par_mois(entite_id: int, le: date) -> list[dict[str, Any]]:
    """Stagiaires certified by the entity in the last months, the present one included; empty when there were none."""
    mois = [plus_mois(le.replace(day=1), -rang) for rang in reversed(range(MOIS_DU_GRAPHIQUE))]
    lignes: QuerySet[Any, Any] = LigneChiffres.objects.filter(entite=entite_id, mois__in=mois).order_by()
    sommes = dict(lignes.values_list("mois").annotate(total=Sum("reussis")))
    return [{"libelle": _MOIS_COURTS[m.month - 1], "valeur": sommes.get(m, 0)} for m in mois] if sommes else []


_MOIS_COURTS = [
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
]
