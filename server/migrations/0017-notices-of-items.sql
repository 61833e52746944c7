-- What residents were told of so far stays known, so that nobody is told twice.
insert into notices (tenant_id, id, key, audience, kind, about_kind, about_id, number, at)
select n.tenant_id, gen_random_uuid(), n.topic || '/' || n.event_id || '/' || n.case_id, 'resident', n.topic, 'case', n.case_id,
  c.number, coalesce(n.done_at, n.due_at)
from case_notices n join cases c on c.tenant_id = n.tenant_id and c.id = n.case_id;
insert into notice_deliveries (tenant_id, notice_id, channel, state, tries, created_at, due_at, receipt_id, fault, sent_at, done_at)
select n.tenant_id, t.id, 'sms', case when n.state in ('waiting', 'sending') then 'waiting' else n.state end, n.tries, t.at,
  case when n.state in ('waiting', 'sending') then n.due_at end, n.receipt_id, n.fault,
  case when n.state = 'sent' then n.done_at end, n.done_at
from case_notices n join notices t
  on t.tenant_id = n.tenant_id and t.key = n.topic || '/' || n.event_id || '/' || n.case_id;
DROP TABLE "case_notices" CASCADE;
