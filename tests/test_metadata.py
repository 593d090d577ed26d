"""Every place that says what this is and which version it is says the same."""

import json
import re
import tomllib
from pathlib import Path

import yaml

import initnotes

ROOT = Path(__file__).parent.parent


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
CITATION = yaml.safe_load(read("CITATION.cff"))
CODEMETA = json.loads(read("codemeta.json"))
ZENODO = json.loads(read(".zenodo.json"))
CONFIG = yaml.safe_load(read("_config.yml"))


def test_one_version():
    page = read("book/cite.md")
    named = re.findall(r"version(?:\s*= \{| )(\d+\.\d+\.\d+)", page)
    assert len(named) == 2
    assert {PROJECT["version"]} == {
        initnotes.__version__,
        CITATION["version"],
        CODEMETA["version"],
        *named,
    }


def test_one_title_and_one_author():
    assert {CONFIG["title"]} == {CITATION["title"], CODEMETA["alternateName"], ZENODO["title"]}
    assert f"{{{CONFIG['title']}}}" in read("book/cite.md")
    names = {
        PROJECT["authors"][0]["name"],
        CITATION["authors"][0]["name"],
        CODEMETA["author"][0]["name"],
        ZENODO["creators"][0]["name"],
    }
    assert names == {CONFIG["author"]}
    assert CODEMETA["name"] == PROJECT["name"]


def test_same_description_keywords_requirements_and_licenses():
    assert CODEMETA["description"] == PROJECT["description"]
    assert CITATION["keywords"] == CODEMETA["keywords"] == ZENODO["keywords"]
    assert " ".join(CITATION["abstract"].split()) == ZENODO["description"]
    needed = [re.match(r"\w+", one)[0] for one in PROJECT["dependencies"]]
    assert CODEMETA["softwareRequirements"] == needed
    assert [one.rpartition("/")[2] for one in CODEMETA["license"]] == CITATION["license"]


def test_year_is_that_of_the_copyright():
    assert f"year    = {{{CONFIG['copyright']}}}" in read("book/cite.md")


def test_release_makes_what_it_hands_out():
    workflow = yaml.safe_load(read(".github/workflows/release.yml"))
    commands = [step.get("run", "") for step in workflow["jobs"]["release"]["steps"]]
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    assert {"make book", "make test", "make wheel"} < {
        line.split("#")[0].strip() for line in commands
    }
    assert {"book", "test", "wheel"} < targets
    line = re.search(r'^version = "(.*)"$', read("pyproject.toml"), re.MULTILINE)
    assert line[1] == PROJECT["version"]  # as the tag's check looks for it
    for name in re.findall(r"\b(CITATION\.cff|codemeta\.json)\b", commands[-1]):
        assert (ROOT / name).exists()
