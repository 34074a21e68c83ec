// Adds up the results of all stages. Prints what failed and what was skipped, by name, and last
// "N passed, N failed[, N skipped]". A stage without results counts as one failure.
import { readFileSync } from 'node:fs';

const [folder, ...stages] = process.argv.slice(2);
const passed = [];
const failed = [];
const skipped = [];

for (const stage of stages) {
  let results;
  try {
    results = JSON.parse(readFileSync(`${folder}/${stage}.json`, 'utf8'));
  } catch {
    failed.push(`${stage}: the stage gave no results`);
    continue;
  }
  const tests = stage === 'vitest' ? vitestResults(results) : googleResults(results);
  if (tests.length === 0) failed.push(`${stage}: no test was run`);
  for (const { name, outcome } of tests) {
    ({ passed, failed, skipped })[outcome].push(`${stage}: ${name}`);
  }
}

for (const name of skipped) console.log(`skipped  ${name}`);
for (const name of failed) console.log(`failed   ${name}`);
const counts = [`${passed.length} passed`, `${failed.length} failed`];
if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
console.log(counts.join(', '));
process.exitCode = failed.length > 0 ? 1 : 0;

function googleResults({ testsuites }) {
  return testsuites.flatMap(({ name: suite, testsuite }) =>
    testsuite.map((test) => {
      const outcome = test.failures ? 'failed' : test.result === 'SKIPPED' ? 'skipped' : 'passed';
      return { name: `${suite}.${test.name}`, outcome };
    }),
  );
}

function vitestResults({ testResults }) {
  const outcomes = { passed: 'passed', failed: 'failed', pending: 'skipped', skipped: 'skipped' };
  return testResults.flatMap((file) => {
    const tests = file.assertionResults.map((test) => ({
      name: test.fullName,
      outcome: outcomes[test.status] ?? 'skipped',
    }));
    // A file that cannot be loaded has no tests.
    const broken = file.status === 'failed' && !tests.some((test) => test.outcome === 'failed');
    return broken ? [...tests, { name: file.name, outcome: 'failed' }] : tests;
  });
}
