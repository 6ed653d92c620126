// Loaded into a process by NODE_OPTIONS=--import: notes every attempt to reach beyond this machine in SPIKEBENCH_NETWORK_LOG, and fails it.
import { appendFileSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const log = process.env.SPIKEBENCH_NETWORK_LOG;
const note = (words) => appendFileSync(log, `${words}\n`);
const refuse = (words) => {
  note(`attempt by process ${process.pid}: ${words}`);
  throw new Error(`No network: ${words}`);
};
const isLocal = (host) => host === undefined || /^(127\.|localhost$|::1$)/.test(host);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectLocally(...args) {
  const given = Array.isArray(args[0]) ? args[0][0] : args[0];
  const options =
    typeof given === 'object' ? given : { port: given, host: typeof args[1] === 'string' ? args[1] : undefined };
  if (options.path === undefined && !isLocal(options.host)) refuse(`connection to ${options.host}:${options.port}`);
  return connect.apply(this, args);
};
for (const target of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (typeof target[name] !== 'function' || !/^(lookup|resolve|reverse)/.test(name)) continue;
    const ask = target[name];
    target[name] = function askLocally(host, ...rest) {
      if (!isLocal(host)) refuse(`${name} of ${host}`);
      return ask.call(this, host, ...rest);
    };
  }
}
dgram.Socket.prototype.send = () => refuse('a datagram');
syncBuiltinESMExports();
note(`watching process ${process.pid}`);
