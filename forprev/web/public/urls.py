from django.urls import path

from forprev.web.public import views

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("mentions-legales/", views.mentions_legales, name="mentions_legales"),
    path("donnees-personnelles/", views.donnees_personnelles, name="donnees_personnelles"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("sante/", views.sante, name="sante"),
    path("pret/", views.pret, name="pret"),
]
