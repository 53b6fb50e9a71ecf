/** `open`: on its way · `good`: arrived · `bad`: will not arrive · `unsure`: may have arrived. */
export type Tone = 'open' | 'good' | 'bad' | 'unsure';
