from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("design/", views.design, name="design"),
]
