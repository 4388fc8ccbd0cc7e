"""What was written once stays: also for raw SQL of the application's role."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from policy.models import EndorsementRequest, EndorsementState, EndorsementStep
from tests.cast import Zandbak
from werkdruk.organisations.models import Party


def _request() -> EndorsementRequest:
    return EndorsementRequest.objects.create(number=1, title="Roosters", intended="Nieuw", reasons="Rust")


def _set(table: str, column: str, value: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


@pytest.mark.django_db
def test_frozen_column_takes_no_other_value_and_others_do(zandbak: Zandbak) -> None:
    with zandbak.scope():
        EndorsementStep.objects.create(
            request=_request(), number=1, state=EndorsementState.ASKED, party=Party.EMPLOYER, by=zandbak.anna
        )
        with pytest.raises(IntegrityError, match="written once: endorsement_step_fixed"):
            _set("policy_endorsementstep", "text", "anders")
        _set("policy_endorsementstep", "text", "")  # the same value is no change
        EndorsementStep.objects.update(by=None)  # when somebody's account goes
        assert EndorsementStep.objects.get().by is None


@pytest.mark.django_db
def test_frozen_once_begins_when_the_field_has_a_value(zandbak: Zandbak) -> None:
    with zandbak.scope():
        request = _request()
        _set("policy_endorsementrequest", "title", "Roosters in juni")
        request.refresh_from_db()
        request.asked_at = timezone.now()
        request.save()
        with pytest.raises(IntegrityError, match="written once: endorsement_text_fixed"):
            _set("policy_endorsementrequest", "title", "Roosters in juli")
        request.refresh_from_db()
        assert request.title == "Roosters in juni"
