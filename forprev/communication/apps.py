from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    name = "forprev.communication"
    label = "communication"
