"""Reads over evaluations: whether the one of this round says all it has to say."""

from measures.models import Measure
from projects.models import Evaluation, MeasureEvaluation, Project


def is_complete(project: Project) -> bool:
    """Whether this round is evaluated: the goal, a verdict, who reports back, and how each measure goes on."""
    evaluation = Evaluation.objects.filter(project=project, round=project.round).first()
    if evaluation is None or not (
        evaluation.reached and evaluation.verdict.strip() and evaluation.reporter_name.strip()
    ):
        return False
    chosen = project.project_measures.filter(round=project.round).values("measure_id")
    weighed = MeasureEvaluation.objects.filter(evaluation=evaluation).exclude(continuation="")
    return (
        not Measure.objects.kept().filter(id__in=chosen).exclude(id__in=weighed.values("measure_id")).exists()
    )
