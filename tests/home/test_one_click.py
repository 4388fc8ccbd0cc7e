"""Saying how an action stands from the weekly mail: opening a link changes nothing, sending the page does."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from string import ascii_letters
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from measures import actions
from measures.models import Action, Comment
from tests.cast import Other, Zandbak
from tests.measures.routes import make_action, make_measure
from werkdruk.accounts.models import User
from werkdruk.core.models import AuditEntry
from werkdruk.home.links import VALID, make_action_token
from werkdruk.home.tasks import queue_digests
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.models import Membership

SURE = {"sure": "yes"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 11, 30, 6, 30, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def action(zandbak: Zandbak) -> Action:
    """What Fatima promised, who does not keep the plan it stands in."""
    with zandbak.scope():
        return make_action(
            make_measure(zandbak.team), who=zandbak.member(zandbak.fatima), due_on=date(2026, 12, 2)
        )


def link(zandbak: Zandbak, person: User, action: Action, state: str = "done", slug: str = "zandbak") -> str:
    with zandbak.scope():
        token = make_action_token(zandbak.id, zandbak.member(person).id, action.id, timezone.localdate())
    return f"/mail/{slug}/{token}/{state}/"


def stands(zandbak: Zandbak) -> tuple[str, str]:
    with zandbak.scope():
        found = Action.objects.get(what="Rooster ophangen")
        return found.state, found.note


def template(answer: Any) -> str:
    return next(one.name for one in answer.templates if one.name and one.name.startswith("home/"))


def test_the_mail_has_three_links_for_each_own_action(zandbak: Zandbak, action: Action) -> None:
    with zandbak.scope():
        make_action(None, what="Van Bea", who=zandbak.member(zandbak.bea), due_on=date(2026, 12, 2))
    queue_digests()
    send_member_mail(zandbak.id)
    sent = next(one for one in mail.outbox if one.to == [zandbak.fatima.email])
    found = re.findall(r"http://testserver(/mail/zandbak/\S+/(?:done|busy|stuck)/)", sent.body)
    assert found == [link(zandbak, zandbak.fatima, action, state) for state in ("done", "busy", "stuck")]
    html = str(sent.alternatives[0].content)
    assert [html.count(f'href="http://testserver{one}"') for one in found] == [1, 1, 1]
    # Straight from the mail, without signing in, in a browser without cookies.
    assert Client(enforce_csrf_checks=True).post(found[0], SURE).status_code == 302
    assert stands(zandbak) == ("done", "")


@pytest.mark.parametrize("state", ["done", "busy", "stuck"])
def test_opening_and_an_empty_sending_change_nothing(zandbak: Zandbak, action: Action, state: str) -> None:
    url = link(zandbak, zandbak.fatima, action, state)
    answers = [Client().get(url), Client().head(url), Client().post(url)]
    assert {(one.status_code, template(one)) for one in answers[:2]} == {(200, "home/action_by_mail.html")}
    assert answers[0].content.decode().count("Rooster ophangen") == 1
    assert answers[0]["Cache-Control"] == "no-store, private"
    assert answers[0].cookies == {}
    assert stands(zandbak) == ("open", "")


@pytest.mark.parametrize("state", ["done", "busy"])
def test_sending_says_how_it_stands_as_that_member(zandbak: Zandbak, action: Action, state: str) -> None:
    url = link(zandbak, zandbak.fatima, action, state)
    assert Client().post(url, SURE).url == url
    assert stands(zandbak) == (state, "")
    after = Client().get(url)
    assert template(after) == "home/action_by_mail_done.html"
    assert after.content.decode().count(f'href="{zandbak.path}measures/actions/{action.id}/state/"') == 1
    with zandbak.scope():
        entry = AuditEntry.objects.get(action="measures.action_state")
        assert (entry.actor, entry.details["after"]) == (zandbak.fatima, state)


def test_stuck_needs_a_note(zandbak: Zandbak, action: Action) -> None:
    url = link(zandbak, zandbak.fatima, action, "stuck")
    refused = Client().post(url, {**SURE, "note": "  "})
    assert (refused.status_code, set(refused.context["form"].errors)) == (400, {"note"})
    assert Client().post(url, {**SURE, "note": "x" * 2001}).status_code == 400
    assert Client().post(url, {"note": "Wacht op Bea"}).status_code == 200  # without the button
    assert stands(zandbak) == ("open", "")
    assert Client().post(url, {**SURE, "note": "Wacht op Bea"}).url == url
    assert stands(zandbak) == ("stuck", "Wacht op Bea")


def test_sent_twice_changes_once(zandbak: Zandbak, action: Action) -> None:
    url = link(zandbak, zandbak.fatima, action)
    answers = [Client().post(url, SURE) for _ in range(3)]
    assert [one.status_code for one in answers] == [302, 200, 200]
    assert template(answers[2]) == "home/action_by_mail_done.html"
    with zandbak.scope():
        assert Comment.objects.count() == 1
        assert AuditEntry.objects.filter(action="measures.action_state").count() == 1


def _refused(zandbak: Zandbak, url: str) -> tuple[int, str, str]:
    """What opening and sending say, which is the same, and how the action stands then."""
    shown, sent = Client().get(url), Client().post(url, {**SURE, "note": "Toch"})
    assert (shown.status_code, template(shown)) == (sent.status_code, template(sent))
    return sent.status_code, template(sent), sent.context.get("why", "")


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_over_stays_so(zandbak: Zandbak, action: Action, state: str) -> None:
    url = link(zandbak, zandbak.fatima, action, "busy")
    with zandbak.scope():
        actions.set_action_state(actor=None, action=action, state=state)
    assert _refused(zandbak, url) == (410, "home/action_by_mail_not.html", "over")
    assert stands(zandbak) == (state, "")


def test_an_action_of_somebody_else_by_now(zandbak: Zandbak, action: Action) -> None:
    """Tim keeps the plan and could change it in the product; a link in a mail is for one's own actions."""
    url = link(zandbak, zandbak.tim, action)
    assert _refused(zandbak, url) == (410, "home/action_by_mail_not.html", "other")
    mine = link(zandbak, zandbak.fatima, action)
    with zandbak.scope():
        actions.change_action(actor=None, action=action, version=1, who=zandbak.member(zandbak.bea))
    assert _refused(zandbak, mine) == (410, "home/action_by_mail_not.html", "other")
    assert stands(zandbak) == ("open", "")


def test_somebody_who_left(zandbak: Zandbak, action: Action) -> None:
    url = link(zandbak, zandbak.fatima, action)
    with zandbak.scope():
        Membership.objects.filter(user=zandbak.fatima).update(ended_at=timezone.now())
    assert _refused(zandbak, url) == (410, "home/link_gone.html", "")
    assert stands(zandbak) == ("open", "")


def test_the_link_works_fourteen_days(zandbak: Zandbak, action: Action, monday: Any) -> None:
    url = link(zandbak, zandbak.fatima, action)
    monday.shift(VALID)
    assert template(Client().get(url)) == "home/action_by_mail.html"
    monday.shift(timedelta(days=1))
    assert _refused(zandbak, url) == (410, "home/action_by_mail_not.html", "expired")
    assert stands(zandbak) == ("open", "")


def test_another_organisation_and_made_up_links(zandbak: Zandbak, other: Other, action: Action) -> None:
    url = link(zandbak, zandbak.fatima, action)
    token = url.split("/")[3]
    with zandbak.scope():
        elsewhere = make_action_token(
            other.id, zandbak.member(zandbak.fatima).id, action.id, timezone.localdate()
        )
    wrong = [
        link(zandbak, zandbak.fatima, action, slug="anders"),
        f"/mail/zandbak/{elsewhere}/done/",
        f"/mail/anders/{elsewhere}/done/",
        f"/mail/zandbak/{token[:-2]}AA/done/",
        f"/mail/zandbak/{'A' * len(token)}/done/",
        f"/mail/zandbak/{token}/dropped/",
        f"/mail/zandbak/{token}/open/",
        f"/mail/zandbak/{token}/no-more/",
    ]
    assert [Client().post(one, SURE).status_code for one in wrong] == [404] * len(wrong)
    assert stands(zandbak) == ("open", "")


def test_every_letter_of_the_link_counts(zandbak: Zandbak, action: Action) -> None:
    token = link(zandbak, zandbak.fatima, action).split("/")[3]
    for at in range(len(token)):
        other = "A" if token[at] != "A" else "B"
        url = f"/mail/zandbak/{token[:at]}{other}{token[at + 1 :]}/done/"
        assert Client().post(url, SURE).status_code == 404, at
    # The last letter holds a few bits that nobody reads: they have to be as we made them too.
    ends = [one for one in ascii_letters if one != token[-1]]
    sent = {Client().post(f"/mail/zandbak/{token[:-1]}{end}/done/", SURE).status_code for end in ends}
    assert (sent, stands(zandbak)) == ({404}, ("open", ""))


def test_the_page_speaks_the_language_of_the_member(zandbak: Zandbak, action: Action) -> None:
    url = link(zandbak, zandbak.fatima, action)
    assert Client().get(url).context["question"] == "Is dit klaar?"
    User.objects.filter(id=zandbak.fatima.id).update(language="en")
    page = Client().get(url)
    assert (page.context["question"], page["Content-Language"]) == ("Is this done?", "en")
