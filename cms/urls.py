from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("design/", views.design, name="design"),
    path("media/<path:path>", views.media, name="media"),
    path(
        "pictures/<str:signature>/<int:image_id>/<str:filter_spec>/<path:filename>",
        views.PictureView.as_view(),
        name="picture_file",
    ),
    path(
        "pictures/<str:signature>/<int:image_id>/<str:filter_spec>/",
        views.PictureView.as_view(),
        name="picture",
    ),
]
