"""Addresses of a person's own data: rectification, export, erasure."""

from django.urls import URLPattern, path

from forprev.web.compte import donnees, donnees_effacement, donnees_rectification

urlpatterns: list[URLPattern] = [
    path("rectification/", donnees_rectification.rectification, name="rectification_demander"),
    path("rectification/retrait/", donnees_rectification.rectification_retirer, name="rectification_retirer"),
    path("rectification/preuve/", donnees_rectification.rectification_preuve, name="rectification_ma_preuve"),
    path("mes-donnees/", donnees.mes_donnees, name="mon_profil_donnees"),
    path("mes-donnees/json/", donnees.donnees_json, name="donnees_json"),
    path("mes-donnees/pdf/", donnees.donnees_pdf, name="donnees_pdf"),
    path("effacement/", donnees_effacement.effacement, name="effacement_demander"),
    path("effacement/retrait/", donnees_effacement.effacement_retirer, name="effacement_retirer"),
]
