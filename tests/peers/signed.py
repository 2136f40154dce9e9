"""Signs a request to a function URL as AWS's own library does: its address in the first argument."""

import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

request = AWSRequest(
    "POST",
    sys.argv[1] + "/orders/a%20b?b=2&a=1&a=%C3%BC",
    data='{"item":"ü"}'.encode(),
    headers={"Content-Type": "application/json"},
)
SigV4Auth(Credentials("local", "local", "token"), "lambda", "us-east-1").add_auth(request)
response = URLLib3Session().send(request.prepare())
assert response.status_code == 200, response.content
event = json.loads(response.content)


def is_equal(left, right):
    assert left == right, f"{left!r} is not {right!r}"


is_equal(event["rawPath"], "/orders/a%20b")
is_equal(event["rawQueryString"], "b=2&a=1&a=%C3%BC")
is_equal(event["body"], '{"item":"ü"}')
is_equal(event["headers"]["x-amz-security-token"], "token")
assert event["headers"]["authorization"].startswith("AWS4-HMAC-SHA256 Credential=local/"), event
