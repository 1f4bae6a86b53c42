"""Compares what emitted types read with what a published validator says, sample by sample.

Each disagreement has a direction and a reason: the keyword that the validator names, or the message of the client. Those that
the client means are listed in MEANT; any other fails.
"""

import collections
import json
import pathlib
import sys

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

# What a client reads although the schema refuses it, by the keyword, and why.
MEANT = {
    "enum": "values that aren't listed are kept",
    "const": "values that aren't listed are kept",
    "additionalProperties": "undeclared properties are ignored",
    "unevaluatedProperties": "undeclared properties are ignored",
    "oneOf": "a value that fits several members is read as the one that keeps most of it",
    "minimum": "bounds are the sender's to keep",
    "maximum": "bounds are the sender's to keep",
    "exclusiveMinimum": "bounds are the sender's to keep",
    "exclusiveMaximum": "bounds are the sender's to keep",
    "multipleOf": "bounds are the sender's to keep",
    "minLength": "bounds are the sender's to keep",
    "maxLength": "bounds are the sender's to keep",
    "pattern": "bounds are the sender's to keep",
    "minItems": "bounds are the sender's to keep",
    "maxItems": "bounds are the sender's to keep",
    "uniqueItems": "bounds are the sender's to keep",
    "minProperties": "bounds are the sender's to keep",
    "maxProperties": "bounds are the sender's to keep",
    "not": "the keyword is ignored, with a warning",
    "contains": "the keyword is ignored, with a warning",
    "dependentRequired": "the keyword is ignored, with a warning",
    "if": "the keyword is ignored, with a warning",
    "null": "null for an optional property is read as absent",
    "undeclared required": "a required name that no schema declares isn't demanded",
}

# What a client refuses although the schema allows it, by how its message begins, and why.
REFUSED = {
    "expected a date": "formats that have a type must be of the format; to the validator they are only annotations",
    "expected a UUID": "formats that have a type must be of the format; to the validator they are only annotations",
    "expected an IP": "formats that have a type must be of the format; to the validator they are only annotations",
    "not an integer that fits": "integers have a size",
    "not a number that fits": "numbers have a size",
}

IN_PLACE = ("items", "not", "if", "then", "else", "contains", "additionalProperties", "propertyNames", "unevaluatedProperties")
LISTS = ("allOf", "oneOf", "anyOf", "prefixItems")
MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")


def within(schema):
    """The schemas that stand in a schema."""
    yield from (schema.get(key) for key in IN_PLACE)
    for key in LISTS:
        yield from schema.get(key) or []
    for key in MAPS:
        members = schema.get(key)
        yield from (members.values() if isinstance(members, dict) else [])


def required_beside(schema):
    """What draft 3 says beside a property, and documents still do, as the list of the object, in place."""
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    members = properties.items() if isinstance(properties, dict) else []
    meant = [name for name, member in members if isinstance(member, dict) and member.get("required") is True]
    if meant and isinstance(schema.get("required", []), list):
        schema["required"] = [*schema.get("required", []), *meant]
    for member in within(schema):
        required_beside(member)


def as_json_schema(schema):
    """A schema of OpenAPI 3.0 in the words of JSON Schema 2020-12, in place."""
    if not isinstance(schema, dict):
        return
    for member in within(schema):
        as_json_schema(member)
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(key), bool):
            if schema.pop(key) and bound in schema:
                schema[key] = schema.pop(bound)
    if isinstance(schema.get("required"), bool):
        del schema["required"]
    if schema.pop("nullable", False) is True and "$ref" not in schema:
        whole = dict(schema)
        schema.clear()
        schema["anyOf"] = [whole, {"type": "null"}]


def schemas_of(node, found):
    """All schemas of a document that stand outside of others."""
    if isinstance(node, list):
        for element in node:
            schemas_of(element, found)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "schema":
            found.append(value)
        elif key == "schemas" and isinstance(value, dict):
            found.extend(value.values())
        else:
            schemas_of(value, found)


class Documents:
    """The files of one document, converted when they are first referred to."""

    def __init__(self, entry):
        self.entry = pathlib.Path(entry).resolve()
        self.read = {}
        self.registry = Registry(retrieve=self.retrieve)

    def uri(self, path):
        return path.as_uri()

    def retrieve(self, uri):
        if uri not in self.read:
            self.read[uri] = self.converted(uri)
        return self.read[uri]

    def converted(self, uri):
        path = pathlib.Path(uri.removeprefix("file://"))
        text = path.read_text()
        value = json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader)
        found = []
        schemas_of(value, found)
        for schema in found:
            required_beside(schema)
            if not str(value.get("openapi", "3.0")).startswith("3.1"):
                as_json_schema(schema)
        return Resource.from_contents(value, default_specification=DRAFT202012)

    def validator(self, file, pointer):
        path = self.entry if not file else self.entry.parent / file
        return Draft202012Validator({"$ref": f"{self.uri(path)}#{pointer}"}, registry=self.registry)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as OpenAPI has it: no dates, and keys are strings."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in Loader.yaml_implicit_resolvers.items()
}
Loader.add_constructor(
    "tag:yaml.org,2002:map",
    lambda loader, node: {str(key): value for key, value in loader.construct_pairs(node, deep=True)},
)


def escaped(name):
    escaped_name = name.replace("~", "~0").replace("/", "~1")
    return "".join(letter if letter.isalnum() or letter in "-._~/$" else "%%%02X" % ord(letter) if ord(letter) < 128 else letter for letter in escaped_name)


def place(key):
    """The file and the pointer that a key of the gate stands for."""
    for direction in ("received ", "sent "):
        if key.startswith(direction):
            return "", key.removeprefix(direction)
    if "#/" in key:
        file, pointer = key.split("#", 1)
        return file, pointer
    return "", f"/components/schemas/{escaped(key)}"


def reason_of(error):
    """The keyword that refuses a value; of alternatives, that of one which only refuses what a client reads on purpose."""
    if error.context:
        branches = collections.defaultdict(list)
        for inner in error.context:
            branches[inner.schema_path[0]].append(reason_of(inner))
        meant = (reasons for reasons in branches.values() if all(reason in MEANT for reason in reasons))
        return next(meant, [str(error.validator) + ", whose members refuse it"])[0]
    keyword = str(error.validator)
    if keyword == "type" and error.instance is None:
        return "null"
    if keyword == "required":
        declared = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        missing = [name for name in error.validator_value if name not in error.instance]
        if all(name not in declared for name in missing):
            return "undeclared required"
    return keyword


def reasons_of(errors):
    """The first reason that isn't meant, or the first one."""
    reasons = [reason_of(error) for error in errors]
    return next((reason for reason in reasons if reason not in MEANT), reasons[0])


def compare(work, name, tally, examples):
    folder = work / "clients" / name
    results = work / f"{name}.results"
    document = folder / "document.txt"
    if not results.exists() or not document.exists():
        print(f"{name}: skipped, it has no results")
        return
    documents = Documents(document.read_text().strip())
    validators = {}
    lines = zip((folder / "cases.tsv").read_text().split("\n"), results.read_text().split("\n"))
    for case, result in lines:
        columns = case.split("\t", 3)
        if len(columns) != 4:
            continue
        _, key, _, text = columns
        kind, _, message = result.partition("\t")
        sample = json.loads(text)
        if key not in validators:
            validators[key] = documents.validator(*place(key))
        try:
            is_valid = validators[key].is_valid(sample)
            is_agreed = is_valid == (kind == "written")
            errors = [] if is_valid or is_agreed else list(validators[key].iter_errors(sample))
        except Exception as trouble:  # A schema that the validator itself can't follow.
            tally["unjudged", type(trouble).__name__] += 1
            examples["unjudged", type(trouble).__name__].append(f"{name}\t{key}\t{trouble}"[:300])
            continue
        if is_agreed:
            tally["agreed", ""] += 1
        elif is_valid:
            what = ("refused by the client alone", message.split(": ", 1)[-1][:80])
            tally[what] += 1
            examples[what].append(f"{name}\t{key}\t{message[:120]}\t{text[:200]}")
        else:
            what = ("refused by the validator alone", reasons_of(errors))
            tally[what] += 1
            examples[what].append(f"{name}\t{key}\t{errors[0].message[:160]}\t{text[:200]}")


def known_reason(verdict, reason):
    """Why a disagreement is meant, if it is."""
    if verdict == "refused by the validator alone":
        return MEANT.get(reason)
    if verdict == "refused by the client alone":
        return next((why for beginning, why in REFUSED.items() if reason.startswith(beginning)), None)
    return None


def main():
    work = pathlib.Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.name for path in (work / "clients").iterdir() if (path / "cases.tsv").exists())
    tally, examples = collections.Counter(), collections.defaultdict(list)
    for name in names:
        print(f"comparing {name}", file=sys.stderr)
        compare(work, name, tally, examples)
    open_questions = 0
    for (verdict, reason), count in sorted(tally.items()):
        why = known_reason(verdict, reason)
        print(f"{count}\t{verdict}\t{reason}\t{why or ''}".rstrip())
        if verdict == "agreed" or why:
            continue
        open_questions += count if verdict != "unjudged" else 0
        for example in examples[verdict, reason][:3]:
            print(f"\t{example}")
    total = sum(tally.values())
    print(f"{total} samples: {tally['agreed', '']} judged alike, {open_questions} differ without a known reason")
    return 1 if open_questions else 0


if __name__ == "__main__":
    sys.exit(main())
