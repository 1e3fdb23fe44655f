"""One plain line for each event, to the console: whoever runs us collects it."""


def logging_at(level: str) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "loggers": {
            name: {"level": "ERROR"}
            for name in (
                "weasyprint",
                "fontTools",
                "pyhanko",
                "pyhanko_certvalidator",
                "django_tasks",
                "kombu.connection",
                "wagtail",
            )
        },
        "root": {"handlers": ["console"], "level": level},
    }
