from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    name = "balcao.businesses"

    def ready(self) -> None:
        from balcao.accounts.endings import when_ended
        from balcao.businesses.actions.endings import end_what_a_role_made

        when_ended(end_what_a_role_made)
