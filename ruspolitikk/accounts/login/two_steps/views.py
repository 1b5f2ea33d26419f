"""The second step: asked for at the log-in, and set up by the person."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from ruspolitikk.accounts.login.two_steps import forms
from ruspolitikk.accounts.login.two_steps.rules import has_second_step, is_demanded_of
from ruspolitikk.accounts.views import login_address
from ruspolitikk.server import logs

INDEX = reverse_lazy("mfa_index")


@method_decorator(login_not_required, name="dispatch")
class SecondStepView(base.AuthenticateView):  # type: ignore[misc]
    """After the password. Who gives up goes back to the log-in, with its way on."""

    template_name = "accounts/login/two_steps/second_step.html"
    form_class = forms.CodeForm
    webauthn_form_class = forms.PasskeyStepForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "avbryt" in request.POST:
            leads_to = self.stage.login.redirect_url or ""
            self.stage.abort()
            return redirect(login_address(leads_to))
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        logs.note("second step refused", self.request, of=self.stage.login.user.pk)
        return super().form_invalid(form)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        steps = Authenticator.objects.filter(user_id=self.stage.login.user.pk)
        kinds = set(steps.values_list("type", flat=True))
        return {
            **context,
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "options": json.dumps(context["js_data"]["request_options"]),
        }


@method_decorator(login_not_required, name="dispatch")
class PasskeyLoginView(webauthn.LoginWebAuthnView):  # type: ignore[misc]
    form_class = forms.PasskeyLoginForm

    def form_invalid(self, form: Any) -> HttpResponse:
        logs.note("log-in refused", self.request)
        messages.error(self.request, "Passnøkkelen ble ikke kjent igjen. Logg inn med passordet.")
        return redirect(login_address(self.request.POST.get("next", "")))


class IndexView(base.IndexView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/two_steps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        person: Any = self.request.user
        known = context["authenticators"]
        codes = known.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "app": known.get(Authenticator.Type.TOTP),
            "passkeys": known.get(Authenticator.Type.WEBAUTHN, []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "is_elsewhere": not person.has_usable_password(),
            "is_missing": is_demanded_of(person) and not has_second_step(person),
        }


class AppOnView(totp.ActivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/app_on.html"
    form_class = forms.AppForm


class AppOffView(totp.DeactivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/app_off.html"


class NewPasskeyView(webauthn.AddWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/new_passkey.html"
    form_class = forms.NewPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, **kwargs, "options": json.dumps(context["js_data"]["creation_options"])}


class RemovePasskeyView(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/remove_passkey.html"
    success_url = INDEX

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            text = get_adapter().error_messages["cannot_delete_authenticator"]
            messages.error(self.request, text)
            return redirect("mfa_index")
        return super().form_valid(form)  # type: ignore[no-any-return]


class RecoveryCodesView(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/recovery_codes.html"


class NewRecoveryCodesView(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/login/two_steps/new_recovery_codes.html"
