import { ok, type Result } from '../../contract/result';
import type { RecordingChecks } from '../../contract/voice';
import { Network } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import { timestepSecondsOf } from '../../core/features/config';
import { alignWords, type FoundWord } from '../../core/voice/alignWords';
import { checkSound } from '../../core/voice/recordingChecks';
import { isSpokenAsShown, toAlignedWords } from '../../core/voice/wordVerdicts';
import { type AcousticModel, readModel } from '../acoustic/modelFile';
import { loadTensorFlow } from '../acoustic/tensorflow';
import { logPosteriorsOf } from '../recognition/logPosteriors';

/** S and R that are longer than any recording: all of it is heard before anything is said. */
const wholeRecording = { chunk: 100_000, lookAhead: 0 };

/** Checks recordings of sentences: their sound, and whether what was said is what was shown. Holds a network: dispose it. */
export class RecordingChecker {
  readonly #model: AcousticModel;
  readonly #network: Network;

  private constructor(model: AcousticModel) {
    this.#model = model;
    this.#network = new Network(model.network, model.weights);
  }

  /** Fails with `model-missing`, `model-refused` or the backend's failure. */
  static async open(modelPath: string): Promise<Result<RecordingChecker>> {
    const model = readModel(modelPath);
    if (!model.ok) return model;
    const backend = await loadTensorFlow('auto');
    return backend.ok ? ok(new RecordingChecker(model.value)) : backend;
  }

  /** Seconds from one timestep of the alignment to the next. */
  get timestepSeconds(): number {
    return timestepSecondsOf(this.#model.features);
  }

  /**
   * Where the words of a text lie in a recording; null where the text cannot be spelt, is empty, or has more letters than the
   * recording has time for.
   *
   * @param samples 16 kHz mono, −1 … 1
   */
  align(samples: Float32Array, text: string): FoundWord[] | null {
    const spelt = normalizeText(text);
    if (spelt === '' || unspelt(spelt, english).length > 0) return null;
    const { features, prior } = this.#model;
    const parts = { features, prior, network: this.#network, chunks: wholeRecording };
    return alignWords(logPosteriorsOf(parts, samples), spelt, english);
  }

  /** @param samples 16 kHz mono, −1 … 1  @param text as it was shown */
  check(samples: Float32Array, text: string): RecordingChecks {
    const found = this.align(samples, text);
    const words = found === null ? [] : toAlignedWords(found, this.timestepSeconds);
    const letters = normalizeText(text).replaceAll(' ', '').length;
    const span =
      words.length === 0 ? null : { startSeconds: words[0]!.startSeconds, endSeconds: words.at(-1)!.endSeconds };
    const sound = checkSound(samples, letters, span);
    const isRight = found !== null && isSpokenAsShown(found);
    const isSilent = sound.findings.includes('silent');
    return { ...sound, findings: isRight || isSilent ? sound.findings : [...sound.findings, 'other-words'], words };
  }

  dispose(): void {
    this.#network.dispose();
  }
}
