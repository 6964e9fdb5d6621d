"""What becomes of the rows of the absorbed account: one function a strategy of the registry [ACC-14]."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.states import SANS_CERTIFICAT
from forprev.comptes.models import Doublon, Personne
from forprev.personnes.actions.connexions import oublier_les_connexions
from forprev.personnes.actions.fusion.journal import suivre_le_journal
from forprev.personnes.actions.fusion.roles import unir_les_roles
from forprev.personnes.relations import RELATIONS, Fusion, Relation

Strategie = Callable[[Relation, Personne, Personne], int]


def deplacer(gardee: Personne, absorbee: Personne, le: date) -> dict[str, int]:
    """Apply to each foreign key its strategy; return how many rows moved, by the name of the relation.

    What hangs on a row that is itself moved (a delegation on its member) goes with it.
    """
    nombres = {}
    for relation in RELATIONS:
        if not relation.est_directe:
            continue
        if relation.fusion == Fusion.ROLES:
            nombres[relation.nom] = unir_les_roles(gardee, absorbee, le)
        else:
            nombres[relation.nom] = STRATEGIES[relation.fusion](relation, gardee, absorbee)
    _rattacher_les_attentes(gardee, absorbee)
    _dire_une_meme_personne(gardee)
    return {nom: nombre for nom, nombre in nombres.items() if nombre}


def restes(absorbee: Personne) -> list[str]:
    """The relations that still point at the absorbed account: none, once all is moved."""
    return [relation.nom for relation in RELATIONS if relation.est_directe and relation.lignes(absorbee).exists()]


def doubles(relation: Relation, gardee: Personne, absorbee: Personne) -> list[object]:
    """The keys of the absorbed account's rows that the kept account has already."""
    deja = set(relation.lignes(gardee).values_list(*relation.memes))
    siennes = relation.lignes(absorbee).values_list("pk", *relation.memes)
    return [cle for cle, *memes in siennes if tuple(memes) in deja]


def _suivre(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    """An account is not said to be opened by itself."""
    lignes = relation.lignes(absorbee)
    if relation.classe is Personne:
        relation.lignes(absorbee).filter(pk=gardee.pk).update(**{relation.champ: None})
    return lignes.update(**{relation.champ: gardee})


def _unir(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    relation.lignes(absorbee).filter(pk__in=doubles(relation, gardee, absorbee)).delete()
    return _suivre(relation, gardee, absorbee)


def _garder(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    relation.lignes(absorbee).delete()
    return 0


def _fermer(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    """Both: whoever is signed in must come back as the person they now are."""
    for personne in (gardee, absorbee):
        oublier_les_connexions(personne=personne)
    return 0


def _paires(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    """A pair that is now one person has been dealt with; one that both were in is kept once."""
    les_deux = [gardee.pk, absorbee.pk]
    Doublon.objects.filter(connue__in=les_deux, nouvelle__in=les_deux).delete()
    siennes = list(Doublon.objects.filter(**{relation.champ: absorbee}).order_by("pk"))
    for doublon in siennes:
        _deplacer_la_paire(doublon, relation.champ, gardee)
    return len(siennes)


def _deplacer_la_paire(doublon: Doublon, champ: str, gardee: Personne) -> None:
    """« Ce sont deux personnes », said of either account, is said of the person."""
    autre = doublon.nouvelle_id if champ == "connue" else doublon.connue_id
    jumelle = _paires_de(gardee.pk, autre).first()
    if jumelle is None:
        Doublon.objects.filter(pk=doublon.pk).update(**{champ: gardee})
        return
    if jumelle.traite_le is None and doublon.traite_le is not None:
        Doublon.objects.filter(pk=jumelle.pk).update(traite_le=doublon.traite_le)
    suivre_le_journal(doublon, vers=jumelle)
    doublon.delete()


def _paires_de(une: int, autre: int) -> QuerySet[Doublon]:
    """The pair of these two accounts, whichever came first."""
    return Doublon.objects.filter(Q(connue=une, nouvelle=autre) | Q(connue=autre, nouvelle=une)).order_by("pk")


def _places(relation: Relation, gardee: Personne, absorbee: Personne) -> int:
    """A session already ended may hold both: its second line stays, without account [SES-09]."""
    deja = relation.lignes(gardee).values("session")
    relation.lignes(absorbee).filter(session__in=deja).update(**{relation.champ: None})
    return _suivre(relation, gardee, absorbee)


STRATEGIES: dict[Fusion, Strategie] = {
    Fusion.SUIVRE: _suivre,
    Fusion.UNIR: _unir,
    Fusion.GARDER: _garder,
    Fusion.FERMER: _fermer,
    Fusion.PAIRES: _paires,
    Fusion.PLACES: _places,
}


def _rattacher_les_attentes(gardee: Personne, absorbee: Personne) -> None:
    """Stagiaires entered by the triplet and the e-mail of the absorbed account would find nobody at generation, now
    that this e-mail is free: they find the person [SES-36]."""
    nom, prenom, naissance = absorbee.triplet.cles
    attentes = Stagiaire.objects.filter(
        personne=None,
        email__iexact=absorbee.email,
        nom_cle=nom,
        prenom_cle=prenom,
        date_naissance=naissance,
        session__etat__in=SANS_CERTIFICAT,
    )
    attentes.exclude(session__in=gardee.stages.values("session")).update(personne=gardee)


def _dire_une_meme_personne(gardee: Personne) -> None:
    """Who trained under one number and acted for the entity under the other is one person on both sides [SES-26]."""
    formees = SessionCertification.objects.filter(formateur=gardee)
    formees.filter(Q(soumise_par=gardee) | Q(generees_par=gardee)).update(meme_personne=True)
