from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "balcao.accounts"

    def ready(self) -> None:
        from balcao.accounts.events import bind

        bind()
