//! Which database one is looking at: always on screen.

use leptos::prelude::*;
use shared::inspection::DatabaseIdentity;

use crate::address;
use crate::areas::admin::context::{Databases, use_databases};
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::Load;
use crate::ui::overlay::Menu;
use crate::ui::status::{Badge, Tone};
use crate::ui::text::Text;

/// The name of an environment as this installation calls itself.
fn environment(name: &str) -> String {
    match name {
        "production" => tr!(admin.env_production)().to_owned(),
        "preview" => tr!(admin.env_preview)().to_owned(),
        "development" => tr!(admin.env_development)().to_owned(),
        other => other.to_owned(),
    }
}

/// Environment, database, server, version, counts; and the way to another database.
#[component]
pub fn IdentityBar() -> impl IntoView {
    let databases = use_databases();
    view! {
        <section class="identity" aria-label=tr!(admin.identity_bar)>
            {move || match databases.all().get() {
                Load::Waiting => view! { <span class="identity-wait" role="status"><span class="hidden-visually">{tr!(common.loading)}</span></span> }.into_any(),
                Load::Failed(problem) => view! {
                    <span class="identity-failed"><IconView icon=Icon::CloudOff class="small"/>{tr!(admin.database_unknown)}" "{problem.title()}</span>
                    <Button text=tr!(common.retry) icon=Icon::RefreshCw small=true on_press=move |()| databases.all().reload()/>
                }.into_any(),
                Load::Ready(all) => databases.current().map(|database| bar(databases, database, all)).into_any(),
            }}
        </section>
    }
}

fn bar(databases: Databases, database: DatabaseIdentity, all: Vec<DatabaseIdentity>) -> impl IntoView {
    let production = database.environment == "production";
    let kind = database.environment.clone();
    let counts = database.clone();
    let read_at = database.at;
    view! {
        <Badge
            text=Text::live(move || environment(&kind))
            tone=if production { Tone::Attention } else { Tone::Info }
            icon=if production { Icon::Globe } else { Icon::Server }
        />
        <Chooser databases current=database.name.clone() all/>
        {database.unfinished_restore.then(|| view! { <Badge text=tr!(admin.database_unfinished) tone=Tone::Bad/> })}
        <span class="identity-fact identity-counts figures" title=move || say!(admin.read_at, ago = format::ago(read_at))>
            {move || say!(admin.counts, collections = format::count(counts.collections), documents = format::count(counts.documents))}
        </span>
        <span class="identity-fact identity-host">
            <code class="cut" title=database.host.clone()>{database.host.clone()}</code>
            <span>{move || say!(admin.version, version = database.server_version.clone())}</span>
        </span>
    }
}

#[component]
fn Chooser(databases: Databases, current: String, all: Vec<DatabaseIdentity>) -> impl IntoView {
    let path = address::path();
    let choose = move |name: &str| {
        databases.choose(name);
        // The inspector names its database in the address.
        if path.get_untracked().starts_with("/admin/inspector") {
            let target = format!("/admin/inspector/{}", crate::api::encode(name));
            address::go(&target);
        }
    };
    let all = StoredValue::new(all);
    let shown = current.clone();
    view! {
        <Menu label=Text::from(current) icon=Icon::Database>
            <p class="menu-note">{tr!(admin.database_choose)}</p>
            {all.get_value().into_iter().map(|database| {
                let name = database.name.clone();
                let is_current = name == shown;
                let counts = database.clone();
                view! {
                    <button type="button" aria-current=is_current.then_some("true") on:click=move |_| choose(&name)>
                        <IconView icon=if database.is_platform { Icon::Server } else { Icon::Database } class="small"/>
                        <span>
                            <span class="strong breakable">{database.name.clone()}</span><br/>
                            <span class="tiny quiet figures">
                                {move || say!(admin.counts, collections = format::count(counts.collections), documents = format::count(counts.documents))}
                            </span>
                        </span>
                    </button>
                }
            }).collect_view()}
        </Menu>
    }
}
