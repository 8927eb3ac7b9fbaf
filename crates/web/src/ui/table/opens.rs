//! What a row opens: its own page, or something on this one.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::kept::Kept;

/// What a row opens. Its first cell becomes the link or the button.
pub struct Opens<T> {
    kind: Opening,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Opens<T> {
    fn default() -> Self {
        Self { kind: Opening::Nothing, of: PhantomData }
    }
}

impl<T: Clone + 'static> Opens<T> {
    /// The page at this address.
    pub fn page(address: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        let address = move |row: &Kept| row.of::<T>().map(&address).unwrap_or_default();
        Self { kind: Opening::Page(Arc::new(address)), of: PhantomData }
    }

    /// Something on this page.
    pub fn here(open: impl Fn(T) + Send + Sync + 'static) -> Self {
        let open = move |row: &Kept| {
            if let Some(row) = row.of::<T>() {
                open(row.clone());
            }
        };
        Self { kind: Opening::Here(Arc::new(open)), of: PhantomData }
    }
}

impl<T> Opens<T> {
    pub(super) fn kind(self) -> Opening {
        self.kind
    }
}

/// The same for rows of any type.
#[derive(Clone)]
pub(super) enum Opening {
    Nothing,
    Page(Arc<dyn Fn(&Kept) -> String + Send + Sync>),
    Here(Arc<dyn Fn(&Kept) + Send + Sync>),
}

impl Opening {
    pub(super) const fn opens(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// The first cell of a row, as what opens it.
    pub(super) fn around(&self, content: AnyView, row: &Kept) -> AnyView {
        match self {
            Self::Nothing => content,
            Self::Page(address) => view! { <a class="table-open" href=address(row)>{content}</a> }.into_any(),
            Self::Here(open) => {
                let (open, row) = (Arc::clone(open), row.clone());
                view! { <button type="button" class="table-open" on:click=move |_| open(&row)>{content}</button> }
                    .into_any()
            }
        }
    }
}
