from django.apps import AppConfig


class EntitesConfig(AppConfig):
    name = "forprev.entites"
    label = "entites"
