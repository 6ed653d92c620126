import { attackServer, isRefused } from './attackServer.ts';

/** `npm run attack`: everything that is tried against a running server, with what came of it and the server's memory. */
const { before, results } = await attackServer();
console.log(`${'before'.padEnd(60)} ${before.toFixed(0).padStart(4)} MiB`);
for (const result of results) {
  const { name, found, wanted, lives, memory } = result;
  const words = isRefused(result)
    ? 'refused'
    : `NOT REFUSED: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}${lives ? '' : '; the server is gone'}`;
  console.log(`${name.padEnd(60)} ${memory.toFixed(0).padStart(4)} MiB  ${words}`);
}
const failed = results.filter((result) => !isRefused(result)).length;
console.log(
  `${results.length} attacks, ${results.length - failed} refused, the server ${results.every(({ lives }) => lives) ? 'lives' : 'died'}`,
);
process.exit(failed === 0 ? 0 : 1);
