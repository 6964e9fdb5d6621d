from django.apps import AppConfig


class PersonnesConfig(AppConfig):
    name = "forprev.personnes"
    label = "personnes"
