"""What the page for all staff tells of the standing offer."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.queries.offers import offers
from surveys.staff_page_parts import News


def standing_offer() -> list[News]:
    """What is on offer, how to get it, and the first day of each (two queries)."""
    return [
        News(
            title=one.offer.title,
            text=f"{one.offer.text} {one.offer.how}",
            state=_("Next: %(day)s") % {"day": date_format(one.coming[0].on, "DATE_FORMAT")}
            if one.coming
            else "",
        )
        for one in offers(timezone.localdate())
    ]
