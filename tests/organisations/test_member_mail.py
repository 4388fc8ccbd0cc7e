"""The outbox for members: once an occasion, again after a failure, nothing to people who left."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import Zandbak
from werkdruk.core.mail import message
from werkdruk.organisations import member_mails
from werkdruk.organisations.actions.mails import (
    KEPT,
    forget_sent_mail,
    pass_over,
    queue_mail,
    send_member_mail,
)
from werkdruk.organisations.models import MemberMail, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of mail of the tests' own."""

    def write(member: Membership, payload: dict[str, Any]) -> Any:
        if payload.get("over"):
            return None
        if payload.get("broken"):
            raise ValueError("broken")
        context = {"organisation": member.organisation, "invitation": None, "link": payload["link"]}
        return message("organisations/invitation", context, to=member.user.email)

    monkeypatch.setitem(member_mails._writers, "test", write)


def _everybody() -> list[Membership]:
    return list(Membership.objects.active())


def test_each_member_gets_one_mail_an_occasion(zandbak: Zandbak) -> None:
    with zandbak.scope():
        queue_mail(_everybody(), "test", "review-1", link="https://a.example")
        queue_mail(_everybody(), "test", "review-1", link="https://a.example")
    assert send_member_mail(zandbak.id) == 5
    assert send_member_mail(zandbak.id) == 0
    assert sorted(one.to[0] for one in mail.outbox) == sorted(p.email for p in zandbak.people().values())


def test_nothing_to_say_any_more_and_people_who_left_get_no_mail(zandbak: Zandbak) -> None:
    with zandbak.scope():
        queue_mail([zandbak.member(zandbak.anna)], "test", "old", over=True)
        queue_mail([zandbak.member(zandbak.olaf)], "test", "left", link="https://a.example")
        Membership.objects.filter(user=zandbak.olaf).update(ended_at=timezone.now())
    assert send_member_mail(zandbak.id) == 0
    assert mail.outbox == []
    with zandbak.scope():
        assert not MemberMail.objects.due().exists()


def test_mail_that_fails_goes_later(zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: Any, **_: Any) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    with zandbak.scope():
        queue_mail([zandbak.member(zandbak.anna)], "test", "one", link="https://a.example")
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        assert send_member_mail(zandbak.id) == 0
    assert send_member_mail(zandbak.id) == 0  # not yet
    with zandbak.scope():
        row = MemberMail.objects.get()
        assert (row.tries, row.sent_at) == (1, None)
        MemberMail.objects.update(next_try_at=timezone.now())
    assert send_member_mail(zandbak.id) == 1


def test_a_mail_that_cannot_be_written_holds_up_nobody_else(zandbak: Zandbak) -> None:
    with zandbak.scope():
        queue_mail([zandbak.member(zandbak.anna)], "test", "broken", broken=True)
        queue_mail([zandbak.member(zandbak.olaf)], "test", "whole", link="https://a.example")
    assert send_member_mail(zandbak.id) == 1
    assert [one.to for one in mail.outbox] == [["olaf@zandbak.example"]]
    for tries in range(1, 6):
        with zandbak.scope():
            row = MemberMail.objects.get(once="broken")
            assert (row.tries, row.next_try_at is None) == (tries, tries == 5)
            MemberMail.objects.filter(next_try_at__isnull=False).update(next_try_at=timezone.now())
        assert send_member_mail(zandbak.id) == 0


def test_what_there_was_nothing_to_say_about_is_not_asked_again(zandbak: Zandbak) -> None:
    with zandbak.scope():
        pass_over(zandbak.member(zandbak.anna), "test", "week")
        queue_mail([zandbak.member(zandbak.anna)], "test", "week", link="https://a.example")
        pass_over(zandbak.member(zandbak.anna), "test", "week")
    assert send_member_mail(zandbak.id) == 0


def test_refused_for_good_is_not_tried_again(zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Any, **_: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (550, b"unknown")})

    with zandbak.scope():
        queue_mail([zandbak.member(zandbak.anna)], "test", "one", link="https://a.example")
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refused)
    assert send_member_mail(zandbak.id) == 0
    with zandbak.scope():
        assert not MemberMail.objects.due().exists()
        assert MemberMail.objects.get().sent_at is None


def test_what_went_long_ago_is_forgotten(zandbak: Zandbak) -> None:
    with zandbak.scope():
        queue_mail(_everybody(), "test", "one", link="https://a.example")
        old = MemberMail.objects.first()
        MemberMail.objects.filter(id=old.id).update(queued_at=timezone.now() - KEPT - timedelta(days=1))
        forget_sent_mail()
        assert MemberMail.objects.count() == 4
