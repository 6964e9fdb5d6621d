"""The permission matrix: profile × address × owner → status of a GET (of a POST where an address only receives forms).

An address that has no line here makes `test_matrice` fail. 302 leads a visitor to sign-in, others to another page; 403:
not for that profile; 404: not theirs, or not in that state; 409: the session has left the trainer's hands; 422: the
form is refused and shown again.

Owners of a certification session: `sienne` is being entered by the délégataire and names the formateur; `soumise` is
another such, submitted; `generee` another, with its certificates; `collegue` belongs to the same entity, declared by
somebody else and naming another formateur; `etrangere` belongs to another entity, in another caisse. Elsewhere: `sien`
and `etranger`.
"""

PROFILS = [
    *("visiteur", "gestionnaire", "delegataire", "formateur", "instructeur"),
    *("commission", "inrs", "assistance", "sans-profil"),
]

# Addresses that only receive forms: they are tried with an empty one.
ENVOIS = {
    "certification_decision",
    "certification_formateur_apercu",
    "certification_resultats",
    "certification_soumettre",
    "demo_entrer",
    "referentiel_valeur_retrait",
}
# A download remembers that it was made, for the reminder of files never fetched.
ECRIVENT_EN_LISANT = {"certification_fichier"}

#                                            vis  ges  dél  for  ins  com  inr  ass  san
MATRICE = """
accueil                                      200  200  200  200  200  200  200  200  200
mentions_legales                             200  200  200  200  200  200  200  200  200
donnees_personnelles                         200  200  200  200  200  200  200  200  200
accessibilite                                200  200  200  200  200  200  200  200  200
sante                                        200  200  200  200  200  200  200  200  200
pret                                         200  200  200  200  200  200  200  200  200
account_login                                200  302  302  302  302  302  302  302  302
account_logout                               302  200  200  200  200  200  200  200  200
account_signup                               200  200  200  200  200  200  200  200  200
account_reset_password                       200  200  200  200  200  200  200  200  200
reinitialisation_mot_de_passe                404  404  404  404  404  404  404  404  404
tableau_de_bord                              302  200  200  200  200  200  200  200  200
profils                                      302  200  200  200  200  200  200  200  200
mon_profil                                   302  200  200  200  200  200  200  200  200
acces                                        302  200  200  200  200  200  200  200  200
mon_entite                                   302  200  403  403  403  403  403  403  403
certification_en_cours                       302  200  200  200  403  403  403  403  403
certification_a_traiter                      302  200  200  200  403  403  403  403  403
certification_nouvelle                       302  200  200  403  403  403  403  403  403
certification_apercu                         302  200  200  403  403  403  403  403  403
certification_session             sienne     302  200  200  404  403  403  403  403  403
certification_session             soumise    302  200  200  200  403  403  403  403  403
certification_session             generee    302  200  200  200  403  403  403  403  403
certification_session             collegue   302  200  404  404  403  403  403  403  403
certification_session             etrangere  302  404  404  404  403  403  403  403  403
certification_formateur           sienne     302  200  200  403  403  403  403  403  403
certification_formateur           soumise    302  200  200  403  403  403  403  403  403
certification_formateur           generee    302  200  200  403  403  403  403  403  403
certification_formateur           collegue   302  200  404  403  403  403  403  403  403
certification_formateur           etrangere  302  404  404  403  403  403  403  403  403
certification_formateur_apercu    sienne     302  200  200  403  403  403  403  403  403
certification_formateur_apercu    soumise    302  200  200  403  403  403  403  403  403
certification_formateur_apercu    generee    302  200  200  403  403  403  403  403  403
certification_formateur_apercu    collegue   302  200  404  403  403  403  403  403  403
certification_formateur_apercu    etrangere  302  404  404  403  403  403  403  403  403
certification_stagiaires          sienne     302  200  200  404  403  403  403  403  403
certification_stagiaires          soumise    302  200  200  200  403  403  403  403  403
certification_stagiaires          generee    302  200  200  200  403  403  403  403  403
certification_stagiaires          collegue   302  200  404  404  403  403  403  403  403
certification_stagiaires          etrangere  302  404  404  404  403  403  403  403  403
certification_stagiaire_nouveau   sienne     302  200  200  403  403  403  403  403  403
certification_stagiaire_nouveau   soumise    302  302  302  403  403  403  403  403  403
certification_stagiaire_nouveau   generee    302  302  302  403  403  403  403  403  403
certification_stagiaire_nouveau   collegue   302  302  404  403  403  403  403  403  403
certification_stagiaire_nouveau   etrangere  302  404  404  403  403  403  403  403  403
certification_stagiaire           sienne     302  200  200  403  403  403  403  403  403
certification_stagiaire           soumise    302  302  302  403  403  403  403  403  403
certification_stagiaire           generee    302  302  302  403  403  403  403  403  403
certification_stagiaire           collegue   302  302  404  403  403  403  403  403  403
certification_stagiaire           etrangere  302  404  404  403  403  403  403  403  403
certification_stagiaire_retirer   sienne     302  200  200  403  403  403  403  403  403
certification_stagiaire_retirer   soumise    302  200  200  403  403  403  403  403  403
certification_stagiaire_retirer   generee    302  200  200  403  403  403  403  403  403
certification_stagiaire_retirer   collegue   302  200  404  403  403  403  403  403  403
certification_stagiaire_retirer   etrangere  302  404  404  403  403  403  403  403  403
certification_soumettre           sienne     302  422  422  403  403  403  403  403  403
certification_soumettre           soumise    302  302  302  403  403  403  403  403  403
certification_soumettre           generee    302  302  302  403  403  403  403  403  403
certification_soumettre           collegue   302  302  404  403  403  403  403  403  403
certification_soumettre           etrangere  302  404  404  403  403  403  403  403  403
certification_reprendre           sienne     302  200  200  403  403  403  403  403  403
certification_reprendre           soumise    302  200  200  403  403  403  403  403  403
certification_reprendre           generee    302  200  200  403  403  403  403  403  403
certification_reprendre           collegue   302  200  404  403  403  403  403  403  403
certification_reprendre           etrangere  302  404  404  403  403  403  403  403  403
certification_decision            sienne     302  302  302  403  403  403  403  403  403
certification_decision            soumise    302  302  302  403  403  403  403  403  403
certification_decision            generee    302  302  302  403  403  403  403  403  403
certification_decision            collegue   302  302  404  403  403  403  403  403  403
certification_decision            etrangere  302  404  404  403  403  403  403  403  403
certification_modifier            sienne     302  200  200  403  403  403  403  403  403
certification_modifier            soumise    302  200  200  403  403  403  403  403  403
certification_modifier            generee    302  200  200  403  403  403  403  403  403
certification_modifier            collegue   302  200  404  403  403  403  403  403  403
certification_modifier            etrangere  302  404  404  403  403  403  403  403  403
certification_supprimer           sienne     302  200  200  403  403  403  403  403  403
certification_supprimer           soumise    302  200  200  403  403  403  403  403  403
certification_supprimer           generee    302  200  200  403  403  403  403  403  403
certification_supprimer           collegue   302  200  404  403  403  403  403  403  403
certification_supprimer           etrangere  302  404  404  403  403  403  403  403  403
certification_telechargements     sienne     302  302  302  403  403  403  403  403  403
certification_telechargements     soumise    302  302  302  403  403  403  403  403  403
certification_telechargements     generee    302  200  200  403  403  403  403  403  403
certification_telechargements     collegue   302  302  404  403  403  403  403  403  403
certification_telechargements     etrangere  302  404  404  403  403  403  403  403  403
certification_avancement          sienne     302  200  200  403  403  403  403  403  403
certification_avancement          soumise    302  200  200  403  403  403  403  403  403
certification_avancement          generee    302  200  200  403  403  403  403  403  403
certification_avancement          collegue   302  200  404  403  403  403  403  403  403
certification_avancement          etrangere  302  404  404  403  403  403  403  403  403
certification_fichier             sienne     302  404  404  403  403  403  403  403  403
certification_fichier             soumise    302  404  404  403  403  403  403  403  403
certification_fichier             generee    302  200  200  403  403  403  403  403  403
certification_fichier             collegue   302  404  404  403  403  403  403  403  403
certification_fichier             etrangere  302  404  404  403  403  403  403  403  403
certification_resultats           sienne     302  403  403  404  403  403  403  403  403
certification_resultats           soumise    302  403  403  409  403  403  403  403  403
certification_resultats           generee    302  403  403  409  403  403  403  403  403
certification_resultats           collegue   302  403  403  404  403  403  403  403  403
certification_resultats           etrangere  302  403  403  404  403  403  403  403  403
certificats                                  302  403  403  200  403  403  403  403  200
certificat_telecharger            sien       302  403  403  200  403  403  403  403  404
certificat_telecharger            etranger   302  403  403  404  403  403  403  403  404
agenda                                       302  403  403  403  200  403  200  403  403
agenda_fichier                               302  403  403  403  200  403  200  403  403
habilitations                                302  200  200  403  403  403  403  403  403
habilitation                      sien       302  200  200  403  403  403  403  403  403
habilitation                      etranger   302  404  404  403  403  403  403  403  403
referentiel                                  302  403  403  403  403  403  200  403  403
referentiel_modeles                          302  403  403  403  403  403  200  403  403
referentiel_modele                           302  403  403  403  403  403  200  403  403
referentiel_modele_modifier                  302  403  403  403  403  403  200  403  403
referentiel_modele_arret                     302  403  403  403  403  403  200  403  403
referentiel_delais                           302  403  403  403  403  403  200  403  403
referentiel_delai                            302  403  403  403  403  403  200  403  403
referentiel_valeur_retrait                   302  403  403  403  403  403  302  403  403
referentiel_texte                            302  403  403  403  403  403  200  403  403
referentiel_signataires                      302  403  403  403  403  403  200  403  403
referentiel_signataire_nouveau               302  403  403  403  403  403  200  403  403
referentiel_signataire_fin                   302  403  403  403  403  403  200  403  403
galerie                                      200  200  200  200  200  200  200  200  200
galerie_exemple                              200  200  200  200  200  200  200  200  200
courriels_demo                               200  200  200  200  200  200  200  200  200
demo_entrer                                  404  404  404  404  404  404  404  404  404
courriel_demo                                200  200  200  200  200  200  200  200  200
"""
