"""Rounds and themes in the admin: the byadministrator's. Rounds are kept on their own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from measures.models import Theme, ThemeWord
from reporting.models import (
    CityFile,
    DataAddress,
    FrozenRow,
    Judgement,
    Publication,
    PublicationAct,
    PublishedFile,
    QuestionDraft,
    QuestionPost,
    Reopening,
    Round,
    RoundChange,
    RoundLetter,
    StateChange,
    StoredFile,
    Submission,
    SummaryDraft,
)
from ruspolitikk.accounts.admin.base import OwnedAdmin, ReadOnlyAdmin
from ruspolitikk.accounts.models import User


class KeptForTheCityAdmin(OwnedAdmin):
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.keeps_for_the_city


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ("name", "cut_off", "due_on")
    search_fields = ("name",)


@admin.register(RoundChange)
class RoundChangeAdmin(ReadOnlyAdmin):
    list_display = ("round", "part", "before", "after", "recorded_as", "recorded_at")
    list_select_related = ("round",)
    search_fields = ("round__name",)


@admin.register(RoundLetter)
class RoundLetterAdmin(ReadOnlyAdmin):
    list_display = ("round", "bydel", "text", "recorded_as", "recorded_at")
    list_select_related = ("round", "bydel")
    search_fields = ("round__name", "bydel__name")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("round", "bydel", "version", "state", "recorded_as", "recorded_at")
    list_select_related = ("round", "bydel")
    search_fields = ("round__name", "bydel__name")


@admin.register(DataAddress)
class DataAddressAdmin(ReadOnlyAdmin):
    list_display = ("name", "recorded_as", "recorded_at", "last_used_at", "withdrawn_at")
    search_fields = ("name",)
    exclude = ("token_sum",)


@admin.register(Reopening)
class ReopeningAdmin(ReadOnlyAdmin):
    list_display = ("round", "bydel", "after_version", "reason", "recorded_as", "recorded_at")
    list_select_related = ("round", "bydel")
    search_fields = ("round__name", "bydel__name")


@admin.register(FrozenRow)
class FrozenRowAdmin(ReadOnlyAdmin):
    list_display = ("submission", "position", "sha256")
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("words",)


@admin.register(StateChange)
class StateChangeAdmin(ReadOnlyAdmin):
    list_display = ("submission", "state", "recorded_as", "recorded_at")
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("words",)


@admin.register(SummaryDraft)
class SummaryDraftAdmin(ReadOnlyAdmin):
    list_display = ("round", "bydel", "recorded_as", "recorded_at")
    list_select_related = ("round", "bydel")
    search_fields = ("text",)


@admin.register(QuestionPost)
class QuestionPostAdmin(ReadOnlyAdmin):
    list_display = ("submission", "text", "recorded_as", "recorded_at")
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("text",)


@admin.register(QuestionDraft)
class QuestionDraftAdmin(ReadOnlyAdmin):
    list_display = ("submission", "text", "recorded_as", "recorded_at")
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("text",)


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "submission", "kind", "size", "sha256")
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("name",)


@admin.register(CityFile)
class CityFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "round", "number", "kind", "size", "sha256")
    list_select_related = ("round",)
    search_fields = ("name",)


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ("slug", "round")
    list_select_related = ("round",)
    search_fields = ("slug", "round__name")


@admin.register(PublicationAct)
class PublicationActAdmin(ReadOnlyAdmin):
    list_display = ("publication", "kind", "reason", "recorded_as", "recorded_at")
    list_select_related = ("publication",)
    search_fields = ("publication__slug",)


@admin.register(PublishedFile)
class PublishedFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "act", "kind", "size", "sha256")
    list_select_related = ("act__publication",)
    search_fields = ("name",)


@admin.register(Judgement)
class JudgementAdmin(ReadOnlyAdmin):
    list_display = (
        "submission",
        "field",
        "group",
        "answer",
        "reason",
        "recorded_as",
        "recorded_at",
    )
    list_select_related = ("submission__round", "submission__bydel")
    search_fields = ("text", "reason")


@admin.register(Theme)
class ThemeAdmin(KeptForTheCityAdmin):
    """Its words are kept on its own page, where each is signed."""

    list_display = ("name", "words")
    fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_prepopulated_fields(request, obj) if obj is None else {}


@admin.register(ThemeWord)
class ThemeWordAdmin(ReadOnlyAdmin):
    list_display = ("text", "theme", "recorded_as", "withdrawn_as")
    list_select_related = ("theme",)
    search_fields = ("text",)
