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


# what has to be there, beside a function's name; all else is left out where AWS has a default
REQUIRED = {
    "sqs": {"queue"},
    "kinesis": {"stream", "starting_position"},
    "dynamodb": {"table", "starting_position"},
    "kafka": {"topic", "starting_position"},
    "sns": {"topic"},
    "s3": {"bucket", "events"},
    "eventbridge": {"pattern"},
    "schedule": {"expression"},
    "cloudwatch_logs": {"group"},
    "firehose": set(),
    "cognito": {"trigger"},
    "http": set(),
}


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


def without(description):
    """Each key taken out alone, and whether it may be."""
    for path in maps(description):
        # the kind of a trigger is its only key
        if len(path) == 2:
            required = set(at(description, path))
        else:
            required = REQUIRED[path[-1]] if path else {"name"}
        for key in at(description, path):
            mutated = copy.deepcopy(description)
            del at(mutated, path)[key]
            yield mutated, key not in required


def with_two_kinds(description):
    triggers = description.get("triggers", [])
    for other in triggers[1:]:
        if other.keys() != triggers[0].keys():
            mutated = copy.deepcopy(description)
            mutated["triggers"][0].update(other)
            yield mutated


refused = 0
kinds = set()
for description in descriptions:
    validator.validate(description)
    kinds.update(kind for trigger in description.get("triggers", []) for kind in trigger)
    for mutated, is_valid in without(description):
        assert validator.is_valid(mutated) == is_valid, f"{is_valid}: {json.dumps(mutated)}"
    for mutated in with_two_kinds(description):
        assert not validator.is_valid(mutated), f"two kinds are taken: {json.dumps(mutated)}"
    for mutated in mutations(description):
        assert not validator.is_valid(mutated), f"a mutation is taken: {json.dumps(mutated)}"
        refused += 1
assert refused > 300, refused
assert kinds == REQUIRED.keys(), kinds
