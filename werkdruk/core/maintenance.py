"""What the maintenance role does: take deleted rows off the disk. It can read no row of anybody."""

import psycopg2
import structlog
from django.conf import settings
from django.db.models import Model
from psycopg2 import sql

log = structlog.get_logger()


def vacuum(*models: type[Model]) -> bool:
    """Vacuum the tables of `models`; False where no maintenance role is configured or the server is away."""
    if not settings.MAINTENANCE_URL:
        return False
    tables = sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in models)
    try:
        connection = psycopg2.connect(settings.MAINTENANCE_URL)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("VACUUM (ANALYZE) {}").format(tables))
        connection.close()
    except psycopg2.OperationalError as error:
        log.warning("vacuum did not run", reason=type(error).__name__)
        return False
    return True
