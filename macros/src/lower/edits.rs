//! `let` statements as what snapshots of other builds see of them: `#[default]`, `#[was]`, and how an iterator is made.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Local, parse_quote};

use super::block::Builder;
use super::{Lowerer, macros, patterns};
use crate::edits::Edits;
use crate::flow::LocalSet;
use crate::receiver;

impl Lowerer<'_> {
    pub(super) fn local(
        &mut self,
        mut local: Local,
        mentioned: BTreeSet<String>,
        out: &mut Builder,
    ) {
        let edits = Edits::take(&mut local.attrs);
        self.check_default(&edits);
        let name = patterns::name(&local.pat).map(ToString::to_string);
        let init = local
            .init
            .as_ref()
            .map(|init| self.variable_made_by(&init.expr));
        self.unedited_local(local, mentioned, !edits.is_empty(), out);
        if let Some(declared) = name.and_then(|name| self.scopes.lookup(&name)) {
            let declared = &mut self.scopes.locals[declared.0];
            declared.edits = edits;
            declared.made_by = init.unwrap_or_default();
        }
    }

    /// Reports a default that mentions a variable of the function.
    pub(super) fn check_default(&mut self, edits: &Edits) {
        let Some(default) = &edits.default else {
            return;
        };
        // As a closure: what it returns or leaves is its own.
        let mut closure: Expr = parse_quote!(|| #default);
        let first_inner = self.scopes.next_local();
        let flow = self.plain(&mut closure);
        let mut used = LocalSet::new();
        flow.used(&mut used);
        let used = used.into_iter().filter(|local| *local < first_inner);
        let mut used: Vec<_> = used
            .map(|local| self.scopes.locals[local.0].shown.as_str())
            .collect();
        if receiver::mentions(default.to_token_stream()) {
            used.push("self");
        }
        for name in used {
            let place = macros::mention(name, default.to_token_stream());
            let place = place.unwrap_or_else(|| default.span());
            self.errors.push(syn::Error::new(place, format!("`{name}` has no value where a default is made: while a snapshot is read, before anything of the function runs; use constants and functions, and compute the rest in the body")));
        }
    }
}
