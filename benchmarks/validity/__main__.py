"""The accuracy figures gathered into docs/validity.md and the data of the public page.

    python -m benchmarks.validity [--results FOLDER]

Reads the JSON that the other benchmarks wrote with ``--json`` (by default those kept in
``benchmarks/results``), prints the headline table and says which figure is worse than allowed
(exit status 1).
"""

import argparse
import sys
from pathlib import Path

from benchmarks.validity.document import DATA, PAGE, as_json, as_markdown, document_of
from benchmarks.validity.figures import shortfalls
from benchmarks.validity.results import FOLDER, read_results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=FOLDER, help="folder of JSON files")
    args = parser.parse_args()
    results = dict(read_results(args.results))
    if not results:
        parser.error(f"{args.results} holds no results: run the benchmarks with --json first")
    document = document_of(results)
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_text(as_json(document))
    PAGE.write_text(as_markdown(document))
    for row in document["headlines"]:
        cells = (
            f"{evidence} {cell['text']}{'' if cell['met'] else ' MISSES'} ({cell['of']})"
            for evidence, cell in row["cells"].items()
        )
        print(f"{row['label']:36}{row['bar']:24}" + "; ".join(cells))
    worse = shortfalls(document)
    print("\n".join(["", "Worse than allowed:", *worse] if worse else ["", "Nothing is worse."]))
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
