"""PostgreSQL's lock: every tenant table has it, and the application's role cannot go around it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from werkdruk.core.constraints import RowSecurity, SameTenant
from werkdruk.core.models import TenantKey, TenantManager, TenantModel

TENANT_MODELS = [
    model for model in apps.get_models(include_auto_created=True) if issubclass(model, TenantModel)
]
OURS = {"core", "accounts", "organisations", "measures", "policy", "surveys", "projects", "home"}
# Tables of our own that belong to no tenant, each with its reason.
SHARED = {
    "core_cache": "rate limits, no content",
    "accounts_user": "people sign in before they choose an organisation",
    "accounts_user_groups": "Django's own, unused",
    "accounts_user_user_permissions": "Django's own, unused",
    "organisations_organisation": "the tenants themselves",
}


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_of_ours_is_a_tenants_or_has_a_reason() -> None:
    tables = {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OURS
    }
    assert tables - {model._meta.db_table for model in TENANT_MODELS} == set(SHARED)


@pytest.mark.django_db
def test_every_tenant_table_has_forced_row_security_with_both_checks() -> None:
    forced = dict(
        _rows("SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind = 'r'")
    )
    policies = {
        table
        for table, using, check in _rows("SELECT tablename, qual, with_check FROM pg_policies")
        if using and check
    }
    tables = {model._meta.db_table for model in TENANT_MODELS}
    assert {table for table in tables if forced[table]} == tables
    assert tables - policies == set()


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_tenant_model_has_both_locks_on_every_reference(model: Any) -> None:
    assert isinstance(model._default_manager, TenantManager)
    assert not model._meta.local_many_to_many, "a hidden table between tenant rows has no row security"
    references = {
        field.name
        for field in model._meta.local_fields
        if field.is_relation and issubclass(field.related_model, TenantModel)
    }
    assert {field.name for field in model._meta.local_fields if isinstance(field, TenantKey)} == references
    same = {constraint.field for constraint in model._meta.constraints if isinstance(constraint, SameTenant)}
    assert same == references
    assert [type(constraint) for constraint in model._meta.constraints].count(RowSecurity) == 1


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_uniqueness_includes_the_organisation(model: Any) -> None:
    assert [field.name for field in model._meta.local_fields if field.unique and not field.primary_key] == []
    for constraint in model._meta.total_unique_constraints:
        assert "organisation" in constraint.fields, constraint.name


@pytest.mark.django_db
def test_the_role_is_no_superuser_no_owner_and_cannot_bypass() -> None:
    assert _rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ) == [(False, False, False)]
    assert (
        _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        == []
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["TRUNCATE {}", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY", "DROP TABLE {}"]
)
def test_the_role_cannot_go_around(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        _rows(statement.format("organisations_employee"))


@pytest.mark.django_db
@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_no_tenant_no_rows(model: Any, zandbak: Any) -> None:
    assert _rows(f'SELECT count(*) FROM "{model._meta.db_table}"') == [(0,)]
