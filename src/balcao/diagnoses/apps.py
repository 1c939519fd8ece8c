from django.apps import AppConfig


class DiagnosesConfig(AppConfig):
    name = "balcao.diagnoses"

    def ready(self) -> None:
        from balcao.businesses.home import on_export, on_home
        from balcao.diagnoses import samples  # noqa: F401 - how each message reads
        from balcao.diagnoses.actions.export_diagnoses import diagnoses_part
        from balcao.diagnoses.at_home import at_home
        from balcao.diagnoses.queries import keys
        from balcao.store import named_by

        on_home(at_home)
        on_export(diagnoses_part)
        named_by(keys)
