"""The eye that the other tests trust: it notices what the security policy refuses."""

import pytest
from playwright.sync_api import Page

from tests.browser.furnished import Furnished
from tests.browser.house import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_PICTURE = (
    "document.body.append(Object.assign(document.createElement('img'), {src: 'http://elders.example/x.png'}))"
)
_SCRIPT = (
    "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hier = 1'}))"
)
_STYLE = "document.querySelector('main').setAttribute('style', 'color: red')"


@pytest.mark.parametrize("attempt", [_PICTURE, _SCRIPT, _STYLE], ids=["picture", "script", "style"])
def test_the_policy_refuses_and_we_notice(attempt: str, visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.member(furnished.zandbak.anna)
    page.goto(furnished.zandbak.path)
    page.evaluate(attempt)
    _until_complaint(page, visitors)
    assert "Content Security Policy" in visitors.watch.complaints[0]
    assert page.evaluate("window.hier") is None
    with pytest.raises(AssertionError):
        visitors.watch.assert_quiet()


def test_browser_tests_share_one_process_and_so_one_house(request: pytest.FixtureRequest) -> None:
    if hasattr(request.config, "workerinput"):
        assert request.node.nodeid.endswith("@browser")


def _until_complaint(page: Page, visitors: Visitors) -> None:
    for _ in range(100):
        if visitors.watch.complaints:
            return
        page.wait_for_timeout(50)
