"""Send password links."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from forprev.communication.actions.annonces import annoncer
from forprev.communication.notifications import CompteCree, Destinataire, Evenement, LienMotDePasse
from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.contestations import jeton_de_contestation
from forprev.comptes.models import Personne
from forprev.courriels.actions import FILE, PRIORITE

TACHE_LIEN = "communication.lien_mot_de_passe"


@transaction.atomic
def envoyer_lien_mot_de_passe(*, personne: Personne, le: datetime, origine: str = "") -> None:
    """Mail a password link, which voids the ones before; at once and whatever the preferences [ACC-04, NOT-06].

    `origine`, when given, says what the account was created after (« votre réussite à la formation SST / 2 »): the mail
    then announces the account, with *Ce n’est pas moi*. A closed account gets nothing.
    """
    if not personne.is_active:
        return
    jeton = emettre_jeton(personne=personne, le=le)
    evenement: Evenement
    if origine:
        contestation = jeton_de_contestation(personne)
        evenement = CompteCree(personne.numero, personne.jeton_generation, jeton, origine, contestation)
    else:
        evenement = LienMotDePasse(personne.numero, personne.jeton_generation, jeton)
    annoncer(evenement, [Destinataire(personne.pk)], le=le)


@transaction.atomic
def demander_lien_mot_de_passe(*, identifiant: str, le: datetime) -> None:
    """Queue the sending of a password link to whoever has this N° Forprev or e-mail, if anybody does [ACC-04].

    The same work is done here whether the account exists or not: how long the answer takes tells nothing. The job
    carries a key, never what was typed: jobs are named in logs.
    """
    trouvee: int | None = Personne.objects.d_identifiant(identifiant).values_list("pk", flat=True).first()
    tache = app.configure_task(TACHE_LIEN, queue=FILE, priority=PRIORITE)
    tache.defer(personne_id=trouvee, le=le.isoformat())
