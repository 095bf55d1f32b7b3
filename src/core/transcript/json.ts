import type { Take } from '../../contract/transcript';

/** All that is known of a take, as the schema `Take` of contract/transcript.ts describes it; docs/formats.md tells it in words. */
export const formatJson = (take: Take): string => `${JSON.stringify(take, null, 2)}\n`;
