"""Logging in with the kommune's own user account (OpenID Connect, as Entra ID speaks it).

allauth leads there and back; what comes back is read more strictly here than there: the token's
signature, issuer, audience, age and nonce are asked of every one, and nothing that the browser says
chooses what is done with it.
"""

from hashlib import sha256
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ruspolitikk.accounts.login.oidc.people import NoGroupError, let_in
from ruspolitikk.server import logs

PROVIDER = "kommunen"
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")
CLOCKS_DIFFER = 60
"""Seconds."""
DEMANDED = ("iss", "sub", "aud", "exp", "iat", "nonce")

CANCELLED = "Du avbrøt innloggingen. Ingenting er endret."
BEGUN_ELSEWHERE = (
    "Innloggingen ble begynt i et annet vindu, eller den tok mer enn ti minutter. Prøv igjen."
)
NOT_SURE = "Svaret fra kommunens innlogging stemte ikke, så vi vet ikke sikkert hvem du er."
NO_ANSWER = "Kommunens innlogging svarer ikke akkurat nå. Prøv igjen om litt."
NO_GROUP = (
    "Brukerkontoen din er ikke med i noen gruppe som har tilgang hit. Be byadministrator om hjelp."
)


def nonce_of(state: str) -> str:
    """What the token must repeat. It follows from the state, which is good for one log-in in one
    browser, so it is kept nowhere."""
    return salted_hmac("accounts.oidc-nonce", state, algorithm="sha256").hexdigest()


def refused(request: HttpRequest, sentence: str, status: int = 403) -> HttpResponse:
    logs.note("log-in refused", request)
    context = {"sentence": sentence, "name": settings.OIDC_NAME}
    return render(request, "accounts/login/refused.html", context, status=status)


class Client(OAuth2Client):  # type: ignore[misc]
    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        more = {**extra_params, "nonce": nonce_of(self.state)}
        return str(super().get_redirect_url(authorization_url, scope, more))


class TokenAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    client_class = Client

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return f"{settings.SITE_ADDRESS}{reverse('oidc-callback')}"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """The person of the token. Raises OAuth2Error for one that is not for us, for this
        browser, and for now."""
        try:
            claims = self._read(str(more["response"]["id_token"]), app)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as wrong:
            raise OAuth2Error("the token is not good") from wrong
        if not constant_time_compare(str(claims["nonce"]), nonce_of(request.GET.get("state", ""))):
            raise OAuth2Error("the token is of another log-in")
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _read(self, token: str, app: Any) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json())
        claims: dict[str, Any] = jwt.decode(
            token,
            keys[jwt.get_unverified_header(token)["kid"]],
            algorithms=list(SIGNED_BY),
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": list(DEMANDED)},
        )
        return claims


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = TokenAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where one came from is all that the request chooses: not to connect the account to
        another, and not what the kommune is asked for."""
        asked = super().get_redirect_from_request_kwargs(request)
        return {"process": AuthProcess.LOGIN, "next_url": asked.get("next_url")}

    def extract_uid(self, data: Any) -> str:
        """By who says it, and whom; never by an address or a name, which others may get."""
        claims = data["id_token"]
        return sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing of the token is kept."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.claims = response["id_token"]
        return login


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        return Provider(request, app=self.get_app(request, provider=provider))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Their groups decide whether they are let in, and as what."""
        try:
            person = let_in(
                sociallogin.user if sociallogin.is_existing else None, sociallogin.claims
            )
        except NoGroupError:
            raise ImmediateHttpResponse(refused(request, NO_GROUP)) from None
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)
        sociallogin.user = person

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Every refusal is a page of ours."""
        if error == AuthError.CANCELLED:
            sentence = CANCELLED
        elif isinstance(exception, OAuth2Error):
            sentence = NOT_SURE
        elif exception is not None:
            sentence = NO_ANSWER
        else:
            sentence = BEGUN_ELSEWHERE if "state_id" in (extra_context or {}) else NOT_SURE
        raise ImmediateHttpResponse(refused(request, sentence))
