//! Diagnostics of one expansion, gathered so that a user sees all of them at once.

use core::cell::RefCell;
use core::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors found so far. [`Errors::finish`] must be called: forgetting it panics.
pub(crate) struct Errors {
    found: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors {
            found: RefCell::new(Some(Vec::new())),
        }
    }

    /// Reports `message` at `tokens`: what is wrong, why, and what to write instead.
    pub(crate) fn at(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        self.found
            .borrow_mut()
            .as_mut()
            .expect("errors are reported before `finish`")
            .push(error);
    }

    pub(crate) fn count(&self) -> usize {
        self.found.borrow().as_ref().map_or(0, Vec::len)
    }

    /// All errors as `compile_error!` items; nothing if there were none.
    pub(crate) fn finish(self) -> TokenStream {
        let found = self.found.borrow_mut().take().unwrap_or_default();
        found.iter().map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let forgotten = !std::thread::panicking() && self.found.borrow().is_some();
        assert!(!forgotten, "the errors of an expansion were not emitted");
    }
}
