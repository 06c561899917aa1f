"""Tests in Chromium: what people see and do. One server and one database per test."""
