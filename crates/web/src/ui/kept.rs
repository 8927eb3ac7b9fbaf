//! Values whose type only their owner knows.
//!
//! Every type that a signal holds brings its own copy of the reactive machinery, several kilobytes each. What is
//! fetched, listed or opened is therefore kept behind one type, and read back by whoever put it there.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value of some type, shared.
#[derive(Clone)]
pub struct Kept(Arc<dyn Any + Send + Sync>);

impl Kept {
    /// Keeps a value.
    pub fn new<T: Send + Sync + 'static>(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// The value, if it is of that type.
    pub fn of<T: 'static>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// One value or none as a signal, such as what a panel shows. Copy it freely.
pub struct Held<T> {
    inner: RwSignal<Option<Kept>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T: Clone + Send + Sync + 'static> Held<T> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { inner: RwSignal::new(None), of: PhantomData }
    }

    /// Holds this from now on; nothing happens when the page is gone.
    pub fn set(self, value: T) {
        let _gone = self.inner.try_set(Some(Kept::new(value)));
    }

    /// What is held; tracked.
    pub fn get(self) -> Option<T> {
        self.inner.with(|kept| kept.as_ref().and_then(Kept::of::<T>).cloned())
    }
}
