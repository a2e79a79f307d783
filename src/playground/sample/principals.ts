import type { Day } from '../../period.js';
import { BUSINESS, PRODUCTION, RESEARCH } from './accounts.js';
import { job, type Principal, session, tags, user } from './principal.js';

const all = { rhythm: 'always' } as const;
/** What moved to another way of working stopped at the end of June. */
const CLOSED: Day = '2026-07-01';

/** The forty callers of the sample company, by team. */
export const PRINCIPALS: Principal[] = [
  {
    ...session(PRODUCTION, 'CodeReviewService', 'i-0a3f91c27be5d4680'),
    tags: tags('engineering', 'code-review'),
    jobs: [job('coding', 150, 'agent'), job('fast', 10, 'chat')],
  },
  {
    ...session(PRODUCTION, 'IdeGateway', 'ide-gateway'),
    tags: tags('engineering', 'developer-tools'),
    jobs: [job('coding', 170, 'agent', { tier: 'global' })],
  },
  {
    ...session(PRODUCTION, 'BuildFailureAnalysis', 'build-failure-analysis'),
    tags: tags('engineering', 'ci'),
    jobs: [job('chat', 42, 'chat')],
  },
  {
    ...session(PRODUCTION, 'TestGeneration', 'test-generation'),
    tags: tags('engineering', 'test-generation', 'eng'),
    jobs: [job('coding', 60, 'bulk', { tier: 'batch' })],
  },
  {
    ...session(PRODUCTION, 'LegacyMigration', 'i-04be77d1920ac6f35'),
    tags: tags('engineering', 'legacy-migration'),
    jobs: [job('coding', 64, 'agent', { tier: 'long' })],
  },
  { ...session(PRODUCTION, 'ReleaseNotesFunction', 'release-notes'), tags: tags('engineering', 'ci'), jobs: [job('chat', 14, 'bulk')] },
  { ...user(PRODUCTION, 'svc-docs'), tags: tags('engineering', 'documentation'), jobs: [job('fast', 20, 'bulk', { tier: 'batch' })] },

  {
    ...session(RESEARCH, 'NotebookRuntime', 'notebook-runtime'),
    tags: tags('data-science', 'notebooks'),
    jobs: [job('notebook', 118, 'chat')],
  },
  {
    ...session(RESEARCH, 'ImageLabelling', 'i-0c91e83fa47b2d506'),
    tags: tags('data-science', 'labelling'),
    jobs: [job('vision', 62, 'bulk', { tier: 'batch', ...all })],
  },
  {
    ...session(RESEARCH, 'EmbeddingPipeline', 'embedding-pipeline'),
    tags: tags('data-science', 'search-index'),
    jobs: [job('embedding', 44, 'bulk', all)],
  },
  {
    ...session(PRODUCTION, 'ForecastExplainer', 'forecast-explainer'),
    tags: tags('data-science', 'forecasting', 'Data-Science'),
    jobs: [job('chat', 76, 'chat')],
  },
  {
    ...session(PRODUCTION, 'ChurnAssistant', 'churn-assistant'),
    tags: tags('data-science', 'churn', 'Data-Science'),
    jobs: [job('gpt', 70, 'chat')],
  },
  {
    ...session(PRODUCTION, 'AnomalyNarratorFunction', 'anomaly-narrator'),
    tags: tags('data-science', 'forecasting'),
    jobs: [job('fast', 22, 'chat', all)],
  },
  {
    ...user(PRODUCTION, 'svc-etl-summaries'),
    tags: tags('data-science', 'etl'),
    jobs: [job('medium', 40, 'bulk', { tier: 'batch', ...all })],
  },

  {
    ...session(BUSINESS, 'TicketTriageAgent', 'ticket-triage'),
    tags: tags('support', 'ticket-triage'),
    jobs: [job('chat', 30, 'agent', all), job('fast', 8, 'chat', all)],
    runaway: true,
  },
  { ...session(BUSINESS, 'ReplyDrafts', 'reply-drafts'), tags: tags('support', 'reply-drafts'), jobs: [job('chat', 82, 'chat', all)] },
  {
    ...session(BUSINESS, 'CallSummariesFunction', 'call-summaries'),
    tags: tags('support', 'call-summaries'),
    jobs: [job('small', 24, 'bulk', all)],
  },
  { ...user(BUSINESS, 'BedrockAPIKey-k3vd'), tags: tags('support', 'chat-widget'), jobs: [job('fast', 30, 'chat', all)] },

  { ...session(BUSINESS, 'CampaignStudio', 'campaign-studio'), tags: tags('marketing', 'campaigns'), jobs: [job('chat', 66, 'chat')] },
  { ...user(BUSINESS, 'svc-seo-briefs'), tags: tags('marketing', 'seo'), jobs: [job('small', 18, 'bulk')] },
  {
    ...session(BUSINESS, 'ProductTranslations', 'product-translations'),
    tags: tags('marketing', 'translations'),
    jobs: [job('fast', 26, 'bulk', { tier: 'global' })],
  },

  {
    ...session(RESEARCH, 'LiteratureAgent', 'literature-agent'),
    tags: tags('research', 'literature'),
    jobs: [job('deep', 190, 'agent', { tier: 'global' })],
  },
  {
    ...session(RESEARCH, 'SimulationPlanner', 'i-07d2b64e1f8a9c035'),
    tags: tags('research', 'simulation'),
    jobs: [job('mantle', 70, 'bulk', all)],
  },
  {
    ...session(RESEARCH, 'ModelEvaluation', 'model-evaluation'),
    tags: tags('research', 'evaluation'),
    jobs: [job('frontier', 96, 'agent'), job('llama', 26, 'bulk', { tier: 'batch' })],
  },
  {
    ...session(RESEARCH, 'ProtocolWriter', 'protocol-writer'),
    tags: tags('research', 'pilot "$0 budget"'),
    jobs: [job('notebook', 56, 'chat')],
  },
  {
    ...user(RESEARCH, 'svc-paper-index'),
    tags: tags('research', 'literature'),
    jobs: [job('embedding', 12, 'bulk', all), job('vision', 42, 'chat')],
  },

  {
    ...session(PRODUCTION, 'InternalAssistant', 'internal-assistant'),
    tags: tags('platform', 'assistant'),
    jobs: [job('coding', 116, 'agent')],
  },
  {
    ...session(PRODUCTION, 'LogSummaries', 'log-summaries'),
    tags: tags('platform', 'observability'),
    jobs: [job('small', 44, 'bulk', { tier: 'flex', ...all })],
  },
  {
    ...session(PRODUCTION, 'IncidentScribeFunction', 'incident-scribe'),
    tags: tags('platform', 'observability'),
    jobs: [job('open', 36, 'chat', { tier: 'priority', ...all })],
  },
  {
    ...session(PRODUCTION, 'AmazonBedrockAgentCoreRuntime-procurement', 'procurement-agent'),
    tags: tags('platform', 'procurement-agent'),
    jobs: [job('chat', 58, 'agent')],
  },
  {
    ...session(PRODUCTION, 'ModelProbe', 'model-probe'),
    tags: tags('platform', 'observability'),
    jobs: [job('fast', 4, 'bulk', { profile: { team: 'research' }, ...all })],
  },

  {
    ...session(BUSINESS, 'InvoiceMatching', 'invoice-matching'),
    tags: tags('finance', 'invoices'),
    jobs: [job('fast', 28, 'bulk'), job('chat', 20, 'chat')],
  },
  {
    ...session(BUSINESS, 'AuditSampling', 'audit-sampling'),
    tags: tags('finance', 'audit'),
    jobs: [job('medium', 15, 'bulk', { tier: 'batch' })],
  },

  {
    ...session(BUSINESS, 'ContractReview', 'contract-review'),
    tags: tags('legal', 'contracts'),
    jobs: [job('chat', 62, 'chat')],
    until: CLOSED,
  },
  { ...user(BUSINESS, 'svc-nda-screening'), tags: tags('legal', 'contracts'), jobs: [job('fast', 9, 'bulk')], until: CLOSED },

  {
    ...session(PRODUCTION, 'AWSReservedSSO_DeveloperAccess_5b1f0c8e92d7a634', 'marta.lindqvist@halden.example'),
    tags: {},
    jobs: [job('coding', 38, 'agent')],
  },
  {
    ...session(PRODUCTION, 'AWSReservedSSO_DeveloperAccess_5b1f0c8e92d7a634', 'jonas.weber@halden.example'),
    tags: {},
    jobs: [job('coding', 29, 'agent')],
  },
  {
    ...session(BUSINESS, 'AWSReservedSSO_AnalystAccess_c40d7e19ab5f3826', 'priya.nair@halden.example'),
    tags: {},
    jobs: [job('chat', 18, 'chat')],
  },
  {
    ...session(BUSINESS, 'ModelGateway', 'model-gateway'),
    tags: { project: 'model-gateway' },
    jobs: [
      job('chat', 24, 'chat', { profile: { team: 'marketing' } }),
      job('chat', 28, 'chat', { profile: { team: 'support' }, ...all }),
      job('fast', 14, 'chat', { profile: { team: 'finance' } }),
      job('chat', 16, 'chat'),
    ],
  },
  { ...user(PRODUCTION, 'svc-legacy-reports'), tags: { owner: 'j.weber' }, jobs: [job('small', 12, 'bulk', all)] },
];
