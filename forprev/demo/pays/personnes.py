"""What people ask about their own data: two rectifications, one of them nearly late, and an erasure."""

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

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


def _acteur(personne: Personne) -> Acteur:
    return Acteur(personne=personne, profil=Profil.SANS_PROFIL)


def _piece_fictive() -> Televersement:
    """A picture that nobody could take for a real document."""
    image = Image.new("RGB", (640, 400), "#fff1e8")
    ImageDraw.Draw(image).text((40, 180), "Piece fictive de la demonstration", fill="#22272e")
    sortie = io.BytesIO()
    image.save(sortie, "PNG")
    return examiner(sortie.getvalue(), "piece-fictive.png")
