"""Pages of the organisation itself; each is below /o/<organisation>/."""

from django.urls import path

from werkdruk.organisations.views import council, imports, my_mail, people, profile, staff, units

app_name = "organisations"

urlpatterns = [
    path("my-mail/", my_mail.my_mail, name="my_mail"),
    path("organisation/", profile.overview, name="overview"),
    path("organisation/profile/", profile.profile_change, name="profile_change"),
    path("organisation/log/", profile.audit_log, name="audit_log"),
    path("organisation/units/", units.unit_list, name="unit_list"),
    path("organisation/units/new/", units.unit_add, name="unit_add"),
    path("organisation/units/<uuid:unit_id>/", units.unit_change, name="unit_change"),
    path("organisation/units/<uuid:unit_id>/archive/", units.unit_archive, name="unit_archive"),
    path("organisation/staff/", staff.staff_list, name="staff_list"),
    path("organisation/staff/new/", staff.staff_add, name="staff_add"),
    path("organisation/staff/<uuid:employee_id>/", staff.staff_change, name="staff_change"),
    path("organisation/staff/<uuid:employee_id>/end/", staff.staff_end, name="staff_end"),
    path("organisation/staff/<uuid:employee_id>/return/", staff.staff_return, name="staff_return"),
    path("organisation/imports/", imports.import_list, name="import_list"),
    path("organisation/imports/<uuid:import_id>/columns/", imports.import_match, name="import_match"),
    path("organisation/imports/<uuid:import_id>/", imports.import_preview, name="import_preview"),
    path("organisation/imports/<uuid:import_id>/undo/", imports.import_undo, name="import_undo"),
    path("organisation/imports/<uuid:import_id>/delete/", imports.import_discard, name="import_discard"),
    path("organisation/people/", people.people_list, name="people_list"),
    path("organisation/people/invite/", people.member_invite, name="member_invite"),
    path("organisation/works-council/", council.council_list, name="council_list"),
    path(
        "organisation/works-council/<uuid:request_id>/confirm/",
        council.council_confirm,
        name="council_confirm",
    ),
    path(
        "organisation/works-council/<uuid:request_id>/decline/",
        council.council_decline,
        name="council_decline",
    ),
    path("organisation/people/<uuid:member_id>/", people.member_change, name="member_change"),
    path("organisation/people/<uuid:member_id>/end/", people.member_end, name="member_end"),
    path(
        "organisation/people/invitations/<uuid:invitation_id>/send/",
        people.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "organisation/people/invitations/<uuid:invitation_id>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
