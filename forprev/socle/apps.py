from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "forprev.socle"
    label = "socle"
