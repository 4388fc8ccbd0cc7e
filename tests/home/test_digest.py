"""The weekly mail: once a week at most, to members only, with what needs them at the moment it goes."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.utils import timezone

from measures.actions import set_action_state
from measures.models import Action
from tests.cast import Other, Zandbak, make_other, make_zandbak
from tests.measures.routes import make_action
from werkdruk.accounts.models import User
from werkdruk.core import agenda
from werkdruk.core.agenda import Todo
from werkdruk.core.models import AuditEntry
from werkdruk.home import actions as home_actions
from werkdruk.home.links import make_stop_token
from werkdruk.home.tasks import queue_digests
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.models import Employee, MemberMail, Membership

MONDAY = date(2026, 11, 30)


@pytest.fixture
def monday() -> Iterator[Any]:
    """Half past seven on a Monday morning; move it with ``shift``."""
    with time_machine.travel(datetime(2026, 11, 30, 6, 30, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only actions wait for people here."""
    own = [source for source in agenda._todo_sources if source.__module__ == "measures.today"]
    monkeypatch.setattr(agenda, "_todo_sources", own)


pytestmark = pytest.mark.usefixtures("monday", "nothing_else")


def promise(zandbak: Zandbak, person: User, what: str = "Rooster ophangen", days: int = 2) -> Action:
    """Something that `person` promised."""
    with zandbak.scope():
        due = timezone.localdate() + timedelta(days=days)
        return make_action(None, what=what, who=zandbak.member(person), due_on=due)


def a_morning(*tenants: Zandbak | Other) -> list[EmailMultiAlternatives]:
    """What goes this morning: the calendar's task, then the outboxes."""
    before = len(mail.outbox)
    queue_digests()
    for tenant in tenants:
        send_member_mail(tenant.id)
    return mail.outbox[before:]


def receivers(mails: list[EmailMultiAlternatives]) -> list[str]:
    return sorted(address for one in mails for address in one.to)


def set_digest(zandbak: Zandbak, person: User, **fields: Any) -> None:
    with zandbak.scope():
        Membership.objects.filter(user=person).update(**fields)


def digest_on(zandbak: Zandbak, person: User) -> date | None:
    with zandbak.scope():
        return zandbak.member(person).digest_on


def links(message: EmailMultiAlternatives) -> list[str]:
    return re.findall(r"https?://\S+", message.body)


# To whom, and when


def test_digest_goes_to_members_for_whom_something_waits(zandbak: Zandbak) -> None:
    promise(zandbak, zandbak.tim)
    promise(zandbak, zandbak.bea)
    assert receivers(a_morning(zandbak)) == ["bea@zandbak.example", "tim@zandbak.example"]
    assert (digest_on(zandbak, zandbak.tim), digest_on(zandbak, zandbak.olaf)) == (MONDAY, None)


def test_nobody_on_the_staff_is_ever_mailed(zandbak: Zandbak, other: Other) -> None:
    """Everybody has something to do; who gets it are the members, and no address of staff stands anywhere."""
    for person in zandbak.people().values():
        promise(zandbak, person)
    with zandbak.scope():
        Employee.objects.create(name="Tim de Boer", email="tim.prive@x.example", unit=zandbak.team)
        staff = set(Employee.objects.values_list("email", flat=True))
    sent = a_morning(zandbak, other)
    assert receivers(sent) == sorted(person.email for person in zandbak.people().values())
    whole = "".join(str(one.message()) for one in sent)
    assert [address for address in staff if address in whole] == []


def test_digest_comes_on_the_day_of_choice(zandbak: Zandbak, monday: Any) -> None:
    promise(zandbak, zandbak.tim)
    set_digest(zandbak, zandbak.tim, digest_day=3)
    came = []
    for day in range(7):
        came += [day] * len(a_morning(zandbak))
        monday.shift(timedelta(days=1))
    assert came == [3]


def test_digest_comes_once_a_week_and_again_the_next(zandbak: Zandbak, monday: Any) -> None:
    promise(zandbak, zandbak.tim, days=60)
    with zandbak.scope():
        set_action_state(actor=None, action=Action.objects.get(), state="stuck", note="Wacht")
    came = []
    for day in range(15):
        came += [day] * len(a_morning(zandbak) + a_morning(zandbak))
        monday.shift(timedelta(days=1))
    assert came == [0, 7, 14]


def test_a_missed_monday_is_made_good_and_the_rhythm_comes_back(zandbak: Zandbak, monday: Any) -> None:
    promise(zandbak, zandbak.tim)
    monday.shift(timedelta(days=2))
    came = []
    for day in range(2, 22):
        came += [day] * len(a_morning(zandbak))
        monday.shift(timedelta(days=1))
    # Wednesday, because the worker was down; never sooner than six days after that; then Mondays.
    assert came == [2, 8, 14, 21]


def test_nothing_to_tell_is_no_mail_and_no_mail_later_in_the_week(zandbak: Zandbak, monday: Any) -> None:
    assert a_morning(zandbak) == []
    assert digest_on(zandbak, zandbak.tim) is None
    monday.shift(timedelta(days=1))
    promise(zandbak, zandbak.tim)
    assert a_morning(zandbak) == []
    monday.shift(timedelta(days=6))
    assert receivers(a_morning(zandbak)) == ["tim@zandbak.example"]


def test_who_switched_it_off_or_left_gets_none(zandbak: Zandbak) -> None:
    for person in (zandbak.tim, zandbak.bea, zandbak.olaf):
        promise(zandbak, person)
    set_digest(zandbak, zandbak.tim, digest=False)
    set_digest(zandbak, zandbak.bea, ended_at=timezone.now())
    assert receivers(a_morning(zandbak)) == ["olaf@zandbak.example"]


def test_each_organisation_mails_its_own(zandbak: Zandbak, other: Other) -> None:
    """Carla works for both, and each tells its own."""
    with zandbak.scope():
        member = Membership.objects.create(user=other.carla, roles=["hr"])
        make_action(None, what="In de zandbak", who=member, due_on=MONDAY)
    with other.scope():
        make_action(None, what="Bij Anders", who=Membership.objects.get(user=other.carla), due_on=MONDAY)
    here, there = sorted(a_morning(zandbak, other), key=lambda one: "Bij Anders" in one.body)
    assert (here.body.count("In de zandbak"), here.body.count("Bij Anders")) == (1, 0)
    assert (there.body.count("In de zandbak"), there.body.count("Bij Anders")) == (0, 1)


def test_one_broken_list_stops_nobody_else(zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch) -> None:
    promise(zandbak, zandbak.tim)
    promise(zandbak, zandbak.bea)

    def broken(member: Membership, today: date) -> list[Todo]:
        if member.user_id == zandbak.bea.id:
            raise ValueError("broken")
        return []

    monkeypatch.setattr(agenda, "_todo_sources", [broken, *agenda._todo_sources])
    assert receivers(a_morning(zandbak)) == ["tim@zandbak.example"]


def test_six_workers_at_once_send_it_once(committed_db: None) -> None:
    zandbak, other = make_zandbak(), make_other()
    for person in (zandbak.tim, zandbak.bea):
        promise(zandbak, person)

    def work(number: int) -> None:
        try:
            queue_digests()
            send_member_mail(zandbak.id)
            send_member_mail(other.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert receivers(a_morning(zandbak, other)) == []
    assert receivers(mail.outbox) == ["bea@zandbak.example", "tim@zandbak.example"]
    with zandbak.scope():
        assert MemberMail.objects.filter(sent_at__isnull=False).count() == 2


# What it says


def test_digest_is_collected_anew_when_it_goes(zandbak: Zandbak) -> None:
    first, second = promise(zandbak, zandbak.tim, "Eerste"), promise(zandbak, zandbak.tim, "Tweede")
    queue_digests()
    with zandbak.scope():
        set_action_state(actor=None, action=first, state="done")
    send_member_mail(zandbak.id)
    (sent,) = mail.outbox
    assert (sent.body.count("Eerste"), sent.body.count("Tweede")) == (0, 1)
    mail.outbox.clear()
    with zandbak.scope():
        MemberMail.objects.all().delete()
        Membership.objects.update(digest_on=None)
    queue_digests()
    with zandbak.scope():
        set_action_state(actor=None, action=second, state="done")
    send_member_mail(zandbak.id)
    assert mail.outbox == []


def test_switched_off_between_queue_and_sending(zandbak: Zandbak) -> None:
    promise(zandbak, zandbak.tim)
    queue_digests()
    set_digest(zandbak, zandbak.tim, digest=False)
    assert send_member_mail(zandbak.id) == 0


def test_digest_groups_late_this_week_and_later(zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch) -> None:
    todos = [
        Todo("Te laat", "", "/a/", "Open", due=MONDAY - timedelta(days=1), kind="drain"),
        Todo("Vandaag", "", "/b/", "Open", due=MONDAY),
        Todo("Zondag", "", "/c/", "Open", due=MONDAY + timedelta(days=6)),
        Todo("Volgende week", "", "/d/", "Open", due=MONDAY + timedelta(days=7)),
        Todo("Wacht", "", "/e/", "Open"),
    ]
    monkeypatch.setattr(agenda, "_todo_sources", [lambda member, today: todos])
    sent = next(one for one in a_morning(zandbak) if one.to == [zandbak.anna.email])
    at = [sent.body.index(word) for word in ("TE LAAT", "Te laat", "DEZE WEEK", "Vandaag", "Zondag", "Wacht")]
    at += [sent.body.index(word) for word in ("LATER", "Volgende week")]
    assert at == sorted(at)
    assert sent.subject == "5 dingen wachten op je bij Kinderopvang De Zandbak"
    assert [one for one in links(sent) if one.endswith(("/a/", "/e/"))] == [
        "http://testserver/a/",
        "http://testserver/e/",
    ]


def test_digest_is_in_the_language_of_the_member(zandbak: Zandbak) -> None:
    promise(zandbak, zandbak.tim)
    promise(zandbak, zandbak.bea)
    User.objects.filter(id=zandbak.bea.id).update(language="en")
    subjects = {one.to[0]: one.subject for one in a_morning(zandbak)}
    assert subjects == {
        "tim@zandbak.example": "Er wacht één ding op je bij Kinderopvang De Zandbak",
        "bea@zandbak.example": "One thing waits for you at Kinderopvang De Zandbak",
    }


def test_digest_escapes_what_people_typed(zandbak: Zandbak) -> None:
    promise(zandbak, zandbak.tim, "<b>Rooster</b> & pauze")
    (sent,) = a_morning(zandbak)
    assert sent.body.count("<b>Rooster</b> & pauze") == 1
    html = str(sent.alternatives[0].content)
    assert (html.count("<b>Rooster"), html.count("&lt;b&gt;Rooster&lt;/b&gt; &amp; pauze")) == (0, 2)


def test_digest_can_be_stopped_from_the_mail_program(zandbak: Zandbak) -> None:
    promise(zandbak, zandbak.tim)
    (sent,) = a_morning(zandbak)
    stop = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in links(sent)
    assert f"http://testserver{zandbak.path}my-mail/" in links(sent)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.context["member"].digest) == (200, False)
    assert answer.cookies == {}
    with zandbak.scope():
        members = Membership.objects.order_by("user__email")
        assert [one.digest for one in members] == [True, True, True, True, False]


# The link that stops it


def stop_url(zandbak: Zandbak, person: User, slug: str = "") -> str:
    with zandbak.scope():
        token = make_stop_token(zandbak.id, zandbak.member(person).id)
    return f"/mail/{slug or zandbak.organisation.slug}/{token}/no-more/"


def test_opening_the_link_and_an_empty_sending_change_nothing(zandbak: Zandbak) -> None:
    url = stop_url(zandbak, zandbak.tim)
    for answer in (Client().get(url), Client().head(url), Client().post(url)):
        assert answer.status_code == 200
    with zandbak.scope():
        assert zandbak.member(zandbak.tim).digest is True
    assert Client().post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    again = Client().get(url)
    assert again.context["member"].digest is False
    assert again["Cache-Control"] == "no-store, private"
    assert Client().delete(url).status_code == 405


def test_a_link_that_is_not_ours_stops_nothing(zandbak: Zandbak, other: Other) -> None:
    good = stop_url(zandbak, zandbak.tim)
    start, token, end = "/mail/zandbak/", good.split("/")[3], "/no-more/"
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    wrong = [
        f"{start}{changed}{end}",
        f"{start}{token[:-1]}{end}",
        f"{start}{token}A{end}",
        f"{start}{'x' * 5000}{end}",
        f"{start}é{end}",
        stop_url(zandbak, zandbak.tim, "anders"),
        f"/mail/bestaat-niet/{token}{end}",
    ]
    posted = [Client().post(url, {"List-Unsubscribe": "One-Click"}).status_code for url in wrong]
    assert posted == [404] * len(wrong)
    with zandbak.scope():
        assert Membership.objects.filter(digest=False).count() == 0


def test_the_link_of_somebody_who_left_says_so(zandbak: Zandbak) -> None:
    url = stop_url(zandbak, zandbak.tim)
    set_digest(zandbak, zandbak.tim, ended_at=timezone.now())
    assert Client().post(url, {"List-Unsubscribe": "One-Click"}).status_code == 410


# The own settings


def test_my_mail_keeps_a_members_choice(zandbak: Zandbak, sign_in: Any) -> None:
    url = f"{zandbak.path}my-mail/"
    client = sign_in(zandbak.tim)
    page = client.get(url)
    assert page.context["form"].initial == {"digest": True, "digest_day": 0}
    assert client.post(url, {"digest": "on", "digest_day": "4"}).url == url
    with zandbak.scope():
        tim = zandbak.member(zandbak.tim)
        assert (tim.digest, tim.digest_day) == (True, 4)
    client.post(url, {"digest_day": "4"})
    for day in ("7", "-1", "", "maandag"):
        assert client.post(url, {"digest": "on", "digest_day": day}).status_code == 400
    with zandbak.scope():
        assert [(one.digest, one.digest_day) for one in Membership.objects.filter(user=zandbak.tim)] == [
            (False, 4)
        ]
        assert Membership.objects.filter(digest=False).count() == 1
        assert AuditEntry.objects.count() == 0


def test_the_account_page_leads_to_it(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        Membership.objects.create(user=other.carla, roles=["hr"], digest=False)
    rows = sign_in(other.carla).get("/account/").context["mails"]
    assert [(row["url"], row["text"]) for row in rows] == [
        ("/o/zandbak/my-mail/", "Uit."),
        ("/o/anders/my-mail/", "Op maandag, als er iets op je wacht."),
    ]


def test_occasion_is_the_week_of_the_calendar() -> None:
    days = (date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 4))
    assert [home_actions.occasion(day) for day in days] == [
        "digest-2026-W53",
        "digest-2026-W53",
        "digest-2027-W01",
    ]
