// Sends the events on standard input, one a line, to the events queue.
// Exits with 1 if some were not sent, and with 2, before it sends any, if a line is no event.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const tries = 5

// Of an event, what sending needs. Its text goes as it is: to read and write it could change numbers.
type event struct{ ID, Generator, text string }

// Percent-encoding as of encodeURIComponent in JavaScript.
var likeJavaScript = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")

// By this group SQS gives each tenant a fair share of the queue.
func (e event) group() string {
	tenant, _, _ := strings.Cut(e.Generator, "/")
	encoded := likeJavaScript.Replace(url.QueryEscape(tenant))
	if len(encoded) > 128 {
		return encoded[:128]
	}
	return encoded
}

// A call takes ten messages, and 1 MiB in all.
func batches(events []event) (all [][]event) {
	size := 0
	for _, e := range events {
		eventSize := len(e.text) + len(e.group())
		if last := len(all) - 1; last >= 0 && len(all[last]) < 10 && size+eventSize <= 1_048_576 {
			all[last], size = append(all[last], e), size+eventSize
		} else {
			all, size = append(all, []event{e}), eventSize
		}
	}
	return all
}

// Sends a batch, and returns why events were not sent, by their index.
func send(ctx context.Context, client *sqs.Client, queueURL string, batch []event) map[int]string {
	var entries []types.SendMessageBatchRequestEntry
	for i, e := range batch {
		entries = append(entries, types.SendMessageBatchRequestEntry{
			Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(e.text), MessageGroupId: aws.String(e.group()),
		})
	}
	unsent := map[int]string{}
	for attempt := 0; len(entries) > 0; attempt++ {
		if attempt > 0 {
			time.Sleep(time.Duration(rand.Int63n(int64(200*time.Millisecond) << attempt)))
		}
		answer, err := client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &queueURL, Entries: entries})
		if err != nil { // The SDK has tried again itself.
			for _, entry := range entries {
				i, _ := strconv.Atoi(*entry.Id)
				unsent[i] = err.Error()
			}
			return unsent
		}
		entries = nil
		// There is no error even if entries fail: without this check they are lost.
		for _, failed := range answer.Failed {
			i, _ := strconv.Atoi(*failed.Id)
			if failed.SenderFault || attempt == tries-1 {
				unsent[i] = aws.ToString(failed.Code)
			} else {
				entries = append(entries, types.SendMessageBatchRequestEntry{
					Id: failed.Id, MessageBody: &batch[i].text, MessageGroupId: aws.String(batch[i].group()),
				})
			}
		}
	}
	return unsent
}

func main() {
	queueURL := os.Getenv("EVENTS_QUEUE_URL")
	if queueURL == "" {
		stop(errors.New("EVENTS_QUEUE_URL is not set"))
	}
	events, err := read(os.Stdin)
	if err != nil {
		stop(err)
	}
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		stop(err)
	}
	client := sqs.NewFromConfig(cfg)
	status := 0
	for _, batch := range batches(events) {
		for i, reason := range send(ctx, client, queueURL, batch) {
			fmt.Fprintf(os.Stderr, "not sent: %s: %s\n", batch[i].ID, reason)
			status = 1
		}
	}
	os.Exit(status)
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, "nothing sent:", err)
	os.Exit(2)
}

func read(input io.Reader) (events []event, err error) {
	lines := bufio.NewReader(input)
	for number := 1; err == nil; number++ {
		var line string
		line, err = lines.ReadString('\n')
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		e, invalid := parse(text)
		if invalid != nil {
			return nil, fmt.Errorf("line %d: %w", number, invalid)
		}
		events = append(events, e)
	}
	if err != io.EOF {
		return nil, err
	}
	return events, nil
}

func parse(text string) (event, error) {
	e := event{text: text}
	if !utf8.ValidString(text) {
		return e, errors.New("not UTF-8")
	}
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		return e, err
	}
	if e.ID == "" || e.Generator == "" {
		return e, errors.New("an event has the texts id and generator")
	}
	return e, nil
}
