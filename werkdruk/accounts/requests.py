"""What a request holds for somebody who signed in, for the types."""

from django.http import HttpRequest

from werkdruk.accounts.models import User


class PersonRequest(HttpRequest):
    """A request of a person's own pages."""

    user: User
