import fc from 'fast-check';

/**
 * Properties are tried on other cases in each run, so that they find more in time; on CI on the same ones, so that a failure
 * there is a fault of the change and not of the draw. `PROPERTY_RUNS` asks for so many cases of each.
 */
const { CI, PROPERTY_RUNS } = process.env;
if (CI !== undefined) fc.configureGlobal({ seed: 20_261_123 });
if (PROPERTY_RUNS !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: Number(PROPERTY_RUNS) });
