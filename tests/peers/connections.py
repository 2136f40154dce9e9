"""Posts to a WebSocket connection, inspects and closes it: endpoint and connection id in the arguments."""

import datetime
import sys

import boto3
from botocore.config import Config

endpoint, connection = sys.argv[1:]
client = boto3.client(
    "apigatewaymanagementapi",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(retries={"max_attempts": 0}),
)

about = client.get_connection(ConnectionId=connection)
assert about["Identity"]["SourceIp"] == "127.0.0.1", about
age = datetime.datetime.now(datetime.timezone.utc) - about["ConnectedAt"]
assert datetime.timedelta(0) <= age + datetime.timedelta(seconds=1) < datetime.timedelta(minutes=10), about
assert about["LastActiveAt"] >= about["ConnectedAt"], about

client.post_to_connection(ConnectionId=connection, Data="from boto3: ü".encode())
client.delete_connection(ConnectionId=connection)
for call in [
    lambda: client.get_connection(ConnectionId=connection),
    lambda: client.post_to_connection(ConnectionId=connection, Data=b"late"),
    lambda: client.delete_connection(ConnectionId=connection),
]:
    try:
        call()
        raise AssertionError("was taken")
    except client.exceptions.GoneException:
        pass
