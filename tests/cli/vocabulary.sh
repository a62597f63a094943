#!/bin/sh
# Every kind and every rule that the vocabulary of the standard library promises is there, counted against lists of this test's own. Names are an
# interface: what is listed here may not go without a word.
. "$TESTS/lib.sh"
without_leak_checks

kinds='
action assessment asset assurance-report audit audit-programme awareness certificate change class commitment
communication competence context control dimension document evidence exception exclude exercise feedback finding
improvement incident include inherit issue management-review mapping method metric nonconformity objective obligation
opportunity party person policy process project reference reference-control resource risk role scale scope statement
supplier term threat training treatment unit vulnerability waive
'
# In `stdlib/`, or given by the compiler itself. Of vanished and reused ids and of changed
# evidence nothing stands here.
rules='
acceptance-above-authority acceptance-expired action-overdue action-unverified agreement-expired agreement-missing
annex-a-not-compared applied-control-excluded approval-outdated asset-unclassified asset-without-owner asset-without-risk audit-overdue
audit-programme-gap audit-programme-missing audit-unreported auditor-not-independent avoid-but-still-there
awareness-misses-role awareness-overdue backup-untested boilerplate-reason certificate-expired certificate-expiring
certificate-statement-differs change-unplanned claimed-value-differs clause-excluded climate-relevant-without-issue
climate-undecided climate-without-reason commitment-missing communication-incomplete competence-gap
complementary-control-missing conditional-document-missing contradicted-control control-implements-nothing
control-metric-missed control-not-implemented-without-reason control-overdue control-without-evidence
control-without-owner control-without-reason criteria-unit-mismatch decided-twice decision-overdue dependency-cycle
document-file-missing document-past-retention document-review-overdue document-unapproved duplicate-risk
edition-withdrawn evidence-file-missing evidence-overused exception-expired exception-without-compensation
exclusion-contradicted exclusion-implausible exclusion-not-reviewed exclusion-without-reason
exercise-failed-unfollowed exercise-overdue exit-plan-missing external-document-uncontrolled
finding-without-nonconformity impact-below-need impossible-date incident-after-rating incident-open-long
incident-without-lessons incident-without-risk ineffective-action-closed inherited-without-report
isms-responsibility-unassigned issue-unaddressed lowered-without-control major-open mandatory-document-missing
mapping-contradicts mapping-dangling mapping-not-inverse mapping-unreached method-incomplete method-level-unused method-unapproved method-not-monotone
method-without-acceptance-criteria metric-off-target metric-overdue metric-without-evaluation modify-without-control
need-below-dependent needs-missing no-improvement nonconformity-without-action nonconformity-without-cause
not-ready-for-stage-1 not-ready-for-stage-2 not-reassessed-after-change nothing-measured objective-missed
objective-missing objective-status-differs objective-without-metric objective-without-plan objective-without-policy
obligation-not-reviewed obligation-unhandled obligation-without-measure one-sided-context
outsourced-process-uncontrolled overdue-postponed party-without-obligation personal-data-without-obligation plan-unapproved
planned-control-counted planned-control-without-plan policy-content-missing policy-not-by-top-management
policy-not-communicated policy-unacknowledged process-without-criteria processor-without-agreement
qualification-expired rating-by-other-method rating-lowered-unexplained rating-off-scale ratings-uniform repeated-nonconformity
report-does-not-cover report-expired reporting-circle requirement-partly-covered requirement-uncovered
residual-above-assessed resource-not-provided retained-above-criteria review-before-audit review-input-missing
review-missing review-overdue review-without-decision review-without-top-management risk-not-reassessed risk-unrated
risk-without-cause risk-without-object risk-without-owner role-vacant role-without-responsibilities
rto-exceeds-dependent rto-exceeds-mtpd scope-asset-unlisted scope-change-not-notified scope-dependency-unlisted
scope-ignores-issues scope-ignores-obligations scope-missing scope-without-interfaces segregation-conflict
self-approval several-top-policies share-without-party site-not-audited stale-evidence standard-not-loaded
statement-missing statement-older-than-assessment statement-unapproved supplier-review-overdue surveillance-overdue
threat-unused todo-left top-management-missing top-policy-missing training-unevaluated treated-without-residual
treatment-done-control-planned treatment-overdue treatment-unevaluated treatment-without-date treatment-without-owner
unaccepted-residual undecided-control untransitioned-control untreated-risk unused-record vulnerability-unused
waiver-expired waiver-forbidden waiver-unused wrong-kind-for-requirement
'

listed() { "$ISMSC" list "$1" --format csv | tr -d '\r' | sed '1d; s/^"//; s/".*//'; }
words() { printf '%s\n' "$1" | tr -s ' \n' '\n' | sed '/^$/d' | sort; }

listed kinds | sort > "$TMP/kinds"
words "$kinds" > "$TMP/wanted"
is "every kind is there" "" "$(comm -23 "$TMP/wanted" "$TMP/kinds")"

{ listed rules; listed diagnostics; } | sort -u > "$TMP/rules"
words "$rules" > "$TMP/wanted"
is "every rule is there" "" "$(comm -23 "$TMP/wanted" "$TMP/rules")"
listed rules | sort > "$TMP/rules"
# A rule of the library that is not promised is one that this list has forgotten.
is "every rule of the library is listed" "" "$(comm -13 "$TMP/wanted" "$TMP/rules")"
is "so many kinds" 57 "$(words "$kinds" | wc -l | tr -d ' ')"
is "so many rules" 194 "$(wc -l < "$TMP/wanted" | tr -d ' ')"
