from django.apps import AppConfig


class DemandesConfig(AppConfig):
    name = "forprev.demandes"
    label = "demandes"
