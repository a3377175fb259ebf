/** Types of resources that the drawing leaves out, each with the reason. */
export const leftOut: ReadonlyMap<string, string> = new Map([
  ['AWS::KMS::Key', 'It encrypts everything, and no event passes through it.'],
  ['AWS::KMS::Alias', 'A name of the key.'],
  ['AWS::IAM::Role', 'Who may do what is shown by the arrows.'],
  ['AWS::IAM::Policy', 'Who may do what is shown by the arrows.'],
  ['AWS::SQS::QueuePolicy', 'Who may do what is shown by the arrows.'],
  ['AWS::S3::BucketPolicy', 'Who may do what is shown by the arrows.'],
  ['AWS::SNS::TopicPolicy', 'Who may do what is shown by the arrows.'],
  ['AWS::Lambda::Permission', 'Who may do what is shown by the arrows.'],
  ['AWS::Lambda::EventSourceMapping', 'It is the arrow from a queue to its function.'],
  ['AWS::Lambda::EventInvokeConfig', 'A setting of a function.'],
  ['AWS::ApiGatewayV2::Integration', 'A part of the API.'],
  ['AWS::ApiGatewayV2::Route', 'A part of the API.'],
  ['AWS::ApiGatewayV2::Stage', 'A part of the API.'],
  ['AWS::Logs::LogGroup', 'For operators, and no event passes through it.'],
  ['AWS::Logs::QueryDefinition', 'For operators, and no event passes through it.'],
  [
    'AWS::EventSchemas::Registry',
    'It describes the reconciler’s events for the vendor’s developers, and no event passes through it.',
  ],
  ['AWS::EventSchemas::Schema', 'A part of that registry.'],
  ['AWS::CloudWatch::Dashboard', 'For operators, and no event passes through it.'],
]);
