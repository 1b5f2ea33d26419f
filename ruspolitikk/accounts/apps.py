from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ruspolitikk.accounts"
    verbose_name = "Folk og organisasjoner"
