"""Signing in as people do: with keys only, with a passkey, with an app for codes."""

import base64
import hmac
import re
import struct
import time
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.house import PASSWORD, Visitors, fill_sign_in, give_password, shot
from tests.browser.words import nl
from tests.cast import Zandbak, make_zandbak

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_numbers = count(1)


@pytest.fixture
def cast(visitors: Visitors) -> Zandbak:
    """An organisation of this test's own, whose Anna can sign in."""
    made = make_zandbak(f"sleutels{next(_numbers)}")
    give_password(made.anna)
    return made


def _tab_to(page: Page, selector: str, most: int = 20) -> None:
    """Press Tab until the element is focused; what is focused has to be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs on {page.url}")


def test_sign_in_by_keyboard(visitors: Visitors, cast: Zandbak) -> None:
    page = visitors.someone().new_page()
    page.goto("/")
    if not page.evaluate("document.activeElement.matches('[name=login]')"):
        _tab_to(page, "[name=login]")
    page.keyboard.type(cast.anna.email)
    _tab_to(page, "[name=password]")
    page.keyboard.type("niet-goed-geraden")
    page.keyboard.press("Enter")
    # The reason stands on the page, and the address that was typed is still there.
    expect(page.locator("[name=login]")).to_have_value(cast.anna.email)
    expect(page.locator("main .message, main .error, main [role=alert]").first).to_be_visible()
    shot(page, "sign-in-refused")
    assert look(page) == []
    page.locator("[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{cast.path}")

    # The first thing to reach is the way past the menu.
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "main a[href], main button")
    visitors.watch.assert_quiet()


def test_passkey(visitors: Visitors, cast: Zandbak) -> None:
    page = visitors.signs_in(cast.anna.email)
    page.wait_for_url(f"**{cast.path}")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto("/account/")
    shot(page, "account")
    problems = look(page) + _open_guarded(page, "/accounts/2fa/webauthn/add/")
    shot(page, "passkey-add")
    problems += look(page)
    page.locator("[name=name]").fill("Telefoon")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    problems += look(page)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("Telefoon").first).to_be_visible()
    shot(page, "passkeys")
    problems += look(page)

    page.goto("/account/")
    page.get_by_role("button", name=nl("Sign out")).first.click()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(f"**{cast.path}")
    assert problems == []
    visitors.watch.assert_quiet()


def _open_guarded(page: Page, path: str) -> list[str]:
    """Open a page that asks for the password once more; what is wrong with the page that asks."""
    page.goto(path)
    expect(page).to_have_url(re.compile("/accounts/reauthenticate/"))
    problems = look(page)
    shot(page, "reauthenticate")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"**{path}")
    return problems


def _code(secret: str, at: float) -> str:
    """The six digits of an authenticator app (RFC 6238) at the time `at` (Unix seconds)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def test_codes_of_an_app(visitors: Visitors, cast: Zandbak) -> None:
    page = visitors.signs_in(cast.anna.email)
    page.wait_for_url(f"**{cast.path}")
    page.goto("/accounts/2fa/")
    problems = look(page)
    problems += _open_guarded(page, "/accounts/2fa/totp/activate/")
    shot(page, "totp")
    problems += look(page)
    assert page.locator("main img").evaluate("one => one.naturalWidth") > 0
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(_code(secret, time.time()))
    page.locator("form", has=page.locator("[name=code]")).locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/totp/activate/" not in url)
    page.goto("/accounts/2fa/recovery-codes/")
    shot(page, "recovery-codes")
    problems += look(page)
    codes = page.locator("main textarea").input_value().split()
    assert len(codes) == 10

    page.goto("/account/")
    page.get_by_role("button", name=nl("Sign out")).first.click()
    page.goto("/")
    fill_sign_in(page, cast.anna.email)
    # The password alone is not enough any more.
    expect(page.locator("[name=code]")).to_be_visible()
    problems += look(page)
    page.locator("[name=code]").fill(codes[0])
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(f"**{cast.path}")
    assert problems == []
    visitors.watch.assert_quiet()
