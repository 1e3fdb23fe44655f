"""The accuracy figures gathered into docs/validity.md and the data of the public page.

    python -m benchmarks.validity [--results FOLDER] [--accept]

Reads the JSON that the other benchmarks wrote with ``--json`` (by default those kept in
``benchmarks/results``), prints the headline table and says which figure is worse than allowed
(exit status 1). Results of another version of the analysis are refused, with the same status.
``--accept``, after looking: these figures, short of their bars or not, are what the tests hold the
next release to, with a tenth to spare.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.validity.bars import ACCEPTED
from benchmarks.validity.document import DATA, PAGE, as_json, as_markdown, document_of
from benchmarks.validity.figures import missed, shortfalls
from benchmarks.validity.results import FOLDER, of_other_versions, read_results
from gait_lab.analysis.pipeline import ANALYSIS_VERSION


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=FOLDER, help="folder of JSON files")
    parser.add_argument("--accept", action="store_true", help="hold the next release to these")
    args = parser.parse_args()
    results = dict(read_results(args.results))
    if not results:
        parser.error(f"{args.results} holds no results: run the benchmarks with --json first")
    if old := of_other_versions(results):
        sys.exit("\n".join(old))
    document = document_of(results)
    if args.accept:
        accept(document)
        document = document_of(results)
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_text(as_json(document))
    PAGE.write_text(as_markdown(document))
    for row in document["headlines"]:
        cells = (
            f"{evidence} {cell['text']}{'' if cell['met'] else ' MISSES'} ({cell['of']})"
            for evidence, cell in row["cells"].items()
        )
        print(f"{row['label']:40}{row['bar']:24}" + "; ".join(cells))
    worse = shortfalls(document)
    print("\n".join(["", "Worse than allowed:", *worse] if worse else ["", "Nothing is worse."]))
    sys.exit(1 if worse else 0)


def accept(document: dict[str, Any]) -> None:
    """Keep how far short the figures fall, and of which analysis they are."""
    short = {
        f"{key}/{evidence}": round(1.1 * beyond + 0.005, 2)
        for key, evidence, _, beyond in missed(document)
    }
    content = {"analysis_version": ANALYSIS_VERSION, "short": short}
    ACCEPTED.write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
