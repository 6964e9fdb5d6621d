"""Somebody of whom every table that the registry knows holds something, among people named Qvautrui."""

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from forprev.aide.models import MessageTicket, Ticket
from forprev.certification.models import CertificatPrepare, Etape, Generation
from forprev.communication.models import Notification, Preference
from forprev.comptes.models import Acteur, AutreNumero, ChangementEmail, Doublon, NumeroAttribue, Personne
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.demandes.models import Complement, Demande, LigneSuivi, Passage, Piece, Seance, Verification
from forprev.entites.models import ContestationSuccession, LettreSuccession, Succession
from forprev.socle.journal import journaliser
from tests import fabriques as f

AUTRUI = "Qvautrui"
SECRETS = ("hachezyx", "totpzyx", "clezyx", "empreintezyx")


def autrui(**champs: Any) -> Personne:
    """Somebody else, whose nom and e-mail must be found nowhere in the export."""
    autre = f.PersonneFactory(nom=AUTRUI, prenom=AUTRUI, **champs)
    Personne.objects.filter(pk=autre.pk).update(email=f"{AUTRUI}{autre.pk}@example.org".lower())
    autre.refresh_from_db()
    return autre


def remplir(personne: Personne) -> None:
    """A row, and only one where it can be, for each declaration of the registry that shows something."""
    Personne.objects.filter(pk=personne.pk).update(password="hachezyx")
    _le_compte(personne)
    _ses_demandes(personne)
    _ce_qu_on_lui_a_dit(personne)
    _ses_roles(personne)
    _ses_sessions(personne)
    _ses_dossiers(personne)
    _ses_actes(personne)


def _le_compte(personne: Personne) -> None:
    NumeroAttribue.objects.create(numero=personne.numero, attribue_le=f.INSTANT)
    AutreNumero.objects.create(numero="ZYX00001", personne=personne, depuis=f.INSTANT)
    ChangementEmail.objects.create(
        personne=personne, adresse="zyx.nouvelle@example.org", demande_le=f.INSTANT, empreinte="empreintezyx"
    )
    Authenticator.objects.create(user=personne, type=Authenticator.Type.TOTP, data={"secret": "totpzyx"})
    UserSession.objects.create(user=personne, ip="192.0.2.77", session_key="clezyx", user_agent="Navigateur Zyx")
    Doublon.objects.create(connue=personne, nouvelle=autrui(), origine="origine zyx", signale_le=f.INSTANT)
    Doublon.objects.create(connue=autrui(), nouvelle=personne, origine="origine zyx bis", signale_le=f.INSTANT)
    f.RoleReseauFactory(personne=personne, instructeur=True)
    f.PersonneFactory(nom=AUTRUI, ouvert_par=personne)


def _ses_demandes(personne: Personne) -> None:
    f.RectificationFactory(personne=personne, motif="motif zyx", refusee=True, reponse="réponse zyx")
    f.DemandeEffacementFactory(personne=personne, refusee=True, reponse="refus zyx")
    f.RectificationFactory(personne=autrui(), nom=AUTRUI, acceptee=True, traitee_par=personne)
    f.DemandeEffacementFactory(personne=autrui(), refusee=True, traitee_par=personne)
    dates = {"ouvert_le": f.INSTANT, "attend_depuis": f.INSTANT, "origine": "contact"}
    sien = Ticket.objects.create(personne=personne, email=personne.email, objet="objet zyx", cle="zyx-1", **dates)
    MessageTicket.objects.create(ticket=sien, cote="PERSONNE", auteur=personne, texte="texte zyx", le=f.INSTANT)
    Ticket.objects.create(concerne=personne, email=f"{AUTRUI}@example.org", objet=AUTRUI, cle="zyx-2", **dates)
    Ticket.objects.create(
        dernier_agent=personne, email=f"{AUTRUI}@example.org", nom=AUTRUI, objet=AUTRUI, cle="zyx-3", **dates
    )


def _ce_qu_on_lui_a_dit(personne: Personne) -> None:
    Preference.objects.create(personne=personne, quotidien=True)
    Notification.objects.create(
        personne=personne, code="essai", categorie="N", cle="zyx", titre="titre zyx", texte="ligne zyx",
        envoi="AUCUN", cree_le=f.INSTANT,
    )  # fmt: skip
    Courriel.objects.create(
        cle="zyx", destinataire="zyx.ancienne@example.org", personne=personne, sujet="sujet zyx", texte="empreintezyx",
        html="empreintezyx", cree_le=f.INSTANT,
    )  # fmt: skip


def _ses_roles(personne: Personne) -> None:
    delegation = f.DelegationFactory(membre__personne=personne, membre__description="site zyx")
    f.MembreFactory(delegataire=True, personne=autrui(), lien_declare_par=personne)
    succession = Succession.objects.create(
        entite=delegation.membre.entite, identifiant="identifiant zyx", successeur=personne, decidee_par=personne,
        etat="NOMMEE", successeur_nom=personne.nom, successeur_prenom=personne.prenom,
        successeur_naissance=personne.date_naissance, successeur_numero=personne.numero,
        demandee_le=f.INSTANT, decidee_le=f.INSTANT, lecture_jusqu_au=f.JOUR,
    )  # fmt: skip
    LettreSuccession.objects.create(
        succession=succession, nom=personne.nom, prenom=personne.prenom, fonction="fonction zyx", email=personne.email,
        personne=personne, chemin="x", nom_fichier="x.pdf", type_mime="application/pdf", taille=1, empreinte="x",
        deposee_le=f.INSTANT,
    )  # fmt: skip
    ContestationSuccession.objects.create(succession=succession, personne=personne, texte="conteste zyx", le=f.INSTANT)
    f.CertificatFormateurFactory(personne=personne, certificat__fin_validite=date(2026, 1, 1))


def _ses_sessions(personne: Personne) -> None:
    acteurs = dict.fromkeys(
        ("formateur", "declaree_par", "soumise_par", "generees_par", "dernier_intervenant"), personne
    )
    session = f.SessionFactory(generee=True, **acteurs)
    Etape.objects.create(session=session, action="soumettre", vers=session.etat, par=personne, le=f.INSTANT)
    ailleurs = f.SessionFactory(
        habilitation__dispositif_niveau__niveau=2, generee=True, formateur=autrui(), declaree_par=autrui()
    )
    f.StagiaireFactory(session=ailleurs, nom=AUTRUI, prenom=AUTRUI)
    place = f.StagiaireFactory(session=ailleurs, personne=personne, nom="place zyx")
    generation = Generation.objects.create(session=ailleurs, demandee_le=f.INSTANT, demandee_par=personne, total=1)
    CertificatPrepare.objects.create(
        generation=generation, stagiaire=place, numero="ZYXZ-YXZY-XZYX", personne=personne, faits={"nom": "place zyx"}
    )


def _ses_dossiers(personne: Personne) -> None:
    instants = {"creee_le": f.INSTANT, "modifiee_le": f.INSTANT, "etat_depuis": f.INSTANT, "deposee_le": f.INSTANT}
    acteurs = ("creee_par", "dernier_intervenant", "deposee_par", "affectee_a", "decidee_par")
    demande = Demande.objects.create(
        type="MISE_A_JOUR",
        entite=f.EntiteFactory(),
        etat="VALIDEE",
        decidee_le=f.JOUR,
        **instants,
        **dict.fromkeys(acteurs, personne),
    )
    LigneSuivi.objects.create(demande=demande, action="soumettre", par=personne, le=f.INSTANT)
    Passage.objects.create(demande=demande, phase="VALIDATION", entree_le=f.INSTANT, sortie_le=f.INSTANT, par=personne)
    Complement.objects.create(
        demande=demande, motif="essai", onglets=["general"], demandes_le=f.INSTANT, demandes_par=personne, limite=f.JOUR
    )
    Verification.objects.create(
        demande=demande, phase="VALIDATION", code="zyx", libelle="Essai", faite_par=personne, faite_le=f.INSTANT
    )
    Piece.objects.create(
        demande=demande, code="zyx", nom="piece.pdf", fichier="x", taille=1, deposee_par=personne, deposee_le=f.INSTANT
    )
    Seance.objects.create(jour=f.JOUR, close_par=personne, close_le=f.INSTANT)


def _ses_actes(personne: Personne) -> None:
    moi = Acteur(personne=personne, profil=Profil.SANS_PROFIL)
    journaliser(par=moi, verbe="essai.zyx_fait", objet=autrui(), le=f.INSTANT, quoi=AUTRUI)
    journaliser(par=None, verbe="essai.zyx_subi", objet=personne, le=f.INSTANT)
