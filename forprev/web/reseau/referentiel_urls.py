from django.urls import path

from forprev.web.reseau import referentiel, referentiel_signataires, referentiel_valeurs

urlpatterns = [
    path("", referentiel.accueil, name="referentiel"),
    path("modeles/", referentiel.modeles, name="referentiel_modeles"),
    path("modeles/<int:pk>/", referentiel.modele, name="referentiel_modele"),
    path("modeles/<int:pk>/modifier/", referentiel.modifier, name="referentiel_modele_modifier"),
    path("modeles/<int:pk>/arret/", referentiel.arreter, name="referentiel_modele_arret"),
    path("delais/", referentiel_valeurs.delais, name="referentiel_delais"),
    path("delais/<slug:code>/", referentiel_valeurs.delai, name="referentiel_delai"),
    path("valeurs/<int:pk>/retrait/", referentiel_valeurs.retirer, name="referentiel_valeur_retrait"),
    path("textes/<slug:code>/", referentiel_valeurs.texte, name="referentiel_texte"),
    path("signataires/", referentiel_signataires.signataires, name="referentiel_signataires"),
    path("signataires/nouveau/", referentiel_signataires.nouveau, name="referentiel_signataire_nouveau"),
    path("signataires/<int:pk>/fin/", referentiel_signataires.fin, name="referentiel_signataire_fin"),
]
