"""Production settings refuse an insecure environment, and the demo world."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOUND = {
    "MIDSTANCE_SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "MIDSTANCE_ALLOWED_HOSTS": "learn.example.org",
    "MIDSTANCE_SITE_ADDRESS": "https://learn.example.org",
    "MIDSTANCE_EMAIL_URL": "smtp+tls://mail.example.org:587",
}


def manage(*arguments, tmp_path, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MIDSTANCE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments, "--settings", "config.settings.production"],
        cwd=ROOT,
        env=clean | {"MIDSTANCE_VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("MIDSTANCE_SECRET_KEY", ""),
        ("MIDSTANCE_SECRET_KEY", "short"),
        ("MIDSTANCE_ALLOWED_HOSTS", "*"),
        ("MIDSTANCE_SITE_ADDRESS", "http://learn.example.org"),
        ("MIDSTANCE_EMAIL_URL", "consolemail://"),
    ],
)
def test_production_refuses_to_start_with_an_insecure(name, bad, tmp_path):
    result = manage("check", tmp_path=tmp_path, **(SOUND | {name: bad}))

    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize("command", ["run_product", "demo_codes"])
def test_production_never_loads_the_demo_or_prints_codes(command, tmp_path):
    result = manage(command, tmp_path=tmp_path, **SOUND)

    assert result.returncode != 0
    assert "never load the demo world" in result.stderr


@pytest.mark.parametrize(
    "command", [["-c", "import config.wsgi"], ["-m", "celery", "--app=config", "worker"]]
)
def test_web_server_and_worker_take_production_unless_told_otherwise(command, tmp_path):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MIDSTANCE_", "DJANGO_"))}
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean | {"MIDSTANCE_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode != 0
    assert "MIDSTANCE_SECRET_KEY must be set" in result.stderr


def test_the_health_page_alone_answers_without_tls(tmp_path):
    ask = (
        "from django.test import Client; "
        "print([Client().get(path).status_code for path in ('/health/', '/verify/')])"
    )
    result = manage(
        "shell", "-c", ask, tmp_path=tmp_path, **(SOUND | {"MIDSTANCE_ALLOWED_HOSTS": "testserver"})
    )

    assert "[200, 301]" in result.stdout, result.stderr
