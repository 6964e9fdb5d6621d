"""Addresses that exist in the demonstration only."""

from django.urls import path

from forprev.demo import views

urlpatterns = [
    path("demo/entrer/", views.entrer, name="demo_entrer"),
    path("courriels-demo/", views.courriels, name="courriels_demo"),
    path("courriels-demo/<int:pk>/", views.courriel, name="courriel_demo"),
]
