"""Are there known faults in what production installs?

`uv run --with pip-audit python -m tests.audit` asks an index of advisories about each package of
`requirements.lock`. Ends with 0 where it was asked about all and knows of nothing, with 1 where
some have a fault, and with 2 where no index answered, or not about all (of which pip-audit itself
says that no fault was found).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent

INDEXES = ("pypi", "osv")
"""As pip-audit names them; the next is asked where one does not answer."""
WAITS = 15  # seconds, for one package


def main() -> int:
    code, told = 2, ["No index of advisories answered, so nothing is known."]
    for index in INDEXES:
        report = asked(index)
        if report is None:
            told.append(f"{index}: no answer.")
            continue
        code, sentences = verdict(report)
        told = [f"{index}: {sentence}" for sentence in sentences]
        if code != 2:
            break
    print("\n".join(told))
    return code


def asked(index: str) -> Any:
    """What pip-audit says, or None where the index did not answer at all."""
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--vulnerability-service", index),
            *("--requirement", "requirements.lock", "--require-hashes", "--disable-pip"),
            *("--format", "json", "--timeout", str(WAITS), "--progress-spinner", "off"),
        ],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named pip_audit" in ran.stderr:
        sys.exit("Run it as: uv run --with pip-audit python -m tests.audit")
    try:
        return json.loads(ran.stdout)
    except ValueError:
        return None


def verdict(report: Any) -> tuple[int, list[str]]:
    """The exit code, and what to say."""
    packages = report["dependencies"]
    unanswered = [each["name"] for each in packages if "vulns" not in each]
    faulty = [each for each in packages if each.get("vulns")]
    told = [
        f"{each['name']} {each['version']}: {fault['id']}, put right in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for each in faulty
        for fault in each["vulns"]
    ]
    if unanswered:
        told.append(
            f"no answer about {len(unanswered)} of {len(packages)} packages "
            f"({', '.join(unanswered[:3])} …), so nothing is known of them"
        )
    if faulty:
        return 1, told
    return (2, told) if unanswered else (0, [f"no known fault in {len(packages)} packages"])


if __name__ == "__main__":
    sys.exit(main())
