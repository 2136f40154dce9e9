"""Lambda's SQS event source mapping in small: takes messages of a real queue, invokes a function with them through its
local Lambda, and deletes or returns them as Lambda does. Prints what it did and where each message ended.

sqs.py QUEUE_ENDPOINT LAMBDA_ENDPOINT QUEUE_NAME MESSAGES.json

A message is `{"group": …, "body": {"number": …, …}}`; what is printed names it by its number.
"""

import json
import sys
import time

import boto3
from botocore.config import Config

QUEUES, LAMBDA, NAME, MESSAGES = sys.argv[1:]
FIFO = NAME.endswith(".fifo")
SETTINGS = {
    "region_name": "us-east-1",
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
    "config": Config(retries={"max_attempts": 0}),
}
BATCH_SIZE = 10
# how often a message is received before it goes to the dead-letter queue
MAX_RECEIVE_COUNT = 3
# far more than it takes
MAX_CALLS = 1000

sqs = boto3.client("sqs", endpoint_url=QUEUES, **SETTINGS)
functions = boto3.client("lambda", endpoint_url=LAMBDA, **SETTINGS)


class Queue:
    def __init__(self, name, **attributes):
        fifo = {"FifoQueue": "true"} if FIFO else {}
        self.url = sqs.create_queue(QueueName=name, Attributes={**fifo, **attributes})["QueueUrl"]
        self.arn = self.attributes()["QueueArn"]

    def attributes(self):
        return sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"]

    def is_empty(self):
        attributes = self.attributes()
        counts = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        return not any(int(attributes[count]) for count in counts)

    def send(self, message):
        body = message["body"]
        fifo = {"MessageGroupId": message["group"], "MessageDeduplicationId": str(body["number"])} if FIFO else {}
        sqs.send_message(QueueUrl=self.url, MessageBody=json.dumps(body), **fifo)

    def batches(self):
        """Until the queue is empty; the messages of a batch have to be deleted or returned before the next."""
        for _ in range(MAX_CALLS):
            answer = sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=BATCH_SIZE, AttributeNames=["All"])
            if messages := answer.get("Messages"):
                yield messages
            elif self.is_empty():
                return
            else:
                # a message that has just been returned is not there yet
                time.sleep(0.01)

    def delete(self, message):
        sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def give_back(self, message):
        """To come again at once."""
        sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)

    def take_all(self):
        taken = []
        for messages in self.batches():
            for message in messages:
                taken.append(number(message))
                self.delete(message)
        return taken


def number(message):
    return json.loads(message["Body"])["number"]


def event(messages, arn):
    """The messages as Lambda hands them to a function."""
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message["Attributes"],
                "messageAttributes": {},
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": arn,
                "awsRegion": "us-east-1",
            }
            for message in messages
        ]
    }


def failed(messages, response, error):
    """The ids of those that come back. Lambda Developer Guide, "Handling errors for an SQS event source in Lambda": a
    function error, or an answer that is not as it should be, fails all messages; else those of `batchItemFailures`."""
    everything = {message["MessageId"] for message in messages}
    if error:
        return everything
    failures = response.get("batchItemFailures") or []
    named = {failure.get("itemIdentifier") for failure in failures}
    return named if named <= everything else everything


def main():
    dead = Queue(f"dead-{NAME}")
    redrive = {"deadLetterTargetArn": dead.arn, "maxReceiveCount": str(MAX_RECEIVE_COUNT)}
    queue = Queue(NAME, RedrivePolicy=json.dumps(redrive))
    with open(MESSAGES, encoding="utf-8") as file:
        for message in json.load(file):
            queue.send(message)

    batches = []
    for messages in queue.batches():
        answer = functions.invoke(FunctionName="orders", Payload=json.dumps(event(messages, queue.arn)))
        response = json.load(answer["Payload"]) or {}
        error = response["errorType"] if "FunctionError" in answer else None
        back = failed(messages, response, error)
        for message in messages:
            if message["MessageId"] in back:
                queue.give_back(message)
            else:
                queue.delete(message)
        batches.append(
            {
                "request": answer["ResponseMetadata"]["RequestId"],
                "error": error,
                "received": [number(message) for message in messages],
                "failed": [number(message) for message in messages if message["MessageId"] in back],
            }
        )
    print(json.dumps({"batches": batches, "queue": queue.take_all(), "dead": dead.take_all()}))


main()
