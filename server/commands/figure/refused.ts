/** Why a figure can't be exported or recomputed, as one sentence for whoever asked. */
export class FigureRefused extends Error {}
