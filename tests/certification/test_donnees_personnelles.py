"""A name planted at the beginning of a session's life is found nowhere after its end [RGP-02]."""

import logging
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection

from forprev.certification.actions import circuit, fins, generation, groupe, resultats
from forprev.certification.models import LigneChiffres
from forprev.certification.states import Etat, Resultat
from forprev.comptes.models import Personne
from forprev.socle.clock import instant_du
from forprev.socle.raisons import Refus
from tests.certification.dossiers import dossier
from tests.fabriques import PersonneFactory
from tests.fabriques.jour import INSTANT, JOUR

NOM, PRENOM, ECHOUE, COMMENTAIRE = "Zyxcanari", "Quetzalcoatline", "Wqvrecale", "Xkcdremarque"
SECRETS = (NOM, PRENOM, ECHOUE, COMMENTAIRE, "1957-07-03", "zyx.mel")
NE = date(1957, 7, 3)
APRES = JOUR + timedelta(days=200)


def traces(*secrets, sauf=()):
    """Every table that holds one of the secrets, in any column."""
    trouvees = set()
    with connection.cursor() as curseur:
        for table in connection.introspection.table_names(curseur):
            if table in sauf:
                continue
            motifs = [f"%{secret}%" for secret in secrets or SECRETS]
            curseur.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY (%s)', [motifs])
            if curseur.fetchone()[0]:
                trouvees.add(table)
    return trouvees


def inscrire(monde, session):
    for nom in (NOM, ECHOUE):
        session.refresh_from_db()
        email = f"zyx.mel.{nom}@example.org" if session.forme_des_formateurs else ""
        groupe.ajouter(
            par=monde.gestionnaire,
            le=INSTANT,
            numero=session.pk,
            version=session.version,
            saisie=groupe.SaisieStagiaire(nom, PRENOM, NE, email=email),
        )
    session.refresh_from_db()
    return session


def soumettre(monde, session):
    circuit.soumettre(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        commentaire=f"{COMMENTAIRE} sur {NOM}",
    )


def retourner_puis_corriger(monde, session):
    resultats.retourner(
        par=monde.formateur,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        commentaire=f"{NOM} est mal écrit, {COMMENTAIRE}",
    )
    ligne = session.stagiaires.get(nom=NOM)
    groupe.modifier(
        par=monde.gestionnaire,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        stagiaire_id=ligne.pk,
        saisie=groupe.SaisieStagiaire(NOM.upper(), PRENOM, NE, email=ligne.email),
    )
    session.refresh_from_db()
    soumettre(monde, session)


def noter(monde, session):
    notes = {s.pk: Resultat.ECHEC if s.nom == ECHOUE else Resultat.REUSSITE for s in session.stagiaires.all()}
    resultats.envoyer_resultats(
        par=monde.formateur,
        le=INSTANT,
        numero=session.pk,
        version=session.version,
        resultats=notes,
        commentaire=f"{COMMENTAIRE} sur {ECHOUE}",
    )


def toute_la_vie(monde, executer_taches):
    """Entered, submitted, returned, corrected, marked, generated, announced, downloaded."""
    session = inscrire(monde, monde.nommer(monde.ouvrir()))
    soumettre(monde, session)
    retourner_puis_corriger(monde, session)
    noter(monde, session)
    generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    executer_taches()
    session.refresh_from_db()
    assert session.etat == Etat.CERTIFICATS_GENERES
    generation.noter_telechargement(session=session, nature="pdf", le=INSTANT)
    return session


def noms_dans(textes):
    return [secret for secret in SECRETS for texte in textes if secret.casefold() in texte.casefold()]


def fichiers(racine):
    return [f for f in racine.rglob("*") if f.is_file()]


@pytest.mark.rule("RGP-02", "RGP-14", "SES-16")
def test_after_the_end_only_the_anonymous_line_is_left(monde, tmp_path, executer_taches, caplog):
    caplog.set_level(logging.INFO)
    avant = set(fichiers(tmp_path))
    session = toute_la_vie(monde, executer_taches)
    vivants = {"certification_stagiaire", "certification_etape", "certification_certificatprepare"}
    assert traces() == vivants, "while it lives, only its own tables know the names"
    assert len(fichiers(tmp_path)) == len(avant) + 2

    executer_taches()
    assert fins.purger(jour=JOUR + timedelta(days=400), le=instant_du(JOUR + timedelta(days=400))) == 1

    assert traces() == set()
    assert set(fichiers(tmp_path)) == avant
    messages = [m.subject + m.body + "".join(str(contenu) for contenu, _ in m.alternatives) for m in mail.outbox]
    assert messages
    assert noms_dans([*messages, caplog.text]) == []
    assert LigneChiffres.objects.count() == 1
    assert session.pk


@pytest.mark.rule("RGP-02", "SES-17", "SES-19")
@pytest.mark.parametrize("fin", ["never submitted", "submitted", "deleted by hand", "line removed", "closed"])
def test_whatever_the_end_nothing_is_left(monde, executer_taches, fin):
    session = inscrire(monde, monde.nommer(monde.ouvrir()))
    if fin == "submitted":
        soumettre(monde, session)
    elif fin == "deleted by hand":
        fins.supprimer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
        assert traces() == set()
    elif fin == "line removed":
        for ligne in session.stagiaires.all():
            session.refresh_from_db()
            commun = {"par": monde.gestionnaire, "le": INSTANT, "numero": session.pk, "version": session.version}
            groupe.retirer(**commun, stagiaire_id=ligne.pk)
        assert traces() == set(), "before any purge"
    elif fin == "closed":
        groupe.retirer(
            par=monde.gestionnaire,
            le=INSTANT,
            numero=session.pk,
            version=session.version,
            stagiaire_id=session.stagiaires.get(nom=NOM).pk,
        )
        session.refresh_from_db()
        soumettre(monde, session)
        noter(monde, session)
        generation.cloturer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    executer_taches()
    fins.purger(jour=APRES, le=instant_du(APRES))
    assert traces() == set()


@pytest.mark.rule("RGP-02", "SES-21")
def test_at_niveau_2_a_failure_leaves_nothing_and_a_success_its_account(monde2, tmp_path, executer_taches):
    toute_la_vie(monde2, executer_taches)
    fins.purger(jour=APRES, le=instant_du(APRES))
    assert traces(ECHOUE, COMMENTAIRE) == set()
    reste = {"comptes_personne", "certificats_certificatformateur", "courriels_courriel"}
    assert traces(NOM, PRENOM) <= reste, "the new trainer's own account, certificate and mails"
    nouvelle = Personne.objects.get(nom=NOM.upper())
    assert [f.name for f in fichiers(tmp_path)] == [f"{nouvelle.certificats.get().certificat.numero}.pdf"]
    tous = [m for m in mail.outbox if m.to != [nouvelle.email]]
    assert noms_dans([m.subject + m.body for m in tous]) == []


@pytest.mark.rule("RGP-02", "SES-15")
def test_an_interrupted_generation_leaves_nothing_either(monde2, tmp_path):
    session = dossier(monde2, Etat.EN_VALIDATION_ENTITE)
    session.stagiaires.update(prenom=PRENOM, prenom_cle=PRENOM.lower())
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    PersonneFactory(email=session.stagiaires.reussis().last().email, nom="AUTRE")
    generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert traces(PRENOM) == {"certification_stagiaire"}
    assert fichiers(tmp_path) == []
    fins.purger(jour=APRES, le=instant_du(APRES))
    assert traces(PRENOM) == set()


@pytest.mark.rule("RGP-02")
def test_a_refusal_names_nobody(monde):
    session = inscrire(monde, monde.nommer(monde.ouvrir()))
    with pytest.raises(Refus) as refus:
        groupe.ajouter(
            par=monde.gestionnaire,
            le=INSTANT,
            numero=session.pk,
            version=session.version,
            saisie=groupe.SaisieStagiaire(NOM, PRENOM, NE),
        )
    assert noms_dans([str(refus.value)]) == []
