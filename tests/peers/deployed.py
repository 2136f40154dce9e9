"""Prints the configuration of a deployed function: python deployed.py ENDPOINT NAME."""

import json
import sys

import boto3

endpoint, name = sys.argv[1:]
client = boto3.client(
    "lambda", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t"
)
configuration = client.get_function_configuration(FunctionName=name)
keys = ["Runtime", "Handler", "MemorySize", "Timeout", "Architectures"]
result = {key: configuration[key] for key in keys}
# what cargo-lambda sets beside the function's own
own = {"RUST_LOG", "RUST_BACKTRACE"}
variables = configuration.get("Environment", {}).get("Variables", {})
result["Environment"] = {name: value for name, value in variables.items() if name not in own}
result["Tracing"] = configuration["TracingConfig"]["Mode"]
try:
    result["Url"] = client.get_function_url_config(FunctionName=name)["AuthType"]
except client.exceptions.ResourceNotFoundException:
    result["Url"] = None
print(json.dumps(result))
