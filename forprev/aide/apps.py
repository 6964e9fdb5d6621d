from django.apps import AppConfig


class AideConfig(AppConfig):
    name = "forprev.aide"
    label = "aide"
