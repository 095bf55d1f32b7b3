import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { encoderShapes, type EncoderConfig } from '../../../../src/core/encoder/config';
import { readEncoder } from '../../../../src/platform/acoustic/encoderFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const config: EncoderConfig = { width: 4, heads: 2, layers: 1, positions: 3, bands: 2 };

/** Each row counts 1, 2, 3 … in parts of its place. */
function bytesOf(given: EncoderConfig, change: Record<string, unknown> = {}): Buffer {
  const tensors = [...encoderShapes(given)].map(([name, shape]) => {
    const [rows = 0, ...rest] = shape;
    const columns = rest.reduce((product, size) => product * size, 1);
    const scales = Float32Array.from({ length: rows }, (_, row) => (row + 1) / 8);
    const counts = Int8Array.from({ length: rows * columns }, (_, index) => (index % columns) + 1);
    return { entry: { name, shape, type: 'int8' }, bytes: [Buffer.from(scales.buffer), Buffer.from(counts.buffer)] };
  });
  const data = Buffer.concat(tensors.flatMap(({ bytes }) => bytes));
  const header = {
    kind: 'encoder',
    name: 'Some encoder',
    config: given,
    licence: 'none',
    original: { file: 'somewhere', sha256: '0'.repeat(64) },
    dataSha256: createHash('sha256').update(data).digest('hex'),
    tensors: tensors.map(({ entry }) => entry),
    ...change,
  };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(12);
  prefix.write('UTTR', 'latin1');
  prefix.writeUInt32LE(1, 4);
  prefix.writeUInt32LE(headerBytes.length, 8);
  return Buffer.concat([prefix, headerBytes, data]);
}

describe('encoder files', () => {
  let path: string;
  beforeEach(() => {
    path = join(temporaryFolder(), 'some.encoder');
  });

  function sentenceFor(bytes: Buffer): string {
    writeFileSync(path, bytes);
    const file = readEncoder(path);
    return file.ok ? 'read' : `${file.error.code}: ${file.error.message.replace(path, 'PATH')}`;
  }

  it('hold weights in 8 bits with a scale for each row', () => {
    expect(sentenceFor(bytesOf(config))).toBe('read');
    const file = readEncoder(path);
    if (!file.ok) throw new Error(file.error.message);
    expect(file.value).toMatchObject({ name: 'Some encoder', config });
    expect(file.value.original).toMatch(/^[0-9a-f]{64}$/);
    const positions = file.value.weights.get('positions')!;
    expect(positions.shape).toEqual([3, 4]);
    expect([...positions.values]).toEqual([0.125, 0.25, 0.375, 0.5, 0.25, 0.5, 0.75, 1, 0.375, 0.75, 1.125, 1.5]);
  });

  it('are refused with one wrong byte, cut short, or missing', () => {
    const bytes = bytesOf(config);
    expect(readEncoder(path)).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 7]! ^= 1;
    expect(sentenceFor(damaged)).toBe('model-refused: “PATH” is refused: its values are damaged.');
    expect(sentenceFor(bytes.subarray(0, -1))).toBe('model-refused: “PATH” is refused: it is cut short.');
  });

  it('are refused where they are of another kind, say no checksum or lack a weight', () => {
    expect(sentenceFor(bytesOf(config, { kind: 'acoustic-model' }))).toContain('its header is damaged at kind');
    expect(sentenceFor(bytesOf(config, { dataSha256: undefined }))).toContain('its header is damaged at dataSha256');
    expect(sentenceFor(bytesOf(config, { config: { ...config, layers: 2 } }))).toContain(
      'its weight layers.1.attention_norm.weight is missing, expected 4.',
    );
  });
});
