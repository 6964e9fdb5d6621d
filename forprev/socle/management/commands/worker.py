"""`forprev worker`: run the queue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forprev.socle.worker import lancer


class Command(BaseCommand):
    help = "Exécute les tâches de fond, jusqu’à SIGTERM."
    requires_system_checks = []  # pages and forms are not the worker's business, and cost a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--simultanes", type=int, default=2, help="tâches menées de front")
        parser.add_argument("--une-fois", action="store_true", help="s’arrêter quand la file est vide")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["une_fois"]:
            lancer(simultanes=1, attendre=False)  # one at a time: it also sees the jobs that jobs have queued
        else:
            lancer(simultanes=options["simultanes"])
