"""What people do with their own account."""

from werkdruk.accounts.models import User


def change_account(*, user: User, name: str, language: str) -> User:
    """Another name or language."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user


def choose_language(*, user: User, language: str) -> User:
    """Keep the language that somebody chose."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    return user
