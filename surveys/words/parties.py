"""What the two sides of a review are called, by who speaks for the staff in this organisation."""

from django.utils.translation import gettext as _

from werkdruk.organisations.models import Organisation, Party, Representation


def side_words(side: str, organisation: Organisation) -> str:
    """“works council”, “staff representation” or “executive”, in the middle of a sentence."""
    if side == Party.EMPLOYER:
        return _("the executive")
    if organisation.representation == Representation.STAFF_REPRESENTATION:
        return _("the staff representation")
    return _("the works council")
