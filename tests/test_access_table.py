"""Every address × every role × GET and POST, in one table. An address without a row fails.

HEAD is answered as GET, and writes nothing; no address knows any other method.

What the issue and domain.md say: closed by default; everyone who is logged in reads all adopted
plans; a draft is its own bydel's alone; a redaktør writes the own bydel's, an ansvarlig reports on
the linked party's measures, a byadministrator keeps the city's plan and writes no bydel's. What you
may not see is 404; what you may see and not change is 403, in a sentence that names whose it is.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ruspolitikk.accounts.models import User
from tests.access_targets import Targets, make_targets, typed
from tests.cast import CAST
from tests.checking_client import CheckingClient

# login  302 to /logg-inn/, with the way back
# 302    a redirect to somewhere else, with what was sent written
# «of»   whose: a Grorud measure, plan or draft; Østensjø's that the ansvarlig is linked to, or
#        not; what Østensjø sent; the city's; a theme; a round; a file that another person ordered;
#        one that does not exist
TABLE = """
address                            of       verb anonymous stranger leser ansvarlig grorud ostensjo byadmin superuser

reporting:start                    -        GET  login     302      302   302       302    302      302     302
reporting:start                    -        POST login     405      405   405       405    405      405     405
reporting:todo                     -        GET  login     200      200   200       200    200      200     200
reporting:todo                     -        POST login     405      405   405       405    405      405     405
reporting:mine                     -        GET  login     200      200   200       200    200      200     200
reporting:mine                     -        POST login     405      405   405       405    405      405     405
reporting:overview                 -        GET  login     302      302   302       302    302      302     302
reporting:overview                 -        POST login     405      405   405       405    405      405     405
reporting:changes                  -        GET  login     200      200   200       200    200      200     200
reporting:changes                  -        POST login     405      405   405       405    405      405     405
reporting:overview-xlsx            -        GET  login     200      200   200       200    200      200     200
reporting:overview-xlsx            -        POST login     405      405   405       405    405      405     405
reporting:overview-csv             -        GET  login     200      200   200       200    200      200     200
reporting:overview-csv             -        POST login     405      405   405       405    405      405     405
reporting:overview-svg             -        GET  login     200      200   200       200    200      200     200
reporting:overview-svg             -        POST login     405      405   405       405    405      405     405
reporting:changes-xlsx             -        GET  login     200      200   200       200    200      200     200
reporting:changes-xlsx             -        POST login     405      405   405       405    405      405     405
reporting:changes-csv              -        GET  login     200      200   200       200    200      200     200
reporting:changes-csv              -        POST login     405      405   405       405    405      405     405
reporting:coverage                 -        GET  login     200      200   200       200    200      200     200
reporting:coverage                 -        POST login     405      405   405       405    405      405     405
reporting:coverage-xlsx            -        GET  login     200      200   200       200    200      200     200
reporting:coverage-xlsx            -        POST login     405      405   405       405    405      405     405
reporting:coverage-csv             -        GET  login     200      200   200       200    200      200     200
reporting:coverage-csv             -        POST login     405      405   405       405    405      405     405
reporting:search                   -        GET  login     200      200   200       200    200      200     200
reporting:search                   -        POST login     405      405   405       405    405      405     405
reporting:trend                    -        GET  login     200      200   200       200    200      200     200
reporting:trend                    -        POST login     405      405   405       405    405      405     405
reporting:trend-xlsx               -        GET  login     200      200   200       200    200      200     200
reporting:trend-xlsx               -        POST login     405      405   405       405    405      405     405
reporting:trend-csv                -        GET  login     200      200   200       200    200      200     200
reporting:trend-csv                -        POST login     405      405   405       405    405      405     405
reporting:trend-svg                -        GET  login     200      200   200       200    200      200     200
reporting:trend-svg                -        POST login     405      405   405       405    405      405     405
reporting:measures-xlsx            -        GET  login     200      200   200       200    200      200     200
reporting:measures-xlsx            -        POST login     405      405   405       405    405      405     405
reporting:worksheet                -        GET  login     403      403   200       200    200      403     200
reporting:worksheet                -        POST login     405      405   405       405    405      405     405
reporting:ordered-file             other    GET  login     404      404   404       404    404      404     404
reporting:ordered-file             unknown  GET  login     404      404   404       404    404      404     404
reporting:ordered-file             other    POST login     405      405   405       405    405      405     405
reporting:fetch-ordered-file       other    GET  login     404      404   404       404    404      404     404
reporting:fetch-ordered-file       unknown  GET  login     404      404   404       404    404      404     404
reporting:fetch-ordered-file       other    POST login     405      405   405       405    405      405     405

reporting:calendar                 -        GET  login     200      200   200       200    200      200     200
reporting:calendar                 -        POST login     405      405   405       405    405      405     405
reporting:calendar-svg             -        GET  login     200      200   200       200    200      200     200
reporting:calendar-svg             -        POST login     405      405   405       405    405      405     405
reporting:calendar-excel           -        GET  login     200      200   200       200    200      200     200
reporting:calendar-excel           -        POST login     405      405   405       405    405      405     405
reporting:calendar-csv             -        GET  login     200      200   200       200    200      200     200
reporting:calendar-csv             -        POST login     405      405   405       405    405      405     405
reporting:comparison               -        GET  login     200      200   200       200    200      200     200
reporting:comparison               -        POST login     405      405   405       405    405      405     405
reporting:comparison-excel         -        GET  login     200      200   200       200    200      200     200
reporting:comparison-excel         -        POST login     405      405   405       405    405      405     405
reporting:comparison-csv           -        GET  login     200      200   200       200    200      200     200
reporting:comparison-csv           -        POST login     405      405   405       405    405      405     405

reporting:council                  grorud   GET  login     200      200   200       200    200      200     200
reporting:council                  draft    GET  login     404      404   404       200    404      404     200
reporting:council                  unknown  GET  login     404      404   404       404    404      404     404
reporting:council                  grorud   POST login     405      405   405       405    405      405     405
reporting:council-word             grorud   GET  login     200      200   200       200    200      200     200
reporting:council-word             draft    GET  login     404      404   404       200    404      404     200
reporting:council-word             unknown  GET  login     404      404   404       404    404      404     404
reporting:council-word             grorud   POST login     405      405   405       405    405      405     405
reporting:council-excel            grorud   GET  login     200      200   200       200    200      200     200
reporting:council-excel            draft    GET  login     404      404   404       200    404      404     200
reporting:council-excel            unknown  GET  login     404      404   404       404    404      404     404
reporting:council-excel            grorud   POST login     405      405   405       405    405      405     405

reporting:themes                   -        GET  login     200      200   200       200    200      200     200
reporting:themes                   -        POST login     405      405   405       405    405      405     405
reporting:themes-excel             -        GET  login     200      200   200       200    200      200     200
reporting:themes-excel             -        POST login     405      405   405       405    405      405     405
reporting:themes-csv               -        GET  login     200      200   200       200    200      200     200
reporting:themes-csv               -        POST login     405      405   405       405    405      405     405
reporting:theme                    theme    GET  login     200      200   200       200    200      200     200
reporting:theme                    unknown  GET  login     404      404   404       404    404      404     404
reporting:theme                    theme    POST login     405      405   405       405    405      405     405
reporting:theme-excel              theme    GET  login     200      200   200       200    200      200     200
reporting:theme-excel              unknown  GET  login     404      404   404       404    404      404     404
reporting:theme-excel              theme    POST login     405      405   405       405    405      405     405
reporting:theme-csv                theme    GET  login     200      200   200       200    200      200     200
reporting:theme-csv                unknown  GET  login     404      404   404       404    404      404     404
reporting:theme-csv                theme    POST login     405      405   405       405    405      405     405
reporting:add-theme                -        GET  login     403      403   403       403    403      200     200
reporting:add-theme                -        POST login     403      403   403       403    403      302     302
reporting:edit-theme               theme    GET  login     403      403   403       403    403      200     200
reporting:edit-theme               theme    POST login     403      403   403       403    403      302     302
reporting:edit-theme               unknown  GET  login     404      404   404       404    404      404     404
reporting:edit-theme               unknown  POST login     404      404   404       404    404      404     404
reporting:delete-theme             theme    GET  login     405      405   405       405    405      405     405
reporting:delete-theme             theme    POST login     403      403   403       403    403      302     302
reporting:delete-theme             unknown  POST login     404      404   404       404    404      404     404
reporting:add-theme-word           theme    GET  login     302      302   302       302    302      302     302
reporting:add-theme-word           theme    POST login     403      403   403       403    403      302     302
reporting:add-theme-word           unknown  POST login     404      404   404       404    404      404     404
reporting:withdraw-theme-word      theme    GET  login     405      405   405       405    405      405     405
reporting:withdraw-theme-word      theme    POST login     403      403   403       403    403      302     302
reporting:withdraw-theme-word      unknown  POST login     404      404   404       404    404      404     404

reporting:rounds                   -        GET  login     200      200   200       200    200      200     200
reporting:rounds                   -        POST login     405      405   405       405    405      405     405
reporting:open-round               -        GET  login     403      403   403       403    403      200     200
reporting:open-round               -        POST login     403      403   403       403    403      302     302
reporting:round                    round    GET  login     200      200   200       200    200      200     200
reporting:round                    unknown  GET  login     404      404   404       404    404      404     404
reporting:round                    round    POST login     405      405   405       405    405      405     405
reporting:round-measures           aldri    GET  login     200      200   200       200    200      200     200
reporting:round-measures           unknown  GET  login     404      404   404       404    404      404     404
reporting:round-measures           aldri    POST login     405      405   405       405    405      405     405
reporting:round-about              round    GET  login     200      200   200       200    200      200     200
reporting:round-about              unknown  GET  login     404      404   404       404    404      404     404
reporting:round-about              round    POST login     405      405   405       405    405      405     405
reporting:edit-round               round    GET  login     403      403   403       403    403      200     200
reporting:edit-round               round    POST login     403      403   403       403    403      302     302
reporting:edit-round               unknown  GET  login     404      404   404       404    404      404     404
reporting:edit-round               unknown  POST login     404      404   404       404    404      404     404
reporting:write-to-bydeler         round    GET  login     403      403   403       403    403      200     200
reporting:write-to-bydeler         round    POST login     403      403   403       403    403      302     302
reporting:write-to-bydeler         unknown  GET  login     404      404   404       404    404      404     404
reporting:write-to-bydeler         unknown  POST login     404      404   404       404    404      404     404
reporting:delete-round             round    GET  login     405      405   405       405    405      405     405
reporting:delete-round             round    POST login     403      403   403       403    403      302     302
reporting:delete-round             unknown  POST login     404      404   404       404    404      404     404
reporting:close-round              round    GET  login     403      403   403       403    403      200     200
reporting:close-round              round    POST login     403      403   403       403    403      302     302
reporting:close-round              unknown  GET  login     404      404   404       404    404      404     404
reporting:close-round              unknown  POST login     404      404   404       404    404      404     404
reporting:reopen-round             ostensjo GET  login     403      403   403       403    403      200     200
reporting:reopen-round             ostensjo POST login     403      403   403       403    403      302     302
reporting:reopen-round             unknown  GET  login     404      404   404       404    404      404     404
reporting:reopen-round             unknown  POST login     404      404   404       404    404      404     404
reporting:send-in                  grorud   GET  login     403      403   403       200    403      403     200
reporting:send-in                  grorud   POST login     403      403   403       302    403      403     302
reporting:send-in                  unknown  GET  login     404      404   404       404    404      404     404
reporting:send-in                  unknown  POST login     404      404   404       404    404      404     404
reporting:preview-submission       grorud   GET  login     403      403   403       200    403      403     200
reporting:preview-submission       grorud   POST login     405      405   405       405    405      405     405
reporting:preview-submission       unknown  GET  login     404      404   404       404    404      404     404
reporting:submission               ostensjo GET  login     200      200   200       200    200      200     200
reporting:submission               unknown  GET  login     404      404   404       404    404      404     404
reporting:submission               ostensjo POST login     405      405   405       405    405      405     405
reporting:submission-receipt       ostensjo GET  login     200      200   200       200    200      200     200
reporting:submission-receipt       unknown  GET  login     404      404   404       404    404      404     404
reporting:submission-receipt       ostensjo POST login     405      405   405       405    405      405     405
reporting:submission-file          word     GET  login     200      200   200       200    200      200     200
reporting:submission-file          unknown  GET  login     404      404   404       404    404      404     404
reporting:submission-file          word     POST login     405      405   405       405    405      405     405
reporting:calendar-feed            grorud   GET  200       200      200   200       200    200      200     200
reporting:calendar-feed            unknown  GET  404       404      404   404       404    404      404     404
reporting:calendar-feed            grorud   POST 405       405      405   405       405    405      405     405
reporting:new-calendar-address     -        GET  login     405      405   405       405    405      405     405
reporting:new-calendar-address     -        POST login     302      302   302       302    302      302     302
reporting:data-addresses           -        GET  login     403      403   403       403    403      200     200
reporting:data-addresses           -        POST login     403      403   403       403    403      201     201
reporting:withdraw-address         address  GET  login     403      403   403       403    403      200     200
reporting:withdraw-address         address  POST login     403      403   403       403    403      302     302
reporting:withdraw-address         unknown  POST login     403      403   403       403    403      404     404
reporting:data                     address  GET  200       200      200   200       200    200      200     200
reporting:data                     unknown  GET  404       404      404   404       404    404      404     404
reporting:data                     address  POST 405       405      405   405       405    405      405     405
reporting:report-data              address  GET  200       200      200   200       200    200      200     200
reporting:report-data              unknown  GET  404       404      404   404       404    404      404     404
reporting:report-data              address  POST 405       405      405   405       405    405      405     405
reporting:round-data               address  GET  200       200      200   200       200    200      200     200
reporting:round-data               unknown  GET  404       404      404   404       404    404      404     404
reporting:round-data               address  POST 405       405      405   405       405    405      405     405
reporting:mails                    -        GET  login     200      200   200       200    200      200     200
reporting:mails                    -        POST login     302      302   302       302    302      302     302
reporting:city-file                note     GET  login     200      200   200       200    200      200     200
reporting:city-file                unknown  GET  login     404      404   404       404    404      404     404
reporting:city-file                note     POST login     405      405   405       405    405      405     405
reporting:make-city-files          round    GET  login     405      405   405       405    405      405     405
reporting:make-city-files          round    POST login     302      302   302       302    302      302     302
reporting:make-city-files          unknown  POST login     404      404   404       404    404      404     404
reporting:publication              round    GET  login     403      403   403       403    403      200     200
reporting:publication              round    POST login     403      403   403       403    403      302     302
reporting:publication              unknown  GET  login     404      404   404       404    404      404     404
reporting:publication              unknown  POST login     404      404   404       404    404      404     404
reporting:publication-remarks      round    GET  login     403      403   403       403    403      200     200
reporting:publication-remarks      round    POST login     405      405   405       405    405      405     405
reporting:publication-remarks      unknown  GET  login     404      404   404       404    404      404     404
reporting:publication-remarks-of   round    GET  login     403      403   403       403    403      200     200
reporting:publication-remarks-of   round    POST login     403      403   403       403    403      302     302
reporting:publication-remarks-of   unknown  GET  login     404      404   404       404    404      404     404
reporting:publication-remarks-of   unknown  POST login     404      404   404       404    404      404     404
reporting:take-back-round          round    GET  login     403      403   403       403    403      200     200
reporting:take-back-round          round    POST login     403      403   403       403    403      302     302
reporting:take-back-round          unknown  GET  login     404      404   404       404    404      404     404
reporting:take-back-round          unknown  POST login     404      404   404       404    404      404     404
reporting:preview-publication      round    GET  login     403      403   403       403    403      200     200
reporting:preview-publication      unknown  GET  login     404      404   404       404    404      404     404
reporting:preview-publication      round    POST login     405      405   405       405    405      405     405
reporting:preview-publication-of   round    GET  login     403      403   403       403    403      200     200
reporting:preview-publication-of   unknown  GET  login     404      404   404       404    404      404     404
reporting:preview-publication-of   round    POST login     405      405   405       405    405      405     405
reporting:publish-round            round    GET  login     405      405   405       405    405      405     405
reporting:publish-round            round    POST login     403      403   403       403    403      302     302
reporting:publish-round            unknown  POST login     404      404   404       404    404      404     404
reporting:published-round          public   GET  200       200      200   200       200    200      200     200
reporting:published-round          unknown  GET  404       404      404   404       404    404      404     404
reporting:published-round          public   POST 405       405      405   405       405    405      405     405
reporting:published-bydel          public   GET  200       200      200   200       200    200      200     200
reporting:published-bydel          unknown  GET  404       404      404   404       404    404      404     404
reporting:published-bydel          public   POST 405       405      405   405       405    405      405     405
reporting:published-file           public   GET  200       200      200   200       200    200      200     200
reporting:published-file           unknown  GET  404       404      404   404       404    404      404     404
reporting:published-file           public   POST 405       405      405   405       405    405      405     405
reporting:published-rounds         -        GET  200       200      200   200       200    200      200     200
reporting:published-rounds         -        POST 405       405      405   405       405    405      405     405
reporting:published-fields         -        GET  200       200      200   200       200    200      200     200
reporting:published-fields         -        POST 405       405      405   405       405    405      405     405
reporting:robots                   -        GET  200       200      200   200       200    200      200     200
reporting:robots                   -        POST 405       405      405   405       405    405      405     405
reporting:make-submission-files    ostensjo GET  login     405      405   405       405    405      405     405
reporting:make-submission-files    ostensjo POST login     302      302   302       302    302      302     302
reporting:make-submission-files    unknown  POST login     404      404   404       404    404      404     404
reporting:read-submission          ostensjo GET  login     403      403   403       403    403      200     200
reporting:read-submission          unknown  GET  login     404      404   404       404    404      404     404
reporting:read-submission          ostensjo POST login     405      405   405       405    405      405     405
reporting:ask-about-measure        ostensjo GET  login     405      405   405       405    405      405     405
reporting:ask-about-measure        ostensjo POST login     403      403   403       403    403      302     302
reporting:ask-about-measure        unknown  POST login     404      404   404       404    404      404     404
reporting:return-submission        ostensjo GET  login     405      405   405       405    405      405     405
reporting:return-submission        ostensjo POST login     403      403   403       403    403      302     302
reporting:return-submission        unknown  POST login     404      404   404       404    404      404     404
reporting:receive-submission       ostensjo GET  login     405      405   405       405    405      405     405
reporting:receive-submission       ostensjo POST login     403      403   403       403    403      302     302
reporting:receive-submission       unknown  POST login     404      404   404       404    404      404     404
reporting:write-in-thread          ostensjo GET  login     405      405   405       405    405      405     405
reporting:write-in-thread          ostensjo POST login     404      403   403       404    302      302     302
reporting:write-in-thread          unknown  POST login     404      404   404       404    404      404     404

measures:plans                     -        GET  login     200      200   200       200    200      200     200
measures:plans                     -        POST login     405      405   405       405    405      405     405
measures:plan                      grorud   GET  login     200      200   200       200    200      200     200
measures:plan                      draft    GET  login     404      404   404       200    404      404     200
measures:plan                      city     GET  login     200      200   200       200    200      200     200
measures:plan                      unknown  GET  login     404      404   404       404    404      404     404
measures:plan                      grorud   POST login     405      405   405       405    405      405     405
measures:add-measure               grorud   GET  login     403      403   403       200    403      403     200
measures:add-measure               grorud   POST login     403      403   403       302    403      403     302
measures:add-measure               draft    GET  login     404      404   404       200    404      404     200
measures:add-measure               draft    POST login     404      404   404       302    404      404     302
measures:add-measure               city     GET  login     403      403   403       403    403      200     200
measures:add-measure               city     POST login     403      403   403       403    403      302     302
measures:add-measure               unknown  GET  login     404      404   404       404    404      404     404
measures:add-measure               unknown  POST login     404      404   404       404    404      404     404
measures:check-plan                grorud   GET  login     200      200   200       200    200      200     200
measures:check-plan                draft    GET  login     404      404   404       200    404      404     200
measures:check-plan                city     GET  login     200      200   200       200    200      200     200
measures:check-plan                unknown  GET  login     404      404   404       404    404      404     404
measures:check-plan                grorud   POST login     405      405   405       405    405      405     405

measures:reply-links               grorud   GET  login     403      403   403       200    403      403     200
measures:reply-links               grorud   POST login     403      403   403       302    403      403     302
measures:reply-links               draft    GET  login     404      404   404       200    404      404     200
measures:reply-links               draft    POST login     404      404   404       200    404      404     200
measures:reply-links               city     GET  login     403      403   403       403    403      200     200
measures:reply-links               city     POST login     403      403   403       403    403      200     200
measures:reply-links               unknown  GET  login     404      404   404       404    404      404     404
measures:reply-links               unknown  POST login     404      404   404       404    404      404     404
measures:ask-leaders               grorud   GET  login     403      403   403       200    403      403     200
measures:ask-leaders               grorud   POST login     403      403   403       302    403      403     302
measures:ask-leaders               draft    GET  login     404      404   404       200    404      404     200
measures:ask-leaders               draft    POST login     404      404   404       200    404      404     200
measures:ask-leaders               city     GET  login     403      403   403       403    403      200     200
measures:ask-leaders               city     POST login     403      403   403       403    403      200     200
measures:ask-leaders               unknown  GET  login     404      404   404       404    404      404     404
measures:ask-leaders               unknown  POST login     404      404   404       404    404      404     404
measures:show-reply-link           grorud   GET  login     403      403   403       200    403      403     200
measures:show-reply-link           unknown  GET  login     404      404   404       404    404      404     404
measures:show-reply-link           grorud   POST login     405      405   405       405    405      405     405
measures:revoke-reply-link         grorud   GET  login     405      405   405       405    405      405     405
measures:revoke-reply-link         grorud   POST login     403      403   403       302    403      403     302
measures:revoke-reply-link         unknown  POST login     404      404   404       404    404      404     404
measures:accept-reply              grorud   GET  login     405      405   405       405    405      405     405
measures:accept-reply              grorud   POST login     403      403   403       302    403      403     302
measures:accept-reply              unknown  POST login     404      404   404       404    404      404     404
measures:correct-reply             grorud   GET  login     403      403   403       200    403      403     200
measures:correct-reply             grorud   POST login     403      403   403       302    403      403     302
measures:correct-reply             unknown  GET  login     404      404   404       404    404      404     404
measures:correct-reply             unknown  POST login     404      404   404       404    404      404     404
measures:decline-reply             grorud   GET  login     403      403   403       200    403      403     200
measures:decline-reply             grorud   POST login     403      403   403       302    403      403     302
measures:decline-reply             unknown  GET  login     404      404   404       404    404      404     404
measures:decline-reply             unknown  POST login     404      404   404       404    404      404     404
measures:reply-by-link             grorud   GET  200       200      200   200       200    200      200     200
measures:reply-by-link             grorud   POST 302       302      302   302       302    302      302     302
measures:reply-by-link             unknown  GET  404       404      404   404       404    404      404     404
measures:reply-by-link             unknown  POST 404       404      404   404       404    404      404     404
measures:reply-thanks              grorud   GET  200       200      200   200       200    200      200     200
measures:reply-thanks              grorud   POST 405       405      405   405       405    405      405     405
measures:reply-thanks              unknown  GET  404       404      404   404       404    404      404     404

measures:parties                   -        GET  login     200      200   200       200    200      200     200
measures:parties                   -        POST login     405      405   405       405    405      405     405
measures:add-party                 -        GET  login     403      403   403       200    200      403     200
measures:add-party                 -        POST login     403      403   403       302    302      403     302
measures:party                     grorud   GET  login     403      403   403       200    403      403     200
measures:party                     grorud   POST login     403      403   403       302    403      403     302
measures:party                     linked   GET  login     403      403   403       403    200      403     200
measures:party                     linked   POST login     403      403   403       403    302      403     302
measures:party                     unknown  GET  login     404      404   404       404    404      404     404
measures:party                     unknown  POST login     404      404   404       404    404      404     404
measures:merge-party               grorud   GET  login     403      403   403       200    403      403     200
measures:merge-party               grorud   POST login     403      403   403       302    403      403     302
measures:merge-party               unknown  GET  login     404      404   404       404    404      404     404
measures:merge-party               unknown  POST login     404      404   404       404    404      404     404
measures:part-party                grorud   GET  login     403      403   403       200    403      403     200
measures:part-party                grorud   POST login     403      403   403       302    403      403     302
measures:part-party                unknown  GET  login     404      404   404       404    404      404     404
measures:part-party                unknown  POST login     404      404   404       404    404      404     404
measures:undo-merge                grorud   GET  login     405      405   405       405    405      405     405
measures:undo-merge                grorud   POST login     403      403   403       403    403      403     403
measures:undo-merge                unknown  GET  login     405      405   405       405    405      405     405
measures:undo-merge                unknown  POST login     404      404   404       404    404      404     404
plans:add-plan                  -        GET  login     403      403   403       200    200      200     200
plans:add-plan                  -        POST login     403      403   403       302    302      302     302
plans:edit-plan                 grorud   GET  login     403      403   403       200    403      403     200
plans:edit-plan                 grorud   POST login     403      403   403       302    403      403     302
plans:edit-plan                 draft    GET  login     404      404   404       200    404      404     200
plans:edit-plan                 draft    POST login     404      404   404       302    404      404     302
plans:edit-plan                 city     GET  login     403      403   403       403    403      200     200
plans:edit-plan                 city     POST login     403      403   403       403    403      302     302
plans:edit-plan                 unknown  GET  login     404      404   404       404    404      404     404
plans:edit-plan                 unknown  POST login     404      404   404       404    404      404     404
measures:adopt-plan                grorud   GET  login     403      403   403       302    403      403     302
measures:adopt-plan                draft    GET  login     404      404   404       200    404      404     200
measures:adopt-plan                draft    POST login     404      404   404       302    404      404     302
measures:adopt-plan                city     GET  login     403      403   403       403    403      302     302
measures:adopt-plan                unknown  GET  login     404      404   404       404    404      404     404
measures:adopt-plan                unknown  POST login     404      404   404       404    404      404     404
measures:edit-parts                grorud   GET  login     403      403   403       200    403      403     200
measures:edit-parts                draft    GET  login     404      404   404       200    404      404     200
measures:edit-parts                city     GET  login     403      403   403       403    403      200     200
measures:edit-parts                unknown  GET  login     404      404   404       404    404      404     404
measures:edit-parts                grorud   POST login     403      403   403       302    403      403     302
measures:edit-parts                draft    POST login     404      404   404       302    404      404     302
measures:edit-parts                city     POST login     403      403   403       403    403      302     302
measures:edit-parts                unknown  POST login     404      404   404       404    404      404     404
measures:edit-order                grorud   GET  login     403      403   403       200    403      403     200
measures:edit-order                draft    GET  login     404      404   404       200    404      404     200
measures:edit-order                city     GET  login     403      403   403       403    403      200     200
measures:edit-order                unknown  GET  login     404      404   404       404    404      404     404
measures:edit-order                grorud   POST login     403      403   403       302    403      403     302
measures:edit-order                draft    POST login     404      404   404       302    404      404     302
measures:edit-order                city     POST login     403      403   403       403    403      302     302
measures:edit-order                unknown  POST login     404      404   404       404    404      404     404
measures:city-answers              grorud   GET  login     200      200   200       200    200      200     200
measures:city-answers              grorud   POST login     403      403   403       302    403      403     302
measures:city-answers              draft    GET  login     404      404   404       200    404      404     200
measures:city-answers              draft    POST login     404      404   404       302    404      404     302
measures:city-answers              city     GET  login     404      404   404       404    404      404     404
measures:city-answers              city     POST login     404      404   404       404    404      404     404
measures:city-answers              unknown  GET  login     404      404   404       404    404      404     404
measures:city-answers              unknown  POST login     404      404   404       404    404      404     404
measures:suggestions               grorud   GET  login     200      200   200       200    200      200     200
measures:suggestions               grorud   POST login     403      403   403       302    403      403     302
measures:suggestions               draft    GET  login     404      404   404       200    404      404     200
measures:suggestions               draft    POST login     404      404   404       302    404      404     302
measures:suggestions               city     GET  login     404      404   404       404    404      404     404
measures:suggestions               city     POST login     404      404   404       404    404      404     404
measures:suggestions               unknown  GET  login     404      404   404       404    404      404     404
measures:suggestions               unknown  POST login     404      404   404       404    404      404     404
measures:continue-plan             grorud   GET  login     403      403   403       200    403      403     200
measures:continue-plan             draft    GET  login     404      404   404       404    404      404     404
measures:continue-plan             city     GET  login     403      403   403       403    403      200     200
measures:continue-plan             unknown  GET  login     404      404   404       404    404      404     404
measures:continue-plan             grorud   POST login     403      403   403       302    403      403     302
measures:continue-plan             draft    POST login     404      404   404       404    404      404     404
measures:continue-plan             city     POST login     403      403   403       403    403      302     302
measures:continue-plan             unknown  POST login     404      404   404       404    404      404     404
measures:carry-over                grorud   GET  login     403      403   403       200    403      403     200
measures:carry-over                draft    GET  login     404      404   404       404    404      404     404
measures:carry-over                city     GET  login     403      403   403       403    403      404     404
measures:carry-over                unknown  GET  login     404      404   404       404    404      404     404
measures:carry-over                grorud   POST login     403      403   403       302    403      403     302
measures:carry-over                draft    POST login     404      404   404       404    404      404     404
measures:carry-over                city     POST login     403      403   403       403    403      404     404
measures:carry-over                unknown  POST login     404      404   404       404    404      404     404

measures:list                      -        GET  login     302      302   302       302    302      302     302
measures:list                      -        POST login     405      405   405       405    405      405     405
measures:choose-plan               -        GET  login     200      200   200       200    200      302     200
measures:choose-plan               -        POST login     405      405   405       405    405      405     405
measures:measure                   grorud   GET  login     200      200   200       200    200      200     200
measures:measure                   linked   GET  login     200      200   200       200    200      200     200
measures:measure                   draft    GET  login     404      404   404       200    404      404     200
measures:measure                   city     GET  login     200      200   200       200    200      200     200
measures:measure                   unknown  GET  login     404      404   404       404    404      404     404
measures:measure                   grorud   POST login     405      405   405       405    405      405     405
measures:similar                   grorud   GET  login     200      200   200       200    200      200     200
measures:similar                   linked   GET  login     200      200   200       200    200      200     200
measures:similar                   draft    GET  login     404      404   404       200    404      404     200
measures:similar                   city     GET  login     404      404   404       404    404      404     404
measures:similar                   unknown  GET  login     404      404   404       404    404      404     404
measures:similar                   grorud   POST login     405      405   405       405    405      405     405
measures:read-own-words            grorud   POST login     405      405   405       405    405      405     405
measures:report-status             grorud   GET  login     403      403   403       200    403      403     200
measures:report-status             grorud   POST login     403      403   403       302    403      403     302
measures:report-status             linked   GET  login     403      403   200       403    200      403     200
measures:report-status             linked   POST login     403      403   302       403    302      403     302
measures:report-status             unlinked GET  login     403      403   403       403    200      403     200
measures:report-status             unlinked POST login     403      403   403       403    302      403     302
measures:report-status             draft    GET  login     404      404   404       200    404      404     200
measures:report-status             draft    POST login     404      404   404       302    404      404     302
measures:report-status             unknown  GET  login     404      404   404       404    404      404     404
measures:report-status             unknown  POST login     404      404   404       404    404      404     404
measures:row                       grorud   GET  login     403      403   403       200    403      403     200
measures:row                       grorud   POST login     403      403   403       302    403      403     302
measures:row                       linked   GET  login     403      403   200       403    200      403     200
measures:row                       linked   POST login     403      403   302       403    302      403     302
measures:row                       unlinked GET  login     403      403   403       403    200      403     200
measures:row                       unlinked POST login     403      403   403       403    302      403     302
measures:row                       draft    GET  login     404      404   404       200    404      404     200
measures:row                       draft    POST login     404      404   404       302    404      404     302
measures:row                       unknown  GET  login     404      404   404       404    404      404     404
measures:row                       unknown  POST login     404      404   404       404    404      404     404
measures:read-own-words            grorud   GET  login     403      403   403       302    403      403     302
measures:read-own-words            linked   GET  login     403      403   302       403    302      403     302
measures:read-own-words            unlinked GET  login     403      403   403       403    302      403     302
measures:read-own-words            draft    GET  login     404      404   404       302    404      404     302
measures:read-own-words            unknown  GET  login     404      404   404       404    404      404     404
measures:confirm                   grorud   GET  login     403      403   403       200    403      403     200
measures:confirm                   grorud   POST login     403      403   403       302    403      403     302
measures:confirm                   linked   GET  login     403      403   200       403    200      403     200
measures:confirm                   linked   POST login     403      403   302       403    302      403     302
measures:confirm                   unlinked GET  login     403      403   403       403    200      403     200
measures:confirm                   unlinked POST login     403      403   403       403    302      403     302
measures:confirm                   draft    GET  login     404      404   404       200    404      404     200
measures:confirm                   draft    POST login     404      404   404       302    404      404     302
measures:confirm                   unknown  GET  login     404      404   404       404    404      404     404
measures:confirm                   unknown  POST login     404      404   404       404    404      404     404
measures:correct                   grorud   GET  login     403      403   403       200    403      403     200
measures:correct                   grorud   POST login     403      403   403       302    403      403     302
measures:correct                   draft    GET  login     404      404   404       200    404      404     200
measures:correct                   draft    POST login     404      404   404       302    404      404     302
measures:correct                   unknown  GET  login     404      404   404       404    404      404     404
measures:correct                   unknown  POST login     404      404   404       404    404      404     404
measures:withdraw                  grorud   GET  login     403      403   403       200    403      403     200
measures:withdraw                  grorud   POST login     403      403   403       302    403      403     302
measures:withdraw                  draft    GET  login     404      404   404       200    404      404     200
measures:withdraw                  draft    POST login     404      404   404       302    404      404     302
measures:withdraw                  unknown  GET  login     404      404   404       404    404      404     404
measures:withdraw                  unknown  POST login     404      404   404       404    404      404     404
measures:receipt                   grorud   GET  login     200      200   200       200    200      200     200
measures:receipt                   grorud   POST login     405      405   405       405    405      405     405
measures:receipt                   draft    GET  login     404      404   404       200    404      404     200
measures:receipt                   draft    POST login     405      405   405       405    405      405     405
measures:undo                      grorud   GET  login     405      405   405       405    405      405     405
measures:undo                      grorud   POST login     403      403   403       403    403      403     403
measures:undo                      unknown  GET  login     405      405   405       405    405      405     405
measures:undo                      unknown  POST login     404      404   404       404    404      404     404
measures:remove-measure            grorud   GET  login     403      403   403       302    403      403     302
measures:remove-measure            draft    GET  login     404      404   404       200    404      404     200
measures:remove-measure            draft    POST login     404      404   404       302    404      404     302
measures:remove-measure            unknown  GET  login     404      404   404       404    404      404     404
measures:remove-measure            unknown  POST login     404      404   404       404    404      404     404
measures:edit-joining              grorud   GET  login     403      403   403       302    403      403     302
measures:edit-joining              draft    GET  login     404      404   404       302    404      404     302
measures:edit-joining              unknown  GET  login     404      404   404       404    404      404     404
measures:edit-joining              unknown  POST login     404      404   404       404    404      404     404
measures:misfile                   grorud   GET  login     403      403   403       200    403      403     200
measures:misfile                   grorud   POST login     403      403   403       302    403      403     302
measures:misfile                   linked   POST login     403      403   403       403    302      403     302
measures:misfile                   draft    GET  login     404      404   404       302    404      404     302
measures:misfile                   city     GET  login     403      403   403       403    403      200     200
measures:misfile                   unknown  GET  login     404      404   404       404    404      404     404
measures:misfile                   unknown  POST login     404      404   404       404    404      404     404
measures:remove-draft              grorud   GET  login     403      403   403       302    403      403     302
measures:remove-draft              draft    GET  login     404      404   404       200    404      404     200
measures:remove-draft              draft    POST login     404      404   404       302    404      404     302
measures:remove-draft              unknown  GET  login     404      404   404       404    404      404     404
measures:remove-draft              unknown  POST login     404      404   404       404    404      404     404
measures:misfile-plan              grorud   GET  login     403      403   403       200    403      403     200
measures:misfile-plan              grorud   POST login     403      403   403       302    403      403     302
measures:misfile-plan              draft    GET  login     404      404   404       302    404      404     302
measures:misfile-plan              city     GET  login     403      403   403       403    403      200     200
measures:misfile-plan              city     POST login     403      403   403       403    403      302     302
measures:misfile-plan              unknown  GET  login     404      404   404       404    404      404     404
measures:misfile-plan              unknown  POST login     404      404   404       404    404      404     404
measures:withdraw-mapping          grorud   GET  login     403      403   403       200    403      403     200
measures:withdraw-mapping          grorud   POST login     403      403   403       302    403      403     302
measures:withdraw-mapping          unknown  GET  login     404      404   404       404    404      404     404
measures:withdraw-mapping          unknown  POST login     404      404   404       404    404      404     404
measures:undo-mapping              grorud   GET  login     405      405   405       405    405      405     405
measures:undo-mapping              grorud   POST login     403      403   403       403    403      403     403
measures:undo-mapping              unknown  GET  login     405      405   405       405    405      405     405
measures:undo-mapping              unknown  POST login     404      404   404       404    404      404     404
measures:withdraw-adoption         grorud   GET  login     403      403   403       302    403      403     302
measures:withdraw-adoption         draft    GET  login     404      404   404       302    404      404     302
measures:withdraw-adoption         unknown  GET  login     404      404   404       404    404      404     404
measures:withdraw-adoption         unknown  POST login     404      404   404       404    404      404     404
measures:edit-measure              grorud   GET  login     403      403   403       200    403      403     200
measures:edit-measure              grorud   POST login     403      403   403       302    403      403     302
measures:edit-measure              linked   GET  login     403      403   403       403    200      403     200
measures:edit-measure              linked   POST login     403      403   403       403    302      403     302
measures:edit-measure              draft    GET  login     404      404   404       200    404      404     200
measures:edit-measure              draft    POST login     404      404   404       302    404      404     302
measures:edit-measure              city     GET  login     403      403   403       403    403      200     200
measures:edit-measure              city     POST login     403      403   403       403    403      302     302
measures:edit-measure              unknown  GET  login     404      404   404       404    404      404     404
measures:edit-measure              unknown  POST login     404      404   404       404    404      404     404
measures:set-deadline              grorud   GET  login     403      403   403       200    403      403     200
measures:set-deadline              grorud   POST login     403      403   403       302    403      403     302
measures:set-deadline              linked   GET  login     403      403   403       403    200      403     200
measures:set-deadline              linked   POST login     403      403   403       403    302      403     302
measures:set-deadline              draft    GET  login     404      404   404       200    404      404     200
measures:set-deadline              draft    POST login     404      404   404       302    404      404     302
measures:set-deadline              city     GET  login     403      403   403       403    403      200     200
measures:set-deadline              city     POST login     403      403   403       403    403      302     302
measures:set-deadline              unknown  GET  login     404      404   404       404    404      404     404
measures:set-deadline              unknown  POST login     404      404   404       404    404      404     404
measures:dismiss-warning           grorud   GET  login     405      405   405       405    405      405     405
measures:dismiss-warning           grorud   POST login     403      403   403       302    403      403     302
measures:dismiss-warning           linked   POST login     403      403   403       403    302      403     302
measures:dismiss-warning           draft    POST login     404      404   404       302    404      404     302
measures:dismiss-warning           city     POST login     403      403   403       403    403      302     302
measures:dismiss-warning           unknown  POST login     404      404   404       404    404      404     404
measures:show-warning              grorud   GET  login     405      405   405       405    405      405     405
measures:show-warning              grorud   POST login     403      403   403       302    403      403     302
measures:show-warning              linked   POST login     403      403   403       403    302      403     302
measures:show-warning              draft    POST login     404      404   404       302    404      404     302
measures:show-warning              city     POST login     403      403   403       403    403      302     302
measures:show-warning              unknown  POST login     404      404   404       404    404      404     404

measures:read-plan                 -        GET  login     403      403   403       200    200      403     200
measures:read-plan                 -        POST login     403      403   403       302    302      403     302
measures:kept-file                 grorud   GET  login     200      200   200       200    200      200     200
measures:kept-file                 grorud   POST login     405      405   405       405    405      405     405
measures:kept-file                 unknown  GET  login     404      404   404       404    404      404     404
measures:being-read                grorud   GET  login     404      404   404       200    404      404     200
measures:being-read                grorud   POST login     404      404   404       302    404      404     302
measures:being-read                unknown  GET  login     404      404   404       404    404      404     404
measures:being-read                unknown  POST login     404      404   404       404    404      404     404
measures:reading-tables            grorud   GET  login     404      404   404       200    404      404     200
measures:reading-tables            grorud   POST login     404      404   404       302    404      404     302
measures:reading-tables            unknown  GET  login     404      404   404       404    404      404     404
measures:reading-tables            unknown  POST login     404      404   404       404    404      404     404
measures:reading-review            grorud   GET  login     404      404   404       200    404      404     200
measures:reading-review            grorud   POST login     404      404   404       302    404      404     302
measures:reading-review            unknown  GET  login     404      404   404       404    404      404     404
measures:reading-review            unknown  POST login     404      404   404       404    404      404     404
measures:reading-summary           grorud   GET  login     404      404   404       200    404      404     200
measures:reading-summary           grorud   POST login     404      404   404       302    404      404     302
measures:reading-summary           unknown  GET  login     404      404   404       404    404      404     404
measures:reading-summary           unknown  POST login     404      404   404       404    404      404     404
measures:reading-difference        grorud   GET  login     404      404   404       200    404      404     200
measures:reading-difference        grorud   POST login     404      404   404       302    404      404     302
measures:reading-difference        unknown  GET  login     404      404   404       404    404      404     404
measures:reading-difference        unknown  POST login     404      404   404       404    404      404     404
measures:reading-faults            grorud   GET  login     404      404   404       302    404      404     302
measures:reading-faults            grorud   POST login     404      404   404       302    404      404     302
measures:reading-faults            unknown  GET  login     404      404   404       404    404      404     404
measures:reading-faults            unknown  POST login     404      404   404       404    404      404     404
reporting:faulty-rows              grorud   GET  login     404      404   404       200    404      404     200
reporting:faulty-rows              grorud   POST login     405      405   405       405    405      405     405
reporting:faulty-rows              unknown  GET  login     404      404   404       404    404      404     404
reporting:faulty-rows              unknown  POST login     405      405   405       405    405      405     405
measures:reading-worksheet         grorud   GET  login     404      404   404       200    404      404     200
measures:reading-worksheet         grorud   POST login     404      404   404       302    404      404     302
measures:reading-worksheet         unknown  GET  login     404      404   404       404    404      404     404
measures:reading-worksheet         unknown  POST login     404      404   404       404    404      404     404
measures:discard-reading           grorud   GET  login     404      404   404       200    404      404     200
measures:discard-reading           grorud   POST login     404      404   404       302    404      404     302
measures:discard-reading           unknown  GET  login     404      404   404       404    404      404     404
measures:discard-reading           unknown  POST login     404      404   404       404    404      404     404
measures:repair-reading            grorud   GET  login     405      405   405       405    405      405     405
measures:repair-reading            grorud   POST login     404      404   404       302    404      404     302
measures:repair-reading            unknown  POST login     404      404   404       404    404      404     404
measures:undo-reading              grorud   GET  login     405      405   405       405    405      405     405
measures:undo-reading              grorud   POST login     403      403   403       403    403      403     403
measures:undo-reading              unknown  POST login     404      404   404       404    404      404     404

measures:words                     -        GET  login     200      200   200       200    200      200     200
measures:words                     -        POST login     405      405   405       405    405      405     405
measures:map-word                  -        GET  login     405      405   405       405    405      405     405
measures:map-word                  -        POST login     403      403   403       302    302      302     422
measures:edit-items                grorud   GET  login     403      403   403       200    403      403     200
measures:edit-items                grorud   POST login     403      403   403       302    403      403     302
measures:edit-items                linked   GET  login     403      403   403       403    200      403     200
measures:edit-items                linked   POST login     403      403   403       403    302      403     302
measures:edit-items                draft    GET  login     404      404   404       200    404      404     200
measures:edit-items                draft    POST login     404      404   404       302    404      404     302
measures:edit-items                city     GET  login     403      403   403       403    403      200     200
measures:edit-items                city     POST login     403      403   403       403    403      302     302
measures:edit-items                unknown  GET  login     404      404   404       404    404      404     404
measures:edit-items                unknown  POST login     404      404   404       404    404      404     404
measures:tick-items                grorud   POST login     403      403   403       302    403      403     302
measures:tick-items                linked   POST login     403      403   302       403    302      403     302
measures:tick-items                unlinked POST login     403      403   403       403    302      403     302
measures:tick-items                draft    POST login     404      404   404       302    404      404     302
measures:tick-items                unknown  POST login     404      404   404       404    404      404     404
measures:tick-items                grorud   GET  login     405      405   405       405    405      405     405

login                              -        GET  200       302      302   302       302    302      302     302
login                              -        POST 200       302      302   302       302    302      302     302
logout                             -        GET  login     405      405   405       405    405      405     405
logout                             -        POST login     login    login login     login  login    login   login
stay-logged-in                     -        GET  login     200      200   200       200    200      200     200
stay-logged-in                     -        POST login     405      405   405       405    405      405     405
acts                               -        GET  login     403      403   403       200    200      200     200
acts                               -        POST login     405      405   405       405    405      405     405
kept-form                          unknown  GET  404       404      404   404       404    404      404     404
kept-form                          unknown  POST 405       405      405   405       405    405      405     405
discard-kept-form                  -        GET  405       405      405   405       405    405      405     405
discard-kept-form                  -        POST 404       404      404   404       404    404      404     404
password_change                    -        GET  login     200      200   200       200    200      200     200
password_change                    -        POST login     200      200   200       200    200      200     200
password_change_done               -        GET  login     200      200   200       200    200      200     200
password_change_done               -        POST login     405      405   405       405    405      405     405
oidc-login                         -        GET  405       405      405   405       405    405      405     405
oidc-login                         -        POST 503       302      302   302       302    302      302     302
oidc-callback                      -        GET  403       403      403   403       403    403      403     403
oidc-callback                      -        POST 405       405      405   405       405    405      405     405
mfa_authenticate                   -        GET  login     302      302   302       302    302      302     302
mfa_authenticate                   -        POST login     302      302   302       302    302      302     302
mfa_login_webauthn                 -        GET  login     302      302   302       302    302      302     302
mfa_login_webauthn                 -        POST login     302      302   302       302    302      302     302
mfa_index                          -        GET  login     200      200   200       200    200      200     200
mfa_index                          -        POST login     405      405   405       405    405      405     405
mfa_activate_totp                  -        GET  login     302      302   302       302    302      302     302
mfa_activate_totp                  -        POST login     302      302   302       302    302      302     302
mfa_add_webauthn                   -        GET  login     302      302   302       302    302      302     302
mfa_add_webauthn                   -        POST login     302      302   302       302    302      302     302
mfa_generate_recovery_codes        -        GET  login     302      302   302       302    302      302     302
mfa_generate_recovery_codes        -        POST login     302      302   302       302    302      302     302
mfa_deactivate_totp                -        GET  login     404      404   404       404    404      404     404
mfa_deactivate_totp                -        POST login     404      404   404       404    404      404     404
mfa_view_recovery_codes            -        GET  login     404      404   404       404    404      404     404
mfa_view_recovery_codes            -        POST login     405      405   405       405    405      405     405
mfa_remove_webauthn                -        GET  login     302      302   302       302    302      302     302
mfa_remove_webauthn                -        POST login     302      302   302       302    302      302     302
account_reauthenticate             -        GET  login     200      200   200       200    200      200     200
account_reauthenticate             -        POST login     200      200   200       200    200      200     200
account_reset_password             -        GET  200       200      200   200       200    200      200     200
account_reset_password             -        POST 200       200      200   200       200    200      200     200
account_reset_password_done        -        GET  200       200      200   200       200    200      200     200
account_reset_password_done        -        POST 405       405      405   405       405    405      405     405
account_reset_password_from_key    -        GET  200       200      200   200       200    200      200     200
account_reset_password_from_key    -        POST 200       200      200   200       200    200      200     200
account_reset_password_from_key_done -        GET  200       200      200   200       200    200      200     200
account_reset_password_from_key_done -        POST 405       405      405   405       405    405      405     405
accessibility                      -        GET  200       200      200   200       200    200      200     200
accessibility                      -        POST 405       405      405   405       405    405      405     405
privacy                            -        GET  200       200      200   200       200    200      200     200
privacy                            -        POST 405       405      405   405       405    405      405     405
edit-accessibility                 section  GET  login     403      403   403       403    403      200     200
edit-accessibility                 section  POST login     403      403   403       403    403      302     302
edit-accessibility                 unknown  GET  login     404      404   404       404    404      404     404
edit-accessibility                 unknown  POST login     404      404   404       404    404      404     404
edit-privacy                       section  GET  login     403      403   403       403    403      200     200
edit-privacy                       section  POST login     403      403   403       403    403      302     302
edit-privacy                       unknown  GET  login     404      404   404       404    404      404     404
edit-privacy                       unknown  POST login     404      404   404       404    404      404     404
help                               -        GET  200       200      200   200       200    200      200     200
help                               -        POST 405       405      405   405       405    405      405     405
alive                              -        GET  200       200      200   200       200    200      200     200
alive                              -        POST 405       405      405   405       405    405      405     405
ready                              -        GET  200       200      200   200       200    200      200     200
ready                              -        POST 405       405      405   405       405    405      405     405

people:people                      -        GET  login     403      403   403       403    403      200     200
people:people                      -        POST login     405      405   405       405    405      405     405
people:invite                      -        GET  login     405      405   405       405    405      405     405
people:invite                      -        POST login     403      403   403       403    403      302     302
people:person                      person   GET  login     403      403   403       403    403      200     200
people:person                      person   POST login     405      405   405       405    405      405     405
people:person                      unknown  GET  login     403      403   403       403    403      404     404
people:give-role                   person   GET  login     405      405   405       405    405      405     405
people:give-role                   person   POST login     403      403   403       403    403      302     302
people:take-role                   person   GET  login     403      403   403       403    403      200     200
people:take-role                   person   POST login     403      403   403       403    403      302     302
people:take-role                   unknown  POST login     403      403   403       403    403      404     404
people:contact                     person   GET  login     405      405   405       405    405      405     405
people:contact                     person   POST login     403      403   403       403    403      302     302
people:one-time                    person   GET  login     405      405   405       405    405      405     405
people:one-time                    person   POST login     403      403   403       403    403      302     302
people:send-link                   person   GET  login     405      405   405       405    405      405     405
people:send-link                   person   POST login     403      403   403       403    403      302     302
people:switch-off-steps            person   GET  login     405      405   405       405    405      405     405
people:switch-off-steps            person   POST login     403      403   403       403    403      302     302
people:reopen                      person   GET  login     405      405   405       405    405      405     405
people:reopen                      person   POST login     403      403   403       403    403      302     302
people:close                       person   GET  login     403      403   403       403    403      200     200
people:close                       person   POST login     403      403   403       403    403      302     302
people:kept-about                  person   GET  login     405      405   405       405    405      405     405
people:kept-about                  person   POST login     403      403   403       403    403      200     200
people:kept-about                  unknown  POST login     403      403   403       403    403      404     404
people:kept-about-me               -        GET  login     200      200   200       200    200      200     200
people:kept-about-me               -        POST login     405      405   405       405    405      405     405
people:anonymise                   person   GET  login     403      403   403       403    403      200     200
people:anonymise                   person   POST login     403      403   403       403    403      302     302
people:anonymise                   unknown  POST login     403      403   403       403    403      404     404
people:give-role                   unknown  POST login     403      403   403       403    403      404     404
people:contact                     unknown  POST login     403      403   403       403    403      404     404
people:one-time                    unknown  POST login     403      403   403       403    403      404     404
people:send-link                   unknown  POST login     403      403   403       403    403      404     404
people:switch-off-steps            unknown  POST login     403      403   403       403    403      404     404
people:reopen                      unknown  POST login     403      403   403       403    403      404     404
people:close                       unknown  POST login     403      403   403       403    403      404     404
people:welcome                     unknown  GET  410       410      410   410       410    410      410     410
people:welcome                     unknown  POST 410       410      410   410       410    410      410     410
people:own-password                -        GET  login     302      302   302       302    302      302     302
people:own-password                -        POST login     302      302   302       302    302      302     302
people:account                     -        GET  login     200      200   200       200    200      200     200
people:account                     -        POST login     405      405   405       405    405      405     405
people:end-session                 -        GET  login     405      405   405       405    405      405     405
people:end-session                 -        POST login     302      302   302       302    302      302     302

admin:index                        -        GET  login     403      403   403       403    403      200     200
admin:measures_measure_changelist  -        GET  login     403      403   403       403    403      200     200
admin:measures_measure_change      grorud   GET  login     403      403   403       403    403      200     200
admin:measures_measure_change      grorud   POST login     403      403   403       403    403      403     302
admin:measures_measure_change      draft    GET  login     403      403   403       403    403      302     200
admin:measures_measure_change      city     GET  login     403      403   403       403    403      200     200
admin:measures_status_add          -        GET  login     403      403   403       403    403      403     403
admin:plans_plan_changelist        -        GET  login     403      403   403       403    403      200     200
admin:accounts_user_changelist     -        GET  login     403      403   403       403    403      200     200
admin:accounts_user_add            -        GET  login     403      403   403       403    403      403     200
admin:accounts_membership_add      -        GET  login     403      403   403       403    403      403     200
"""  # noqa: E501

HEADING, *LINES = [line.split() for line in TABLE.splitlines() if line.strip()]
ROLES = HEADING[3:]
ASKED_ON_POSTGRESQL = {"grorud", "byadmin"}
"""Who may do what is decided in Python, so SQLite asks for all. PostgreSQL answers every address
once for a bydel and once for the city, and once where all are answered alike: no page's statement
is one that it refuses. A verb that is not taken has none."""
WRITES_A_FILE = ("reporting.files.downloads.write_workbook", "reporting.files.docx.write_document")
MAKES_FILES = (
    "reporting.submission.files.making.files_of",
    "reporting.submission.city.making.city_files",
)
FILES_WRITTEN_FOR = {"sqlite": {"stranger", "byadmin"}, "postgresql": ASKED_ON_POSTGRESQL}
"""Who gets a file is decided before it is written: it is written for who sees least and for who
sees most. What it holds is asked in its own room."""
OWNERS = {
    "grorud": "Bydel Grorud",
    "linked": "Bydel Østensjø",
    "unlinked": "Bydel Østensjø",
    "city": "Oslo kommune",
}

OWN = r'(INSERT INTO|UPDATE|DELETE FROM) "(accounts|plans|measures|reporting)_'
ANSWERED_ALIKE = {
    "405": {"anonymous", "stranger", "byadmin"},
    "404": {"anonymous", "stranger", "grorud", "byadmin"},
    "200": {"anonymous", "stranger", "ansvarlig", "grorud", "byadmin"},
}
"""Where all who have logged in are answered alike, these are asked: of a verb that no view there
takes, who may least and who may most; of what does not exist, a redaktør too; of what is open to
all, one of each kind."""

WRITES = re.compile(rf"{OWN}(?!personsession)")
"""A statement that changes something of the product's own; not a session."""
KEPT_FOR_THE_CITY = re.compile("theme|round|send-in")
IS_LOGGED = "people:kept-about"
"""A file that is answered at once, after it is written down who took it out."""


@pytest.fixture(scope="module")
def targets(kept: None) -> Targets:
    """Made once: what a role's request writes is rolled back before the next (`undone`)."""
    return make_targets()


@pytest.fixture(scope="module")
def people(kept: None) -> dict[str, User | None]:
    """One of each role; nobody for the column of those who have not logged in."""
    return {role: CAST[role]() if role in CAST else None for role in ROLES}


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is rolled back, so that each role finds the same as the first."""
    before = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(before)


@contextmanager
def unwritten(role: str) -> Iterator[None]:
    """Files are made of nothing, unless it is one of those for whom they are written."""
    with pytest.MonkeyPatch.context() as patch:
        if role not in FILES_WRITTEN_FOR[connection.vendor]:
            for writer in WRITES_A_FILE:
                patch.setattr(writer, lambda *args, **options: None)
            for maker in MAKES_FILES:
                patch.setattr(maker, lambda *args: [])
        yield


def asked(of: str, verb: str, answers: dict[str, str]) -> set[str]:
    """The roles that a row is asked for. The superuser, who may what some other may, is asked where
    no other is answered so; `-m slow` asks everywhere."""
    of_others = [answer for role, answer in answers.items() if role != "superuser"]
    [first, *others] = {answer for role, answer in answers.items() if role != "anonymous"}
    is_alike = {"405": True, "404": of == "unknown", "200": verb == "GET"}.get(first, False)
    is_alike = is_alike and not others
    if connection.vendor == "postgresql":
        alike = set() if first == "405" else {"grorud"}
        return alike if is_alike else ASKED_ON_POSTGRESQL
    if is_alike:
        return ANSWERED_ALIKE[first]
    return set(answers) - ({"superuser"} if answers["superuser"] in of_others else set())


@pytest.mark.parametrize("name", sorted({name for name, *_rest in LINES}))
def test_each_role_is_answered_as_the_table_says(
    name: str, targets: Targets, people: dict[str, User | None], db: None
) -> None:
    for line in LINES:
        if line[0] == name:
            _name, of, verb, *answers = line
            said = dict(zip(ROLES, answers, strict=True))
            ask(line, sorted(asked(of, verb, said), key=ROLES.index), targets, people)


@pytest.mark.slow
@pytest.mark.one_database
def test_the_superuser_is_answered_as_the_table_says(
    targets: Targets, people: dict[str, User | None], db: None
) -> None:
    for line in LINES:
        ask(line, ["superuser"], targets, people)


def ask(
    line: list[str], roles: list[str], targets: Targets, people: dict[str, User | None]
) -> None:
    name, of, verb, *answers = line
    address = targets.address(name, of)
    sent = typed(name, of, targets) if verb == "POST" else {}
    for role in roles:
        answer = answers[ROLES.index(role)]
        case = (verb, of, role)
        user = people[role]
        client = CheckingClient.of(user) if user else CheckingClient()
        written: list[str] = []
        with undone(), unwritten(role), connection.execute_wrapper(noted(written)):
            response = (
                client.generic(verb, address) if verb == "GET" else client.post(address, sent)
            )
            assert (*case, answered(response)) == (*case, answer), response.get("Location", "")
            if answer == "403" and of in OWNERS and not name.startswith("admin:"):
                assert OWNERS[of] in response.content.decode(), case
        if name == IS_LOGGED and answer == "200":
            assert len(written) == 1, case
        elif verb == "GET" or answer not in {"201", "302"}:
            assert (*case, written) == (*case, [])
        elif name.startswith(("measures:", "admin:")) or KEPT_FOR_THE_CITY.search(name):
            assert written, case


# --- The methods that have no column ------------------------------------------------------------


def rows_of(verb: str) -> dict[tuple[str, str], dict[str, str]]:
    """(address, of) → role → answer."""
    return {
        (name, of): dict(zip(ROLES, answers, strict=True))
        for name, of, asked, *answers in LINES
        if asked == verb
    }


def client_of(person: User | None) -> CheckingClient:
    return CheckingClient.of(person) if person else CheckingClient()


@pytest.mark.one_database
def test_head_is_answered_as_get_and_writes_nothing(
    targets: Targets, people: dict[str, User | None], db: None
) -> None:
    """Asked by nobody in particular everywhere, and by the one who may do all where something can
    be done: a view that takes whatever is not GET for POST would do it, without a token."""
    acts = {where for where, answers in rows_of("POST").items() if answers["superuser"] == "302"}
    for (name, of), answers in rows_of("GET").items():
        for role in ("anonymous", "superuser") if (name, of) in acts else ("anonymous",):
            client, written, case = client_of(people[role]), list[str](), (name, of, role)
            with undone(), connection.execute_wrapper(noted(written)):
                response = client.head(targets.address(name, of))
                assert (*case, answered(response)) == (*case, answers[role])
            body = b"" if response.streaming else response.content
            assert (*case, body, written) == (*case, b"", [])


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_address_is_answered_by_another_method(
    method: str, targets: Targets, people: dict[str, User | None], db: None
) -> None:
    addresses = {targets.address(name, of) for name, of in rows_of("GET") | rows_of("POST")}
    for role in ("anonymous", "superuser"):
        client = client_of(people[role])
        for address in addresses:
            response = client.generic(method, address)
            assert (role, address, response.status_code) == (role, address, 405)
            assert response["Allow"] == "GET, HEAD, POST"


def noted(written: list[str]) -> Callable[..., Any]:
    """Every statement that writes, without its values, as it goes to the database."""

    def note(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql)
        return execute(sql, *args)

    return note


def answered(response: Any) -> str:
    if response.streaming:
        response.getvalue()  # a file is closed when it has been sent
    if response.status_code == 302:
        return "login" if urlsplit(response["Location"]).path == reverse("login") else "302"
    return str(response.status_code)


# --- The table is whole -------------------------------------------------------------------------


def named_addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from named_addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join((*namespaces, entry.name or f"an address without a name: {entry}"))


def test_every_address_has_its_rows() -> None:
    addresses = set(named_addresses(get_resolver()))
    in_admin = {name for name in addresses if name.startswith("admin:")}
    in_table = {name for name, *_ in LINES}
    assert in_admin, "the admin is not where it was"
    # tests/test_former_addresses.py; and the log-in's by the names that allauth has for them.
    elsewhere = {"former-address", "account_login", "account_logout"}
    assert addresses - in_admin - in_table == elsewhere
    assert in_table - addresses == set()


def test_every_address_outside_the_admin_is_tried_with_both_verbs() -> None:
    tried = {(name, verb) for name, _of, verb, *_ in LINES if not name.startswith("admin:")}
    assert tried == {(name, verb) for name, _verb in tried for verb in ("GET", "POST")}


@pytest.mark.one_database
def test_nothing_in_the_admin_is_open_to_somebody_who_has_not_logged_in(
    client: CheckingClient, db: None
) -> None:
    models = [model._meta for model in admin.site._registry]
    pages = [
        f"admin:{meta.app_label}_{meta.model_name}_{page}"
        for meta in models
        for page in ("changelist", "add")
    ]
    answers = {name: answered(client.get(reverse(name))) for name in ["admin:index", *pages]}
    assert answers == dict.fromkeys(answers, "login")
