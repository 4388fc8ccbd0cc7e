"""The page for all staff: its address, and the words beside the notes."""

from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.models import StaffPage, page_token
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile
from werkdruk.organisations.models import Membership


def ensure_staff_page() -> StaffPage:
    """The page of the active organisation, made with a new address at the first call."""
    page, _made = StaffPage.objects.get_or_create(defaults={"token": page_token()})
    return page


def change_staff_page(*, actor: Membership | None, version: int, intro: str, contact: str) -> StaffPage:
    """Store the words above the page and whom staff can ask.

    Raises `ChangedMeanwhile` when `version` is not the stored one. Saving what is stored already changes nothing.
    """
    page = _lock()
    intro, contact = (text.replace("\r\n", "\n").strip() for text in (intro, contact))
    if (page.intro, page.contact) == (intro, contact):
        return page
    if page.version != version:
        raise ChangedMeanwhile(
            _("Somebody else has changed this page meanwhile. Look at theirs, then save yours again or not."),
            page,
        )
    page.intro, page.contact, page.version = intro, contact, page.version + 1
    page.save(update_fields=["intro", "contact", "version"])
    audit.record("surveys.staff_page_changed", actor=actor)
    return page


def renew_staff_page(*, actor: Membership | None) -> StaffPage:
    """Give the page another address. The old one is dead at once; mail that goes from now on has the new one."""
    page = _lock()
    page.token, page.renewed_at = page_token(), timezone.now()
    page.save(update_fields=["token", "renewed_at"])
    audit.record("surveys.staff_page_renewed", actor=actor)
    return page


def _lock() -> StaffPage:
    ensure_staff_page()
    page: StaffPage = StaffPage.objects.select_for_update().get()
    return page
