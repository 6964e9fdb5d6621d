from django.apps import AppConfig


class ProfilsConfig(AppConfig):
    name = "forprev.profils"
    label = "profils"
