/** A layer has no place in the network, whatever its input. The message completes "a layer …": `which keeps a state`. */
export class Refusal extends Error {}

/** A layer cannot take what its inputs give. The message is the `reason` of the Problem shapeMismatch. */
export class Misfit extends Error {}
