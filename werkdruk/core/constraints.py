"""Row security, references within a tenant and columns written once, as constraints that migrations carry."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, UniqueConstraint

from werkdruk.core.tenancy import ORGANISATION_SETTING, PERSON_SETTING


class _DeferredConstraint(BaseConstraint):
    """A constraint that is made by statements of its own once the table stands; nothing to validate in Python."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if statement := self.create_sql(model, schema_editor):
            schema_editor.deferred_sql.append(statement)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: Any = None) -> None:
        """The database checks."""

    def _statement(self, template: str, model: Any, schema_editor: Any, **parts: Any) -> Statement:
        quote = schema_editor.quote_name
        return Statement(
            template,
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            **parts,
        )

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self.deconstruct() == other.deconstruct()  # type: ignore[attr-defined]
        return NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class RowSecurity(_DeferredConstraint):
    """Row-level security, enabled and forced: only rows of the organisation that the transaction has set.

    With `person`, the name of a field that points at a user, that user's own rows can be read as well while
    the transaction has the person set (a person's memberships).
    """

    def __init__(self, *, name: str, person: str | None = None) -> None:
        super().__init__(name=name)
        self.person = person

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        if self.person:
            kwargs["person"] = self.person
        return path, args, kwargs

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        quote = schema_editor.quote_name
        column = quote(model._meta.get_field("organisation").column)
        # In a sub-select the setting is read once a statement, not once a row.
        here = f"(SELECT NULLIF(current_setting('{ORGANISATION_SETTING}', true), '')::uuid)"
        template = (
            "ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;"
            " ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;"
            f" CREATE POLICY %(name)s ON %(table)s USING ({column} = {here}) WITH CHECK ({column} = {here})"
        )
        parts = {}
        if self.person:
            person = quote(model._meta.get_field(self.person).column)
            me = f"(SELECT NULLIF(current_setting('{PERSON_SETTING}', true), '')::uuid)"
            template += f"; CREATE POLICY %(own)s ON %(table)s FOR SELECT USING ({person} = {me})"
            parts["own"] = quote(f"{self.name}_own")
        return self._statement(template, model, schema_editor, **parts)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        template = "DROP POLICY %(name)s ON %(table)s"
        parts = {}
        if self.person:
            template += "; DROP POLICY %(own)s ON %(table)s"
            parts["own"] = schema_editor.quote_name(f"{self.name}_own")
        template += "; ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY"
        template += "; ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY"
        return self._statement(template, model, schema_editor, **parts)


class SameTenant(_DeferredConstraint):
    """A composite key (organisation, field) → (organisation, id): no row refers to another tenant's row.

    PostgreSQL checks foreign keys past row security, so the organisation has to be part of the key.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        target = field.remote_field.model._meta
        # At the end of the migration: the key it refers to may be made by a later operation of it.
        schema_editor.deferred_sql.append(
            self._statement(
                "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s)"
                " REFERENCES %(target)s (organisation_id, id) DEFERRABLE INITIALLY DEFERRED",
                model,
                schema_editor,
                columns=f"{quote('organisation_id')}, {quote(field.column)}",
                target=Table(target.db_table, quote),
            )
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return self._statement("ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", model, schema_editor)


class Frozen(_DeferredConstraint):
    """Columns that are written once: the database refuses another value, also to raw SQL of the application.

    With `once`, the name of a nullable field, that holds from the moment this field has a value; without it from
    the moment the row is there.
    """

    def __init__(self, *, fields: Sequence[str], name: str, once: str | None = None) -> None:
        super().__init__(name=name)
        self.fields = tuple(fields)
        self.once = once

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields, "once": self.once}

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        def column(field: str) -> str:
            name: str = schema_editor.quote_name(model._meta.get_field(field).column)
            return name

        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in map(column, self.fields))
        since = f"OLD.{column(self.once)} IS NOT NULL AND " if self.once else ""
        return self._statement(
            f"CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s FOR EACH ROW WHEN ({since}({changed}))"
            " EXECUTE FUNCTION werkdruk_frozen()",
            model,
            schema_editor,
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return self._statement("DROP TRIGGER %(name)s ON %(table)s", model, schema_editor)


def tenant_constraints(*references: str, person: str | None = None) -> list[BaseConstraint]:
    """What every tenant model lists first in its Meta.constraints: both locks, for each of its `references`."""
    return [
        RowSecurity(name="%(app_label)s_%(class)s_tenant", person=person),
        UniqueConstraint(fields=["organisation", "id"], name="%(app_label)s_%(class)s_in_tenant"),
        *(SameTenant(field=field, name=f"%(app_label)s_%(class)s_{field}_same") for field in references),
    ]
