"""Sends the events on standard input, one a line, to the events queue.

Exits with 1 if some were not sent, and with 2, before it sends any, if a line is no event.
"""

import json
import os
import random
import signal
import sys
import time
from urllib.parse import quote

import boto3
from botocore.exceptions import BotoCoreError, ClientError

TRIES = 5


def entry_of(line):
    # The text goes as it is: reading and writing it could change numbers.
    text = line.decode()
    event = json.loads(text)
    if not isinstance(event, dict) or not all(isinstance(event.get(key), str) for key in ("id", "generator")):
        raise ValueError("an event has the texts id and generator")
    tenant = event["generator"].split("/")[0]
    # By this group SQS gives each tenant a fair share of the queue.
    return {"MessageBody": text, "MessageGroupId": quote(tenant, safe="!'()*")[:128]}


def read(lines):
    entries = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                entries.append(entry_of(line.strip()))
            except (ValueError, RecursionError) as error:  # Not UTF-8 and not JSON are ValueErrors, too.
                stop(f"line {number}: {error}")
    return entries


def stop(reason):
    print(f"nothing sent: {reason}", file=sys.stderr)
    sys.exit(2)


def batches(entries):
    """A call takes ten messages, and 1 MiB in all."""
    batch, size = [], 0
    for entry in entries:
        entry_size = len(entry["MessageBody"].encode()) + len(entry["MessageGroupId"])
        if batch and (len(batch) == 10 or size + entry_size > 1_048_576):
            yield batch
            batch, size = [], 0
        batch.append({"Id": str(len(batch)), **entry})
        size += entry_size
    if batch:
        yield batch


def send(sqs, queue_url, batch):
    """Sends a batch, and returns why entries were not sent, by their Id."""
    unsent = {}
    for attempt in range(TRIES):
        if attempt > 0:
            time.sleep(random.uniform(0, 0.2 * 2**attempt))
        try:
            answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=batch)
        except (BotoCoreError, ClientError) as error:  # boto3 has tried again itself.
            return unsent | {entry["Id"]: error for entry in batch}
        # The call succeeds even if entries fail: without this check they are lost.
        failed = {one["Id"]: one for one in answer.get("Failed", [])}
        again = {id for id, one in failed.items() if not one["SenderFault"]}
        unsent |= {id: one["Code"] for id, one in failed.items() if id not in again}
        batch = [entry for entry in batch if entry["Id"] in again]
        if not batch:
            return unsent
    return unsent | {id: failed[id]["Code"] for id in again}


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback.
    queue_url = os.environ.get("EVENTS_QUEUE_URL") or stop("EVENTS_QUEUE_URL is not set")
    entries = read(sys.stdin.buffer)
    sqs = boto3.client("sqs", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_SQS"))
    all_sent = True
    for batch in batches(entries):
        bodies = {entry["Id"]: entry["MessageBody"] for entry in batch}
        for id, reason in send(sqs, queue_url, batch).items():
            all_sent = False
            print(f"not sent: {json.loads(bodies[id])['id']}: {reason}", file=sys.stderr)
    sys.exit(0 if all_sent else 1)


if __name__ == "__main__":
    main()
