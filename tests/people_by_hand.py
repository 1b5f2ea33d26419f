"""People who read and save through a proxy, for `production_by_hand`: the forms, no browser."""

import ssl
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlencode

from lxml import html


class Answer(NamedTuple):
    """`status` 599 where there was none."""

    status: int
    body: str
    address: str
    seconds: float
    at: float


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


class Browser:
    """One person's; several threads may use it at once."""

    def __init__(self, base: str) -> None:
        self.base, self.cookies = base, CookieJar()
        trusting = ssl._create_unverified_context()  # noqa: S323, its own
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.HTTPSHandler(context=trusting),
            NoRedirects(),
        )

    def ask(self, path: str, data: bytes | None = None, kind: str = "") -> Answer:
        request = urllib.request.Request(self.base + path, data)  # noqa: S310
        request.add_header("Referer", f"{self.base}{path}")
        if kind:
            request.add_header("Content-Type", kind)
        begun = time.perf_counter()
        try:
            with self.opener.open(request, timeout=70) as answer:
                status, body, to = answer.status, answer.read().decode(errors="replace"), ""
        except urllib.error.HTTPError as refused:
            status, body = refused.code, refused.read().decode(errors="replace")
            to = refused.headers.get("Location", "")
        except OSError as problem:
            status, body, to = 599, str(problem), ""
        now = time.perf_counter()
        return Answer(status, body, to, now - begun, now)

    def form(self, path: str, having: str) -> tuple[Any, dict[str, str]]:
        """The form of a page that has a field of this name, and what it would send."""
        page = html.document_fromstring(self.ask(path).body)
        found = next(form for form in page.forms if having in form.fields)
        return found, {name: value for name, value in found.form_values() if value is not None}

    def send(self, path: str, values: dict[str, str]) -> Answer:
        return self.ask(path, urlencode(values).encode())

    def log_in(self, name: str, password: str) -> bool:
        form, values = self.form("/logg-inn/", "password")
        field = next(each for each in ("username", "login") if each in form.fields)
        sent = self.send("/logg-inn/", {**values, field: name, "password": password})
        return sent.status == 302

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        form, values = self.form(path, "file")
        values.pop("file", None)
        edge = b"--kant"
        parts = [
            f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}'.encode()
            for field, value in values.items()
        ]
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + content)
        body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
        return self.ask(form.get("action") or path, body, "multipart/form-data; boundary=kant")


class People:
    """Each writer saves on a tiltak of her own, again and again; readers look at the list."""

    def __init__(self, browser: Browser, writers: int, readers: int) -> None:
        self.browser, self.answers = browser, list[Answer]()
        self.acknowledged: list[str] = []
        self.marks: list[tuple[float, str]] = []
        self.is_over = threading.Event()
        page = html.document_fromstring(browser.ask(self.list_address()).body)
        rows = page.xpath("//a[starts-with(@href, '/tiltak/')]/@href")
        own = list(dict.fromkeys(r.split("?")[0] for r in rows if r.split("/")[2].isdecimal()))
        self.threads = [
            threading.Thread(target=self.write, args=(n, address))
            for n, address in enumerate(own[:writers])
        ]
        self.threads += [threading.Thread(target=self.read) for _ in range(readers)]

    def list_address(self) -> str:
        return self.browser.ask("/tiltak/").address or "/tiltak/"

    def read(self) -> None:
        address = self.list_address()
        while not self.is_over.is_set():
            self.answers.append(self.browser.ask(address))

    def write(self, writer: int, address: str) -> None:
        for n in count():
            if self.is_over.is_set():
                return
            page = self.browser.ask(address)
            self.answers.append(page)
            if page.status != 200:
                continue
            forms = html.document_fromstring(page.body).forms
            form = next(form for form in forms if "remark" in form.fields)
            remark = f"lagring {writer}-{n}"
            values = {name: value for name, value in form.form_values() if value is not None}
            saved = self.browser.send(form.get("action"), {**values, "remark": remark})
            self.answers.append(saved)
            if saved.status == 302:
                self.acknowledged.append(remark)

    @contextmanager
    def at_work(self) -> Iterator[Callable[[str, float], None]]:
        """Gives what names the time from here on, and waits."""
        for thread in self.threads:
            thread.start()
        self.begun = time.perf_counter()
        try:
            yield self._phase
        finally:
            self.is_over.set()
            for thread in self.threads:
                thread.join()

    def _phase(self, name: str, seconds: float) -> None:
        """What has been answered since the last belongs to this one too."""
        time.sleep(seconds)
        self.marks.append((time.perf_counter(), name))

    def phases(self) -> Iterator[tuple[str, list[Answer]]]:
        since = self.begun
        for until, name in [*self.marks, (float("inf"), "the last answers")]:
            yield name, [each for each in self.answers if since <= each.at < until]
            since = until

    def saved(self) -> Counter[str]:
        return Counter(self.acknowledged)
