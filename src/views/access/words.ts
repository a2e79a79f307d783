import type { AccessWords } from '../../access/words.js';
import { drawCard } from './card.js';
import { drawDrift, drawNotice } from './notice.js';

/** How the workflow speaks. */
export const accessWords: AccessWords = { card: drawCard, notice: drawNotice, drift: drawDrift };
