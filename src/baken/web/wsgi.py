"""WSGI entry point for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.conf.settings")
application = get_wsgi_application()

from baken.conf.checks import eis  # noqa: E402  # the settings exist only after the line above

eis()
