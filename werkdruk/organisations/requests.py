"""What a request holds on a tenant's pages, for the types: the middleware puts it there."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from werkdruk.organisations.models import Membership, Organisation


class TenantRequest(HttpRequest):
    """A request below an organisation's address."""

    organisation: Organisation
    htmx: HtmxDetails


class MemberRequest(TenantRequest):
    """The same by somebody who signed in and is a member."""

    member: Membership
