"""Signing in: password, two steps, reset by mail, sessions, rate limits, language."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import Zandbak

PASSWORD = "werkdruk-demo"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def sign_in_with(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def totp_now(secret: str) -> str:
    """The code that an authenticator app shows now (RFC 6238, six digits, 30 seconds)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    ).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_right_password_opens_the_way_in(zandbak: Zandbak) -> None:
    client = Client()
    response = sign_in_with(client, "anna@zandbak.example")
    assert response.headers["Location"] == "/"
    assert client.get("/").headers["Location"] == zandbak.path


@pytest.mark.parametrize("email", ["anna@zandbak.example", "niemand@zandbak.example"])
def test_wrong_password_and_unknown_address_get_the_same_answer(zandbak: Zandbak, email: str) -> None:
    response = sign_in_with(Client(), email, "verkeerd")
    assert len(response.context["form"].non_field_errors()) == 1
    assert "_auth_user_id" not in response.wsgi_request.session


def test_after_too_many_wrong_passwords_even_the_right_one_waits(zandbak: Zandbak) -> None:
    client = Client()
    answers = {
        str(sign_in_with(client, "anna@zandbak.example", "verkeerd").context["form"].errors) for _ in range(5)
    }
    locked = sign_in_with(client, "anna@zandbak.example")
    assert len(answers) == 1
    assert locked.status_code == 200
    assert str(locked.context["form"].errors) not in answers
    assert sign_in_with(Client(), "olaf@zandbak.example").status_code == 302, "other people are not kept out"


def test_two_steps_from_switching_on_to_signing_in(zandbak: Zandbak) -> None:
    client = Client()
    sign_in_with(client, "anna@zandbak.example")
    activate = reverse("mfa_activate_totp")
    assert client.get(activate).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(activate)
    secret = page.context["form"].secret
    assert client.post(activate, {"code": "000000"}).context["form"].errors
    assert client.post(activate, {"code": totp_now(secret)}).status_code == 302

    cache.clear()  # the code just used may be used once only
    fresh = Client()
    first = sign_in_with(fresh, "anna@zandbak.example")
    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert fresh.get("/").headers["Location"].startswith("/accounts/login/")
    assert fresh.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
    assert fresh.post(reverse("mfa_authenticate"), {"code": totp_now(secret)}).headers["Location"] == "/"
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    other = Client()
    sign_in_with(other, "anna@zandbak.example")
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).headers["Location"] == "/"
    again = Client()
    sign_in_with(again, "anna@zandbak.example")
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).context["form"].errors


def test_forgotten_password_by_mail(zandbak: Zandbak) -> None:
    client = Client()
    done = client.post(reverse("account_reset_password"), {"email": "anna@zandbak.example"})
    assert done.headers["Location"] == reverse("account_reset_password_done")
    [message] = mail.outbox
    assert message.to == ["anna@zandbak.example"]
    [(html, kind)] = message.alternatives
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)
    assert link is not None
    assert (kind, html.count(link[0])) == ("text/html", 2)
    form_at = client.get(link[1]).headers["Location"]
    refused = client.post(form_at, {"password1": "kort", "password2": "kort"})
    assert list(refused.context["form"].errors) == ["password1"]
    new = "een-heel-nieuw-wachtwoord"
    client.post(form_at, {"password1": new, "password2": new})
    assert sign_in_with(Client(), "anna@zandbak.example").status_code == 200
    assert sign_in_with(Client(), "anna@zandbak.example", new).headers["Location"] == "/"
    assert client.get(link[1]).headers.get("Location") != form_at, "a link works once"


def test_the_link_in_a_mail_has_our_own_address_whatever_the_request_called_it(zandbak: Zandbak) -> None:
    asked = {"email": "anna@zandbak.example"}
    Client(HTTP_HOST="localhost:6666").post(reverse("account_reset_password"), asked)
    [message] = mail.outbox
    assert re.findall(r"https?://[^/\s]+", message.body) == ["http://testserver"]


def test_forgotten_password_of_an_unknown_address_looks_the_same(zandbak: Zandbak) -> None:
    done = Client().post(reverse("account_reset_password"), {"email": "niemand@zandbak.example"})
    assert done.headers["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["niemand@zandbak.example"]]
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_session_on_another_device_can_be_ended(zandbak: Zandbak) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in_with(client, "anna@zandbak.example")
    assert there.get(zandbak.path).status_code == 200
    page = here.get(reverse("usersessions_list"))
    assert len(page.context["sessions"]) == 2
    here.post(reverse("usersessions_list"))
    assert there.get(zandbak.path).status_code == 302
    assert here.get(zandbak.path).status_code == 200


def test_nobody_signs_up_alone(zandbak: Zandbak) -> None:
    page = Client().get(reverse("account_signup"))
    assert "account/signup_closed.html" in [template.name for template in page.templates]
    Client().post(
        reverse("account_signup"),
        {"email": "x@x.example", "password1": "abcdefghijk", "password2": "abcdefghijk"},
    )
    assert not type(zandbak.anna).objects.filter(email="x@x.example").exists()


PAGES = [
    "account_settings",
    "account_change_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
    "account_reauthenticate",
    "account_logout",
]
OPEN_PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
]


@pytest.mark.parametrize("name", [*PAGES, *OPEN_PAGES])
def test_account_page_is_ours_and_obeys_the_policy(zandbak: Zandbak, name: str) -> None:
    client = Client()
    if name in PAGES:
        sign_in_with(client, "anna@zandbak.example")
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert page.redirect_chain in ([], [(reverse("mfa_index"), 302)]) or name == "mfa_list_webauthn"
    html = page.content.decode()
    assert (html.count("css/werkdruk.css"), html.count("<h1")) == (1, 1)
    scripts = re.findall(r"<script(?![^>]* src=)[^>]*>", html)
    assert [tag for tag in scripts if 'type="application/json"' not in tag] == []
    assert re.findall(r"\sstyle=|\son[a-z]+=", re.sub(r"<svg.*?</svg>", "", html, flags=re.S)) == []


def test_name_and_language_are_kept(zandbak: Zandbak) -> None:
    client = Client()
    sign_in_with(client, "anna@zandbak.example")
    assert client.get(reverse("account_settings")).headers["Content-Language"] == "nl"
    client.post(reverse("account_settings"), {"name": "Anna V.", "language": "en"})
    zandbak.anna.refresh_from_db()
    assert (zandbak.anna.name, zandbak.anna.language) == ("Anna V.", "en")
    assert client.get(reverse("account_settings")).headers["Content-Language"] == "en"
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en", "also after signing out"


def test_language_switch_is_kept_for_who_is_signed_in(zandbak: Zandbak) -> None:
    client = Client()
    sign_in_with(client, "anna@zandbak.example")
    client.post(reverse("set_language"), {"language": "en", "next": zandbak.path})
    fresh = Client()
    sign_in_with(fresh, "anna@zandbak.example")
    assert fresh.get(zandbak.path).headers["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["fr", "", "../"])
def test_language_that_we_do_not_have_changes_nothing(zandbak: Zandbak, language: str) -> None:
    client = Client()
    sign_in_with(client, "anna@zandbak.example")
    client.post(reverse("set_language"), {"language": language})
    zandbak.anna.refresh_from_db()
    assert zandbak.anna.language == "nl"


def test_language_of_a_visitor_is_in_the_cookie(db: None) -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "en"})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"
    assert Client(HTTP_ACCEPT_LANGUAGE="en").get(reverse("account_login")).headers["Content-Language"] == "nl"


def test_mail_server_that_is_down_does_not_stop_a_change(zandbak: Zandbak, settings: Any) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }
    client = Client()
    sign_in_with(client, "anna@zandbak.example")
    new = "een-heel-nieuw-wachtwoord"
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert sign_in_with(Client(), "anna@zandbak.example", new).headers["Location"] == "/"
