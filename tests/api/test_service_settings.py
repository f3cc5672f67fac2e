"""How the service is run: lists between commas, defaults, and a wrong value named."""

import pytest

from api.service_settings import ServiceSettings
from rag.settings import SettingsError


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_ALLOWED_ORIGINS", "https://a.example, http://localhost:5173")
    monkeypatch.setenv("SOURCIER_TRUSTED_PROXIES", "10.0.0.0/8")
    settings = ServiceSettings()
    assert settings.allowed_origins == ("https://a.example", "http://localhost:5173")
    assert settings.trusted_proxies == ("10.0.0.0/8",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "presse.example"),
        ("ALLOWED_ORIGINS", "https://a.example/path"),
        ("REQUESTS_PER_MINUTE", "-1"),
        ("CONCURRENT_ANSWERS", "0"),
        ("REQUEST_SECONDS", "0"),
        ("LOG_FORMAT", "xml"),
        ("REQUIRE_KEYS", "perhaps"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SOURCIER_{name}", value)
    with pytest.raises(SettingsError, match=f"^SOURCIER_{name} is "):
        ServiceSettings()


def test_nobody_else_is_let_in_by_default() -> None:
    settings = ServiceSettings()
    assert settings.allowed_origins == ()
    assert settings.trusted_proxies == ("127.0.0.1", "::1")
    assert settings.telemetry is False


@pytest.mark.parametrize(
    ("named", "written", "places"), [(None, False, 2), (None, True, 8), (5, False, 5), (5, True, 5)]
)
def test_what_computes_takes_turns_and_what_waits_for_a_model_need_not(
    named: int | None, written: bool, places: int
) -> None:
    assert ServiceSettings(concurrent_answers=named).places(written=written) == places
