-- What one performed step has to write, in the plainest statements, for pgbench -M simple.
-- The same tables, indexes, keys and triggers as the product's, but no walls: whoever runs it is superuser.
-- Given by -D: tenant, officer, letter (1: the step asks for a paper). Each client works on cases of its own.
\set n random(1, 1000)
\set key random(1, 9000000000000000)
\set case_number :n + :client_id * 1000
begin;
insert into app.idempotency_key (tenant_id, id, officer_id, key, operation, input_digest, created_at, used_on) values (':tenant', gen_random_uuid(), ':officer', 'pgbench-:key', 'perform_step', decode(repeat('ab', 32), 'hex'), now(), current_date);
select id as case_id, version + 1 as seq from app.case_ where tenant_id = ':tenant' and id = ('0000000b-0000-7000-8000-' || lpad(to_hex(:case_number), 12, '0'))::uuid for update \gset
insert into app.submission (tenant_id, id, case_id, step, kind, sealed, digest, created_at) values (':tenant', gen_random_uuid(), ':case_id', 'laporkan', 'perform_step', decode(repeat('cd', 400), 'hex'), decode(repeat('ef', 32), 'hex'), now());
insert into app.case_batch (tenant_id, id, case_id, first_seq, command, payload, officer_id, role, capacity, submission_ids, at) values (':tenant', gen_random_uuid(), ':case_id', :seq, 'perform_step', '{"step": "laporkan", "outcome": null}', ':officer', 'ANALIS', 'DEFINITIF', '["0000000b-0000-7000-8000-000000000001"]', now()) returning id as batch_id \gset
insert into app.case_event (tenant_id, id, case_id, batch_id, seq, kind, at, data, previous_hash, hash) select ':tenant', gen_random_uuid(), ':case_id', ':batch_id', :seq + n, 'step_performed', now(), repeat('x', 300), decode(repeat('ab', 32), 'hex'), decode(repeat('cd', 32), 'hex') from generate_series(0, 1) n;
update app.case_ set status = 'VERIFIED', step = 'disposisi', version = :seq + 1, head_hash = decode(repeat('cd', 32), 'hex'), updated_at = now() where tenant_id = ':tenant' and id = ':case_id';
delete from app.case_task where tenant_id = ':tenant' and case_id = ':case_id';
insert into app.case_task (tenant_id, id, case_id, kind, step, role, since) values (':tenant', gen_random_uuid(), ':case_id', 'PERFORM', 'disposisi', 'KADIS', now());
\if :letter
insert into app.letter (tenant_id, id, case_id, kind, title, stage, draft, requested_by, created_at, updated_at) values (':tenant', gen_random_uuid(), ':case_id', 'catatan_edukasi', 'Catatan edukasi', 'REQUESTED', 0, '{"role": "STAF"}', now(), now());
insert into jobs.procrastinate_jobs (queue_name, task_name, priority, lock, args, status) values ('default', 'issue_letter', 0, ':tenant/case/:case_id', '{"letter_id": ":case_id"}', 'todo');
\endif
update app.idempotency_key set result = '{"version": 9}' where tenant_id = ':tenant' and officer_id = ':officer' and key = 'pgbench-:key';
commit;
