"""Files in forms: the field that gives a clean `Televersement`, the guard that stops what is too heavy [SEC-03]."""

import io
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from forprev.socle.raisons import Refus
from forprev.socle.televersements import POIDS_MAX, TOUS, Genre, Televersement, examiner, refus_de_poids
from forprev.socle.televersements.genres import dire

MEGA = 1024 * 1024


class ChampFichier(forms.FileField):
    """One file from outside, examined while the form is validated: `cleaned_data` holds a `Televersement`, or None.

    The limit is said in the help text, and in `data-poids-max` for the page to say it before sending
    (static/js/fichiers.js); `c-formulaire` needs `fichiers`. A form refused for another field asks for the file again.
    """

    widget = forms.FileInput

    def __init__(self, *, genres: Iterable[Genre] = TOUS, poids_max: int = POIDS_MAX, **kwargs: Any) -> None:
        self.genres, self.poids_max = tuple(genres), poids_max
        kwargs.setdefault("help_text", f"{dire(self.genres)}, {poids_max // MEGA}\u00a0Mo au plus.")
        kwargs.setdefault("error_messages", {"required": "Un fichier doit être joint."})
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        extensions = [f".{extension}" for genre in self.genres for extension in genre.extensions]
        return {
            **super().widget_attrs(widget),
            "accept": ",".join([*extensions, *(genre.type_mime for genre in self.genres)]),
            "data-poids-max": self.poids_max,
            "data-trop-lourd": refus_de_poids(self.poids_max).raisons[0].texte,
        }

    def to_python(self, data: Any) -> Any:
        """The clean file; an empty or heavy one is told apart before Django's own words."""
        if not isinstance(data, UploadedFile):
            return None
        try:
            if (data.size or 0) > self.poids_max:
                raise refus_de_poids(self.poids_max)
            return examiner(data.read(), data.name or "", genres=self.genres, poids_max=self.poids_max)
        except Refus as refus:
            raise ValidationError([ValidationError(r.texte, code=r.code) for r in refus.raisons]) from refus

    def clean(self, data: Any, initial: Any = None) -> Televersement | None:
        fichier = super().clean(data, initial)
        return fichier if isinstance(fichier, Televersement) else None


class FichierTropLourd(UploadedFile):
    """Stands for a file of which nothing was kept: a size above any limit, and no content."""

    def __init__(self, nom: str, taille: int) -> None:
        super().__init__(io.BytesIO(), nom, size=max(taille, POIDS_MAX + 1))


class PlafondDeTeleversement(FileUploadHandler):
    """The one of FILE_UPLOAD_HANDLERS: files stay in memory, and what is too heavy is read and thrown away.

    Neither the memory nor the disk fills up, nothing is on a disk before it was examined, and the form can say what is
    wrong beside its field. The files of one request share twice the limit of one.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.gardes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.tampon, self.recus = io.BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.recus += len(raw_data)
        if self._trop():
            self.tampon = io.BytesIO()
        else:
            self.tampon.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        nom = self.file_name or ""
        if self._trop():
            return FichierTropLourd(nom, self.recus)
        self.gardes += self.recus
        self.tampon.seek(0)
        type_ = self.content_type or ""
        return InMemoryUploadedFile(self.tampon, self.field_name, nom, type_, self.recus, self.charset)

    def _trop(self) -> bool:
        return self.recus > POIDS_MAX or self.gardes + self.recus > 2 * POIDS_MAX
