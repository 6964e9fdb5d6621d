from django.apps import AppConfig


class HabilitationsConfig(AppConfig):
    name = "forprev.habilitations"
    label = "habilitations"
