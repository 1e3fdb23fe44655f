from celery import shared_task
from celery.signals import worker_process_init, worker_ready, worker_shutting_down

from gait_lab import services


@shared_task(name="gait_lab.run_analysis")
def run_analysis(analysis_id: str) -> None:
    services.run_analysis(analysis_id)


@worker_process_init.connect
def follow_the_worker(**_: object) -> None:
    services.die_with_parent()


@worker_shutting_down.connect
def let_go_of_what_runs(**_: object) -> None:
    services.announce_stop()


@worker_ready.connect
def sweep_from_now_on(**_: object) -> None:
    services.start_sweeping()
