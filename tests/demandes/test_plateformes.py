"""Plateformes: as many as needed in a request, more during the life of the right, decided by the caisse."""

import uuid
from datetime import date, timedelta

import pytest

from forprev.demandes.actions import instruction, pieces, plateformes, saisie, seances
from forprev.demandes.actions.commun import EtatRefuse
from forprev.demandes.models import Courrier
from forprev.demandes.states import Etat, Phase
from forprev.entites.models import Entite
from forprev.habilitations.models import Plateforme
from forprev.referentiel.models import PieceDemandee
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import fichier
from tests.demandes.outils import codes, instantane, prevenus
from tests.fabriques.jour import INSTANT, JOUR

LONGTEMPS = date(2015, 1, 1)


def droit(monde, par, **champs):
    monde.sst1.plateforme_requise_du = LONGTEMPS
    monde.sst1.save()
    return f.HabilitationFactory(entite=Entite.objects.get(pk=par.entite_id), dispositif_niveau=monde.sst1, **champs)


def site(monde, nom="Hall A"):
    return saisie.SaisiePlateforme(nom, "1 rue des Essais", "92170", monde.commune)


def ajouter(monde, par, demande, nom="Hall A"):
    version = monde.relire(demande).version
    return saisie.ecrire_plateforme(par=par, le=INSTANT, demande=demande, version=version, saisie=site(monde, nom))


def ouvrir(par, habilitation, cle=None):
    return saisie.ouvrir_plateforme(par=par, le=INSTANT, habilitation=habilitation, cle_de_saisie=cle or uuid.uuid4())


def brouillon(monde, par, habilitation, *noms):
    """An added plateforme (« Hall A » by default), ready to be submitted."""
    demande = ouvrir(par, habilitation)
    for nom in noms or ("Hall A",):
        ajouter(monde, par, demande, nom)
    version = monde.relire(demande).version
    saisie.confirmer_donnees(par=par, le=INSTANT, demande=demande, version=version)
    return monde.relire(demande)


def soumettre(monde, par, demande):
    return saisie.soumettre(par=par, le=INSTANT, demande=demande, version=monde.relire(demande).version)


def prendre(monde, demande):
    qui = monde.instructeur
    instruction.affecter(par=qui, le=INSTANT, demandes=[demande.pk], a=qui.personne)


def au_dernier_pas(monde, demande):
    """Every check done, in the technical phase."""
    monde.verifier_tout(demande := monde.relire(demande))
    demande = instruction.passer_phase(
        par=monde.instructeur, le=INSTANT, demande=demande, version=monde.relire(demande).version
    )
    monde.verifier_tout(demande)
    return demande


def finir(monde, acte, demande, **champs):
    version = monde.relire(demande).version
    return acte(par=monde.instructeur, le=INSTANT, demande=demande, version=version, **champs)


@pytest.mark.rule("DEM-08", "DEM-25", "DEM-17")
def test_an_added_plateforme_is_decided_by_the_caisse_with_its_letter(monde, par):
    habilitation = droit(monde, par)
    demande = brouillon(monde, par, habilitation, "Hall A", "Hall B")
    soumettre(monde, par, demande)
    prendre(monde, demande)
    with pytest.raises(Refus) as refus:
        finir(monde, plateformes.accorder, demande)
    assert codes(refus) == ["phase"]
    assert au_dernier_pas(monde, demande).phase == Phase.TECHNIQUE
    accordee = finir(monde, plateformes.accorder, demande)

    assert (accordee.etat, accordee.phase, accordee.decidee_le) == (Etat.ACCORDEE, "", JOUR)
    assert [(p.nom, p.validee_le) for p in habilitation.plateformes.all()] == [("Hall A", JOUR), ("Hall B", JOUR)]
    courrier = Courrier.objects.get()
    assert (courrier.nature, courrier.habilitation, courrier.demande_id) == ("PLATEFORME", habilitation, demande.pk)
    assert prevenus("plateforme_decidee", demande) == {par.personne_id}
    with pytest.raises(EtatRefuse) as refus:
        finir(monde, plateformes.accorder, demande)
    assert refus.value.deja_fait
    assert Plateforme.objects.count() == 2


@pytest.mark.rule("DEM-18", "DEM-25")
def test_refused_it_leaves_the_right_untouched(monde, par):
    habilitation = droit(monde, par)
    demande = brouillon(monde, par, habilitation)
    soumettre(monde, par, demande)
    prendre(monde, demande)
    with pytest.raises(Refus) as refus:
        finir(monde, plateformes.refuser, demande, motif=" ")
    assert codes(refus) == ["motif_absent"]
    refusee = finir(monde, plateformes.refuser, demande, motif="Hors norme.")
    assert (refusee.etat, refusee.motif, refusee.decidee_le) == (Etat.REFUSEE, "Hors norme.", JOUR)
    assert not Plateforme.objects.exists()
    assert not Courrier.objects.exists()
    assert habilitation.est_valide(JOUR)


@pytest.mark.rule("DEM-08")
@pytest.mark.parametrize(
    ("cas", "attendu"),
    [("finie", "close"), ("retirée", "close"), ("sans", "sans_plateforme"), ("autre", "autre_entite")],
)
def test_only_to_a_right_that_is_held_and_asks_for_one(monde, par, cas, attendu):
    habilitation = droit(monde, par, periode__fin=JOUR - timedelta(days=1)) if cas == "finie" else droit(monde, par)
    if cas == "retirée":
        habilitation.retrait_le = JOUR
    if cas == "sans":
        monde.sst1.plateforme_requise_du = None
        monde.sst1.save()
        habilitation.refresh_from_db()
    if cas == "autre":
        habilitation = f.HabilitationFactory(dispositif_niveau=monde.sst1)
    with pytest.raises(Refus) as refus:
        ouvrir(par, habilitation)
    assert codes(refus) == [attendu]


@pytest.mark.rule("DEM-06")
def test_several_are_asked_in_parallel_one_click_opens_one(monde, par):
    habilitation = droit(monde, par)
    cle = uuid.uuid4()
    assert ouvrir(par, habilitation, cle) == ouvrir(par, habilitation, cle)
    assert ouvrir(par, habilitation) != ouvrir(par, habilitation)


@pytest.mark.rule("DEM-02", "DEM-07", "DEM-08")
def test_where_one_is_required_the_request_has_it_with_its_pieces(monde, par):
    PieceDemandee.objects.create(
        code="plan", libelle="Plan", famille="TECHNIQUE", types_entite=["C"], obligatoire=True, du=LONGTEMPS
    )
    monde.sst1.plateforme_requise_du = LONGTEMPS
    monde.sst1.save()
    demande = monde.brouillon(par)
    with pytest.raises(Refus) as refus:
        soumettre(monde, par, demande)
    assert codes(refus) == ["plateforme_absente"]
    hall_a, hall_b = ajouter(monde, par, demande, "Hall A"), ajouter(monde, par, demande, "Hall B")
    _deposer(par, demande, hall_a)
    with pytest.raises(Refus) as refus:
        soumettre(monde, par, demande)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [("piece_absente", f"plateforme-{hall_b.pk}-plan")]
    _deposer(par, demande, hall_b)
    _retirer(monde, par, demande, hall_a)
    soumise = soumettre(monde, par, demande)
    prendre(monde, soumise)
    seance = monde.seance()
    monde.decidee(soumise, seance)
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)
    assert [p.nom for p in Plateforme.objects.all()] == ["Hall B"]
    assert "Hall B" in " ".join(Courrier.objects.get().faits["paragraphes"])


def _deposer(par, demande, plateforme):
    pieces.deposer(par=par, le=INSTANT, demande=demande, code="plan", televersement=fichier(), plateforme=plateforme)


def _retirer(monde, par, demande, plateforme):
    version = monde.relire(demande).version
    saisie.retirer_plateforme(par=par, le=INSTANT, demande=demande, version=version, plateforme=plateforme)
    assert not demande.pieces.filter(plateforme=plateforme).exists()


def test_a_piece_is_not_given_to_the_plateforme_of_another_request(monde, par):
    habilitation = droit(monde, par)
    ici, la = brouillon(monde, par, habilitation), brouillon(monde, par, habilitation)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        _deposer(par, ici, la.plateformes.get())
    assert codes(refus) == ["plateforme"]
    assert instantane() == avant
