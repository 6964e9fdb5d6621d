"""*Agenda des sessions*: which courses end when, for audits and support [SES-30]."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forprev.certification.models import SessionCertification
from forprev.certification.queries.reseau import CriteresAgenda, agenda
from forprev.certification.states import LIBELLES
from forprev.comptes.states import Profil
from forprev.profils.requete import Requete
from forprev.referentiel.models import DispositifNiveau
from forprev.socle.dates import courte, plus_mois
from forprev.socle.text import cle_de_tri
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev
from forprev.web.commun.listes import lister
from forprev.web.reseau.calendrier import calendrier

PERIODE_MOIS = 3
MAXIMUM_DU_FICHIER = 2000
TRIS = {
    "fin": ["date_fin"],
    "numero": ["pk"],
    "entite": ["entite__raison_tri"],
    "dispositif": ["habilitation__dispositif_niveau__dispositif__ordre", "habilitation__dispositif_niveau__niveau"],
    "formateur": ["formateur__nom_tri", "formateur__prenom_cle"],
    "etat": ["etat"],
}
_ETATS = [(etat.value, libelle) for etat, libelle in LIBELLES.items()]


class FiltreAgenda(FormulaireForprev):
    """The criteria; without dates in the address, the next three months."""

    du = ChampDate(label="Du", required=False)
    au = ChampDate(label="Au", required=False)
    dispositif = forms.TypedChoiceField(label="Dispositif niveau", required=False, coerce=int, empty_value=None)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *_ETATS])
    entite = forms.CharField(label="Raison sociale", required=False, max_length=100)
    deux_cotes = forms.BooleanField(label="Le formateur a aussi agi pour l’entité", required=False)

    def __init__(self, saisie: dict[str, Any], *, jour: date) -> None:
        self.periode = jour, plus_mois(jour, PERIODE_MOIS)
        super().__init__({"du": courte(self.periode[0]), "au": courte(self.periode[1]), **saisie})
        niveaux = DispositifNiveau.objects.select_related("dispositif")
        champ = self.fields["dispositif"]
        assert isinstance(champ, forms.TypedChoiceField)
        champ.choices = [("", "Tous les dispositifs"), *((niveau.pk, str(niveau)) for niveau in niveaux)]

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        du, au = propre.get("du"), propre.get("au")
        if du and au and au < du:
            self.add_error("au", ValidationError("Cette date est antérieure au début de la période.", code="ordre"))
        return propre

    @property
    def criteres(self) -> CriteresAgenda:
        """What the form understood; a date that cannot be read leaves the default one."""
        self.is_valid()
        lus = self.cleaned_data
        return CriteresAgenda(
            du=lus.get("du", self.periode[0]),
            au=lus.get("au", self.periode[1]),
            dispositif_niveau_id=lus.get("dispositif"),
            etat=lus.get("etat", ""),
            entite=cle_de_tri(lus.get("entite", "")),
            des_deux_cotes=lus.get("deux_cotes", False),
        )


@require_safe
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def liste(request: Requete) -> HttpResponse:
    """`/agenda/`: the next three months by default; every criterion is in the address."""
    filtre = FiltreAgenda(request.GET.dict(), jour=request.jour)
    page = lister(request, _sessions(request, filtre), tris=TRIS, defaut="fin")
    contexte = {
        "filtre": filtre,
        "criteres": criteres_actifs(request, filtre),
        "retenus": filtre.criteres,
        "maximum": MAXIMUM_DU_FICHIER,
        "parametres": request.GET.urlencode(),
        **page.contexte(),
    }
    return render(request, "web/reseau/agenda.html", contexte)


@require_safe
@pour(Profil.INSTRUCTEUR, Profil.INRS)
def fichier(request: Requete) -> HttpResponse:
    """`/agenda/agenda.ics`: the same sessions as a calendar, by date, up to a ceiling."""
    filtre = FiltreAgenda(request.GET.dict(), jour=request.jour)
    sessions = _sessions(request, filtre).order_by("date_fin", "pk")[:MAXIMUM_DU_FICHIER]
    return piece_jointe(calendrier(sessions, le=request.le), nom="agenda.ics", type_mime="text/calendar; charset=utf-8")


def _sessions(request: Requete, filtre: FiltreAgenda) -> QuerySet[SessionCertification]:
    return agenda(request.acteur, request.jour, filtre.criteres)
