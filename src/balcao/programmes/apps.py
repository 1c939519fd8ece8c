from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "balcao.programmes"

    def ready(self) -> None:
        from balcao.accounts.endings import when_ended
        from balcao.businesses.actions.erase_business import before_erasing
        from balcao.businesses.home import on_export, on_home
        from balcao.programmes import samples  # noqa: F401 - how each message reads
        from balcao.programmes.actions import keep
        from balcao.programmes.actions.change_phase import end_officer
        from balcao.programmes.at_home import at_home
        from balcao.store import named_by

        when_ended(end_officer)
        on_home(at_home)
        on_export(keep.programmes_part)
        before_erasing(keep.erase_part, keep.kept_after_erasing)
        named_by(keep.keys)
