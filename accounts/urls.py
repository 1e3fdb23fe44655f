from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("account/details/", views.details, name="details"),
    path("people/", views.people_list, name="people"),
    path("people/<int:user_id>/", views.person, name="person"),
]
