"""Personer, the way in for one who is new, and one's own account."""

from django.urls import path

from ruspolitikk.accounts.people import account_views, views, welcome_views

app_name = "people"
urlpatterns = [
    path("personer/", views.show_people, name="people"),
    path("personer/inviter/", views.invite_person, name="invite"),
    path("personer/<int:pk>/", views.show_person, name="person"),
    path("personer/<int:pk>/gi-rolle/", views.give_role, name="give-role"),
    path("personer/<int:pk>/roller/<int:role>/ta-bort/", views.take_role, name="take-role"),
    path("personer/<int:pk>/opplysninger/", views.change_contact, name="contact"),
    path("personer/<int:pk>/engangspassord/", views.new_one_time_password, name="one-time"),
    path("personer/<int:pk>/lenke/", views.send_link_again, name="send-link"),
    path("personer/<int:pk>/to-trinn/", views.switch_off_second_steps, name="switch-off-steps"),
    path("personer/<int:pk>/sluttet/", views.close_person, name="close"),
    path("personer/<int:pk>/apne/", views.reopen_person, name="reopen"),
    path("personer/<int:pk>/anonymiser/", views.anonymise_person, name="anonymise"),
    path("personer/<int:pk>/opplysninger-json/", views.kept_about_person, name="kept-about"),
    path("velkommen/<str:link>/", welcome_views.welcome, name="welcome"),
    path("velg-passord/", welcome_views.own_password, name="own-password"),
    path("min-konto/", account_views.account, name="account"),
    path("min-konto/opplysninger/", account_views.kept_about_me, name="kept-about-me"),
    path("min-konto/avslutt/", account_views.end_session, name="end-session"),
]
