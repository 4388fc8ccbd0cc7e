"""What was written once stays: also for raw SQL of the application's role."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from policy.models import EndorsementRequest, EndorsementState, EndorsementStep
from tests.cast import Zandbak
from werkdruk.organisations.models import Party


def _request() -> EndorsementRequest:
    return EndorsementRequest.objects.create(number=9, title="Roosters", intended="Nieuw", reasons="Rust")


def _set(row: Any, column: str, value: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", [value, str(row.id)])


@pytest.mark.django_db
def test_frozen_column_takes_no_other_value_and_others_do(zandbak: Zandbak) -> None:
    with zandbak.scope():
        step = EndorsementStep.objects.create(
            request=_request(), number=1, state=EndorsementState.ASKED, party=Party.EMPLOYER, by=zandbak.anna
        )
        with pytest.raises(IntegrityError, match="written once: endorsement_step_fixed"):
            _set(step, "text", "anders")
        _set(step, "text", "")  # the same value is no change
        EndorsementStep.objects.update(by=None)  # when somebody's account goes
        step.refresh_from_db()
        assert step.by is None


@pytest.mark.django_db
def test_frozen_once_begins_when_the_field_has_a_value(zandbak: Zandbak) -> None:
    with zandbak.scope():
        request = _request()
        _set(request, "title", "Roosters in juni")
        request.refresh_from_db()
        request.asked_at = timezone.now()
        request.save()
        with pytest.raises(IntegrityError, match="written once: endorsement_text_fixed"):
            _set(request, "title", "Roosters in juli")
        request.refresh_from_db()
        assert request.title == "Roosters in juni"
