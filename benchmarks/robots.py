"""robots.txt: how often its verdicts are Google's, and what one costs, beside other parsers.

    python benchmarks/robots.py CASES

CASES is the folder of labelled cases (``robots_google.jsonl.gz``: Google's own tests; ``robots_real.jsonl.gz``: files of
well-known sites with addresses judged by Google's parser). ``protego`` is compared when it is installed,
``urllib.robotparser`` always. Times are of one run over the real files: a parse of each, then all of its verdicts;
ratios are to ours.
"""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from urllib.robotparser import RobotFileParser

from seoaudit.web.robots import Robots

#: A function of a file's text, which returns a function of address and agent.
Reader = Callable[[str], Callable[[str, str], bool]]
SHOWN = 10


def of_urllib(text: str) -> Callable[[str, str], bool]:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return lambda address, agent: parser.can_fetch(agent, address)


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"seoaudit": lambda text: Robots.parse(text).allows, "urllib": of_urllib}
    try:
        from protego import Protego
    except ImportError:
        print("protego is not installed, so it is left out")
    else:
        found["protego"] = lambda text: Protego.parse(text).can_fetch
    return found


def rows(file: Path) -> list[dict]:
    if not file.is_file():
        print(f"{file.name} is missing, so it is left out")
        return []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def judged(verdict: Callable[[str, str], bool], address: str, agent: str) -> bool | str:
    try:
        return verdict(address, agent)
    except Exception as error:  # noqa: BLE001 - a parser that breaks is wrong, whatever it raises
        return repr(error)


def google(cases: list[dict], reader: Reader) -> list[dict]:
    return [
        case
        for case in cases
        if judged(reader(case["robots"]), case["url"], case["agent"]) != case["allowed"]
    ]


def real(files: list[dict], reader: Reader) -> tuple[int, int, float, float]:
    """Return right verdicts, all of them, and the seconds that parsing and judging took."""
    right = total = 0
    parsing = judging = 0.0
    for file in files:
        start = process_time()
        verdict = reader(file["robots"])
        parsed = process_time()
        got = [judged(verdict, f"https://{file['host']}{path}", agent) for agent, path, _ in file["probes"]]
        judging += process_time() - parsed
        parsing += parsed - start
        right += sum(said == probe[2] for said, probe in zip(got, file["probes"], strict=True))
        total += len(got)
    return right, total, parsing, judging


def main() -> None:
    folder = Path(sys.argv[1])
    tests, files = rows(folder / "robots_google.jsonl.gz"), rows(folder / "robots_real.jsonl.gz")
    ours: tuple[float, float] | None = None
    for name, reader in readers().items():
        if tests:
            wrong = google(tests, reader)
            print(f"{name:9} Google's tests: {len(tests) - len(wrong)} of {len(tests)}")
            for case in wrong[:SHOWN] if name == "seoaudit" else ():
                print(f"          {case['test']}: {case['agent']} {case['url'][:60]}")
        if files:
            right, total, parsing, judging = real(files, reader)
            ours = ours or (parsing, judging)
            print(
                f"{name:9} real files: {right:,} of {total:,} ({right / total:.4f}); "
                f"parse {parsing / len(files) * 1e6:,.0f} µs (×{parsing / ours[0]:.1f}), "
                f"verdict {judging / total * 1e6:.1f} µs (×{judging / ours[1]:.1f})"
            )


if __name__ == "__main__":
    main()
