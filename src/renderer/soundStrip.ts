import { spectrumBands, spectrumColumnSeconds } from '../contract/spectrum';
import { leftOf, placeWords, type SoundedWord } from './soundedWords';
import type { SpectrumRing } from './spectrumRing';
import { pieceColumns, type PieceInSight, StripPieces } from './stripPieces';
import { TextWidths } from './textWidths';

/** In pixels of the page. */
const [pixelsPerColumn, soundHeight, wordHeight] = [2, 2 * spectrumBands, 24];

export interface StripLooks {
  /** Of each byte of the sound. */
  readonly colours: Uint32Array;
  readonly settledInk: string;
  readonly heardInk: string;
  readonly fontFamily: string;
  readonly pixelRatio: number;
  /** It moves in steps. */
  readonly isStepped: boolean;
}

export interface StripWords {
  readonly settled: readonly SoundedWord[];
  /** They may still change. */
  readonly heard: readonly SoundedWord[];
}

interface Piece {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Of which it shows some, and these as text. */
  placed: readonly PlacedWord[];
  words: string;
}

interface PlacedWord {
  readonly text: string;
  /** From the take's beginning, in pixels of the page. */
  readonly left: number;
  readonly right: number;
  readonly isSettled: boolean;
}

const noWords: readonly PlacedWord[] = [];

/**
 * The sound that was heard last with the words under it. A push draws its own columns and moves what stands there; a word draws the
 * pieces in which it stands.
 */
export class SoundStrip {
  readonly #track: HTMLElement;
  readonly #ring: SpectrumRing;
  readonly #looks: StripLooks;
  /** Columns that are seen at once, and pixels of the screen that each of them is wide. */
  readonly #span: number;
  readonly #columnPixels: number;
  readonly #image: ImageData;
  readonly #soundRows: number;
  readonly #inSight: StripPieces;
  readonly #pieces: readonly Piece[];
  #takes: number;
  #words: StripWords | null = null;
  #placed = noWords;
  readonly #widths = new TextWidths((text) => this.#pieces[0]?.context.measureText(text).width ?? 0);

  /** @param track gets the pieces, and is moved  @param width of what is seen, in pixels of the page */
  constructor(track: HTMLElement, ring: SpectrumRing, width: number, looks: StripLooks) {
    this.#track = track;
    this.#ring = ring;
    this.#looks = looks;
    // A column is a whole number of pixels, so that pieces meet without a seam.
    this.#columnPixels = Math.max(1, Math.round(pixelsPerColumn * looks.pixelRatio));
    this.#span = (width * looks.pixelRatio) / this.#columnPixels;
    this.#soundRows = Math.round(soundHeight * looks.pixelRatio);
    this.#image = new ImageData(pieceColumns * this.#columnPixels, this.#soundRows);
    this.#inSight = new StripPieces(this.#span);
    this.#pieces = Array.from({ length: this.#inSight.count }, () => this.#newPiece());
    this.#takes = ring.takes;
    track.replaceChildren(...this.#pieces.map(({ canvas }) => canvas));
  }

  /** Shows what the ring holds now. */
  draw(words: StripWords): void {
    const { end, takes } = this.#ring;
    if (takes !== this.#takes) this.#inSight.forget();
    this.#takes = takes;
    this.#place(words);
    const left = Math.round(leftOf(end, this.#span, this.#looks.isStepped) * this.#columnPixels);
    const first = left / this.#columnPixels;
    for (const inSight of this.#inSight.show(first, first + this.#span, end)) this.#drawPiece(inSight);
    this.#track.style.transform = `translateX(${-left / this.#looks.pixelRatio}px)`;
  }

  #newPiece(): Piece {
    const { pixelRatio, fontFamily } = this.#looks;
    const canvas = document.createElement('canvas');
    canvas.width = this.#image.width;
    canvas.height = Math.round((soundHeight + wordHeight) * pixelRatio);
    canvas.style.width = `${canvas.width / pixelRatio}px`;
    canvas.style.height = `${canvas.height / pixelRatio}px`;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('a canvas gave no context');
    context.scale(pixelRatio, pixelRatio);
    context.font = `12px ${fontFamily}`;
    context.textBaseline = 'middle';
    return { canvas, context, placed: noWords, words: '' };
  }

  /** Where words stand is found anew when they have changed, which is seldom beside the pushes. */
  #place({ settled, heard }: StripWords): void {
    if (this.#words?.settled === settled && this.#words.heard === heard) return;
    this.#words = { settled, heard };
    const words = [...settled, ...heard];
    const widths = this.#widths.of(words.map(({ text }) => text));
    const widthOf = (text: string): number => widths.get(text) ?? 0;
    const places = placeWords(words, this.#columnWidth / spectrumColumnSeconds, widthOf);
    this.#placed = words.map(({ text }, index) => {
      const left = places[index] ?? 0;
      return { text, left, right: left + widthOf(text), isSettled: index < settled.length };
    });
  }

  /** In pixels of the page. */
  get #columnWidth(): number {
    return this.#columnPixels / this.#looks.pixelRatio;
  }

  #drawPiece(inSight: PieceInSight): void {
    const piece = this.#pieces[inSight.slot];
    if (piece === undefined) return;
    const left = inSight.number * pieceColumns * this.#columnWidth;
    if (inSight.isNew) {
      piece.context.clearRect(0, 0, piece.canvas.width, piece.canvas.height);
      piece.placed = noWords;
      piece.words = '';
      piece.canvas.style.transform = `translateX(${left}px)`;
    }
    if (inSight.to > inSight.from) this.#drawSound(piece.context, inSight);
    this.#drawWords(piece, left);
  }

  #drawSound(context: CanvasRenderingContext2D, { number, from, to }: PieceInSight): void {
    const start = number * pieceColumns;
    const [columnPixels, { width, height }] = [this.#columnPixels, this.#image];
    const pixels = new Uint32Array(this.#image.data.buffer);
    this.#ring.paint({ pixels, width, height, columnPixels, start }, from, to, this.#looks.colours);
    context.putImageData(this.#image, 0, 0, (from - start) * columnPixels, 0, (to - from) * columnPixels, height);
  }

  #drawWords(piece: Piece, left: number): void {
    if (piece.placed === this.#placed) return;
    piece.placed = this.#placed;
    const right = left + pieceColumns * this.#columnWidth;
    const words = this.#placed.filter((word) => word.right > left && word.left < right);
    const written = JSON.stringify(words);
    if (written === piece.words) return;
    piece.words = written;
    piece.context.clearRect(0, soundHeight, right - left, wordHeight);
    for (const word of words) {
      piece.context.fillStyle = word.isSettled ? this.#looks.settledInk : this.#looks.heardInk;
      piece.context.fillText(word.text, word.left - left, soundHeight + wordHeight / 2);
    }
  }
}
