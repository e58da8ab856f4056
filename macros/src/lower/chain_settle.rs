//! What an iterator's chain mentions, made fit for being evaluated again, and its methods checked to be std's.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::quote_spanned;
use syn::Expr;

use super::Lowerer;
use super::block::Builder;
use super::effects::{contains_closure, is_plain_value, mentions_mutable};
use super::made_again::lenders;
use super::recipe::{class, is_constant, is_place};
use super::std_methods::{ADAPTERS, GENERIC, SOURCES, calls_one_of};
use crate::ir::StmtKind;
use crate::names;

impl Lowerer<'_> {
    /// Sees to it that a method which stands for one of std's would have been std's: no code, but for the types.
    pub(super) fn check_sources(&mut self, source: &Expr, out: &mut Builder) {
        match source {
            Expr::Paren(e) => self.check_sources(&e.expr, out),
            Expr::MethodCall(call) if calls_one_of(call, ADAPTERS) => {
                self.check_sources(&call.receiver, out);
                if call.method == "zip" || call.method == "chain" {
                    self.check_sources(&call.args[0], out);
                }
            }
            _ if self.taken_again(source).is_some() => {
                for mut lender in lenders(source) {
                    let before = self.counters();
                    let flow = self.plain(&mut lender);
                    self.count_from(before);
                    let span = Span::mixed_site().located_at(syn::spanned::Spanned::span(&lender));
                    let rt = names::rt_at(span);
                    let check =
                        quote_spanned!(span=> if false { #rt::check_std_lender(&#lender); });
                    out.push(StmtKind::Plain(check), Vec::new(), flow, BTreeSet::new());
                }
            }
            // What a text is split by is a type that cannot be named.
            Expr::MethodCall(call)
                if calls_one_of(call, SOURCES)
                    && !call.args.iter().any(contains_closure)
                    && self.is_lent(&call.receiver)
                    && !matches!(*call.receiver, Expr::Lit(_)) =>
            {
                let mut asked = source.clone();
                let before = self.counters();
                let flow = self.plain(&mut asked);
                self.count_from(before);
                let span = Span::mixed_site().located_at(call.method.span());
                let rt = names::rt_at(span);
                let generic = GENERIC.iter().any(|name| call.method == name);
                let check = match &asked {
                    Expr::MethodCall(asked) if generic => {
                        let (method, receiver, args) =
                            (&asked.method, &asked.receiver, &asked.args);
                        quote_spanned!(span=> if false { #rt::check_parts(<::core::primitive::str>::#method(&#receiver, #args), #asked); })
                    }
                    asked => quote_spanned!(span=> if false { #rt::check_items(#asked); }),
                };
                out.push(StmtKind::Plain(check), Vec::new(), flow, BTreeSet::new());
            }
            _ => {}
        }
    }

    /// Puts arguments that are not the same when they are evaluated again into saved variables.
    pub(super) fn settle_chain(&mut self, source: &mut Expr, out: &mut Builder) {
        match source {
            Expr::Paren(e) => self.settle_chain(&mut e.expr, out),
            Expr::Group(e) => self.settle_chain(&mut e.expr, out),
            Expr::MethodCall(call) if calls_one_of(call, ADAPTERS) => {
                self.settle_chain(&mut call.receiver, out);
                let iterators = call.method == "zip" || call.method == "chain";
                for arg in &mut call.args {
                    if iterators {
                        self.settle_chain(arg, out);
                    } else {
                        self.settle_link(arg, out);
                    }
                }
            }
            Expr::MethodCall(call)
                if calls_one_of(call, SOURCES) && makes_a_value(&call.receiver) =>
            {
                if self.is_lent(&call.receiver) {
                    self.settle_lender(&mut call.receiver, out);
                } else {
                    let value = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
                    *call.receiver = self.let_copy(value, out);
                }
                for arg in &mut call.args {
                    self.settle_link(arg, out);
                }
            }
            Expr::MethodCall(call)
                if calls_one_of(call, SOURCES) && self.is_lent(&call.receiver) =>
            {
                self.settle_lender(&mut call.receiver, out);
                for arg in &mut call.args {
                    self.settle_link(arg, out);
                }
            }
            Expr::Reference(e) if makes_a_value(&e.expr) && !self.is_lent(&e.expr) => {
                let value = std::mem::replace(&mut *e.expr, Expr::PLACEHOLDER);
                *e.expr = self.let_copy(value, out);
            }
            Expr::Reference(e) => self.settle_lender(&mut e.expr, out),
            _ => {}
        }
    }

    /// The same for the indices and arguments in what is iterated.
    fn settle_lender(&mut self, lender: &mut Expr, out: &mut Builder) {
        match lender {
            Expr::Paren(e) => self.settle_lender(&mut e.expr, out),
            Expr::Reference(e) => self.settle_lender(&mut e.expr, out),
            Expr::Unary(e) => self.settle_lender(&mut e.expr, out),
            Expr::Field(e) => self.settle_lender(&mut e.base, out),
            Expr::Try(e) => self.settle_lender(&mut e.expr, out),
            Expr::Index(e) => {
                self.settle_lender(&mut e.expr, out);
                self.settle_link(&mut e.index, out);
            }
            Expr::MethodCall(call) => {
                self.settle_lender(&mut call.receiver, out);
                for arg in &mut call.args {
                    self.settle_link(arg, out);
                }
            }
            _ => {}
        }
    }

    fn settle_link(&mut self, arg: &mut Expr, out: &mut Builder) {
        match arg {
            Expr::Closure(closure) => {
                if closure.capture.is_some() && mentions_mutable(arg, &self.scopes) {
                    self.errors.at(&*arg, "a `move` closure that mentions a `mut` variable has a copy of its own, which is lost when the iterator is made again after a resume; leave out `move`, or copy the variable into one that is not `mut`");
                }
            }
            Expr::Range(e) => {
                for end in e.start.iter_mut().chain(&mut e.end) {
                    self.settle_link(end, out);
                }
            }
            Expr::Path(path) if path.path.segments.len() > 1 => {}
            Expr::Reference(e) if is_place(&e.expr, &self.scopes) => {
                self.settle_lender(&mut e.expr, out);
            }
            _ if is_constant(arg, &self.scopes) => {}
            Expr::Path(_) | Expr::Lit(_) if class(arg, &self.scopes).is_some() => {}
            Expr::Reference(_) | Expr::MethodCall(_) if class(arg, &self.scopes).is_some() => {
                self.settle_lender(arg, out);
            }
            _ if is_plain_value(arg, &self.scopes) && !mentions_mutable(arg, &self.scopes) => {}
            _ => {
                let value = std::mem::replace(arg, Expr::PLACEHOLDER);
                *arg = self.let_copy(value, out);
            }
        }
    }
}

/// Whether the expression makes a value that is borrowed where it stands.
fn makes_a_value(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Macro(_) | Expr::Struct(_) | Expr::Block(_)
    )
}
