from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "balcao.programmes"

    def ready(self) -> None:
        from balcao.programmes import samples  # noqa: F401 - how each message reads
