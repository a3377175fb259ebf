/** A source on local mode's page. */
export interface SourceScene {
  /** Of the page, without a slash at its end. */
  readonly url: string;
  readonly tenant: string;
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  /** Of the source; empty before it is registered. */
  readonly name: string;
}

/** What a picture shows at each step. */
interface Scenes {
  /** On a stage: the page that asks to sign in. */
  readonly signIn: { readonly url: string };
  readonly register: SourceScene;
  readonly pending: SourceScene;
  readonly active: SourceScene;
  readonly received: SourceScene;
  readonly deleted: SourceScene;
}

/** Takes pictures of the page while a walk goes on. Its methods never reject. */
export interface Camera {
  /** Why there are no pictures; a sentence each. */
  readonly notes: readonly string[];
  /** A picture as PNG; undefined where there is none. */
  shoot<S extends keyof Scenes>(step: S, scene: Scenes[S]): Promise<Uint8Array | undefined>;
  /** The labels of the registration form; undefined where there is no browser. */
  registerForm(url: string): Promise<{ readonly labels: readonly string[] } | undefined>;
}

/** No pictures. */
export const noCamera: Camera = {
  notes: [],
  shoot: async () => undefined,
  registerForm: async () => undefined,
};
