"""[ACC-14] Whatever the two accounts hold, nothing points at the absorbed one any more and no row is lost."""

import random
from collections import Counter

import pytest
from django.apps import apps

from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Personne
from forprev.entites.models import Membre
from forprev.personnes.actions.fusion import apercu_de_fusion, reunir
from forprev.personnes.actions.verrous import CHAMPS_DE_SESSION
from forprev.personnes.relations import RELATIONS, Fusion
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.personnes.mondes import Paire, notifier, paire

MONDES = 12
# What a merge itself writes.
ECRITES = {"comptes.AutreNumero", "communication.Notification", "socle.EntreeJournal", "courriels.Courriel"}
# What two accounts may both have and one person has once.
UNIES = {"entites.Membre", "habilitations.Delegation", "comptes.Doublon", "comptes.RoleReseau"}
MODELES = sorted({relation.modele for relation in RELATIONS} | {"habilitations.Delegation"})


def peupler(deux: Paire, hasard: random.Random) -> None:
    """Draw what each account holds, in entities and sessions that they often share."""
    habilitations = [f.HabilitationFactory(dispositif_niveau__niveau=niveau) for niveau in (1, 2)]
    sessions = [
        f.SessionFactory(habilitation=hasard.choice(habilitations), **{etat: True})
        for etat in ("soumise", "validee", "generee", "cloturee")
    ]
    tiers = f.PersonneFactory.create_batch(2)
    for personne in (deux.gardee, deux.absorbee):
        for habilitation in habilitations:
            _entrer(personne, habilitation, hasard)
        for session in sessions:
            _participer(personne, session, hasard)
        for rang in range(hasard.randrange(4)):
            notifier(personne, f"cle:{rang}")
        for autre in hasard.sample([*tiers, deux.gardee, deux.absorbee], 2):
            if autre != personne:
                signaler_doublon(connue=autre, nouvelle=personne, origine="essai", le=f.INSTANT)
        if hasard.random() < 0.5:
            f.CertificatFormateurFactory(personne=personne)
        if hasard.random() < 0.3:
            f.RoleReseauFactory(personne=personne, nature="commission")


def _entrer(personne: Personne, habilitation, hasard: random.Random) -> None:
    role = hasard.choice([None, "gestionnaire", "delegataire", "ancien"])
    if role is None:
        return
    champs = {"gestionnaire": {}, "delegataire": {"delegataire": True}, "ancien": {"lecture_jusqu_au": f.JOUR}}[role]
    membre = f.MembreFactory(personne=personne, entite=habilitation.entite, **champs)
    if role == "delegataire":
        f.DelegationFactory(membre=membre, habilitation=habilitation)


def _participer(personne: Personne, session, hasard: random.Random) -> None:
    champ = hasard.choice([*CHAMPS_DE_SESSION, *["stagiaire"] * 3, None])
    if champ == "stagiaire":
        f.StagiaireFactory(session=session, personne=personne)
    elif champ:
        setattr(session, champ, personne)
        session.save()


def compter() -> Counter[str]:
    return Counter({modele: apps.get_model(modele)._base_manager.count() for modele in MODELES})


@pytest.mark.rule("ACC-14")
@pytest.mark.django_db
@pytest.mark.parametrize("graine", range(MONDES))
def test_nothing_is_left_behind_and_nothing_is_lost(graine):
    hasard = random.Random(graine)
    deux = paire()
    peupler(deux, hasard)
    inrs = f.inrs()
    roles = _pouvoirs(deux)
    avant, siennes = compter(), _lignes(deux)

    raisons = apercu_de_fusion(par=inrs, gardee=deux.gardee, absorbee=deux.absorbee, le=f.JOUR).raisons
    if raisons:
        with pytest.raises(Refus):
            reunir(par=inrs, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)
        assert compter() == avant
        return
    gardee = reunir(par=inrs, le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)

    fantome = Personne(pk=deux.absorbee.pk, numero="XXX00000")
    assert [relation.nom for relation in RELATIONS if relation.lignes(fantome)] == []
    apres = compter()
    for modele in MODELES:
        if modele not in UNIES and modele not in ECRITES:
            assert apres[modele] == avant[modele] - (modele == "comptes.Personne"), modele
    for relation in RELATIONS:
        if (
            relation.fusion == Fusion.SUIVRE
            and relation.modele not in ECRITES
            and relation.modele != "comptes.Personne"
        ):
            assert relation.lignes(gardee).count() == siennes[relation.nom], relation.nom
    assert _pouvoirs(Paire(gardee, gardee)) >= roles


def _lignes(deux: Paire) -> dict[str, int]:
    return {r.nom: r.lignes(deux.gardee).count() + r.lignes(deux.absorbee).count() for r in RELATIONS}


def _pouvoirs(deux: Paire) -> set[int]:
    """The entities for which one of the two accounts may act."""
    membres = Membre.objects.declarants().filter(personne__in=[deux.gardee, deux.absorbee])
    return set(membres.values_list("entite", flat=True))
