import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { oggPackets } from '../../../../src/core/audio/oggPackets';
import { oggStream } from '../../../support/ogg';

const packet = fc
  .oneof(fc.nat({ max: 40 }), fc.constantFrom(254, 255, 256, 510, 511, 1300))
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
const packets = fc.array(packet, { minLength: 1, maxLength: 12 });
const bytesOf = (bytes: Uint8Array): Buffer[] => oggPackets(bytes).map((each) => Buffer.from(each.bytes));

describe('oggPackets', () => {
  it('puts the packets together, however they lie in pages', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 1, max: 255 }), (list, segmentsPerPage) => {
        expect(bytesOf(oggStream(list, segmentsPerPage))).toEqual(list.map((each) => Buffer.from(each)));
      }),
    );
  });

  it('tells the granule of a page by the last packet that ends on it, and the last page', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 1, max: 5 }), (list, segmentsPerPage) => {
        for (const [index, { granule }] of oggPackets(oggStream(list, segmentsPerPage)).entries()) {
          expect([null, index + 1]).toContain(granule);
        }
        expect(oggPackets(oggStream(list, segmentsPerPage)).at(-1)).toMatchObject({
          isLast: true,
          granule: list.length,
        });
      }),
    );
  });

  it('steps over what lies between pages', () => {
    const page = oggStream([Uint8Array.of(1, 2, 3)], 4);
    expect(bytesOf(Buffer.concat([Buffer.from('OggOg'), page, Buffer.from('noise'), page]))).toHaveLength(2);
  });

  it('gives only whole packets of a file that is cut anywhere', () => {
    const list = Array.from({ length: 8 }, (_, index) => new Uint8Array(100 * index).fill(index));
    const whole = oggStream(list, 3);
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), (end) => {
        const cut = bytesOf(whole.subarray(0, end));
        expect(cut).toEqual(list.slice(0, cut.length).map((each) => Buffer.from(each)));
      }),
    );
  });

  it('leaves out a packet whose beginning is missing', () => {
    const whole = oggStream([new Uint8Array(600).fill(1), Uint8Array.of(2)], 2);
    expect(bytesOf(whole.subarray(27 + 2 + 510))).toEqual([Buffer.of(2)]);
  });
});
