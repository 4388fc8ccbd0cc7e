"""Pages of the policy; each is below /o/<organisation>/policy/."""

from django.urls import path

from policy.views import documents, endorsements, policies

app_name = "policy"

urlpatterns = [
    path("", policies.policy, name="policy"),
    path("write/<slug:chapter_key>/", policies.chapter_write, name="chapter_write"),
    path("save/", policies.version_save, name="version_save"),
    path("versions/", policies.version_list, name="version_list"),
    path("versions/<int:number>/", policies.version, name="version"),
    path("compare/", policies.compare, name="compare"),
    path("requests/", endorsements.endorsements, name="endorsements"),
    path("requests/write/", endorsements.endorsement_make, name="endorsement_make"),
    path("requests/<uuid:endorsement>/", endorsements.endorsement, name="endorsement"),
    path("requests/<uuid:endorsement>/change/", endorsements.endorsement_change, name="endorsement_change"),
    path("requests/<uuid:endorsement>/ask/", endorsements.endorsement_ask, name="endorsement_ask"),
    path("requests/<uuid:endorsement>/talk/", endorsements.endorsement_consult, name="endorsement_consult"),
    path("requests/<uuid:endorsement>/answer/", endorsements.endorsement_answer, name="endorsement_answer"),
    path("requests/<uuid:endorsement>/decide/", endorsements.endorsement_decide, name="endorsement_decide"),
    path(
        "requests/<uuid:endorsement>/withdraw/",
        endorsements.endorsement_withdraw,
        name="endorsement_withdraw",
    ),
    path("requests/<uuid:endorsement>/letter/", documents.endorsement_letter, name="endorsement_letter"),
    path("requests/<uuid:endorsement>/documents/", documents.document_add, name="document_add"),
    path(
        "requests/<uuid:endorsement>/documents/<uuid:document>/",
        documents.document_file,
        name="document_file",
    ),
    path(
        "requests/<uuid:endorsement>/documents/<uuid:document>/remove/",
        documents.document_remove,
        name="document_remove",
    ),
]
