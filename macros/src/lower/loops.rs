//! `while` and `for` that suspend.
//!
//! ```text
//! while cond { body }        ->  loop { if !cond { break } body }
//! while let PAT = e { body } ->  loop { let PAT = e else { break }; body }    where nothing of `e` lives on in the body
//!                            ->  loop { if let PAT = e { body } else { break } }    elsewhere
//! for PAT in e { body }      ->  items = saved iterator of e; loop { let PAT = next of items, or break; body }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprForLoop, ExprIf, ExprWhile, Pat, parse_quote};

use super::block::{Builder, Tail};
use super::control::Lowered;
use super::plain::contains_let;
use super::{Lowerer, macros, places};
use crate::flow::{Flow, LocalId, LocalSet};
use crate::ir::{Kept, Let, Loop, Node, RecipeId, StmtKind, Suspend};
use crate::tokens::plain_text;
use crate::{marker, names};

impl Lowerer<'_> {
    pub(super) fn while_node(&mut self, mut e: ExprWhile) -> Lowered {
        let first = self.next_point();
        let target = self.scopes.enter_target(&mut e.label, true);
        let exit = self.scopes.jump_label(target);
        self.scopes.enter();
        let mut body = self.builder(Vec::new());
        let mut mentioned = BTreeSet::new();
        macros::names(e.cond.to_token_stream(), &mut mentioned);
        match *e.cond {
            Expr::Let(binding)
                if is_spent_at_once(&binding) || self.item_of(&binding, &e.body).is_some() =>
            {
                let item_of = self.item_of(&binding, &e.body);
                self.while_let(binding, target, item_of, mentioned, &mut body);
                self.statements(e.body.stmts, &Tail::Unit, &mut body);
            }
            cond if contains_let(&cond) => {
                let then = e.body;
                let turn = ExprIf {
                    attrs: Vec::new(),
                    if_token: <syn::Token![if]>::default(),
                    cond: Box::new(cond),
                    then_branch: then,
                    else_branch: Some((<syn::Token![else]>::default(), parse_quote!({ break }))),
                };
                macros::names(turn.then_branch.to_token_stream(), &mut mentioned);
                let (node, flow, points) = self.if_node(turn, &Tail::Value(None), &mut body);
                let kind = StmtKind::Suspend(Suspend {
                    result: None,
                    discarded: false,
                    node,
                    points,
                });
                body.push(kind, Vec::new(), flow, mentioned);
            }
            cond => {
                let (cond, flow) = self.condition(cond, true, &mut body);
                let flow = Flow::Sequence(vec![
                    flow,
                    Flow::Branch(vec![Flow::Break(target), Flow::nothing()]),
                ]);
                let span = Span::mixed_site().located_at(cond.span());
                let test = quote_spanned!(span=> if !(#cond) { break #exit; });
                body.push(StmtKind::Plain(test), Vec::new(), flow, mentioned);
                self.statements(e.body.stmts, &Tail::Unit, &mut body);
            }
        }
        self.scopes.leave();
        self.scopes.leave_target();
        let (body, flow) = self.finish(body);
        let node = Node::Loop(Loop {
            target,
            label: e.label,
            items: None,
            source: None,
            body,
        });
        (
            node,
            Flow::Loop(target, Box::new(flow)),
            first..self.next_point(),
        )
    }

    fn while_let(
        &mut self,
        binding: syn::ExprLet,
        target: crate::flow::TargetId,
        item_of: Option<LocalId>,
        mentioned: BTreeSet<String>,
        body: &mut Builder,
    ) {
        let mut scrutinee = *binding.expr;
        if marker::suspends(&scrutinee) {
            scrutinee = self.value(scrutinee, body);
        }
        let exit = self.scopes.jump_label(target);
        let candidate = match item_of {
            Some(items) => self.candidate_of_item(items),
            None => self.candidate(None, &mut scrutinee, Some(body)),
        };
        let made = self.plain(&mut scrutinee);
        let mut pat = *binding.pat;
        let (declares, pattern) = self.pattern(&mut pat, false);
        let again = match item_of {
            Some(items) => {
                let (rt, current) = (names::rt(), names::current(items));
                parse_quote!(#rt::Some(#current.take()))
            }
            None => scrutinee.clone(),
        };
        self.make_again(candidate, &pat, &again, &made, &declares);
        let exits = Flow::Branch(vec![Flow::Break(target), Flow::nothing()]);
        let parts = vec![made, exits, pattern];
        let init = Some(scrutinee.to_token_stream());
        let kind = StmtKind::Let(Let {
            attrs: Vec::new(),
            pat,
            ty: None,
            init,
            diverge: Some(parse_quote!({ break #exit })),
        });
        body.push(kind, declares, Flow::Sequence(parts), mentioned);
    }

    pub(super) fn for_node(&mut self, mut e: ExprForLoop, out: &mut Builder) -> Lowered {
        if let Some(items) = self.lent_iterator(&e.expr) {
            let (pat, body, attrs) = (&e.pat, &e.body, &e.attrs);
            let mut again: ExprWhile = parse_quote!(#(#attrs)* while let ::core::option::Option::Some(#pat) = #items.next() #body);
            again.label = e.label;
            return self.while_node(again);
        }
        let mut source = *e.expr;
        let made_by = self.made_by(&source);
        if marker::suspends(&source) {
            source = self.value(source, out);
        }
        let first = self.next_point();
        self.note_iterated(&source);
        self.settle_chain(&mut source, out);
        self.check_sources(&source, out);
        let name = self.temporary("items", source.span());
        let (header, made, place) = self.items(&mut source);
        let items = self
            .scopes
            .declare_hidden(name.clone(), "items", source.span());
        self.scopes.locals[items.0].made_by = made_by;
        self.scopes.locals[items.0].stands_for = plain_text(&e.pat.to_token_stream());
        let owned = place.is_none();
        if let Some((recipe, sources)) = place {
            self.scopes.keep_as(items, Kept::Place(recipe), &sources);
        }
        let target = self.scopes.enter_target(&mut e.label, true);
        let exit = self.scopes.jump_label(target);
        self.scopes.enter();
        let mut body = self.builder(Vec::new());
        let mut pat = *e.pat;
        let candidate = self.candidate_of_item(items);
        let (declares, pattern) = self.pattern(&mut pat, true);
        let uses = self.scopes.uses(items);
        let current = names::current(items);
        self.make_again(
            candidate,
            &pat,
            &parse_quote!(#current.take()),
            &uses,
            &declares,
        );
        let turn = Flow::Sequence(vec![
            uses,
            Flow::Branch(vec![Flow::Break(target), Flow::nothing()]),
            pattern,
        ]);
        let rt = names::rt_at(name.span());
        let next = quote_spanned!(name.span()=> match #rt::next(&mut #name) {
            #rt::Some(item) => item,
            #rt::None => break #exit,
        });
        let kind = StmtKind::Let(Let {
            attrs: Vec::new(),
            pat,
            ty: None,
            init: Some(next),
            diverge: None,
        });
        body.push(kind, declares, turn, BTreeSet::new());
        self.statements(e.body.stmts, &Tail::Unit, &mut body);
        self.scopes.leave();
        self.scopes.leave_target();
        let (body, flow) = self.finish(body);
        let flow = Flow::Sequence(vec![
            header,
            Flow::Define(items),
            Flow::Loop(target, Box::new(flow)),
        ]);
        let node = Node::Loop(Loop {
            target,
            label: e.label,
            items: Some((items, made)),
            source: owned.then_some(source),
            body,
        });
        (node, flow, first..self.next_point())
    }

    /// The iterator of a `for` loop: the flow of making it, how it is made, and how it is made again if it is.
    fn items(&mut self, source: &mut Expr) -> (Flow, TokenStream, Option<(RecipeId, LocalSet)>) {
        let site = self.next_site();
        let Some(mut chain) = self.chain_of_loop(source) else {
            let header = self.plain(source);
            return (header, names::saved_items(&*source), None);
        };
        let (header, sources) = self.keep_chain(&mut chain);
        let recipe = self.recipe_of_chain(&chain, site);
        (
            header,
            chain.made.to_token_stream(),
            Some((recipe, sources)),
        )
    }

    /// The iterator whose items a `while let Some(x) = items.next()` goes through, if nothing else in its body does.
    fn item_of(&self, binding: &syn::ExprLet, body: &syn::Block) -> Option<LocalId> {
        let Expr::MethodCall(call) = &*binding.expr else {
            return None;
        };
        let Expr::Path(path) = &*call.receiver else {
            return None;
        };
        let name = path.path.get_ident().filter(|_| call.method == "next")?;
        let local = self.scopes.lookup(&name.to_string())?;
        let mut mentioned = BTreeSet::new();
        macros::names(body.to_token_stream(), &mut mentioned);
        let kept = self.scopes.locals[local.0].kept;
        (matches!(kept, Kept::Place(_)) && !mentioned.contains(&name.to_string())).then_some(local)
    }

    /// The iterator of `for x in items.by_ref()` or `for x in &mut items`, which goes on behind the loop.
    fn lent_iterator(&self, source: &Expr) -> Option<Expr> {
        match source {
            Expr::MethodCall(call) if call.method == "by_ref" && call.args.is_empty() => {
                matches!(&*call.receiver, Expr::Path(_)).then(|| (*call.receiver).clone())
            }
            Expr::Reference(e) if e.mutability.is_some() => {
                let name = places::root(&e.expr).filter(|_| matches!(&*e.expr, Expr::Path(_)))?;
                let local = self.scopes.lookup(&name.to_string())?;
                let kept = self.scopes.locals[local.0].kept;
                matches!(kept, Kept::Place(_)).then(|| (*e.expr).clone())
            }
            _ => None,
        }
    }

    /// An iterator that is kept in a variable has to be one of the runtime's if a suspending loop goes on with it.
    fn note_iterated(&mut self, source: &Expr) {
        let local = places::root(source).and_then(|name| self.scopes.lookup(&name.to_string()));
        self.scopes.iterated.extend(local);
    }
}

/// Whether `while let` may bind with a `let else`: nothing that the scrutinee makes is still needed,
/// or still to be dropped, once the pattern has taken its parts.
fn is_spent_at_once(binding: &syn::ExprLet) -> bool {
    let whole = match &*binding.pat {
        Pat::TupleStruct(pat) => {
            pat.elems.len() == 1
                && matches!(&pat.elems[0], Pat::Ident(p) if p.by_ref.is_none() && p.subpat.is_none())
        }
        _ => false,
    };
    whole
        && match &*binding.expr {
            Expr::MethodCall(call) => {
                matches!(&*call.receiver, Expr::Path(_)) && call.args.is_empty()
            }
            Expr::Path(_) | Expr::Await(_) => true,
            Expr::Macro(e) => marker::suspension(&e.mac).is_some(),
            _ => false,
        }
}
