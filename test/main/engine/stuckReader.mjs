// A worker that says that it reads the file named in a `describe` task, and then never comes back, dies, or answers.
process.on('message', ({ id, task }) => {
  const send = (reply) => process.send({ id, ...reply });
  const [order, words = ''] = task.model.split(':');
  if (order === 'answer') {
    send({ kind: 'done', result: { name: words, pid: process.pid } });
    return;
  }
  send({ kind: 'reading', file: { path: `${order}.keras`, bytes: 0 } });
  setTimeout(() => {
    if (order === 'stuck') for (;;);
    if (order === 'slow') {
      send({ kind: 'reading', file: null });
      setTimeout(() => send({ kind: 'done', result: { name: 'slow', pid: process.pid } }), 600);
    }
    process.stderr.write(`${words}\n`);
    if (order === 'dead') setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20);
  }, 10);
});
process.on('disconnect', () => process.exit());
