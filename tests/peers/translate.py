"""Prints what aws-sam-translator makes of templates, as a list: python translate.py TEMPLATE..."""

import json
import sys

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


def translated(name):
    with open(name) as file:
        template = yaml_parse(file)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # what `sam package` would put in its place
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="us-east-1"))
    return translator.translate(template, {})


print(json.dumps([translated(name) for name in sys.argv[1:]]))
