"""Prints the configuration of a deployed function: python deployed.py ENDPOINT NAME."""

import json
import sys

import boto3

endpoint, name = sys.argv[1:]
client = boto3.client(
    "lambda", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t"
)
configuration = client.get_function_configuration(FunctionName=name)
keys = ["Runtime", "Handler", "MemorySize", "Timeout", "Description", "Architectures"]
variables = configuration.get("Environment", {}).get("Variables")
result = {key: configuration[key] for key in keys}
if variables:
    result["Environment"] = variables
print(json.dumps(result))
