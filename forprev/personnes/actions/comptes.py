"""What the assistance and the INRS do to someone's account; each act leaves a line in the journal [RGP-07]."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from forprev.communication.actions import annoncer, envoyer_lien_mot_de_passe
from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.notifications import Destinataire
from forprev.comptes.actions.connexions import lever_attentes
from forprev.comptes.actions.reseau import fermer_les_connexions
from forprev.comptes.actions.seconds_facteurs import lever_second_facteur
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.queries import raisons_email_pris
from forprev.comptes.rules import adresse_ecrite, raisons_email
from forprev.comptes.seconds_facteurs import a_un_second_facteur
from forprev.comptes.states import Profil
from forprev.personnes.notifications.comptes import EmailCorrige, SecondFacteurRetire
from forprev.personnes.perms import peut_voir_les_comptes
from forprev.personnes.rules.comptes import (
    FENETRE_DES_LIENS,
    EtatCompte,
    MoyenDeVerification,
    etat_du_compte,
    raisons_d_agir,
    raisons_de_corriger_l_email,
    raisons_de_lien,
    raisons_de_retablir,
    raisons_de_retirer_le_facteur,
)
from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Raison, Refus, exiger

RENVOYER = "personnes.renvoyer_lien"
LIRE_LISTE, LIRE_FICHE, EXPORTER = "personnes.lire_liste", "personnes.lire_fiche", "personnes.exporter_liste"


def etat_de(personne: Personne) -> EtatCompte:
    """The state of an account, from its row."""
    return etat_du_compte(
        actif=personne.is_active,
        conteste=personne.conteste_le is not None,
        deja_entree=personne.premiere_connexion_le is not None,
    )


def jamais_utilise(personne: Personne) -> bool:
    """Nobody ever set a password, signed in, nor checked an identity: the address was never proved to be theirs."""
    entree = personne.last_login or personne.premiere_connexion_le
    return not entree and not personne.has_usable_password()


def noter_liste_lue(
    *, par: Acteur, montrees: Iterable[int], criteres: Iterable[str], le: datetime, export: bool = False
) -> None:
    """One line for a list of people that was read, or taken away as a file: who was in it, not what was typed."""
    verbe = EXPORTER if export else LIRE_LISTE
    journaliser(par=par, verbe=verbe, objet=par.personne, le=le, montrees=list(montrees), criteres=list(criteres))


def noter_fiche_lue(*, par: Acteur, personne: Personne, rubrique: str, le: datetime) -> None:
    """One line for the sheet of a person, opened by the réseau [RGP-07]."""
    journaliser(par=par, verbe=LIRE_FICHE, objet=personne, le=le, rubrique=rubrique)


@transaction.atomic
def renvoyer_lien(*, par: Acteur, personne_id: int, le: datetime) -> Personne:
    """*Renvoyer un lien*: a new password link to the person's own address, which voids the ones before [ACC-04].

    Raises Refus for an account frozen or closed, and past three in an hour.
    """
    personne = _verrouiller(par, personne_id)
    exiger(raisons_de_lien(etat_de(personne), _envois(personne, le), le=le))
    envoyer_lien_mot_de_passe(personne=personne, le=le)
    journaliser(par=par, verbe=RENVOYER, objet=personne, le=le)
    return personne


@transaction.atomic
def debloquer(*, par: Acteur, personne_id: int, le: datetime) -> Personne:
    """*Débloquer*: whoever typed too many wrong passwords may try again at once; journaled below [ACC-16]."""
    personne = _verrouiller(par, personne_id)
    lever_attentes(par=par, personne=personne, le=le)
    return personne


@transaction.atomic
def fermer_connexions(*, par: Acteur, personne_id: int, le: datetime) -> Personne:
    """Close every web session of the person [ACC-20]."""
    personne = _verrouiller(par, personne_id)
    fermer_les_connexions(personne=personne)
    journaliser(par=par, verbe="personnes.fermer_connexions", objet=personne, le=le)
    return personne


@transaction.atomic
def retablir_compte(*, par: Acteur, personne_id: int, le: datetime) -> Personne:
    """*Rétablir le compte*: a contested account is theirs after all; raises Refus when it is not frozen [ACC-20].

    Links sent before stay void: a new one is sent apart.
    """
    personne = _verrouiller(par, personne_id)
    exiger(raisons_de_retablir(etat_de(personne)))
    personne.conteste_le, personne.is_active = None, True
    personne.jeton_generation += 1
    personne.save(update_fields=["conteste_le", "is_active", "jeton_generation"])
    journaliser(par=par, verbe="personnes.retablir_compte", objet=personne, le=le)
    return personne


@transaction.atomic
def retirer_second_facteur(*, par: Acteur, personne_id: int, moyen: MoyenDeVerification, le: datetime) -> Personne:
    """Take away a second factor that its owner has lost, once their identity is checked [ACC-15].

    Their web sessions are closed and they are told. Raises Refus when there is none.
    """
    personne = _verrouiller(par, personne_id)
    exiger(raisons_de_retirer_le_facteur(actif=a_un_second_facteur(personne)))
    journaliser(par=par, verbe="personnes.verifier_identite", objet=personne, le=le, moyen=moyen)
    lever_second_facteur(par=par, personne=personne, le=le)
    evenement = SecondFacteurRetire(personne.numero, le, settings.ADRESSE_ASSISTANCE)
    annoncer(evenement, [Destinataire(personne.pk)], le=le)
    return personne


@transaction.atomic
def corriger_email(*, par: Acteur, personne_id: int, email: str, le: datetime) -> Personne:
    """Correct the e-mail of an account never used, and send its link to the new address [ACC-25].

    The former address is told; its links are void. The same address changes nothing. Raises Refus when the account has
    been used, or beside `email` when another person has it.
    """
    personne = _verrouiller(par, personne_id)
    ancien, nouveau = personne.email, adresse_ecrite(email)
    exiger(raisons_de_garder_l_email(par=par, personne=personne))
    exiger(raisons_email_pris(nouveau, sauf_id=personne.pk))
    if nouveau == ancien:
        return personne
    personne.email = nouveau
    personne.jeton_generation += 1
    _enregistrer_email(personne)
    journaliser(par=par, verbe="personnes.corriger_email", objet=personne, le=le)
    ecrire_a_une_adresse(EmailCorrige(personne.numero, le, settings.ADRESSE_ASSISTANCE), ancien, le=le)
    envoyer_lien_mot_de_passe(personne=personne, le=le)
    return personne


def raisons_de_garder_l_email(*, par: Acteur, personne: Personne) -> list[Raison]:
    """Why `par` may not correct this person's e-mail; empty when they may [ACC-25]."""
    return raisons_de_corriger_l_email(
        jamais_utilise=jamais_utilise(personne),
        du_reseau=RoleReseau.objects.filter(personne=personne).exists(),
        par_l_inrs=par.profil == Profil.INRS,
    )


def _verrouiller(par: Acteur, personne_id: int) -> Personne:
    """The person, locked, on whom `par` may act; raises Refus, also when the account has gone meanwhile [ACC-14]."""
    exiger(raisons_d_agir(autorise=peut_voir_les_comptes(par), soi_meme=par.personne_id == personne_id))
    return verrouiller_compte(personne_id)


def verrouiller_compte(personne_id: int) -> Personne:
    """The person, locked; raises Refus when somebody erased or merged the account while the lock was awaited."""
    personne: Personne | None = Personne.objects.select_for_update(of=("self",)).filter(pk=personne_id).first()
    if personne is None:
        texte = "Ce compte n’existe plus\u00a0: il vient d’être effacé ou réuni à un autre."
        raise Refus(Raison("compte_disparu", texte))
    return personne


def _envois(personne: Personne, le: datetime) -> list[datetime]:
    """When links were sent again lately, whoever sent them; the journal is the counter."""
    lignes = EntreeJournal.objects.filter(objet_type=Personne._meta.label, objet_id=str(personne.pk))
    return list(lignes.filter(verbe=RENVOYER, le__gt=le - FENETRE_DES_LIENS).values_list("le", flat=True))


def _enregistrer_email(personne: Personne) -> None:
    """The check made before does not see the other transaction that takes the e-mail meanwhile: the constraint does."""
    try:
        with transaction.atomic():
            personne.save(update_fields=["email", "jeton_generation"])
    except IntegrityError as erreur:
        raise Refus(*raisons_email(pris=True)) from erreur
