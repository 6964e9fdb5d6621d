from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "forprev.certification"
    label = "certification"
