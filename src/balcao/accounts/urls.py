"""Addresses of one's own account; allauth's follow them."""

from django.urls import path, re_path

from balcao.accounts import devices, door, people, proof, recovery, views

urlpatterns = [
    re_path("^password/", views.no_passwords),
    path("login/", door.Login.as_view(), name="account_login"),
    path("login/code/", door.RequestLoginCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", door.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("signup/", door.Signup.as_view(), name="account_signup"),
    path("signup/passkey/", door.SignupByPasskey.as_view(), name="account_signup_by_passkey"),
    path("confirm-email/", door.ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("me/", views.me, name="me"),
    path("sessions/", devices.sessions, name="usersessions_list"),
    path("2fa/recovery-codes/", recovery.show, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate, name="mfa_generate_recovery_codes"),
    path("me/erase/", views.erase_me, name="erase_me"),
    path("prove/", proof.prove, name="prove"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/forget-factor/", people.forget_factor, name="forget_factor"),
    path("people/<int:user_id>/role/", people.change_role, name="change_user_role"),
]
