"""Before point 3: HR proposes the agreement on the survey, the works council endorses it."""

from playwright.sync_api import Page

from tests.browser.house import shot
from tests.browser.journey.hands import fill, follow, menu, press, says
from tests.browser.words import nl


def agree(anna: Page, olaf: Page) -> None:
    """Anna proposes what is filled in; Olaf reads it and endorses it; then a wave can be planned."""
    menu(anna, "Survey")
    says(anna, nl("There is no agreement in force yet."))
    anna.goto("/o/zandbak/surveys/agreement/")
    anna.get_by_role("link", name=nl("Propose an agreement")).first.click()
    fill(anna, reasons="We willen weten hoe het gaat, zonder dat iemand ziet wie wat zei.")
    shot(anna, "agreement-propose")
    press(anna, nl("Send this proposal"))
    says(anna, nl("The proposal is sent. Nothing changes until it is endorsed."))

    olaf.goto("/o/zandbak/")
    olaf.get_by_role("link", name=nl("Read and answer")).first.click()
    olaf.locator('[name=outcome][value="endorsed"]').check()
    shot(olaf, "agreement-answer")
    press(olaf, nl("Send this answer"))
    says(olaf, nl("Your answer is written down and sent."))
    follow(olaf, nl("The agreement that holds now"))
    says(olaf, nl("In force: version %(number)s", number=1))
    shot(olaf, "agreement-in-force")
