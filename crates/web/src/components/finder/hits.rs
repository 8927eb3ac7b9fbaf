//! Where a hit leads, and what it is called.

use shared::search::{SearchHit, SearchView};

use crate::components::campaigns::words;
use crate::i18n::{say, tr};
use crate::ui::icon::Icon;
use crate::ui::palette::Place;
use crate::ui::text::Text;

/// A hit as a place of the palette.
pub fn place(hit: SearchHit) -> Place {
    let href = href(&hit);
    let (text, icon, note): (Text, Icon, Text) = match hit {
        SearchHit::User { name, email, .. } => {
            let text = if name.is_empty() { email } else { format!("{name} · {email}") };
            (text.into(), Icon::User, kind(tr!(search.kind_user)))
        }
        SearchHit::Creator { name, .. } => (name.into(), Icon::Camera, kind(tr!(search.kind_creator))),
        SearchHit::Brand { company, .. } => (company.into(), Icon::Building2, kind(tr!(search.kind_brand))),
        SearchHit::Campaign { title, company, state, .. } => {
            let text = company.map_or_else(|| title.clone(), |company| format!("{title} · {company}"));
            let state = words::campaign_state(state);
            (text.into(), Icon::ScrollText, both(tr!(search.kind_campaign), state))
        }
        SearchHit::Application { campaign_title, creator, state, .. } => {
            let text = match creator {
                Some(creator) => Text::live(move || {
                    say!(search.application_of, creator = creator.clone(), campaign = campaign_title.clone())
                }),
                None => campaign_title.into(),
            };
            let state = words::application_state(state);
            (text, Icon::ListChecks, both(tr!(search.kind_application), state))
        }
    };
    Place { text, icon, note: Some(note), href }
}

fn kind(text: fn() -> &'static str) -> Text {
    text.into()
}

fn both(kind: fn() -> &'static str, state: fn() -> &'static str) -> Text {
    Text::live(move || format!("{} · {}", kind(), state()))
}

/// Where it leads, for who sees it so.
fn href(hit: &SearchHit) -> String {
    match hit {
        SearchHit::User { id, .. } => format!("/admin/users/{id}"),
        SearchHit::Creator { id, view: SearchView::Staff, .. } => format!("/admin/creators/{id}"),
        SearchHit::Creator { handle: Some(handle), .. } => format!("/c/{handle}"),
        SearchHit::Creator { id, .. } => format!("/creators/{id}"),
        SearchHit::Brand { id, view: SearchView::Staff, .. } => format!("/admin/brands/{id}"),
        SearchHit::Brand { id, .. } => format!("/brand/{id}"),
        SearchHit::Campaign { id, view, brand_id, .. } => match view {
            SearchView::Staff => format!("/admin/campaigns/{id}"),
            SearchView::Own => format!("/brand/{brand_id}/campaigns/{id}"),
            SearchView::Public => format!("/campaigns/{id}"),
        },
        SearchHit::Application { view: SearchView::Staff, campaign_id, .. } => {
            format!("/admin/campaigns/{campaign_id}")
        }
        SearchHit::Application { id, .. } => format!("/creator/applications/{id}"),
    }
}

#[cfg(test)]
mod tests {
    use shared::campaigns::CampaignState;
    use shared::search::{SearchHit, SearchView};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::href;

    #[wasm_bindgen_test]
    fn each_reader_is_led_where_they_may_go() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let campaign = |view| SearchHit::Campaign {
            id: id.parse().unwrap(),
            brand_id: id.parse().unwrap(),
            view,
            title: String::new(),
            company: None,
            state: CampaignState::Draft,
        };
        assert_eq!(href(&campaign(SearchView::Staff)), format!("/admin/campaigns/{id}"));
        assert_eq!(href(&campaign(SearchView::Own)), format!("/brand/{id}/campaigns/{id}"));
        assert_eq!(href(&campaign(SearchView::Public)), format!("/campaigns/{id}"));
        let creator = |view, handle: Option<&str>| SearchHit::Creator {
            id: id.parse().unwrap(),
            view,
            name: String::new(),
            handle: handle.map(str::to_owned),
        };
        assert_eq!(href(&creator(SearchView::Public, Some("ana"))), "/c/ana");
        assert_eq!(href(&creator(SearchView::Staff, Some("ana"))), format!("/admin/creators/{id}"));
    }
}
