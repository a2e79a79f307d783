import type { Books } from '../spend/statements/books.js';
import type { Disputes } from '../spend/statements/disputes.js';
import type { StatementMail } from './statement-mail.js';

/** Statements as commands and jobs use them. */
export interface Statements {
  books: Books;
  disputes: Disputes;
  mail: StatementMail;
}
