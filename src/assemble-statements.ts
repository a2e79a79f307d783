import type { NewEntry } from './audit/audit.js';
import { auditOver } from './audit/trail.js';
import type { FileConfig } from './config-schema.js';
import { statementMail } from './jobs/statement-mail.js';
import type { Statements } from './jobs/statement-port.js';
import type { Outbox } from './outbox/outbox.js';
import type { Audiences } from './spend/audience/audiences.js';
import { sharedRule } from './spend/chargeback.js';
import type { Ledger } from './spend/ledger/ledger.js';
import type { Source } from './spend/source.js';
import { Books } from './spend/statements/books.js';
import type { ClosedMonth } from './spend/statements/content.js';
import { Disputes } from './spend/statements/disputes.js';
import type { Dispute, Outcome } from './spend/statements/entries.js';
import { MonthLedger } from './spend/statements/month-ledger.js';
import type { DeliveryHours } from './spend/subscriptions/delivery-hours.js';
import type { Owners } from './spend/teams.js';
import type { Store } from './store/open.js';

/** The parts of month-close statements. */
export function assembleStatements(o: {
  ledger: Ledger;
  source: Source['name'];
  owners: Owners;
  store: Pick<Store, 'statements' | 'audit'>;
  outbox: Outbox;
  hours: DeliveryHours;
  audiences: Audiences;
  settings: FileConfig;
  now(): Date;
}): Statements {
  const { ledger, source, owners, store, outbox, hours, audiences, settings, now } = o;
  const { metric, tags } = settings.spend;
  const reader = new MonthLedger({ ledger, source, owners, metric, tags, shared: sharedRule(settings) });
  const books = new Books({ store: store.statements, ledger: reader, settings, now });
  const mail = statementMail({ settings, outbox, hours, audiences, books });
  const audit = auditOver(store.audit);
  return {
    books,
    disputes: new Disputes({ store: store.statements, now }),
    mail: {
      ...mail,
      // The trail first: what is told is written down. Both may be repeated.
      async closed(month) {
        await audit.write([closedEntry(month.closed)]);
        return mail.closed(month);
      },
      async decided(dispute, outcome) {
        await audit.write([decidedEntry(dispute, outcome)]);
        return mail.decided(dispute, outcome);
      },
    },
  };
}

const AUTHORITY = 'closes months (chargeback.closers or admins in aispend.yaml)';

const closedEntry = ({ month, closedBy, closedAt, content: _content, intact: _intact, ...rest }: ClosedMonth): NewEntry => ({
  key: `statement:${month}:closed`,
  at: closedAt,
  about: '',
  what: `month ${month} closed`,
  who: closedBy,
  authority: closedBy === 'aispend' ? 'chargeback.statements.autoClose (aispend.yaml)' : AUTHORITY,
  details: { month, ...rest },
});

const decidedEntry = (dispute: Dispute, { by, at, ...rest }: Outcome): NewEntry => ({
  key: `dispute:${dispute.id}:decided`,
  at,
  about: '',
  what: `dispute ${rest.verdict}`,
  who: by,
  authority: AUTHORITY,
  details: { ...rest, month: dispute.month, team: dispute.team, opened: { by: dispute.by, at: dispute.at, words: dispute.words } },
});
