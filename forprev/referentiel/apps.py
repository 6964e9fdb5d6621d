from django.apps import AppConfig


class ReferentielConfig(AppConfig):
    name = "forprev.referentiel"
    label = "referentiel"
