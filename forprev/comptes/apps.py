from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "forprev.comptes"
    label = "comptes"
