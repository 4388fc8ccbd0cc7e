from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "werkdruk.accounts"
    label = "accounts"
