/** Codes of failed attempts by what they mean; see the runbook, "Deliveries failing". */
const meanings: readonly (readonly [codes: RegExp, meaning: string])[] = [
  [
    /^(throttl|TooManyRequests|RequestLimit|RequestThrottled|SlowDown|HTTP 429)/i,
    'EventBridge had no capacity for it at that time.',
  ],
  [
    /^(AccessDenied|UnauthorizedOperation|OperationDisabled)/,
    'AWS did not allow the call. The vendor has to correct this.',
  ],
  [
    /^(Internal|ServiceUnavailable|RequestTimeout|HTTP 5|TimeoutError|ETIMEDOUT|UnreadableAnswer|AbortError)/,
    'EventBridge had a problem in the Region.',
  ],
  [
    /^(ECONN|ENET|EHOST|EAI_AGAIN|ENOTFOUND|ENOTCONN|EPIPE|EPROTO|NetworkingError)/,
    'EventBridge could not be reached.',
  ],
  [
    /^(Expired|RequestExpired|Unrecognized|InvalidClientTokenId|OptInRequired|SignatureDoesNotMatch|InvalidSignature|CredentialsProvider|AuthFailure|MissingAuthentication)/,
    'The vendor’s credentials were not accepted. The vendor has to correct this.',
  ],
  [
    /^(EventBusNotFound|PartnerEventSourceNotFound|ResourceNotFound)/,
    'AWS no longer had the source.',
  ],
  [
    /^(NotAuthorizedFor|InvalidAccountId)/,
    'AWS does not let the vendor send this detail type, or to this source.',
  ],
  [
    /^(Validation|InvalidArgument|MalformedDetail|RedactionFailure)/,
    'EventBridge does not accept the event as it is.',
  ],
  [/^(RequestEntityTooLarge|HTTP 413)/, 'The event is larger than EventBridge takes.'],
];

/** What the code of a failed attempt means; spaces in it do not matter. */
export function errorMeaning(code: string): string {
  const found = meanings.find(
    ([codes]) => codes.test(code) || codes.test(code.replaceAll(' ', '')),
  );
  return found?.[1] ?? 'The code is not known here; the message says more.';
}
