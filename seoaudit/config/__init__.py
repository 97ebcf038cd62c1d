"""Settings: from ``seoaudit.toml`` or ``[tool.seoaudit]``, the command line, and pages themselves."""

from seoaudit.config.config import Config
from seoaudit.config.discovery import FILE_NAME, discover
from seoaudit.config.errors import ConfigError, ConfigErrors
from seoaudit.config.keys import KEYS, Key
from seoaudit.config.layer import Overrides
from seoaudit.config.pages import page_settings
from seoaudit.config.settings import Settings

__all__ = [
    "FILE_NAME",
    "KEYS",
    "Config",
    "ConfigError",
    "ConfigErrors",
    "Key",
    "Overrides",
    "Settings",
    "discover",
    "page_settings",
]
