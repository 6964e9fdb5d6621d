from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "forprev.web"
    label = "web"
