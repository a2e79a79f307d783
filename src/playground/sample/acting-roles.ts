import { BUSINESS, MANAGEMENT, PRODUCTION, RESEARCH } from './accounts.js';

/** The role the bot itself runs as, and the one it assumes in an account to change rights there. */
export const BOT_ROLE = `arn:aws:iam::${MANAGEMENT}:role/aispend/AispendReader`;
export const ACTING_ROLES = [PRODUCTION, RESEARCH, BUSINESS].map((account) => `arn:aws:iam::${account}:role/aispend/AispendAccess`);
