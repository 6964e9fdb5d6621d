"""What is declared of one place that points at a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from forprev.comptes.models import Personne

Montre = tuple[tuple[str, str], ...]

JOURNAL: Montre = (("Date", "le"), ("Profil", "profil"), ("Action", "verbe"))
AUTRES_PERSONNES = "Ces lignes décrivent d’autres personnes."


class Fusion(StrEnum):
    """What becomes of the rows of the absorbed account [ACC-14]."""

    SUIVRE = "suivre"  # they follow to the account kept
    UNIR = "unir"  # they follow, unless the account kept has the same one (`memes` are the fields that say so)
    GARDER = "garder"  # the account kept keeps its own, they go
    FERMER = "fermer"  # those of both accounts go
    ROLES = "roles"  # one role in an entity, the higher
    PAIRES = "paires"  # a pair that is now one person goes; the others follow, once each
    PLACES = "places"  # they follow; where the person is already in the session, the second line loses its account


class Effacement(StrEnum):
    """What becomes of the rows of an erased account."""

    SUPPRIMER = "supprimer"
    DETACHER = "detacher"  # the row stays, without the person
    LAISSER = "laisser"  # nothing there names the person


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the two kinds of declarations share. `modele` is a label; `titre` says in French what the rows are.

    `trace`: who did something, or was told, rather than something that is theirs.
    """

    modele: str
    champ: str
    titre: str
    fusion: Fusion
    effacement: Effacement
    montre: Montre = ()
    tait: str = ""
    trace: bool = False

    @property
    def nom(self) -> str:
        """« entites.Membre.personne »: how refusals and tests name it."""
        return f"{self.modele}.{self.champ}"

    @property
    def classe(self) -> type[Model]:
        return apps.get_model(self.modele)

    def condition(self, personne: Personne) -> Q:
        raise NotImplementedError

    def lignes(self, personne: Personne) -> QuerySet[Model]:
        """The rows that point at the person, in the order of their key."""
        return self.classe._default_manager.filter(self.condition(personne)).order_by("pk")


@dataclass(frozen=True, slots=True)
class Relation(Declaration):
    """A foreign key, or a path through one (`membre__personne`)."""

    memes: tuple[str, ...] = ()

    def condition(self, personne: Personne) -> Q:
        return Q(**{self.champ: personne.pk})

    @property
    def est_directe(self) -> bool:
        return "__" not in self.champ

    @property
    def champ_direct(self) -> Field:
        """The field itself; only for a direct one."""
        champ = self.classe._meta.get_field(self.champ)
        assert isinstance(champ, ForeignKey)
        return champ


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Declaration):
    """A key or a number kept without a foreign key; `champ` only names it."""

    designe: Callable[[Personne], Q]

    def condition(self, personne: Personne) -> Q:
        return self.designe(personne)
