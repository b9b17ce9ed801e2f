/** What went wrong with a request: the problem document of the server, or that it was not reached at all. */

export type FieldProblem = { field: string; code: string; message: string };

type Problem = {
  title?: string;
  code?: string;
  detail?: string;
  request_id?: string;
  errors?: FieldProblem[];
};

export class ApiError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The stable code of the problem, `unreachable` when no answer came. */
  readonly code: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly fields: FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  /** Everything the problem document holds, for the members that only some codes have. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Problem & Record<string, unknown>, retryAfterSeconds?: number) {
    super(problem.title ?? `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? (status === 0 ? "unreachable" : "unknown");
    this.detail = problem.detail;
    this.requestId = problem.request_id;
    this.fields = problem.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.members = problem;
  }

  /** Whether the same request may well succeed when sent again. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** A text member of the problem document, such as `decided_by`. */
  text(member: string): string | undefined {
    const value = this.members[member];
    return typeof value === "string" ? value : undefined;
  }
}

/** The error that an answer other than 2xx stands for. A body that is no problem document is passed over. */
export async function errorOf(response: Response): Promise<ApiError> {
  let problem: Problem & Record<string, unknown> = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null) {
      problem = body as Problem & Record<string, unknown>;
    }
  } catch {
    // A proxy's own page, or nothing: the status says enough.
  }
  return new ApiError(response.status, problem, secondsOf(response.headers.get("retry-after")));
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
