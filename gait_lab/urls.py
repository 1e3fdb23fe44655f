from django.urls import path

app_name = "gait_lab"
urlpatterns: list[path] = []
