"""Utvikling: small pictures of how far each bydel had come, the numbers, and the files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.vocabulary import label_for
from reporting.files.downloads import Download, name_of_file, svg_response
from reporting.trend.chart import CITY, chart_file, trend_chart
from reporting.trend.files import trend_download
from reporting.trend.page import picture, table
from reporting.trend.query import query_of_file, trend_query
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def trend_page(request: AuthenticatedRequest) -> HttpResponse:
    query = trend_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    pictures = [picture(trend) for trend in query.trends]
    return render(
        request,
        "reporting/trend/trend.html",
        {
            "query": query,
            "on": query.day.on,
            "codes": [(code, label_for(code)) for code in query.codes],
            "pictures": pictures,
            "is_drawn": any(one.chart for one in pictures),
            "tables": [table(trend, query.codes, query.day.today) for trend in query.trends],
            "without_plan": [trend.name for trend in query.without_plan],
        },
    )


def download(request: AuthenticatedRequest) -> Download:
    return trend_download(query_of_file(request))


@require_safe
def trend_svg(request: AuthenticatedRequest) -> HttpResponse:
    """The picture of the city, or of a bydel (`?hvem=grorud`); 404 where the page draws none."""
    query = query_of_file(request)
    slug = request.GET.get("hvem") or CITY
    charts = (trend_chart(trend) for trend in query.trends)
    chart = next((chart for chart in charts if chart and chart.slug == slug), None)
    if chart is None:
        raise Http404("Det er ingen utvikling å tegne her.")
    return svg_response(
        "reporting/trend/file.html",
        {"chart": chart, "file": chart_file(chart), "on": query.day.on},
        name=name_of_file("utvikling", [chart.slug, *query.in_words], query.day.on),
    )
