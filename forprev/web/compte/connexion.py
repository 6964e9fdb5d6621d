"""Signing in and out."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib import messages
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from forprev.web.compte.connexion_formulaires import FormulaireConnexion


class ConnexionView(LoginView):
    """`/connexion/`: the package's view, which never lets the page be kept and checks `next` [ACC-02]."""

    http_method_names = ["get", "head", "post"]
    form_class = FormulaireConnexion
    template_name = "web/compte/connexion.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"assistance": settings.ADRESSE_ASSISTANCE}


@method_decorator(never_cache, name="dispatch")
class DeconnexionView(LogoutView):
    """`/deconnexion/`: at once by POST; by GET, a page that asks."""

    template_name = "web/compte/deconnexion.html"

    def logout(self) -> None:
        super().logout()
        messages.info(self.request, "Vous êtes déconnecté.")
