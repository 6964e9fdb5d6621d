from django.apps import AppConfig


class CertificatsConfig(AppConfig):
    name = "forprev.certificats"
    label = "certificats"
