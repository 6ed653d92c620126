import type { ActivationChoice, Architecture } from './architecture.ts';
import type { TemplateName } from './templates.ts';

/** What network to train. */
export type NetworkChoice =
  /** A template, for samples of the shape and as many classes as the data have. */
  | {
      readonly kind: 'template';
      readonly template: TemplateName;
      readonly activation: ActivationChoice;
      /** Levels of quantised activations. */
      readonly levels: number;
      /** Null: as the template has them. */
      readonly bias: boolean | null;
      readonly batchNormalization: boolean | null;
    }
  | { readonly kind: 'architecture'; readonly architecture: Architecture }
  /** The layers of a Keras model, and its weights to start from. */
  | { readonly kind: 'model'; readonly path: string };
