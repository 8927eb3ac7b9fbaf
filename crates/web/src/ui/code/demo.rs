//! A document with many types.

use leptos::prelude::*;
use serde_json::json;

use super::DocumentView;
use crate::i18n::tr;
use crate::ui::kit::Specimen;

/// A document with many types.
#[component]
pub fn Demo() -> impl IntoView {
    let value = json!({
        "_id": {"$oid": "65f0a1b2c3d4e5f601234567"},
        "name": "Ana",
        "followers": {"$numberInt": "18400"},
        "rating": {"$numberDouble": "4.8"},
        "joined_at": {"$date": {"$numberLong": "1763733802000"}},
        "verified": true,
        "agency": null,
        "networks": [{"kind": "instagram", "handle": "ana.py"}, {"kind": "tiktok", "handle": "anapy"}],
        "avatar": {"$binary": {"base64": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf", "subType": "00"}}
    });
    view! { <Specimen title=tr!(kit.code)><DocumentView value/></Specimen> }
}
