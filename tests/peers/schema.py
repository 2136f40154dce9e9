"""Holds descriptions to their schema, and mutations of them: python schema.py SCHEMA DESCRIPTIONS."""

import copy
import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1]) as file:
    schema = json.load(file)
with open(sys.argv[2]) as file:
    descriptions = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)


def maps(value, path=()):
    """The paths of all objects whose keys are the schema's: not those of the environment."""
    if isinstance(value, dict) and path != ("env",):
        yield path
        for key, inner in value.items():
            yield from maps(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from maps(inner, (*path, number))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def mutations(description):
    for path in maps(description):
        for key, value in at(description, path).items():
            for other in [None, [[]], {"x": {}}, -5, 1.5, True if value is not True else False]:
                mutated = copy.deepcopy(description)
                at(mutated, path)[key] = other
                yield mutated
            mutated = copy.deepcopy(description)
            at(mutated, path)[key + "s"] = at(mutated, path).pop(key)
            yield mutated


refused = 0
for description in descriptions:
    validator.validate(description)
    for mutated in mutations(description):
        assert not validator.is_valid(mutated), f"a mutation is taken: {json.dumps(mutated)}"
        refused += 1
assert refused > 300, refused
