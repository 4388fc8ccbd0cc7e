"""``manage.py audit_publications <organisation>``: P3 over everything ever published, checked by other code."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from surveys.queries.auditing import Audit, audit_publications
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation

KEPT, BROKEN, UNKNOWN = 0, 1, 2


class Command(BaseCommand):
    help = "Check that no combination of an organisation's published figures depends on fewer than k people."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("organisation", help="the short name in its address, /o/<organisation>/")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            sys.exit(self._check(options["organisation"]))

    def _check(self, slug: str) -> int:
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            self.stderr.write(_("There is no organisation “%(slug)s”.") % {"slug": slug})
            return UNKNOWN
        with tenant_scope(organisation.id):
            audit = audit_publications()
        for line in audit.unchecked:
            self.stdout.write(_("Not checked: %(what)s") % {"what": line})
        if audit.offences:
            for line in audit.offences:
                self.stderr.write(_("Not in order: %(what)s") % {"what": line})
            return BROKEN
        self.stdout.write(_summary(audit))
        return KEPT


def _summary(audit: Audit) -> str:
    counts = _(
        "In order. Published sets: %(sets)s; certificates: %(certificates)s; running years computed anew: %(years)s."
    ) % {"sets": audit.publications, "certificates": audit.certificates, "years": audit.recomputed}
    if audit.smallest is None:
        return counts
    least = _("Every combination of these figures depends on at least %(smallest)s people.")
    return f"{counts} {least % {'smallest': audit.smallest}}"
