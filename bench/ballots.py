"""An open wave with so many sealed ballots, one day past its last. Prints JSON: the ids that closing needs.

python -m bench.ballots ANSWERS
"""

import json
import os
import random
import sys

import django

django.setup()

import psycopg2  # noqa: E402  Django has to be ready first
from django.utils import timezone  # noqa: E402

from bench.staff import make_staff  # noqa: E402
from surveys.actions.drawing import draw_wave  # noqa: E402
from surveys.actions.planning import plan_wave  # noqa: E402
from surveys.domain.ballot import Ballot as AnswerSheet  # noqa: E402
from surveys.domain.seal import BALLOT_SIZE, encode_ballot, seal  # noqa: E402
from surveys.models import Ballot, Invitation, Wave  # noqa: E402
from surveys.queries.waves import wave_items  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402

RESPONSE = 0.6
WRITERS = 0.3
WORDS = "Te veel wisselingen in het rooster, en als een collega ziek is vangen we dat altijd zelf op. "
_AT_A_TIME = 1000


def main(answers: int) -> None:
    """Invite everybody at once, and let six in ten answer; three in ten of those write something too."""
    organisation = make_staff(f"dicht-{answers}", round(answers / RESPONSE))
    with tenant_scope(organisation.id):
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    connection = psycopg2.connect(os.environ["BENCH_ADMIN_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE surveys_rotationplace SET place = %s WHERE organisation_id = %s",
            [wave.place, str(organisation.id)],
        )
    connection.close()
    draw_wave(organisation.id, wave.id)
    rng = random.Random(answers)
    with tenant_scope(organisation.id):
        wave = Wave.objects.get(id=wave.id)
        codes = [item.code for item in wave_items(wave.id) if item.scale != "open"]
        units = list(Invitation.objects.filter(wave=wave).values_list("unit_id", flat=True)[:answers])
        assert wave.public_key is not None
        public = bytes(wave.public_key)
    for start in range(0, len(units), _AT_A_TIME):
        with tenant_scope(organisation.id):
            Ballot.objects.bulk_create(
                Ballot(wave=wave, box=seal(public, encode_ballot(_sheet(unit, codes, rng)), BALLOT_SIZE))
                for unit in units[start : start + _AT_A_TIME]
            )
    json.dump({"organisation": str(organisation.id), "wave": str(wave.id), "answers": len(units)}, sys.stdout)


def _sheet(unit: object, codes: list[str], rng: random.Random) -> AnswerSheet:
    answers = {code: rng.randint(1, 5) for code in codes}
    words = {"O1": WORDS[: rng.randint(20, len(WORDS))] + str(rng.random())} if rng.random() < WRITERS else {}
    return AnswerSheet(unit, answers, words)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(int(sys.argv[1]))
