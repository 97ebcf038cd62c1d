import pytest

from seoaudit.site.generators import recognise
from seoaudit.site.index import SiteIndex


def post(**front):
    """Return a text with front matter in YAML."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\nText.\n"


@pytest.fixture
def repository(tmp_path):
    """Call it with file names and texts; it returns the top of a repository that holds them."""
    (tmp_path / ".git").mkdir()

    def write(files):
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


@pytest.fixture
def index(repository):
    """Call it with files; it returns the index of the site that they are."""

    def build(files, *, today="", **options):
        root = repository(files)
        return SiteIndex.build(recognise(root / options.get("at", "")), today=today)

    return build
