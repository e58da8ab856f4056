//! By what methods an iterator is made: its position means something to a chain of the same methods only. And what
//! a temporary stands for.
//!
//! ```text
//! v.iter().rev()                      // iter.rev
//! (0..=n).step_by(2)                  // ..=.step_by
//! a.iter().zip(b.iter().rev())        // iter.zip(iter.rev)
//! v.iter().flat_map(|x| x.chars())    // iter.flat_map(chars)
//! v.chunks(2)                         // chunks(2)
//! ```

use quote::ToTokens;
use syn::{Expr, ExprMethodCall, RangeLimits};

use super::Lowerer;
use super::places::{local, without_parentheses};
use super::std_methods::{ADAPTERS, OWNED, SOURCES, calls_one_of};
use crate::names;
use crate::tokens::{plain_text, without_blocks};

impl Lowerer<'_> {
    /// The methods, and the kind of the range that they begin with.
    pub(super) fn made_by(&self, iterator: &Expr) -> String {
        match iterator {
            Expr::Paren(e) => self.made_by(&e.expr),
            Expr::Group(e) => self.made_by(&e.expr),
            Expr::Reference(e) => self.made_by(&e.expr),
            Expr::Range(range) => match range.limits {
                RangeLimits::HalfOpen(_) => "..".to_owned(),
                RangeLimits::Closed(_) => "..=".to_owned(),
            },
            Expr::Path(_) => local(iterator, &self.scopes)
                .map(|local| self.scopes.locals[local.0].made_by.clone())
                .unwrap_or_default(),
            Expr::MethodCall(call) => {
                let receiver = self.made_by(&call.receiver);
                let dot = if receiver.is_empty() { "" } else { "." };
                let method = names::plain_text(&call.method);
                let inside = self.inside(call, &method);
                let inside = inside.map(|inside| format!("({inside})"));
                format!("{receiver}{dot}{method}{}", inside.unwrap_or_default())
            }
            _ => String::new(),
        }
    }

    /// What a chain is joined with, what it goes through for each item, or in how large pieces its position counts.
    fn inside(&self, call: &ExprMethodCall, method: &str) -> Option<String> {
        match call.args.first()? {
            Expr::Closure(closure) if method == "flat_map" => Some(self.made_by(&closure.body)),
            other if method == "zip" || method == "chain" => Some(self.made_by(other)),
            size if method.contains("chunks") => Some(plain_text(&size.to_token_stream())),
            _ => None,
        }
    }

    /// The text of what goes into a temporary, with that of other temporaries in it.
    pub(super) fn stands_for(&self, expr: &Expr) -> String {
        let text = plain_text(&without_blocks(expr).to_token_stream());
        let words = text.split(' ').map(|word| {
            let local = self
                .scopes
                .lookup(word)
                .map(|local| &self.scopes.locals[local.0]);
            let temporary = local.filter(|local| local.ordinal.is_none());
            temporary.map_or(word, |local| &local.stands_for)
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The same for what a variable is given; nothing if that is no iterator by its form.
    pub(super) fn variable_made_by(&self, init: &Expr) -> String {
        let iterates = match without_parentheses(init) {
            Expr::Range(_) | Expr::Path(_) => true,
            Expr::MethodCall(call) => [SOURCES, ADAPTERS, OWNED]
                .iter()
                .any(|methods| calls_one_of(call, methods)),
            _ => false,
        };
        if iterates {
            self.made_by(init)
        } else {
            String::new()
        }
    }
}
