from django.apps import AppConfig


class GaitLabConfig(AppConfig):
    name = "gait_lab"
    verbose_name = "gait lab"
