//! What must be answered. The description says whom an operation is for; for what two sides have with each other it is said
//! here who of them may what, and an operation that is not listed fails the test.

use super::bodies::is_broken;
use super::parties::{Who, Whose};
use crate::support::Answer;
use crate::support::operations::Operation;

/// What an answer says of who called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Sign in first.
    SignIn,
    /// Not for you.
    Forbidden,
    /// For you there is no such thing.
    Hidden,
    /// Anything else: they may, whether or not it can be done now with what was sent.
    Answered,
}

impl Verdict {
    pub fn of(answer: &Answer) -> Self {
        match (answer.status, answer.code().as_str()) {
            (401, "unauthenticated") => Self::SignIn,
            (403, "forbidden") => Self::Forbidden,
            (404, "not_found") => Self::Hidden,
            _ => Self::Answered,
        }
    }
}

const SIGN_IN: &[Verdict] = &[Verdict::SignIn];
const FORBIDDEN: &[Verdict] = &[Verdict::Forbidden];
const HIDDEN: &[Verdict] = &[Verdict::Hidden];
const HIDDEN_OR_FORBIDDEN: &[Verdict] = &[Verdict::Hidden, Verdict::Forbidden];
const ANSWERED: &[Verdict] = &[Verdict::Answered];
/// What was sent may be wrong before it is known that there is nothing.
const NOTHING_OR_WRONG: &[Verdict] = &[Verdict::Hidden, Verdict::Answered];

/// Who may what of what two sides have with each other: `o` who works in the brand (who only looks at it not), `v` who only
/// looks at it, `c` the creator. Of a brand and its campaigns a creator is on no side.
const MAY: &[(&str, &str)] = &[
    ("get_brand", "ov"),
    ("update_brand", "o"),
    ("trash_brand", "o"),
    ("restore_brand", "o"),
    ("send_brand_logo", "o"),
    ("remove_brand_logo", "o"),
    ("list_brand_members", "ov"),
    ("update_brand_member", "o"),
    ("remove_brand_member", "o"),
    ("hand_over_brand", "o"),
    ("list_brand_invitations", "o"),
    ("create_brand_invitation", "o"),
    ("revoke_brand_invitation", "o"),
    ("get_brand_package", "ov"),
    ("list_brand_revisions", "ov"),
    ("revert_brand", "o"),
    ("list_brand_campaigns", "ov"),
    ("get_own_campaign", "ov"),
    ("preview_campaign", "ov"),
    ("list_campaign_briefs", "ov"),
    ("list_campaign_revisions", "ov"),
    ("revert_campaign", "o"),
    ("update_campaign", "o"),
    ("publish_campaign", "o"),
    ("close_campaign", "o"),
    ("complete_campaign", "o"),
    ("cancel_campaign", "o"),
    ("archive_campaign", "o"),
    ("restore_campaign", "o"),
    ("duplicate_campaign", "o"),
    ("list_campaign_applications", "ov"),
    ("list_campaign_deliverables", "ov"),
    ("list_campaign_shipments", "ov"),
    ("get_application", "ovc"),
    ("get_application_brief", "ovc"),
    ("shortlist_application", "o"),
    ("offer_application", "o"),
    ("accept_application", "o"),
    ("reject_application", "o"),
    ("counter_application", "c"),
    ("confirm_application", "c"),
    ("withdraw_application", "c"),
    ("get_shipment", "ovc"),
    ("set_shipment_address", "c"),
    ("send_shipment", "o"),
    ("receive_shipment", "c"),
    ("report_shipment", "c"),
    ("waive_shipment", "oc"),
    ("list_application_deliverables", "ovc"),
    ("get_deliverable", "ovc"),
    ("send_deliverable_file", "c"),
    ("submit_deliverable", "c"),
    ("create_draft_link", "ovc"),
    ("approve_deliverable", "o"),
    ("ask_deliverable_changes", "o"),
    ("reject_deliverable", "o"),
    ("publish_deliverable", "c"),
    ("list_draft_comments", "ovc"),
    ("create_draft_comment", "oc"),
    ("get_deliverable_rights", "ovc"),
    ("list_brand_rights", "ov"),
    ("get_thread", "ovc"),
    ("list_messages", "ovc"),
    ("send_message", "oc"),
    ("read_messages", "ovc"),
    ("send_message_file", "oc"),
    ("create_message_file_link", "ovc"),
    ("block_messages", "oc"),
    ("unblock_messages", "oc"),
    ("report_metrics", "c"),
    ("list_deliverable_metrics", "ovc"),
    ("get_post_metrics", "ovc"),
    ("confirm_metrics", "c"),
    ("discard_metrics", "c"),
    ("question_metrics", "o"),
    ("create_metrics_link", "ovc"),
    ("get_brand_dashboard", "ov"),
    ("export_brand_campaigns", "ov"),
    ("export_brand_metrics", "ov"),
    ("export_brand_ratings", "ov"),
    ("export_campaign_applications", "ov"),
    ("print_campaign", "ov"),
    ("get_application_ratings", "ovc"),
    ("create_rating", "oc"),
    // The one that is named here is of the creator.
    ("reply_to_rating", "c"),
];

/// Where the staff who may manage the marketplace, and nothing else, has its work.
const MARKETPLACE: &[&str] = &[
    "/api/abuse/",
    "/api/brands",
    "/api/campaigns",
    "/api/contact",
    "/api/creators",
    "/api/overview",
    // For whoever is of the staff.
    "/api/notifications/announcements",
];

/// What is well whether or not there was such a thing.
const SAME_WITHOUT: &[&str] = &[
    "forget_cached_user",
    "forget_cached_user_alias",
    "list_brand_record_revisions",
    "remove_link",
    "unsave_campaign",
];

/// What asks for something that these people have not done, so that there is none of it yet: a second factor, something in
/// the trash.
const NONE_YET: &[&str] = &["reset_second_factor", "restore_managed_creator", "restore_brand_record"];

/// Whose databases and collections are no documents.
const INSPECTION: &str = "/api/inspection/";

/// What is of one person alone: the part of the address before its id.
const PERSONAL: &[&str] = &["notices", "keys", "sessions", "jobs", "portfolio", "reports"];

/// Operations that name what this test has none of, or cannot end.
pub const NOTHING_TO_NAME: &[&str] = &[
    "download_by_ticket",
    "get_backup",
    "delete_backup",
    "compare_backup",
    "download_backup",
    "create_download_ticket",
    "restore_backup",
    "undelete_backup",
    "verify_backup",
    "download_report",
    "get_media_kit",
    "get_preset_avatar",
    "download_data_export",
    "remove_link",
    "get_public_profile",
    "get_database",
    "list_collections",
    "get_collection",
    "start_census",
    "list_documents",
    "export_documents",
    "create_export_ticket",
    "start_reference_check",
    "download_export",
    "get_media_file",
    "get_media",
    "archive_announcement",
    "restore_announcement",
    "read_announcement",
    "show_email_preview",
    "lift_suppression",
    "forget_cached_user_alias",
    "get_task",
    "cancel_task",
];

/// What may be answered.
pub fn expected(operation: &Operation, (who, whose): (Who, Whose)) -> &'static [Verdict] {
    if operation.who() == "everyone" {
        // What names nothing may be about whoever visits, of whom nothing need be known.
        let names = operation.path.contains('{');
        return if names && whose != Whose::Missing { ANSWERED } else { NOTHING_OR_WRONG };
    }
    if who == Who::Nobody {
        return SIGN_IN;
    }
    match operation.who() {
        "staff" => of_staff(operation, who, whose),
        "brands" if who.is_creator() => FORBIDDEN,
        "brands" => there(operation, whose),
        "concerned" => of_two_sides(operation, who, whose),
        _ => of_account(operation, who, whose),
    }
}

/// For whoever may see all there is.
fn there(operation: &Operation, whose: Whose) -> &'static [Verdict] {
    let id = operation.id();
    let is_either = operation.path.starts_with(INSPECTION) || SAME_WITHOUT.contains(&id);
    match whose {
        Whose::Own | Whose::Foreign if NONE_YET.contains(&id) => NOTHING_OR_WRONG,
        Whose::Own | Whose::Foreign => ANSWERED,
        Whose::Missing | Whose::Mixed if is_either || is_broken(operation) => NOTHING_OR_WRONG,
        Whose::Missing | Whose::Mixed => HIDDEN,
    }
}

fn of_staff(operation: &Operation, who: Who, whose: Whose) -> &'static [Verdict] {
    let is_of_market = MARKETPLACE.iter().any(|begin| operation.path.starts_with(begin));
    match who {
        Who::Admin => there(operation, whose),
        Who::Staff if is_of_market => there(operation, whose),
        _ => FORBIDDEN,
    }
}

fn of_account(operation: &Operation, who: Who, whose: Whose) -> &'static [Verdict] {
    let parts: Vec<&str> = operation.path.split('/').collect();
    let before_id = parts.iter().position(|part| part.starts_with('{')).and_then(|at| parts.get(at - 1));
    if operation.path.starts_with("/api/creators/me") && !who.is_creator() {
        return if is_broken(operation) { NOTHING_OR_WRONG } else { HIDDEN };
    }
    if before_id.is_some_and(|before| PERSONAL.contains(before)) {
        return match whose {
            Whose::Own => ANSWERED,
            // Whoever manages the system sees all of them.
            Whose::Foreign if who == Who::Admin && before_id == Some(&"jobs") => ANSWERED,
            _ if is_broken(operation) => NOTHING_OR_WRONG,
            _ => HIDDEN,
        };
    }
    match operation.id() {
        // One does not apply where one works.
        "create_application" if whose == Whose::Own && who.works_in_brand() => FORBIDDEN,
        // Of what is theirs there may be none.
        _ if before_id.is_none() => NOTHING_OR_WRONG,
        _ => there(operation, whose),
    }
}

fn of_two_sides(operation: &Operation, who: Who, whose: Whose) -> &'static [Verdict] {
    let (_, may) = MAY
        .iter()
        .find(|(id, _)| *id == operation.id())
        .unwrap_or_else(|| panic!("who may {}? say it in `MAY`", operation.id()));
    let between = ["applications", "deliverables", "metrics", "ratings"];
    let between_two = between.iter().any(|what| operation.path.contains(&format!("/{what}/{{id}}")));
    let letter = match who {
        Who::Owner | Who::OtherBrand => 'o',
        Who::Viewer => 'v',
        Who::Creator | Who::OtherCreator if between_two => 'c',
        _ => return HIDDEN,
    };
    let in_trash = operation.id() == "restore_brand" && letter != 'o';
    match whose {
        Whose::Foreign | Whose::Missing => HIDDEN,
        _ if in_trash => HIDDEN,
        // Everybody in a brand sees who works in it.
        Whose::Mixed if !may.contains(letter) => HIDDEN_OR_FORBIDDEN,
        _ if !may.contains(letter) => FORBIDDEN,
        Whose::Own => ANSWERED,
        Whose::Mixed => HIDDEN,
    }
}
