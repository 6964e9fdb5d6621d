"""What this house changes in the package that holds second factors."""

from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from qrcode.image.svg import SvgPathFillImage

from forprev.comptes.coffre import chiffrer, dechiffrer

NOM = "Forprev"


class AdaptateurSecondFacteur(DefaultMFAAdapter):
    """Secrets are kept encrypted; applications and keys show the number, which never changes [ACC-15]."""

    def get_totp_issuer(self) -> str:
        return NOM

    def build_totp_svg(self, url: str) -> str:
        """On a white ground: the dark theme must not hide it from a camera."""
        dessin = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(dessin)
        return dessin.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return chiffrer(text)

    def decrypt(self, encrypted_text: str) -> str:
        return dechiffrer(encrypted_text)

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return NOM
