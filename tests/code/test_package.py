"""The public face: light to import, clear when asked for what is not there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import ukr_security_data as usd
from pipeline.build import release_files, table_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.release import release
from tests.conftest import EXAMPLE, NOWHERE, forget
from ukr_security_data import _registry
from ukr_security_data._cite import STYLES


@pytest.fixture
def released(data_folder: Path) -> Path:
    """A package that holds the example as its one release."""
    release(table_files(derive(check(EXAMPLE).tables), read_project()), data_folder, read_project())
    forget()
    return data_folder


def modules_after(code: str) -> set[str]:
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_import_loads_neither_pandas_nor_pandera() -> None:
    loaded = modules_after("import ukr_security_data as usd; usd.cite()")
    assert loaded.isdisjoint({"pandas", "pandera", "pyarrow", "numpy"})


def test_load_never_loads_pandera() -> None:
    loaded = modules_after(
        "import ukr_security_data as usd\n"
        "for t in usd.tables()['table']: usd.load(t); usd.codebook(t)\n"
        "usd.evidence('AG0001'); usd.codes('issue'); usd.versions()"
    )
    assert "pandas" in loaded
    assert "pandera" not in loaded


def test_types_on_load(released: Path) -> None:
    pledges = usd.load("pledges")
    assert pledges["date"].dtype.kind == "M"
    assert str(pledges["n_sources"].dtype) == "Int64"
    assert str(pledges["has_conflict"].dtype) == "boolean"
    assert pledges["quantity_best"].dtype == "float64"
    ordered = {name for name in pledges if isinstance(pledges[name].dtype, pd.CategoricalDtype)}
    assert ordered == {"commitment_level", "fulfilment"}
    assert (pledges["commitment_level"] >= "commitment").tolist() == [True, True, False, False]
    assert type(pledges) is pd.DataFrame
    assert pledges.attrs == {
        "table": "pledges",
        "version": read_project().version,
        "citation": usd.cite(),
    }
    agreements = usd.load("agreements")
    assert str(agreements["consultation_hours"].dtype) == "Int64"
    assert agreements["consultation_hours"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (
            lambda: usd.load("pledge"),
            r"There is no table 'pledge'. Did you mean 'pledges'? Valid: actors, ",
        ),
        (lambda: usd.load("pledges", version="9.9.9"), "There is no version '9.9.9'. Valid: "),
        (lambda: usd.path("pledge"), "There is no table 'pledge'"),
        (lambda: usd.codebook("x"), "There is no table 'x'"),
        (lambda: usd.codes("pledge_typ"), "Did you mean 'pledge_type'?"),
        (lambda: usd.cite("apa"), "There is no style 'apa'. Valid: text, bibtex, cff, ris"),
        (lambda: usd.cite(version="0"), "There is no version '0'"),
        (lambda: usd.evidence("PL9999"), "has the id 'PL9999'"),
        (lambda: usd.validate(pd.DataFrame(), "pledge"), "There is no table 'pledge'"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(released: Path, call, says: str) -> None:  # noqa: ANN001
    with pytest.raises(ValueError, match=re.escape(says)):
        call()


def test_a_damaged_object_is_refused(released: Path) -> None:
    path = usd.path("people")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    for call in (usd.load, usd.path):
        with pytest.raises(OSError, match=r"damaged: .* pip install --force-reinstall"):
            call("people")
    path.unlink()
    with pytest.raises(OSError, match="is missing; reinstall"):
        usd.load("people")
    assert len(usd.load("actors")) == 5


@pytest.mark.parametrize("name", ["../../secret.parquet", "/etc/passwd", "a/b.parquet", ""])
def test_a_path_that_leads_elsewhere_is_refused(released: Path, name: str) -> None:
    registry = json.loads((released / "releases.json").read_text(encoding="utf-8"))
    registry[read_project().version]["tables"]["people"]["file"] = name
    (released / "releases.json").write_text(json.dumps(registry), encoding="utf-8")
    forget()
    with pytest.raises(OSError, match="is no name of an object; reinstall"):
        usd.load("people")


def test_candidates_are_listed_but_not_picked(released: Path) -> None:
    registry = json.loads((released / "releases.json").read_text())
    version, entry = next(iter(registry.items()))
    (released / "releases.json").write_text(json.dumps({version: entry, "9.0.0rc1": entry}))
    forget()
    listed = usd.versions()
    assert listed["version"].tolist() == [version, "9.0.0rc1"]
    assert listed["candidate"].tolist() == [False, True]
    assert usd.load("people").attrs["version"] == version
    assert usd.load("people", version="9.0.0rc1").attrs["version"] == "9.0.0rc1"


def test_evidence_joins_sources_and_puts_contradictions_last(released: Path) -> None:
    found = usd.evidence("PL0001")
    assert found["relation"].tolist() == ["supports", "supports", "contradicts"]
    assert found["publisher"].tolist() == ["Agency", "Register", "Paper"]
    assert found["value_reported"].iloc[-1] == "8000"


def test_citations(released: Path) -> None:
    project = read_project()
    author, title, version, day = project.author, project.title, project.version, project.released
    assert usd.cite() == f"{author}. ({day[:4]}). {title} (Version {version}) [Data set]."
    assert usd.cite("bibtex").splitlines() == [
        f"@misc{{ukr_security_data_{version.replace('.', '_')},",
        "  author  = {{The ukr\\_security\\_data contributors}},",
        f"  title   = {{{{{title}}}}},",
        f"  year    = {{{day[:4]}}},",
        f"  version = {{{version}}},",
        "  note    = {Data set}",
        "}",
    ]
    assert f'\nversion: "{version}"\ndate-released: "{day}"\n' in usd.cite("cff")
    ris = usd.cite("ris").splitlines()
    assert ris[0] == "TY  - DATA"
    assert f"AU  - {author}" in ris
    assert f"DA  - {day.replace('-', '/')}" in ris
    assert ris[-1] == "ER  - "
    assert not any(re.search(r"(?i)\bdoi\b", usd.cite(style)) for style in STYLES)


def test_the_citation_file_of_a_release_is_what_cite_writes(released: Path) -> None:
    made = release_files(check(EXAMPLE).tables, read_project(), NOWHERE)
    assert made["CITATION.cff"].decode() == usd.cite("cff")


def test_a_citation_has_the_doi_that_the_registry_has(released: Path) -> None:
    doi = "10.5555/example.1"
    registry = json.loads((released / "releases.json").read_text())
    for entry in registry.values():
        entry["doi"] = doi
    (released / "releases.json").write_text(json.dumps(registry))
    forget()
    assert usd.cite().endswith(f" [Data set]. https://doi.org/{doi}")
    assert f"  doi     = {{{doi}}}\n" in usd.cite("bibtex")
    assert f'\ndoi: "{doi}"\n' in usd.cite("cff")
    assert f"\nDO  - {doi}\n" in usd.cite("ris")


@pytest.mark.parametrize("text", ['A "quoted": title', "100 % of #1 & more", "Ends with \\"])
def test_citations_survive_any_title(text: str) -> None:
    about = {
        "title": text,
        "version": "1.0.0",
        "created": "2026-01-02T00:00:00Z",
        "description": "What it is.",
        "keywords": ["a: b"],
        "licenses": [{"name": "CC-BY-4.0"}],
        "contributors": [{"title": "A & B"}],
    }
    (line,) = (line for line in STYLES["cff"](about, None).splitlines() if line[:6] == "title:")
    assert json.loads(line.removeprefix("title: ")) == text
    bibtex = STYLES["bibtex"](about, None)
    assert "author  = {{A \\& B}}," in bibtex
    assert not re.search(r"(?<!\\)[&%#$]", bibtex)


def test_loaded_tables_are_valid(released: Path) -> None:
    for table in usd.tables()["table"]:
        frame = usd.load(table)
        assert len(usd.validate(frame, table)) == len(frame)


def test_validate_names_row_column_and_cause() -> None:
    frame = pd.DataFrame(
        {
            "coder_id": ["lm-1", "lm-1"],
            "coder_type": ["humn", "human"],
            "languages": ["en", "EN"],
            "note": [None, None],
        },
        index=["a", "b"],
    )
    with pytest.raises(usd.InvalidTableError) as caught:
        usd.validate(frame, "coders")
    problems = caught.value.problems
    assert set(zip(problems["row"], problems["column"], strict=True)) == {
        ("b", "coder_id"),
        ("a", "coder_type"),
        ("b", "languages"),
    }
    assert "did you mean 'human'?" in str(caught.value)
    with pytest.raises(usd.InvalidTableError, match="note: is missing"):
        usd.validate(frame.drop(columns="note"), "coders")
    with pytest.raises(usd.InvalidTableError, match="remark: is not a column of coders"):
        usd.validate(frame.assign(remark=1), "coders")


def test_validate_reads_typed_and_text_columns_alike() -> None:
    text = pd.DataFrame(
        {
            "currency": ["GBP"],
            "date": ["2026-01-06"],
            "eur_per_unit": ["1.15"],
            "source_id": ["SR0001"],
        }
    )
    typed = text.assign(date=pd.to_datetime(text["date"]), eur_per_unit=[1.15])
    pd.testing.assert_frame_equal(usd.validate(text, "fx_rates"), usd.validate(typed, "fx_rates"))
    with pytest.raises(usd.InvalidTableError, match="is not a day"):
        usd.validate(text.assign(date="6 January"), "fx_rates")


def test_validate_names_the_extra_when_pandera_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ukr_security_data.schemas.model", None)
    with pytest.raises(ImportError, match=r"pip install 'ukr_security_data\[validate\]'"):
        usd.validate(pd.DataFrame(), "coders")


def test_unknown_attribute() -> None:
    assert usd.__version__
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        _ = usd.laod  # type: ignore[attr-defined]


def test_the_registry_finds_the_newest_final_version() -> None:
    assert _registry.release()[0] == usd.versions().query("not candidate")["version"].iloc[-1]
