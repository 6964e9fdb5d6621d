from django.apps import AppConfig


class CourrielsConfig(AppConfig):
    name = "forprev.courriels"
    label = "courriels"
