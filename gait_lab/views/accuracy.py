"""How accurate the lab is: open to anyone."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from gait_lab.reports.accuracy import accuracy_page
from gait_lab.selectors.accuracy import accuracy_document


@require_safe
def accuracy(request):
    return render(request, "gait_lab/accuracy.html", {"page": accuracy_page(accuracy_document())})
