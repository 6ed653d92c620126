// A worker that does what the model path of a `describe` task says: ends, fails, waits, or answers.
let stopped = null;
process.on('message', ({ id, task, stop }) => {
  if (stop) return void stopped?.(id);
  const send = (reply) => process.send({ id, ...reply });
  const [order, argument] = task.model.split(':');
  if (order === 'crash') {
    process.stderr.write('Error: out of memory\n');
    process.exitCode = 3;
    setTimeout(() => process.exit(), 20);
  }
  if (order === 'problem') send({ kind: 'problem', problem: { area: 'file', kind: 'fileMissing', path: argument } });
  if (order === 'bug') send({ kind: 'bug', message: argument, stack: `Error: ${argument}\n    at somewhere` });
  if (order === 'answer') send({ kind: 'done', result: { name: argument, pid: process.pid } });
  if (order === 'slow') {
    const signs = setInterval(() => send({ kind: 'progress', done: 1 }), 100);
    setTimeout(() => {
      clearInterval(signs);
      send({ kind: 'done', result: { name: order } });
    }, Number(argument));
  }
  if (order === 'gentle') stopped = (asked) => asked === id && setTimeout(() => send({ kind: 'stopped' }), 50);
  if (order === 'stubborn') stopped = null;
  if (order === 'progress') {
    send({ kind: 'progress', done: 1 });
    send({ kind: 'progress', done: 2 });
    send({ kind: 'done', result: { name: argument } });
  }
});
process.on('disconnect', () => process.exit());
