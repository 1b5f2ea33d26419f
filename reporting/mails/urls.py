from django.urls import path

from reporting.mails import views

urlpatterns = [path("varsler/", views.mails, name="mails")]
