from pathlib import Path

from celery import Celery

from config import file_queue

file_queue.register()
app = Celery("midstance")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_queue_folders(sender: Celery, **_: object) -> None:
    # The file broker does not make its own folders; workers and web server both need them.
    for option in ("data_folder_in", "data_folder_out", "processed_folder", "control_folder"):
        folder = (sender.conf.broker_transport_options or {}).get(option)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
