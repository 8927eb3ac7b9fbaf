//! Loading, empty, failed.

use leptos::prelude::*;
use shared::error::ErrorCode;

use super::{Empty, Failure, Skeleton};
use crate::api::ApiProblem;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::kit::Specimen;

/// Loading, empty, failed.
#[component]
pub fn Demo() -> impl IntoView {
    let problem = ApiProblem {
        status: 503,
        code: Some(ErrorCode::Unavailable.as_str().to_owned()),
        said: Some(tr!(kit.sample_problem)().to_owned()),
        detail: None,
        fields: Vec::new(),
        second_factor: None,
        request_id: Some("01890a5d-ac96-774b-bcce-b302099a8057".to_owned()),
    };
    view! {
        <Specimen title=tr!(kit.states)>
            <Skeleton lines=3/>
            <Empty title=tr!(kit.sample_empty) text=tr!(kit.sample_help) icon=Icon::Archive>
                <Button text=tr!(kit.action) kind=Kind::Primary/>
            </Empty>
            <Failure problem on_retry=Callback::new(|()| ())/>
        </Specimen>
    }
}
