"""The product through a real browser."""

import pytest

# Their assertions show values too when they fail.
pytest.register_assert_rewrite("tests.browser.house", "tests.browser.journey")
