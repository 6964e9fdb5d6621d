from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "forprev.demo"
    label = "demo"
