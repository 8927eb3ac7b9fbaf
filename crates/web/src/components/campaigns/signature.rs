//! What a creator signed.

use leptos::prelude::*;
use shared::campaigns::Signature;

use super::Terms;
use crate::i18n::tr;
use crate::ui::card::{Fact, Facts};
use crate::ui::format;

/// Name, instant, address, version and digests.
#[component]
pub fn SignatureView(
    /// What was signed.
    signature: Signature,
) -> impl IntoView {
    let at = signature.at;
    view! {
        <div class="stack">
            <Terms compensation=signature.compensation/>
            <Facts>
                <Fact label=tr!(campaigns.signed_by)>{signature.name}</Fact>
                <Fact label=tr!(campaigns.signed_at)><time datetime=at.to_string()>{move || format::exact(at)}</time></Fact>
                <Fact label=tr!(campaigns.signed_ip)><code>{signature.ip}</code></Fact>
                <Fact label=tr!(campaigns.version)>{signature.brief_version.to_string()}</Fact>
            </Facts>
            <div class="stack tight">
                <p class="tiny quiet">{tr!(campaigns.brief_digest)}</p>
                <code class="tiny breakable">{signature.brief_digest}</code>
                <p class="tiny quiet">{tr!(campaigns.signature_digest)}</p>
                <code class="tiny breakable">{signature.digest}</code>
                <p class="tiny quiet">{tr!(campaigns.digest_help)}</p>
            </div>
        </div>
    }
}
