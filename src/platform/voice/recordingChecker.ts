import { ok, type Result } from '../../contract/result';
import type { RecordingChecks } from '../../contract/voice';
import { english } from '../../core/alphabet';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import { type AcousticModel, timestepSecondsOf } from '../../core/dictation/acousticModel';
import { alignWords, type FoundWord } from '../../core/voice/alignWords';
import { checkSound } from '../../core/voice/recordingChecks';
import { isSpokenAsShown, toAlignedWords } from '../../core/voice/wordVerdicts';
import { readModel } from '../acoustic/modelFile';
import { openAcousticModel } from '../acoustic/openAcousticModel';
import type { EncoderPaths } from '../acoustic/openEncoder';
import { loadTensorFlow } from '../acoustic/tensorflow';

/** Checks recordings of sentences: their sound, and whether what was said is what was shown. Holds a model: dispose it. */
export class RecordingChecker {
  readonly #model: AcousticModel;

  private constructor(model: AcousticModel) {
    this.#model = model;
  }

  /** Fails with `model-missing`, `model-refused` or the backend's failure. */
  static async open(paths: EncoderPaths): Promise<Result<RecordingChecker>> {
    const stored = readModel(paths.modelPath);
    if (!stored.ok) return stored;
    const backend = await loadTensorFlow('auto', 'hearing');
    if (!backend.ok) return backend;
    const model = openAcousticModel(stored.value, paths);
    return model.ok ? ok(new RecordingChecker(model.value)) : model;
  }

  /** Seconds from one timestep of the alignment to the next. */
  get timestepSeconds(): number {
    return timestepSecondsOf(this.#model);
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
    return alignWords(this.#model.hearWhole(samples), spelt, english);
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
    this.#model.dispose();
  }
}
