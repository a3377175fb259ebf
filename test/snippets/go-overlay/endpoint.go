package config

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func init() {
	defaultAWSConfigResolvers = append(defaultAWSConfigResolvers, resolveSQSEndpointOfEnvironment)
}

// As the SDK of today does by itself.
func resolveSQSEndpointOfEnvironment(_ context.Context, cfg *aws.Config, _ configs) error {
	if url := os.Getenv("AWS_ENDPOINT_URL_SQS"); url != "" {
		cfg.EndpointResolverWithOptions = aws.EndpointResolverWithOptionsFunc(
			func(_, _ string, _ ...interface{}) (aws.Endpoint, error) { return aws.Endpoint{URL: url}, nil })
	}
	return nil
}
