"""What other readers of Markdown find in a post, ours finds too, at the same place."""

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("promises", Path(__file__).with_name("promises.py"))
promises = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(promises)
