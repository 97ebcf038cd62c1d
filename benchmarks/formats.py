"""Real reports in every format, checked by the schemas and the programs of those who read them.

    python benchmarks/formats.py report.json … --sarif-multitool PATH --sarif-schema FILE --rdjson-schema FILE --junit-schema FILE

The reports are saved ones (``seoaudit check content/ -o report.json``). What is not given is not checked. The
multitool is the npm package @microsoft/sarif-multitool-linux (run with DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1), the
schemas are those of oasis-tcs/sarif-spec, of reviewdog (DiagnosticResult.json) and of Jenkins' xUnit plugin
(junit-10.xsd, which does not know the ``file`` that GitLab and GitHub's reporters read: it is taken out here).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema

from seoaudit.report import Report
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.listed import listed
from seoaudit.reports.load import load_file
from seoaudit.reports.markdown_report import LIMIT


def rendered(report: Report, name: str) -> str:
    return "".join(FORMATS[name](report, RenderOptions()))


def against_schema(text: str, file: Path | None) -> Iterator[str]:
    if file is None:
        return
    schema = json.loads(file.read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(json.loads(text)):
        yield f"{error.json_path}: {error.message[:120]}"


def by_multitool(text: str, program: Path | None) -> Iterator[str]:
    """What Microsoft's validator calls an error, with the rules of the standard and of GitHub."""
    if program is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        log, found = Path(folder, "log.sarif"), Path(folder, "found.sarif")
        log.write_text(text)
        subprocess.run(
            [program, "validate", log, "--rule-kind", "Sarif;Ghas", "--level", "Error", "--output", found],
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}, capture_output=True, check=False,
        )  # fmt: skip
        for result in json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", []):
            yield f"{result['ruleId']}: {json.dumps(result['message'])[:160]}"


def junit(text: str, file: Path | None) -> Iterator[str]:
    root = ET.fromstring(text)
    if file is None:
        return
    from lxml import etree

    for case in root.iter("testcase"):
        case.attrib.pop("file", None)
    schema = etree.XMLSchema(etree.parse(file))
    schema.validate(etree.fromstring(ET.tostring(root)))
    yield from map(str, schema.error_log)


def others(report: Report) -> Iterator[str]:
    expected = sum(1 for _ in listed(report))
    rows = list(csv.DictReader(StringIO(rendered(report, "csv"), newline=""), strict=True))
    if len(rows) != expected:
        yield f"csv: {len(rows)} rows, not {expected}"
    issues = json.loads(rendered(report, "gitlab"))
    if len({issue["fingerprint"] for issue in issues}) != expected:
        yield "gitlab: a fingerprint twice"
    if len(rendered(report, "markdown")) > LIMIT:
        yield "markdown: too long for a comment"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="+")
    for name in ("--sarif-multitool", "--sarif-schema", "--rdjson-schema", "--junit-schema"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    for file in given.reports:
        report = load_file(file)
        sarif = rendered(report, "sarif")
        wrong = [
            *(f"sarif {each}" for each in against_schema(sarif, given.sarif_schema)),
            *(f"sarif {each}" for each in by_multitool(sarif, given.sarif_multitool)),
            *(f"rdjson {each}" for each in against_schema(rendered(report, "rdjson"), given.rdjson_schema)),
            *(f"junit {each}" for each in junit(rendered(report, "junit"), given.junit_schema)),
            *others(report),
        ]
        print(
            f"{file}: {len(report.pages)} pages, {sum(1 for _ in listed(report))} findings, {len(wrong)} faults"
        )
        for each in wrong[:20]:
            print(f"  {each}")


if __name__ == "__main__":
    main()
