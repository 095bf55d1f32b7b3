import type { FileHandle } from 'node:fs/promises';

const blockBytes = 65_536;

/** A file that is looked at in small pieces one after another, and read in large ones. */
export class FileBlocks {
  readonly size: number;
  readonly #file: FileHandle;
  #block: Buffer = Buffer.alloc(0);
  #start = 0;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** @param file stays the caller's to close */
  static async of(file: FileHandle): Promise<FileBlocks> {
    return new FileBlocks(file, (await file.stat()).size);
  }

  /** @param length at most 64 KB  @returns fewer bytes at the end of the file */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    const end = Math.min(position + length, this.size);
    if (position < this.#start || end > this.#start + this.#block.length) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(blockBytes), 0, blockBytes, position);
      [this.#block, this.#start] = [buffer.subarray(0, bytesRead), position];
    }
    return this.#block.subarray(position - this.#start, end - this.#start);
  }
}
