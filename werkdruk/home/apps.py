from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "werkdruk.home"
    label = "home"

    def ready(self) -> None:
        from surveys import staff_page_parts
        from werkdruk.core import navigation  # registers once all models are loaded
        from werkdruk.home import actions, emails, staff_offers
        from werkdruk.organisations import member_mails
        from werkdruk.organisations.audit_labels import register_labels

        register_labels({"home.demo_filled": _("Filled this organisation with the data of the demo.")})
        staff_page_parts.offer_sources.append(staff_offers.standing_offer)
        member_mails.register(actions.DIGEST, emails.digest_mail)
        navigation.register(navigation.Entry(10, _("Today"), "start", "house", needs="organisations.home"))
