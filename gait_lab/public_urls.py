from django.urls import path

from gait_lab.views.accuracy import accuracy

urlpatterns = [path("accuracy/", accuracy, name="accuracy")]
