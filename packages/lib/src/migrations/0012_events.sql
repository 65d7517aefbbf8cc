-- Events are there to be heard, not to be kept: what is older than a week may go, and nothing else.
grant delete on stratum.events to stratum_control;

create function stratum.spare_recent_events() returns trigger
  language plpgsql as $$
begin
  if old.occurred_at > now() - interval '7 days' then
    raise exception 'an event is kept for seven days' using errcode = 'insufficient_privilege';
  end if;
  return old;
end
$$;
create trigger spare_recent_events before delete on stratum.events
  for each row execute function stratum.spare_recent_events();
