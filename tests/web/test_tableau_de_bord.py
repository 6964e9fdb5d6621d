"""What to do first, then the deadlines, then the messages; and the page of a person without profile."""

from datetime import date, timedelta

import pytest

from forprev.certification.models import Generation, LigneChiffres
from forprev.communication.models import Notification
from forprev.entites.models import Entite
from forprev.profils.acces import explications
from forprev.profils.queries import profils_de
from tests import fabriques as f
from tests.texte import lisible, normaliser

pytestmark = pytest.mark.django_db


def page(client_de, acteur) -> str:
    return lisible(client_de(acteur).get("/tableau-de-bord/"))


def jours(nombre: int) -> timedelta:
    return timedelta(days=nombre)


# --- entity ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("NOT-03", "SES-28")
def test_cards_say_how_many_and_since_when(client_de):
    habilitation = f.HabilitationFactory()
    f.SessionFactory(habilitation=habilitation, validee=True, etat_depuis=f.il_y_a(6))
    f.SessionFactory(habilitation=habilitation, validee=True, etat_depuis=f.il_y_a(2))
    f.SessionFactory(habilitation=habilitation, retournee=True, etat_depuis=f.il_y_a(1))
    f.SessionFactory(habilitation=habilitation, etat_depuis=f.il_y_a(0))
    f.SessionFactory(habilitation=habilitation, soumise=True)
    f.SessionFactory(habilitation=habilitation, generee=True)

    texte = page(client_de, f.gestionnaire(habilitation.entite))

    assert "2 Sessions à générer La plus ancienne attend depuis 6 jours" in texte
    assert "1 Session retournée Depuis hier" in texte
    assert "1 Session en cours de saisie Depuis aujourd'hui" in texte


@pytest.mark.rule("NOT-03", "SES-18")
def test_a_delegataire_counts_only_their_own(client_de):
    habilitation = f.HabilitationFactory()
    delegataire = f.delegataire(habilitation)
    f.SessionFactory(habilitation=habilitation)

    assert "Rien à traiter pour le moment" in page(client_de, delegataire)

    f.SessionFactory(habilitation=habilitation, declaree_par=delegataire.personne)
    assert "1 Session en cours de saisie" in page(client_de, delegataire)


@pytest.mark.rule("NOT-03")
def test_deadlines_come_soonest_first(client_de, jour):
    habilitation = f.HabilitationFactory(periode__fin=f.JOUR + jours(200))
    generee = f.SessionFactory(habilitation=habilitation, generee=True)
    bientot = f.SessionFactory(habilitation=habilitation, date_fin=f.JOUR - jours(80), enregistree_le=f.il_y_a(90))

    reponse = client_de(f.gestionnaire(habilitation.entite)).get("/tableau-de-bord/")

    lignes = [(ligne.echeance.jour, normaliser(ligne.echeance.titre)) for ligne in reponse.context["echeances"]]
    assert lignes == [
        (date(2026, 12, 1), f"Dernier jour de la session n°{bientot.pk} sans certificat"),
        (date(2026, 12, 4), f"Dernier jour de téléchargement, session n°{generee.pk}"),
        (date(2027, 6, 8), "Fin de l'habilitation SST / 1"),
    ]
    assert [ligne.ton for ligne in reponse.context["echeances"]] == ["attention", "attention", "neutre"]
    assert "Pas encore téléchargés" in lisible(reponse)


@pytest.mark.rule("SES-16")
def test_a_downloaded_file_is_said_downloaded(client_de):
    session = f.SessionFactory(generee=True)
    Generation.objects.create(session=session, demandee_le=f.il_y_a(1), total=1, faits=1, telechargee_le=f.INSTANT)

    assert "Déjà téléchargés" in page(client_de, f.gestionnaire(session.entite))


@pytest.mark.rule("SES-17")
def test_deletions_of_one_day_are_gathered(client_de):
    habilitation = f.HabilitationFactory()
    f.SessionFactory.create_batch(
        3, habilitation=habilitation, date_fin=f.JOUR - jours(80), enregistree_le=f.il_y_a(90)
    )

    assert "Dernier jour de 3 sessions sans certificat" in page(client_de, f.gestionnaire(habilitation.entite))


def test_nothing_ahead_is_said(client_de):
    assert "n'arrive bientôt à son terme" in page(client_de, f.gestionnaire())


@pytest.mark.rule("NOT-01", "NOT-03")
def test_messages_of_the_active_profile(client_de):
    acteur = f.gestionnaire()
    autre = f.delegataire(personne=acteur.personne)
    for profil, titre in ((acteur.code, "Session n° 12 retournée"), ("", "Bienvenue"), (autre.code, "Ailleurs")):
        Notification.objects.create(
            personne=acteur.personne,
            code="essai",
            categorie="N",
            cle=titre,
            titre=titre,
            texte=titre,
            profil=profil,
            envoi="aucun",
            cree_le=f.INSTANT,
        )

    texte = page(client_de, acteur)

    assert "Session n°12 retournée" in texte
    assert "Bienvenue" in texte
    assert "Ailleurs" not in texte


def test_certified_by_month_for_the_gestionnaire(client_de):
    acteur = f.gestionnaire()
    modele = f.ModeleCertificatFactory()
    assert "Stagiaires certifiés" not in page(client_de, acteur)
    LigneChiffres.objects.create(
        mois=date(2026, 10, 1),
        dispositif_niveau=modele.dispositif_niveau,
        modele=modele,
        type_stage="INITIAL",
        entite_id=acteur.entite_id,
        presents=9,
        reussis=7,
    )

    reponse = client_de(acteur).get("/tableau-de-bord/")

    assert [valeur["valeur"] for valeur in reponse.context["mois"]] == [0, 0, 0, 0, 7, 0]
    assert [valeur["libelle"] for valeur in reponse.context["mois"]][-2:] == ["oct.", "nov."]


def test_the_dashboard_stays_within_fourteen_queries(client_de, nb_requetes):
    habilitation = f.HabilitationFactory(periode__fin=f.JOUR + jours(200))
    client = client_de(f.gestionnaire(habilitation.entite))
    f.SessionFactory(habilitation=habilitation, generee=True)

    with nb_requetes() as compte:
        client.get("/tableau-de-bord/")

    assert compte.nombre <= 14, "\n".join(compte.requetes)


# --- formateur -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("NOT-03", "SES-27")
def test_the_trainer_sees_what_waits_and_what_comes(client_de):
    formateur = f.formateur()
    f.SessionFactory(soumise=True, formateur=formateur.personne, date_fin=f.JOUR - jours(4), etat_depuis=f.il_y_a(9))
    f.SessionFactory(soumise=True, formateur=formateur.personne, date_fin=f.JOUR + jours(4))

    texte = page(client_de, formateur)

    assert "1 Session à contrôler Depuis 4 jours" in texte
    assert "1 session vous est déjà confiée et se terminera plus tard." in texte


@pytest.mark.rule("NOT-03")
def test_a_certificate_that_ends_within_nine_months_is_announced(client_de):
    formateur = f.formateur(fin=date(2027, 8, 20))

    assert "Fin du certificat SST / 2" in page(client_de, formateur)
    assert "Fin du certificat" not in page(client_de, f.formateur(fin=date(2027, 8, 21)))


@pytest.mark.rule("NOT-03")
def test_a_refreshed_certificate_is_no_longer_announced(client_de):
    formateur = f.formateur(fin=date(2027, 1, 20))
    f.formateur(formateur.personne, fin=date(2030, 1, 20))

    assert "Fin du certificat" not in page(client_de, formateur)


@pytest.mark.rule("ACC-17")
def test_a_limited_trainer_is_told_why(client_de):
    certificat = f.CertificatFormateurFactory(certificat__fin_validite=f.JOUR - jours(5))
    f.SessionFactory(soumise=True, formateur=certificat.personne, date_fin=f.JOUR - jours(5))
    (acteur,) = profils_de(certificat.personne, f.JOUR)

    texte = page(client_de, acteur)

    assert "Votre certificat de formateur n'est plus valable." in texte
    assert "1 Session à contrôler" in texte


# --- réseau ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("SEC-01", "SES-30")
def test_an_instructeur_counts_what_is_in_their_caisse(client_de):
    ailleurs = f.DepartementFactory(code="35", caisse=f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne"))
    rennes = f.EntiteFactory(commune=f.CommuneFactory(code_insee="35238", nom="Rennes", departement=ailleurs))
    f.SessionFactory(soumise=True, habilitation=f.HabilitationFactory(entite=rennes))
    f.SessionFactory(soumise=True)
    f.SessionFactory()

    def reperes(acteur):
        reponse = client_de(acteur).get("/tableau-de-bord/")
        return [(repere.libelle, repere.nombre) for repere in reponse.context["reperes"]]

    assert reperes(f.instructeur()) == [
        ("Entités", 2),
        ("Habilitations actives", 2),
        ("Sessions soumises, en cours", 1),
        ("Demandes de successeur à examiner", 0),
    ]
    assert reperes(f.inrs()) == [
        ("Entités", 3),
        ("Habilitations actives", 3),
        ("Sessions soumises, en cours", 2),
        ("Demandes de successeur à examiner", 0),
    ]
    assert reperes(f.commission()) == [("Habilitations actives", 3)]
    assert reperes(f.assistance()) == []


# --- no profile ------------------------------------------------------------------------------------------------------


def causes(personne) -> dict[str, tuple[str, str]]:
    lignes = explications(personne, profils_de(personne, f.JOUR), f.JOUR)
    return {ligne.titre: (normaliser(ligne.cause), normaliser(ligne.suite)) for ligne in lignes}


def test_a_person_who_never_held_anything(client_de):
    personne = f.PersonneFactory(numero="JEJ46894")

    lignes = causes(personne)

    assert "Aucun certificat de formateur" in lignes["Formateur"][0]
    assert "Aucune entité ne vous a donné de rôle" in lignes["Gestionnaire, délégataire"][0]
    texte = page(client_de, f.acteur_sans_profil(personne))
    assert "vous ne tenez aucun profil pour le moment" in texte
    assert "JEJ46894" in texte
    assert "Demandez à un gestionnaire de votre entité" in texte


@pytest.mark.rule("ACC-17")
def test_an_ended_certificate_gives_its_date_and_the_refresher(client_de):
    certificat = f.CertificatFormateurFactory(certificat__fin_validite=date(2026, 6, 30))

    cause, suite = causes(certificat.personne)["Formateur SST / 2"]

    assert cause == "Votre certificat a pris fin le 30 juin 2026."
    assert "Suivez un stage de mise à jour des compétences" in suite
    assert "Votre compte est conservé jusqu'au 30 juin 2027." in suite
    assert "30 juin 2026" in page(client_de, f.acteur_sans_profil(certificat.personne))


def test_a_revoked_certificate_gives_its_date():
    certificat = f.CertificatFormateurFactory(certificat__revoque_le=date(2026, 10, 1))

    assert causes(certificat.personne)["Formateur SST / 2"][0] == "Votre certificat a été révoqué le 1er octobre 2026."


def test_a_certificate_still_to_come_gives_its_date():
    certificat = f.CertificatFormateurFactory(certificat__delivre_le=date(2026, 12, 1))

    assert causes(certificat.personne)["Formateur SST / 2"][0] == "Votre certificat commence le 1er décembre 2026."


def test_a_valid_certificate_needs_no_explanation():
    assert "Formateur" not in " ".join(causes(f.formateur().personne))


def test_an_ended_delegation_gives_its_date():
    acteur = f.delegataire(f.HabilitationFactory(entite__raison_sociale="Ville de Meudon"))
    assert "Habilitations · Ville de Meudon" not in causes(acteur.personne)
    acteur.personne.appartenances.get().delegations.update(terminee_le=date(2026, 11, 3))

    cause, suite = causes(acteur.personne)["Habilitations · Ville de Meudon"]

    assert cause == "Délégations terminées: SST / 1 le 3 novembre 2026."
    assert "Demandez à un gestionnaire" in suite


def test_ended_habilitations_lead_to_the_caisse():
    f.CaisseFactory(service="Service prévention", telephone="01 40 05 32 64")
    acteur = f.gestionnaire(f.EntiteFactory(raison_sociale="Ville de Meudon"))
    f.HabilitationFactory(entite=None, entite_id=acteur.entite_id, periode__fin=date(2026, 11, 3))

    cause, suite = causes(acteur.personne)["Habilitations · Ville de Meudon"]

    assert cause == "Ont pris fin: SST / 1 le 3 novembre 2026."
    assert suite == "Adressez-vous à votre caisse: Cramif, Service prévention, 01 40 05 32 64."


@pytest.mark.rule("ENT-03")
def test_without_caisse_the_inrs_is_named():
    saint_pierre = f.CommuneFactory(code_insee="97502", departement=f.DepartementFactory(code="975", caisse=None))
    acteur = f.gestionnaire(f.EntiteFactory(raison_sociale="Mairie", commune=saint_pierre))

    cause, suite = causes(acteur.personne)["Habilitations · Mairie"]

    assert cause == "L'entité n'a encore aucune habilitation."
    assert "l'INRS, qui tient lieu de caisse" in suite


def test_the_page_of_access_also_says_what_is_held(client_de):
    acteur = f.gestionnaire(f.EntiteFactory(raison_sociale="Ville de Meudon"))
    texte = lisible(client_de(acteur).get("/acces/"))

    assert "Vous tenez le profil Gestionnaire · Ville de Meudon" in texte
    assert "Pourquoi n'ai-je pas accès?" in texte
    assert Entite.objects.count() == 1
