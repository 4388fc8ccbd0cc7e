"""Errors that users see, and the page for a failed CSRF check."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refused(Exception):
    """An action says no, in a sentence for the user; whatever it wrote is rolled back."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ChangedMeanwhile(Refused):
    """Somebody else saved `current` after this person had opened it."""

    def __init__(self, message: str, current: Any) -> None:
        super().__init__(message)
        self.current = current


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its token: cookies off, or a page left open too long."""
    return render(request, "403_csrf.html", status=403)
