// What matters of tfjs-node 4.22.0 here, without its library: registers a backend "tensorflow", whose operations ask Node's `util` what kind
// of thing their inputs are, each time, as its nodejs_kernel_backend.js does. The sums are those of tfjs's plain backend.
const util_1 = require('util');
const tf = require('@tensorflow/tfjs-core');
const { version_cpu } = require('@tensorflow/tfjs-backend-cpu');

function dtypeOf(inputs) {
  if ((0, util_1.isNullOrUndefined)(inputs)) throw new Error('Invalid input tensors value.');
  if ((0, util_1.isArray)(inputs)) return inputs[0].dtype;
  return inputs.dtype;
}

exports.version = version_cpu;
tf.registerBackend('tensorflow', tf.findBackendFactory('cpu'));
for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc(call) {
      if (process.env.TFJS_NODE_DOUBLE === 'broken') throw new Error('libtensorflow is another one');
      const inputs = Object.values(call.inputs);
      dtypeOf(inputs.length === 1 ? inputs[0] : inputs.length === 0 ? 'none' : inputs);
      return kernelFunc(call);
    },
  });
}
