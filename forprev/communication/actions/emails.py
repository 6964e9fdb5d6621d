"""A person changes their e-mail: the new address confirms, the old one is told [ACC-07]."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.actions.annonces import annoncer
from forprev.communication.notifications import Destinataire
from forprev.communication.notifications.emails import ChangementEmailDemande, EmailAConfirmer, EmailChange
from forprev.comptes.actions.emails import appliquer_changement, changement_du_lien, demander_changement
from forprev.comptes.models import Acteur, ChangementEmail, Personne


@transaction.atomic
def demander_changement_email(*, par: Acteur, adresse: str, le: datetime) -> ChangementEmail:
    """Mail the link that confirms to the new address, and tell the present one, from which it can still be stopped.

    Raises Refus beside `email` [ACC-25].
    """
    demande = demander_changement(par=par, adresse=adresse, le=le)
    reference = demande.changement.empreinte[:32]
    ecrire_a_une_adresse(EmailAConfirmer(reference, demande.secret), adresse, le=le)
    annoncer(ChangementEmailDemande(par.personne.numero, reference), [Destinataire(par.personne_id)], le=le)
    return demande.changement


@transaction.atomic
def confirmer_changement_email(*, secret: str, le: datetime) -> Personne:
    """Change the e-mail of whoever followed the link; the address left is told before it is left.

    Raises LienPerime, or Refus beside `email` when another person has taken the address meanwhile.
    """
    changement = changement_du_lien(secret=secret, le=le)
    personne, reference = changement.personne, changement.empreinte[:32]
    evenement = EmailChange(personne.numero, reference, settings.ADRESSE_ASSISTANCE)
    annoncer(evenement, [Destinataire(personne.pk)], le=le)
    return appliquer_changement(changement=changement, le=le)
