import { fail, ok, type Result } from '../../contract/result';
import type { ImportReport, RecordingChecks, VoiceRecording } from '../../contract/voice';
import type { CheckerCommand, CheckerEvent } from '../../contract/voiceMessages';
import type { ForkWorker, WorkerProcess } from '../processes/workerProcess';

type Job = Exclude<CheckerCommand, { type: 'cancel' }>;
type JobOf<Type extends Job['type']> = Omit<Extract<Job, { type: Type }>, 'type'>;
type Answer = Exclude<CheckerEvent, { type: 'importing' }>;

const lost = 'The check of recordings broke off. What was kept so far is there; try again.';
/** How long the process is kept after its last answer: it holds a network. */
const idleMilliseconds = 60_000;

/** The process that checks recordings of the user's voice: there while it is needed, and for a minute after that. */
export class SupervisedChecker {
  readonly #fork: ForkWorker<CheckerCommand, CheckerEvent>;
  readonly #onImporting: (done: number, total: number) => void;
  #process: WorkerProcess<CheckerCommand> | null = null;
  /** Who waits for the next answers, in the order of their questions. */
  #waiting: ((answer: Result<Answer>) => void)[] = [];
  #idle: NodeJS.Timeout | null = null;

  constructor(
    fork: ForkWorker<CheckerCommand, CheckerEvent>,
    onImporting: (done: number, total: number) => void = () => undefined,
  ) {
    this.#fork = fork;
    this.#onImporting = onImporting;
  }

  async check(job: JobOf<'check'>): Promise<Result<RecordingChecks>> {
    const answer = await this.#ask({ type: 'check', ...job });
    return answer.ok && answer.value.type === 'checked' ? ok(answer.value.checks) : notAnswered(answer);
  }

  async import(job: JobOf<'import'>): Promise<Result<ImportReport>> {
    const answer = await this.#ask({ type: 'import', ...job });
    return answer.ok && answer.value.type === 'imported' ? ok(answer.value.report) : notAnswered(answer);
  }

  async collect(job: JobOf<'collect'>): Promise<Result<VoiceRecording[]>> {
    const answer = await this.#ask({ type: 'collect', ...job });
    return answer.ok && answer.value.type === 'collected' ? ok(answer.value.recordings) : notAnswered(answer);
  }

  /** The import in progress is answered with what it has taken. */
  cancelImport(): void {
    this.#process?.send({ type: 'cancel' });
  }

  dispose(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#process?.kill();
    this.#process = null;
    this.#answerAll(fail('internal', lost));
  }

  #ask(job: Job): Promise<Result<Answer>> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#process ??= this.#fork({
      event: (event) => {
        this.#hear(event);
      },
      exit: () => {
        this.#process = null;
        this.#answerAll(fail('internal', lost));
      },
    });
    const answer = new Promise<Result<Answer>>((resolve) => {
      this.#waiting.push(resolve);
    });
    this.#process.send(job);
    return answer;
  }

  #hear(event: CheckerEvent): void {
    if (event.type === 'importing') {
      this.#onImporting(event.done, event.total);
      return;
    }
    this.#waiting.shift()?.(event.type === 'failed' ? fail(event.failure.code, event.failure.message) : ok(event));
    if (this.#waiting.length === 0) this.#idle = setTimeout(this.dispose.bind(this), idleMilliseconds);
  }

  #answerAll(answer: Result<never>): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(answer);
  }
}

function notAnswered(answer: Result<Answer>): Result<never> {
  if (!answer.ok) return answer;
  throw new Error(`the checker answered something else: ${answer.value.type}`);
}
