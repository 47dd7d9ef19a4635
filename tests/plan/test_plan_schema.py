"""The schema for editors says what the reader says, as far as a schema can."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from stuntlab.errors import PlanError
from stuntlab.plan import ACTION_KINDS, parse_plan, plan_schema, template

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("stomach_*.yaml"))


def as_an_editor_reads(text: str) -> Any:
    """Plain JSON values, by YAML 1.2, as an editor's language server makes them."""
    loaded = YAML(typ="safe", pure=True).load(text.replace("2027-02-11", '"2027-02-11"'))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(plan_schema())
    return jsonschema.Draft202012Validator(plan_schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit(validator: jsonschema.Draft202012Validator, path: Path) -> None:
    validator.validate(as_an_editor_reads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_the_templates_fit(validator: jsonschema.Draft202012Validator, kind: str) -> None:
    validator.validate(as_an_editor_reads(template(kind)))


def test_a_full_plan_fits(validator: jsonschema.Draft202012Validator, full_plan: str) -> None:
    validator.validate(as_an_editor_reads(full_plan))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("production: Night Train", "productin: Night Train"),
        ("sex: male", "sex: mael"),
        ("braced: true", "brased: true"),
        ("braced: true", "braced: maybe"),
        ("at: abdomen", "at: torso"),
        ("takes: 4", "takes: 0"),
        ("gap: 0 ± 2 cm", "gap: 5"),
        ("kind: pad", "kind: padd"),
        ("kind: pad, covers: abdomen", "kind: pad"),
        ("thickness: 80 mm", "thicknes: 80 mm"),
        ("  - kick:", "  - kik:"),
        ("[belly pad]", "belly pad"),
        ("at: [13 m, 4 m]", "at: [13 m]"),
        ("stunt: Stomach push\n", ""),
        ("production: Night Train", "production:"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(
    validator: jsonschema.Draft202012Validator, full_plan: str, old: str, new: str
) -> None:
    assert old in full_plan
    text = full_plan.replace(old, new, 1)
    assert not validator.is_valid(as_an_editor_reads(text))
    with pytest.raises(PlanError):
        parse_plan(text)


def test_every_key_is_described() -> None:
    def undescribed(schema: Any, name: str = "plan") -> list[str]:
        if not isinstance(schema, dict):
            return []
        keys = schema.get("properties", {})
        bad = [f"{name}.{key}" for key, value in keys.items() if not {"description", "$ref", "const"} & set(value)]
        parts = [*keys.items(), *schema.get("$defs", {}).items(), ("each", schema.get("items"))]
        parts += [("each", schema.get("additionalProperties")), *(("one", part) for part in schema.get("oneOf", []))]
        return bad + [each for key, part in parts for each in undescribed(part, f"{name}.{key}")]

    assert undescribed(plan_schema()) == []
