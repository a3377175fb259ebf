// Written by `npm run settings` from lambdas/settings/table and schema.ts: change it there.

/** The keys of a stage, as a `stages/<stage>.json` has them. */
export interface StageKeys {
  /**
   * Names the vendor: in its sources, and as the source of its own events.
   * Must be a domain such as example.com, without .test, which is added unless production is true.
   * Required.
   */
  readonly partnerDomain: string;

  /**
   * Whether sources have the domain itself in their names, or the domain with `.test`. A new
   * stage should not take the names of the real sources.
   * Must be true or false.
   * @default false
   */
  readonly production?: boolean | undefined;

  /**
   * The account that the stage is deployed to; without it, that of your credentials.
   * Must be the 12 digits of an AWS account, as text.
   */
  readonly account?: string | undefined;

  /**
   * The Region of the registration API, the page and the reconciler.
   * Must be an AWS Region such as us-east-1.
   * Required.
   */
  readonly homeRegion: string;

  /**
   * The Regions that events are delivered from.
   * Must be a list of AWS Regions, each once, such as ["us-east-1"].
   * Required.
   */
  readonly regions: readonly string[];

  /**
   * The Regions that customers may choose. Without it, those that are enabled in every account;
   * outside the partition `aws`, `regions`.
   * Must be a list of AWS Regions, each once.
   */
  readonly customerRegions?: readonly string[] | undefined;

  /**
   * Who gets the alarms; each address has to confirm a subscription once per Region.
   * Must be a list of e-mail addresses.
   * @default []
   */
  readonly alarmEmails?: readonly string[] | undefined;

  /**
   * The roles and users that may send events to the queue. Without it, nobody may, whatever IAM
   * allows.
   * Must be a list of ARNs of IAM roles or users.
   * @default []
   */
  readonly producers?: readonly string[] | undefined;

  /** How the page shows the vendor: by name, logo and colours. */
  readonly brand?:
    | {
        /**
         * The vendor’s name on the page.
         * Must be one line of 1 to 64 characters, without white space at its ends.
         */
        readonly name?: string | undefined;

        /**
         * The vendor’s logo on the page, of 64 KiB at most.
         * Must be the path of a .svg or .png file, from the folder of the stage.
         */
        readonly logo?: string | undefined;

        /**
         * The colours of links and buttons. Texts in them must be legible by WCAG AA, or the stage is
         * refused.
         */
        readonly colors?:
          | {
              /**
               * The colour of links and buttons in light mode.
               * Must be # and six hexadecimal digits, such as "#0055cc".
               */
              readonly accent?: string | undefined;

              /**
               * The colour of links and buttons in dark mode. Without it, `accent` is lightened.
               * Must be # and six hexadecimal digits, such as "#0055cc".
               */
              readonly darkAccent?: string | undefined;
            }
          | undefined;
      }
    | undefined;

  /**
   * The OpenID provider that signs administrators in. Without it, the stage has a Cognito user
   * pool of its own.
   */
  readonly signIn?:
    | {
        /**
         * The provider’s issuer, exactly as it is in the provider’s tokens.
         * Must be an https URL without a user, a query or a fragment.
         * Required.
         */
        readonly issuer: string;

        /**
         * The client id of the page: a public client that uses the authorization code flow with PKCE.
         * Must be the id of a client without a secret.
         * Required.
         */
        readonly clientId: string;

        /**
         * The audience that a token must have.
         * Must be the audience of the tokens.
         * @default the client’s id
         */
        readonly audience?: string | undefined;

        /**
         * The scopes that the page requests.
         * Must be scopes separated by spaces, openid among them.
         * @default "openid"
         */
        readonly scope?: string | undefined;

        /**
         * Additional parameters for the page’s authorization request.
         * Must be an object of texts such as {"audience": "https://api.example.com"}, of 1000 bytes at most, without the page's own parameters (client_id, code_challenge, code_challenge_method, nonce, redirect_uri, request, request_uri, response_mode, response_type, scope, state).
         * @default {}
         */
        readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;

        /**
         * The claim of a verified token that names the tenant.
         * Must be the name of the claim that names the tenant.
         * @default "tenant"
         */
        readonly tenantClaim?: string | undefined;

        /**
         * Which token of the sign-in the page sends to the API.
         * Must be "access_token" or "id_token".
         * @default "access_token"
         */
        readonly bearer?: 'access_token' | 'id_token' | undefined;

        /**
         * Origins that the page may connect to for the sign-in.
         * Must be a list of https origins such as https://login.example.com.
         * @default the issuer’s origin
         */
        readonly origins?: readonly string[] | undefined;
      }
    | undefined;

  /** The quotas of the partner operations that AWS has granted the account. */
  readonly quotas?:
    | {
        /**
         * The quota of PutPartnerEvents requests a second in a Region; all data planes share it.
         * Must be a whole number from 1 to 1000000.
         * @default 1400
         */
        readonly putPartnerEventsPerSecond?: number | undefined;

        /**
         * The shortest time that a full PutPartnerEvents request usually takes from a function, in
         * milliseconds. The quota times this is how many calls all functions may have under way at
         * once.
         * Must be a whole number from 1 to 3000.
         * @default 50
         */
        readonly putPartnerEventsMs?: number | undefined;

        /**
         * The quota of requests a second for the other partner operations in a Region.
         * Must be a whole number from 2 to 1000000.
         * @default 50
         */
        readonly partnerOperationsPerSecond?: number | undefined;
      }
    | undefined;

  /** How large entries and requests to EventBridge may be, and what an entry carries. */
  readonly entryLimits?:
    | {
        /**
         * The largest entry, in bytes as EventBridge counts them. What is larger travels by reference
         * (`largeEvents.relay`).
         * Must be a whole number from 1024 to 1048576.
         * @default 1048576
         */
        readonly maxEntryBytes?: number | undefined;

        /**
         * Where customers find the vendor’s id of an event: in an element of `resources` that the
         * relay adds, or nowhere.
         * Must be "resources" or "none".
         * @default "resources"
         */
        readonly eventIdIn?: 'resources' | 'none' | undefined;

        /**
         * The largest total size of the entries in a request, in bytes.
         * Must be a whole number from 1024 to 16000000.
         * @default 1048576
         */
        readonly maxRequestBytes?: number | undefined;
      }
    | undefined;

  /** What becomes of events that are too large for an entry. */
  readonly largeEvents?:
    | {
        /**
         * What becomes of an event that is too large for an entry: the customer receives a stub with a
         * link to its detail, or it is a dead letter.
         * Must be "byReference" or "no".
         * @default "byReference"
         */
        readonly relay?: 'byReference' | 'no' | undefined;

        /**
         * How long the link to a detail works, in days; not less than `history.bodyDays`, so that what
         * can be sent again has its detail.
         * Must be a whole number from 1 to 365.
         * @default 7
         */
        readonly days?: number | undefined;

        /**
         * How long the address of S3 works to which a link redirects, in seconds.
         * Must be a whole number from 30 to 3600.
         * @default 300
         */
        readonly redirectSeconds?: number | undefined;

        /**
         * How many fetches of details a second the registration API takes; of one source’s events,
         * each execution environment takes a quarter of them.
         * Must be a whole number from 4 to 2500.
         * @default 40
         */
        readonly fetchesPerSecond?: number | undefined;
      }
    | undefined;

  /** Whether delivery is tuned for low latency or for low cost. */
  readonly delivery?:
    | {
        /**
         * What delivery is tuned for. `latency`: Lambda invokes the functions that deliver with a
         * message as soon as it comes, ten at the most. `cost`: it gathers messages for a second or
         * two, up to 2,000, and may take up to 20 seconds when there are few.
         * Must be "latency" or "cost".
         * @default "latency"
         */
        readonly prefer?: 'latency' | 'cost' | undefined;
      }
    | undefined;

  /** What error codes of EventBridge mean, beyond those that are known. */
  readonly errorCodes?:
    | {
        /**
         * More codes by which PutPartnerEvents answers that a source does not exist, which retires the
         * mapping. Letters and digits alone count, in either case. A code that means something else is
         * refused.
         * Must be a list of error codes of at most 128 characters, and of 1,500 bytes as JSON, none of which is known to mean anything else.
         * @default []
         */
        readonly sourceGone?: readonly string[] | undefined;
      }
    | undefined;

  /** How CloudEvents are read, which producers may send instead of domain events. */
  readonly cloudEvents?:
    | {
        /**
         * The attribute of a CloudEvent that gives its generator: `subject`, `source` or an extension
         * attribute.
         * Must be subject, source, or the name of an extension: at most 20 lower-case letters and digits.
         * @default "subject"
         */
        readonly generatorAttribute?: string | undefined;
      }
    | undefined;

  /** What the delivery history records, for how long, and who may read it. */
  readonly history?:
    | {
        /**
         * Which deliveries the history records: all, only those that EventBridge did not accept at
         * once while the source was ACTIVE, or none. With `exceptions`, what was accepted while it is
         * in doubt whether the customer listened cannot be sent again. With `none`, events are not
         * held while a source is paused or retired.
         * Must be "all", "exceptions" or "none".
         * @default "all"
         */
        readonly rows?: 'all' | 'exceptions' | 'none' | undefined;

        /**
         * Detail types whose events’ contents are not recorded. Such events cannot be sent again.
         * Must be a list of detail types of at most 128 characters, and of 1,500 bytes as JSON.
         * @default []
         */
        readonly withoutBody?: readonly string[] | undefined;

        /**
         * How long the history of a delivery is kept, in days.
         * Must be a whole number from 1 to 365.
         * @default 30
         */
        readonly rowDays?: number | undefined;

        /**
         * How long the contents of events are kept, in days; also how long after its retirement events
         * for a source are held. S3 removes them up to two days later; where the history of another
         * tenant was erased, what was stored together with its events is kept for so many days from
         * then on.
         * Must be a whole number from 1 to 365.
         * @default 7
         */
        readonly bodyDays?: number | undefined;

        /**
         * The claim of a verified token that lets the vendor’s support read the history of any tenant,
         * if it is `true`. Each such request is logged.
         * Must be the name of a claim.
         * @default "support"
         */
        readonly supportClaim?: string | undefined;

        /**
         * Whether the vendor’s support may also read the contents of events.
         * Must be "rows" or "bodies".
         * @default "rows"
         */
        readonly supportReads?: 'rows' | 'bodies' | undefined;
      }
    | undefined;

  /** How often the reconciler runs, and what it does about each finding. */
  readonly reconcile?:
    | {
        /**
         * How often the reconciler runs.
         * Must be a whole number from 2 to 1440.
         * @default 15
         */
        readonly everyMinutes?: number | undefined;

        /**
         * What is done if the state or expiry in the table differs from AWS’s.
         * Must be "report" or "repair".
         * @default "repair"
         */
        readonly drift?: 'report' | 'repair' | undefined;

        /**
         * What is done about a mapping that has no source.
         * Must be "report" or "repair".
         * @default "repair"
         */
        readonly gone?: 'report' | 'repair' | undefined;

        /**
         * What is done about a mapping whose source belongs to another account.
         * Must be "report" or "repair".
         * @default "repair"
         */
        readonly otherAccount?: 'report' | 'repair' | undefined;

        /**
         * What is done about a source that has no mapping. The function may delete sources only if
         * this is `delete`.
         * Must be "report", "adopt" or "delete".
         * @default "report"
         */
        readonly orphan?: 'report' | 'adopt' | 'delete' | undefined;

        /**
         * How long a source without a mapping is left alone after its creation, or after its mapping
         * was retired.
         * Must be a whole number from 1 to 8760.
         * @default 24
         */
        readonly orphanGraceHours?: number | undefined;

        /**
         * How many days before the expiry of a PENDING source the vendor is notified; once for each
         * number.
         * Must be a list of numbers of days from 0 to 365.
         * @default [3,1]
         */
        readonly expiringDays?: readonly number[] | undefined;

        /**
         * For how many hours all deliveries to a source must have failed before the vendor is
         * notified; once for each number.
         * Must be a list of numbers of hours from 0.25 to 720.
         * @default [1,6,24]
         */
        readonly failingHours?: readonly number[] | undefined;
      }
    | undefined;

  /** What a tenant may have, and how often it may ask. */
  readonly tenantLimits?:
    | {
        /**
         * The most sources of a tenant.
         * Must be a whole number from 1 to 1000000.
         * @default 1000
         */
        readonly maxSources?: number | undefined;

        /**
         * The most sources of a tenant that nobody has accepted yet.
         * Must be a whole number from 1 to 1000000.
         * @default 100
         */
        readonly maxPendingSources?: number | undefined;

        /**
         * The most requests of a tenant to the registration API in a minute.
         * Must be a whole number from 1 to 1000000.
         * @default 600
         */
        readonly maxRequestsPerMinute?: number | undefined;
      }
    | undefined;

  /**
   * How long the logs of the functions are kept. A month is enough to look into an incident, and
   * old logs cost money.
   * Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.
   * @default 30
   */
  readonly logRetentionDays?:
    | 1
    | 3
    | 5
    | 7
    | 14
    | 30
    | 60
    | 90
    | 120
    | 150
    | 180
    | 365
    | 400
    | 545
    | 731
    | 1096
    | 1827
    | 2192
    | 2557
    | 2922
    | 3288
    | 3653
    | undefined;

  /**
   * Lambda’s pollers for the events queue, which are then provisioned: their number limits the
   * concurrency of the fan-out function.
   */
  readonly pollers?:
    | {
        /**
         * The pollers that are always there.
         * Must be a whole number from 2 to 200.
         */
        readonly minimum: number;

        /**
         * The most pollers that Lambda adds under load.
         * Must be a whole number from 2 to 2000.
         */
        readonly maximum: number;
      }
    | undefined;
}
