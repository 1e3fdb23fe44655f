"""The accuracy figures: page, docs and data say the same, and no headline figure gets worse."""

import copy
import html
import json
import re

import pytest
from django.test import Client

from benchmarks.validity.__main__ import main
from benchmarks.validity.bars import BARS, accepted
from benchmarks.validity.document import DATA, PAGE, as_json, as_markdown, document_of
from benchmarks.validity.figures import missed, shortfalls
from benchmarks.validity.outside import outside
from benchmarks.validity.results import VERSIONED, of_other_versions, read_results
from gait_lab.analysis.pipeline import ANALYSIS_VERSION


@pytest.fixture(scope="module")
def document():
    return json.loads(DATA.read_text())


def test_docs_and_data_are_those_the_kept_results_make():
    made = document_of(dict(read_results()))
    assert as_json(made) == DATA.read_text()
    assert as_markdown(made) == PAGE.read_text()


def test_kept_results_are_of_this_version_of_the_analysis():
    results = read_results()
    assert set(VERSIONED) <= set(results)
    assert of_other_versions(results) == []
    assert accepted()["analysis_version"] == ANALYSIS_VERSION


@pytest.mark.parametrize("name", VERSIONED)
@pytest.mark.parametrize("version", ["0", None])
def test_results_of_another_version_are_refused(tmp_path, monkeypatch, name, version):
    report = {**read_results()[name], "analysis_version": version}
    (tmp_path / "report.json").write_text(json.dumps(report))
    monkeypatch.setattr("sys.argv", ["validity", "--results", str(tmp_path)])
    before = DATA.read_text()

    with pytest.raises(SystemExit) as refused:
        main()
    assert f"{name} was measured with" in str(refused.value.code)
    assert DATA.read_text() == before


def test_no_headline_figure_is_worse_than_allowed(document):
    assert shortfalls(document) == []


def test_no_figure_that_meets_its_bar_is_excused(document):
    short = {f"{key}/{evidence}" for key, evidence, _, _ in missed(document)}
    assert short == set(accepted()["short"])


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.key)
def test_a_figure_that_gets_worse_is_noticed(document, bar):
    row = next((row for row in document["headlines"] if row["key"] == bar.key), None)
    if row is None:
        pytest.skip("no benchmark has a figure for it yet")
    for evidence in row["cells"]:
        worse = copy.deepcopy(document)
        cell = next(r for r in worse["headlines"] if r["key"] == bar.key)["cells"][evidence]
        cell["value"] = bar.low - 50 if bar.high is None else bar.high + 50
        assert any(bar.label in said for said in shortfalls(worse)), evidence


def test_what_a_figure_says_of_itself_is_what_its_bar_says(document):
    bars = {bar.key: bar for bar in BARS}
    for row in document["headlines"]:
        for cell in row["cells"].values():
            assert cell["met"] == bars[row["key"]].met(cell["value"])
            assert cell["of"]


def test_measures_outside_the_bar_of_coverage_are_named_those_below_first():
    shares = {
        "all": 99.0,
        "side: all": 99.0,
        "rear: cadence_spm": 100.0,
        "side: cadence_spm": 98.2,
        "side: overstride_pct_leg": 88.6,
        "side: trunk_lean_deg": 98.04,
        "side: heel_off_pct_stance": 98.9,
        "rear: hip_adduction_deg": 95.0,
    }
    said = outside({name: {"covered_pct": share} for name, share in shares.items()})
    assert said == (
        "Below 90 %: from the side overstride in % leg (89 %). "
        "Above 98 %: from side and behind cadence; from the side heel-off."
    )
    assert outside({"side: trunk_lean_deg": {"covered_pct": 95.0}}) == ""


def test_other_methods_stand_beside_ours_event_by_event(document):
    rows = next(table["rows"] for table in document["tables"] if table["key"] == "methods-plate")
    events = [row[1] for row in rows]
    assert events == sorted(events)
    for event in ("Contact", "Toe-off"):
        methods = [row[0] for row in rows if row[1] == event]
        assert methods[0] == "Ours"
        assert len(methods) > 3


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode()))
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.django_db
def test_page_shows_every_figure_table_and_limit_to_anyone(document):
    response = Client().get("/accuracy/")
    assert response.status_code == 200
    shown = words_of(response)
    for row in document["headlines"]:
        assert row["label"] in shown
        for cell in row["cells"].values():
            assert cell["text"].replace("\N{NO-BREAK SPACE}", " ") in shown
            assert cell["of"] in shown
    for table in document["tables"]:
        assert table["title"] in shown
        assert table["rows"][-1][-1] in shown
    for said in (document["drawn"], *document["not_known"], *document["limits"]):
        assert said in shown
    missing = sum(
        not cell["met"] for row in document["headlines"] for cell in row["cells"].values()
    )
    assert response.content.decode().count("misses</span>") == missing


@pytest.mark.django_db
def test_every_page_leads_to_it():
    assert 'href="/accuracy/"' in Client().get("/verify/").content.decode()
