"""Every address of the screens, French and stable: tests, mails and bookmarks rely on them.

An address that several audiences share is dispatched here, once, by the active profile.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from forprev.comptes.states import PROFILS_RESEAU, Profil
from forprev.web.commun.decorators import par_profil
from forprev.web.compte import profils
from forprev.web.compte import tableau_de_bord as compte
from forprev.web.entite import tableau_de_bord as cote_entite
from forprev.web.formateur import tableau_de_bord as cote_formateur
from forprev.web.reseau import tableau_de_bord as cote_reseau

tableau_de_bord = par_profil(
    {
        Profil.GESTIONNAIRE: cote_entite.tableau_de_bord,
        Profil.DELEGATAIRE: cote_entite.tableau_de_bord,
        Profil.FORMATEUR: cote_formateur.tableau_de_bord,
        **dict.fromkeys(PROFILS_RESEAU, cote_reseau.tableau_de_bord),
        Profil.DEMANDEUR: compte.tableau_de_bord_demandeur,
        Profil.SANS_PROFIL: compte.tableau_de_bord,
    }
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forprev.web.public.urls")),
    path("", include("forprev.web.public.aide_urls")),
    path("", include("forprev.web.compte.urls")),
    path("mon-profil/", include("forprev.web.compte.securite_urls")),
    path("mon-profil/", include("forprev.web.compte.donnees_urls")),
    path("utilisateurs/", include("forprev.web.entite.utilisateurs_urls")),
    path("", include("forprev.web.reseau.fusion_urls")),
    path("", include("forprev.web.reseau.comptes_urls")),
    path("", include("forprev.web.reseau.rectifications_urls")),
    path("", include("forprev.web.reseau.aide_urls")),
    path("tableau-de-bord/", require_safe(tableau_de_bord), name="tableau_de_bord"),
    path("profils/", profils.profils, name="profils"),
    path("acces/", profils.acces, name="acces"),
    path("", include("forprev.web.entite.entite_urls")),
    path("", include("forprev.web.entite.demandes_urls")),
    path("", include("forprev.web.reseau.instruction_urls")),
    path("", include("forprev.web.reseau.seances_urls")),
    path("", include("forprev.web.reseau.habilitations_urls")),
    path("certification/", include("forprev.web.certification_urls")),
    path("certificats/", include("forprev.web.formateur.urls")),
    path("agenda/", include("forprev.web.reseau.agenda_urls")),
    path("habilitations/", include("forprev.web.entite.habilitations_urls")),
    path("referentiel/", include("forprev.web.reseau.referentiel_urls")),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("", include("forprev.web.galerie.urls")))
