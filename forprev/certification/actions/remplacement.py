"""What becomes of a session's download when one of its certificates is issued again [CER-11, CER-14]."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from forprev.certification import notifications
from forprev.certification.actions.generation import FILE
from forprev.certification.models import CertificatPrepare, Generation
from forprev.certification.states import Etat
from forprev.certificats.documents import FaitsCertificat
from forprev.socle import clock

TACHE_FICHIERS = "certification.refaire_les_fichiers"


@transaction.atomic
def suivre(*, ancien: str, faits: FaitsCertificat, le: datetime) -> bool:
    """Put the certificate of `faits` in the place of the one numbered `ancien`, while the entity can download it.

    The files are made again in the background, count as not downloaded, and the entity is told. False when no session
    holds that certificate any more. The caller has locked the session.
    """
    prepare = (
        CertificatPrepare.objects.select_related(
            "generation__session__entite", "generation__session__habilitation__dispositif_niveau__dispositif"
        )
        .filter(numero=ancien, generation__session__etat=Etat.CERTIFICATS_GENERES)
        .filter(generation__session__supprimee_apres__gte=clock.jour(le))
        .first()
    )
    if prepare is None:
        return False
    prepare.numero, prepare.faits = faits.numero_certificat, faits.vers_json()
    prepare.save(update_fields=["numero", "faits"])
    Generation.objects.filter(pk=prepare.generation_id).update(telechargee_le=None)
    verrou = f"generation-{prepare.generation_id}"
    app.configure_task(TACHE_FICHIERS, lock=verrou, queue=FILE).defer(generation_id=prepare.generation_id)
    notifications.annoncer_remplacement(prepare.generation.session, faits.numero_certificat, le=le)
    return True
