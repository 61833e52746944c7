-- What residents did to ratings, claims, items and photos was once written with who they are; the product has since written it without.
update audit_rows set actor_kind = 'anyone', actor_id = null
where actor_kind = 'resident' and subject_kind in ('rating', 'claim', 'case', 'file', 'follow-up', 'check-in', 'reward', 'inbox');

-- Members of staff who came as residents: these are steps that only the author of a rating takes.
update audit_rows set actor_kind = 'anyone', actor_id = null
where actor_kind = 'staff' and (
  (subject_kind = 'rating' and action in ('give', 'change', 'add-details', 'consent', 'withdraw-consent', 'anonymise'))
  or (subject_kind = 'follow-up' and action = 're-rated')
  or (subject_kind = 'claim' and action = 'dispute'));

update files set owner_kind = 'holder', owner_id = null where owner_kind = 'resident';

update replays set actor = '' where actor like 'resident:%';
