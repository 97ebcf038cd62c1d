"""Real git repositories for tests."""

import subprocess


class Tree:
    """A repository with one commit of ``files``."""

    def __init__(self, root, **files):
        self.root = root
        self.commits = 0
        root.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")
        for name, value in (("user.name", "n"), ("user.email", "n@example.org"), ("commit.gpgsign", "false")):
            self.git("config", name, value)
        self.write(**files)
        self.commit()

    def git(self, *arguments):
        """Run git and return what it prints."""
        done = subprocess.run(
            ["git", "-C", self.root, *arguments], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, **files):
        """Write files: ``one="Text."`` is ``one.md``."""
        for name, text in files.items():
            (self.root / f"{name}.md").write_text(text)

    def commit(self):
        """Commit everything and return the commit's name."""
        self.git("add", "-A")
        self.commits += 1  # no two commits are the same
        self.git("commit", "-qm", f"commit {self.commits}", "--allow-empty")
        return self.git("rev-parse", "HEAD")
