"""What waits for the assistance: rectifications, an erasure, two accounts of one person, a message."""

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

from forprev.aide.actions.tickets import Message, ecrire_a_l_assistance
from forprev.comptes.actions.personnes import creer_personne, signaler_doublon
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import Triplet
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.personnes.actions import demandes_effacement, rectifications
from forprev.socle import clock
from forprev.socle.televersements import Televersement, examiner


def peupler(le: datetime) -> None:
    """Filed by the people themselves, some days before `le`."""
    _rectifications(le)
    _doublon(le)
    _message(le)
    finis = Personne.objects.filter(certificats__certificat__fin_validite__lt=clock.jour(le), appartenances=None)
    parti = finis.exclude(numero__startswith="FOR").order_by("pk").first()
    if parti:
        demandes_effacement.demander(par=_acteur(parti), le=le - timedelta(days=6))


def _rectifications(le: datetime) -> None:
    formateur = Personne.objects.get(numero="FOR00001")
    rectifications.demander(
        par=_acteur(formateur),
        voulue=Triplet(formateur.nom, f"{formateur.prenom}-Camille", formateur.date_naissance),
        motif="Mon prénom est composé\u00a0: il manque la seconde partie.",
        preuve=_piece_fictive(),
        le=le - timedelta(days=3),
    )
    membre = Membre.objects.gestionnaires().select_related("personne").order_by("-pk")[0]
    voulue = membre.personne.triplet
    rectifications.demander(
        par=_acteur(membre.personne),
        voulue=Triplet(voulue.nom, voulue.prenom, voulue.date_naissance + timedelta(days=1)),
        motif="Je suis né le lendemain\u00a0: une faute de frappe à la création de mon compte.",
        le=le - timedelta(days=27),
    )


def _doublon(le: datetime) -> None:
    """A trainer certified twice, with two e-mails."""
    connue = Personne.objects.filter(certificats__isnull=False, numero__startswith="DMO").order_by("pk")[0]
    vu = le - timedelta(days=12)
    nouvelle = creer_personne(
        nom=connue.nom,
        prenom=connue.prenom.upper(),
        date_naissance=connue.date_naissance,
        email=f"autre.{connue.email}",
        numero="DMO99001",
        le=vu,
    )
    signaler_doublon(connue=connue, nouvelle=nouvelle, origine="certification de formateur", le=vu)


def _message(le: datetime) -> None:
    formateur = Personne.objects.get(numero="FOR00001")
    message = Message(
        nom=f"{formateur.prenom} {formateur.nom}",
        email=formateur.email,
        objet="Mon certificat Prap-IBC",
        texte="Bonjour, je ne retrouve pas mon certificat Prap-IBC\u00a0: est-il toujours valable\u202f?",
    )
    ecrire_a_l_assistance(par=_acteur(formateur), message=message, le=le - timedelta(days=2))


def _acteur(personne: Personne) -> Acteur:
    return Acteur(personne=personne, profil=Profil.SANS_PROFIL)


def _piece_fictive() -> Televersement:
    """A picture that nobody could take for a real document."""
    image = Image.new("RGB", (640, 400), "#fff1e8")
    ImageDraw.Draw(image).text((40, 180), "Piece fictive de la demonstration", fill="#22272e")
    sortie = io.BytesIO()
    image.save(sortie, "PNG")
    return examiner(sortie.getvalue(), "piece-fictive.png")
