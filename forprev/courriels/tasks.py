"""Background sending of the outbox."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from forprev.courriels import actions
from forprev.socle.clock import maintenant


# The delays of NOT-05 are planned by the action; this one is for the database failing under the job itself.
@app.task(name=actions.TACHE_ENVOI, queue=actions.FILE, retry=RetryStrategy(max_attempts=60, wait=60))
def envoyer(courriel_id: int) -> None:
    actions.envoyer(courriel_id=courriel_id, le=maintenant())
