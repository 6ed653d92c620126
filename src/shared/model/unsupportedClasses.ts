/** Why a class of Keras layers has no place in the network: completes "a layer …". */
export function whyUnsupported(className: string, custom: string | null): string {
  if (custom !== null) return `which is a Python class of its own ("${custom}"), and its code is not in the file`;
  if (className === 'Lambda' || /^(TFOpLambda|SlicingOpLambda|TensorFlowOpLayer|Operation)$/.test(className)) {
    return 'which holds free Python code';
  }
  if (/^(LSTM|GRU|SimpleRNN|RNN|Bidirectional|TimeDistributed|.*LSTM.*|.*RNN.*|.*Cell)$/.test(className)) {
    return 'which works through a sequence step by step with a state of its own';
  }
  if (/Attention/.test(className)) return 'which multiplies activations with each other (attention)';
  if (
    /^(LayerNormalization|GroupNormalization|RMSNormalization|UnitNormalization|SpectralNormalization)$/.test(className)
  ) {
    return 'which normalises by statistics of each sample; BatchNormalization is supported';
  }
  if (className.endsWith('Transpose'))
    return 'which is a transposed convolution; UpSampling2D and Conv2D are supported';
  if (className.endsWith('3D')) return 'which works on volumes; layers for sequences and images are supported';
  if (
    /^(Embedding|Hashing|StringLookup|IntegerLookup|TextVectorization|CategoryEncoding|Discretization)$/.test(className)
  ) {
    return 'which looks up words or categories; only numbers are supported as input';
  }
  if (/^(PReLU|ThresholdedReLU)$/.test(className)) {
    return 'which is an activation without counterpart here; ReLU and LeakyReLU are supported';
  }
  if (/^(Resizing|CenterCrop|RandomCrop)$/.test(className)) return 'which changes the size of images; do that before';
  if (/^(Dot|Minimum|RepeatVector|Masking|MaxoutDense|LocallyConnected.*|EinsumDense)$/.test(className)) {
    return 'which has no counterpart among the supported layers';
  }
  return 'which is not known to the workbench';
}
