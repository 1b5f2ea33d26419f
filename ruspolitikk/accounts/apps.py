from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    name = "ruspolitikk.accounts"
    verbose_name = "Folk og organisasjoner"
    default = True


class OwnAdminConfig(admin.AdminConfig):
    """Django's admin, with a site of our own."""

    default_site = "ruspolitikk.accounts.admin_site.OwnAdminSite"
    default = False
