#!/usr/bin/env bash
# Sends the events on standard input, one a line, to the events queue.
# Exits with 1 if some were not sent, and with 2, before it sends any, if a line is no event.
# Needs jq and the AWS CLI, version 1 or 2.
set -euo pipefail
tries=5

# The texts go as they are: to read and write them could change numbers.
# By MessageGroupId SQS gives each tenant a fair share of the queue.
entries() {
  # Each line becomes a JSON string. (jq -R does that, too, but 1.6 breaks long texts that are not ASCII.)
  iconv -f UTF-8 -t UTF-8 | LC_ALL=C sed $'s/\r$//; s/[\\\\"]/\\\\&/g; s/\t/\\\\t/g; s/.*/"&"/' | jq -c 'select(test("\\S")) | {
    MessageBody: .,
    MessageGroupId: (fromjson
      | if type != "object" or ([.id, .generator] | map(type) != ["string", "string"])
        then error("an event has the texts id and generator") else . end
      | .generator | split("/")[0] // "" | @uri
      | gsub("%21"; "!") | gsub("%27"; "\u0027") | gsub("%28"; "(") | gsub("%29"; ")") | gsub("%2A"; "*")
      | .[:128])
  }'
}

# A call takes ten messages, and 1 MiB in all.
batches() {
  jq -cn 'def size: map((.MessageBody | utf8bytelength) + (.MessageGroupId | length)) | add;
    foreach (inputs, null) as $next ({batch: [], full: []};
      if $next == null or (.batch | length) == 10 or (.batch + [$next] | size) > 1048576
      then {batch: [$next], full: .batch}
      else {batch: (.batch + [$next]), full: []} end;
      .full | select(. != []) | to_entries | map({Id: "\(.key)"} + .value))'
}

call() {
  # AWS CLI 1 does not read AWS_ENDPOINT_URL_SQS itself, nor does 2 of before July 2023.
  aws sqs send-message-batch ${AWS_ENDPOINT_URL_SQS:+--endpoint-url "$AWS_ENDPOINT_URL_SQS"} \
    --output json --queue-url "$EVENTS_QUEUE_URL" --entries file:///dev/stdin <<< "$1"
}

# Sends a batch, and what failed of it again. Prints the ids of the events that are not sent, and why.
send() {
  local batch=$1 attempt answer failed
  for ((attempt = 1; ; attempt++)); do
    # The AWS CLI has tried again itself.
    answer=$(call "$batch") || { ids 'the call failed' <<< "$batch"; return; }
    # The call succeeds even if entries fail: without this check they are lost.
    failed=$(jq -c '.Failed // []' <<< "${answer:-null}")
    those_of "$failed" true <<< "$batch" | ids refused "$failed"
    batch=$(those_of "$failed" false <<< "$batch")
    if [ "$batch" = '[]' ]; then return; fi
    if ((attempt == tries)); then ids 'failed too often' "$failed" <<< "$batch"; return; fi
    sleep "$((attempt - 1)).$((RANDOM % 10))"
  done
}

# Of the entries on standard input, those that failed by the sender's fault (true) or not (false).
those_of() {
  jq -c --argjson failed "$1" --argjson fault "$2" \
    'map(select(.Id as $id | $failed | any(.Id == $id and .SenderFault == $fault)))'
}

# Prints of each entry on standard input that it is not sent, and why: its code if it is of those that failed.
ids() {
  jq -r --arg reason "$1" --argjson failed "${2:-[]}" '.[] | .Id as $id
    | "not sent: \(.MessageBody | fromjson | .id): \(first($failed[] | select(.Id == $id) | .Code) // $reason)"'
}

if [ -z "${EVENTS_QUEUE_URL:-}" ]; then echo 'nothing sent: EVENTS_QUEUE_URL is not set' >&2; exit 2; fi
all=$(entries) || { echo 'nothing sent' >&2; exit 2; }
batches <<< "$all" | while read -r batch; do send "$batch"; done | { ! grep . >&2; }
