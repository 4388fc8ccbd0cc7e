"""Both locks: Python's scope and PostgreSQL's row security."""

import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.cast import Other, Zandbak
from werkdruk.core.tenancy import NoTenantError, OtherTenantError, tenant_scope
from werkdruk.organisations.models import Employee, Membership, Unit


def test_a_tenant_model_without_scope_raises(zandbak: Zandbak) -> None:
    with pytest.raises(NoTenantError):
        Unit.objects.count()
    with pytest.raises(NoTenantError):
        Unit(name="nergens")


def test_a_scope_inside_another_tenants_scope_raises(zandbak: Zandbak, other: Other) -> None:
    with zandbak.scope(), pytest.raises(OtherTenantError), tenant_scope(other.id):
        pass


def test_raw_sql_sees_the_active_tenant_only(zandbak: Zandbak, other: Other) -> None:
    def names() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM organisations_unit")
            return {row[0] for row in cursor.fetchall()}

    assert names() == set()
    with zandbak.scope():
        assert names() == {"Locatie Noord", "BSO De Boomhut", "KDV De Schelp"}
    assert names() == set()
    with other.scope():
        assert names() == {"Team Anders"}


def test_a_row_for_another_tenant_is_refused(zandbak: Zandbak, other: Other) -> None:
    with zandbak.scope(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Unit.objects.create(name="binnengedrongen", organisation_id=other.id)


def test_a_reference_to_another_tenants_row_is_refused(zandbak: Zandbak, other: Other) -> None:
    with zandbak.scope(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="unit_same"), transaction.atomic():
            Employee.objects.create(name="Eva", unit_id=other.team.id)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_person_reads_own_memberships_only_in_the_persons_scope(zandbak: Zandbak, other: Other) -> None:
    from werkdruk.core.tenancy import person_scope

    with person_scope(zandbak.anna.id):
        own = list(Membership.objects.of_person(zandbak.anna.id).values_list("organisation_id", flat=True))
        others = list(Membership.objects.of_person(other.carla.id))
    assert own == [zandbak.id]
    assert others == []
    assert list(Membership.objects.of_person(zandbak.anna.id)) == []


def test_an_unknown_tenant_sees_nothing(zandbak: Zandbak) -> None:
    with tenant_scope(uuid.uuid4()):
        assert Unit.objects.count() == 0
