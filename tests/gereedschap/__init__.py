"""What the tests share: databases, a running server, a browser. See tests/conftest.py for the fixtures."""
