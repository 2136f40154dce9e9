"""Invokes a function as AWS's SDK for Python does: endpoint in the first argument."""

import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client(
    "lambda",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(retries={"max_attempts": 0}),
)


def invoke(event, **settings):
    return client.invoke(FunctionName="chaos", Payload=json.dumps(event), **settings)


def is_equal(left, right):
    assert left == right, f"{left!r} is not {right!r}"


answer = invoke({"echo": {"a": "ü"}})
is_equal(answer["StatusCode"], 200)
is_equal(answer["ExecutedVersion"], "$LATEST")
is_equal(json.load(answer["Payload"]), {"a": "ü"})
assert "FunctionError" not in answer

answer = invoke("fail")
is_equal(answer["FunctionError"], "Unhandled")
is_equal(json.load(answer["Payload"]), {"errorType": "Asked", "errorMessage": "as told"})

is_equal(invoke({"echo": 1}, InvocationType="Event")["StatusCode"], 202)
is_equal(invoke({"echo": 1}, InvocationType="DryRun")["StatusCode"], 204)

log = base64.b64decode(invoke({"echo": 1}, LogType="Tail")["LogResult"]).decode()
assert "START RequestId: " in log and "REPORT RequestId: " in log, log

context = base64.b64encode(json.dumps({"custom": {"tenant": "blue"}}).encode()).decode()
is_equal(json.load(invoke("client-context", ClientContext=context)["Payload"]), {"tenant": "blue"})

try:
    client.invoke(FunctionName="chaos", Payload="no JSON")
    raise AssertionError("was taken")
except ClientError as error:
    is_equal(error.response["Error"]["Code"], "InvalidRequestContentException")

stream = client.invoke_with_response_stream(FunctionName="chaos", Payload=json.dumps({"echo": "streamed"}))
events = list(stream["EventStream"])
pieces = [event["PayloadChunk"]["Payload"] for event in events if "PayloadChunk" in event]
is_equal(b"".join(pieces), b'"streamed"')
assert "ErrorCode" not in events[-1]["InvokeComplete"], events

stream = client.invoke_with_response_stream(FunctionName="chaos", Payload=json.dumps("fail"), LogType="Tail")
complete = list(stream["EventStream"])[-1]["InvokeComplete"]
is_equal(complete["ErrorCode"], "Asked")
assert complete["LogResult"]
