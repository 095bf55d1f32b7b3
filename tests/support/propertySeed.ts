import fc from 'fast-check';

/**
 * Properties are tried on other cases in each run, so that they find more in time; on CI on the same ones, so that a failure
 * there is a fault of the change and not of the draw.
 */
if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_123 });
