//! Branches, matches and loops that suspend.
//!
//! ```text
//! while cond { body }        ->  loop { if !cond { break } body }
//! while let PAT = e { body } ->  loop { let PAT = e else { break }; body }    where nothing of `e` lives on in the body
//!                            ->  loop { if let PAT = e { body } else { break } }    elsewhere
//! for PAT in e { body }      ->  items = saved iterator of e; loop { let PAT = next of items, or break; body }
//! ```

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprForLoop, ExprIf, ExprMatch, ExprWhile, Pat, parse_quote};

use super::block::{Builder, Tail};
use super::operands::borrows;
use super::plain::contains_let;
use super::{Lowerer, effects, let_chains, macros};
use crate::flow::{Flow, LocalId, LocalSet, PointId};
use crate::ir::{Arm, Kept, Let, Loop, Node, Point, PointKind, RecipeId, StmtKind, Suspend};
use crate::{marker, names};

/// A suspending expression as a node, its flow, and the points inside.
pub(super) type Lowered = (Node, Flow, Range<usize>);

impl Lowerer<'_> {
    /// Lowers a suspending node; what has to run before it goes to `out`.
    pub(super) fn node(&mut self, expr: Expr, tail: &Tail, out: &mut Builder) -> Lowered {
        match expr {
            Expr::Paren(e) => self.node(*e.expr, tail, out),
            Expr::Group(e) => self.node(*e.expr, tail, out),
            Expr::Macro(e) => match marker::unfolded(&e.mac) {
                Some(unfolded) => self.node(unfolded, tail, out),
                None => self.yield_node(&e, out),
            },
            Expr::Await(e) => self.await_node(e, out),
            Expr::Block(e) => {
                let first = self.next_point();
                let mut label = e.label.clone();
                let target = label
                    .is_some()
                    .then(|| self.scopes.enter_target(&mut label, false));
                let (block, mut flow) = self.block(e.block, Vec::new(), tail);
                if let Some(target) = target {
                    self.scopes.leave_target();
                    flow = Flow::Labelled(target, Box::new(flow));
                }
                (
                    Node::Block {
                        label: e.label,
                        block,
                    },
                    flow,
                    first..self.next_point(),
                )
            }
            Expr::If(e) => self.if_node(e, tail, out),
            Expr::Match(e) => self.match_node(e, tail, out),
            Expr::Loop(mut e) => {
                let first = self.next_point();
                let target = self.scopes.enter_target(&mut e.label, true);
                let (body, flow) = self.block(e.body, Vec::new(), &Tail::Unit);
                self.scopes.leave_target();
                let node = Node::Loop(Loop {
                    target,
                    label: e.label,
                    items: None,
                    body,
                });
                (
                    node,
                    Flow::Loop(target, Box::new(flow)),
                    first..self.next_point(),
                )
            }
            Expr::While(e) => self.while_node(e),
            Expr::ForLoop(e) => self.for_node(e, out),
            Expr::Binary(e) => {
                let (left, right) = (unwrapped(*e.left), unwrapped(*e.right));
                let branch = match e.op {
                    syn::BinOp::And(_) => parse_quote!(if #left { #right } else { false }),
                    _ => parse_quote!(if #left { true } else { #right }),
                };
                self.node(branch, tail, out)
            }
            other => unreachable!("not a node: {}", other.to_token_stream()),
        }
    }

    fn yield_node(&mut self, e: &syn::ExprMacro, out: &mut Builder) -> Lowered {
        let inside = match e.mac.parse_body::<marker::Yield>() {
            Ok(inside) => inside,
            Err(error) => {
                self.errors.push(error);
                marker::Yield {
                    label: None,
                    operand: None,
                }
            }
        };
        let (operand, flow) = self.operand(inside.operand, out);
        let point = self.point(
            PointKind::Yield,
            inside.label,
            names::readable(&e.mac),
            e.mac.path.span(),
        );
        let flow = Flow::Sequence(vec![flow, Flow::Suspend(PointId(point))]);
        (Node::Yield { point, operand }, flow, point..point + 1)
    }

    fn await_node(&mut self, e: syn::ExprAwait, out: &mut Builder) -> Lowered {
        let text = names::readable(&e);
        let place = e.base.span();
        let (operand, flow) = self.operand(Some(*e.base), out);
        let child = self.temporary("child", place);
        let child = self.scopes.declare_hidden(child, "child", place);
        let point = self.point(PointKind::Await(child), None, text, e.await_token.span());
        // The callee may complete without ever yielding.
        let suspension = Flow::Branch(vec![Flow::Suspend(PointId(point)), Flow::nothing()]);
        let flow = Flow::Sequence(vec![flow, suspension]);
        let operand = operand.expect("`.await` has an operand");
        (Node::Await { point, operand }, flow, point..point + 1)
    }

    fn operand(&mut self, operand: Option<Expr>, out: &mut Builder) -> (Option<Expr>, Flow) {
        let Some(mut operand) = operand else {
            return (None, Flow::nothing());
        };
        if marker::suspends(&operand) {
            operand = self.value(operand, out);
        }
        let flow = self.plain(&mut operand);
        (Some(operand), flow)
    }

    fn point(
        &mut self,
        kind: PointKind,
        label: Option<syn::Lifetime>,
        text: String,
        span: proc_macro2::Span,
    ) -> usize {
        if let Some(label) = &label
            && self
                .points
                .iter()
                .any(|point| point.label.as_ref() == Some(label))
        {
            self.errors.at(label, format!("the label `{label}` is used twice: saved calls are found again by it; give each yield a label of its own"));
        }
        let visible = self.scopes.visible();
        self.points.push(Point {
            kind,
            label,
            text,
            span,
            visible,
        });
        self.points.len()
    }

    /// A condition, its flow; what it binds is declared in the innermost scope.
    fn condition(&mut self, cond: Expr, body_suspends: bool, out: &mut Builder) -> (Expr, Flow) {
        let mut cond = cond;
        if marker::suspends(&cond) {
            cond = match cond {
                Expr::Let(mut e) => {
                    let in_place = body_suspends && borrows(&e.pat, &e.expr);
                    *e.expr = self.scrutinee(*e.expr, in_place, out);
                    Expr::Let(e)
                }
                cond => self.value(cond, out),
            };
        }
        let flow = match &mut cond {
            Expr::Let(e) => {
                let candidate = self.candidate(None, &mut e.expr, Some(out));
                self.plain_condition(e, candidate)
            }
            cond => self.plain(cond),
        };
        (cond, flow)
    }

    fn if_node(&mut self, e: ExprIf, tail: &Tail, out: &mut Builder) -> Lowered {
        if let_chains::suspends(&e.cond) {
            let unchained = self.unchained(e);
            return self.node(unchained, tail, out);
        }
        let tail = if e.else_branch.is_some() {
            tail
        } else {
            &Tail::Unit
        };
        self.scopes.enter();
        let body_suspends = marker::block_suspends(&e.then_branch);
        let (cond, cond_flow) = self.condition(*e.cond, body_suspends, out);
        let first = self.next_point();
        let params = self.bound_by(&cond);
        let (then, then_flow) = self.block(e.then_branch, params, tail);
        self.scopes.leave();
        let (otherwise, other_flow) = match e.else_branch {
            Some((_, other)) => {
                let (block, flow) = self.expr_block(*other, Vec::new(), tail);
                (Some(block), flow)
            }
            None => (None, Flow::nothing()),
        };
        let flow = Flow::Sequence(vec![cond_flow, Flow::Branch(vec![then_flow, other_flow])]);
        (
            Node::If {
                cond,
                then,
                otherwise,
            },
            flow,
            first..self.next_point(),
        )
    }

    /// The locals that a condition's patterns bind, which are all that the innermost scope holds.
    fn bound_by(&self, cond: &Expr) -> Vec<crate::flow::LocalId> {
        if contains_let(cond) {
            self.scopes.innermost()
        } else {
            Vec::new()
        }
    }

    fn match_node(&mut self, e: ExprMatch, tail: &Tail, out: &mut Builder) -> Lowered {
        let in_place = e
            .arms
            .iter()
            .any(|arm| marker::suspends(&arm.body) && borrows(&arm.pat, &e.expr));
        let mut scrutinee = self.scrutinee(*e.expr, in_place, out);
        let first = self.next_point();
        let candidate = self.candidate(None, &mut scrutinee, Some(out));
        let scrutinee_flow = self.plain(&mut scrutinee);
        let mut flows = Vec::new();
        let arms = e.arms.into_iter().map(|mut arm| {
            self.scopes.enter();
            let (params, pattern) = self.pattern(&mut arm.pat, false);
            self.make_again(candidate, &arm.pat, &scrutinee, &scrutinee_flow, &params);
            let (body, flow) = self.expr_block(*arm.body, params, tail);
            self.scopes.leave();
            flows.push(Flow::Sequence(vec![pattern, flow]));
            Arm {
                attrs: arm.attrs,
                pat: arm.pat,
                body,
            }
        });
        let arms = arms.collect();
        let flow = Flow::Sequence(vec![scrutinee_flow, Flow::Branch(flows)]);
        (
            Node::Match { scrutinee, arms },
            flow,
            first..self.next_point(),
        )
    }

    fn while_node(&mut self, mut e: ExprWhile) -> Lowered {
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

    fn for_node(&mut self, mut e: ExprForLoop, out: &mut Builder) -> Lowered {
        let mut source = *e.expr;
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
            body,
        });
        (node, flow, first..self.next_point())
    }
}

impl Lowerer<'_> {
    /// The iterator of a `for` loop: the flow of making it, how it is made, and how it is made again if it is.
    fn items(&mut self, source: &mut Expr) -> (Flow, TokenStream, Option<(RecipeId, LocalSet)>) {
        let Some(mut chain) = self.chain_of_loop(source) else {
            let header = self.plain(source);
            return (header, names::saved_items(&*source), None);
        };
        let (header, sources) = self.keep_chain(&mut chain);
        let site = self.next_site();
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

    /// An iterator that is kept in a variable has to be one of the runtime's if a suspending loop goes on with it.
    fn note_iterated(&mut self, source: &Expr) {
        let local = effects::root(source).and_then(|name| self.scopes.lookup(&name.to_string()));
        self.scopes.iterated.extend(local);
    }
}

/// Whether a suspending expression is a node of the tree by itself.
pub(super) fn is_node(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(e) => {
            marker::is_yield(&e.mac) || marker::unfolded(&e.mac).is_some_and(|e| is_node(&e))
        }
        Expr::Paren(e) => is_node(&e.expr),
        Expr::Group(e) => is_node(&e.expr),
        Expr::Await(_)
        | Expr::Block(_)
        | Expr::If(_)
        | Expr::Match(_)
        | Expr::Loop(_)
        | Expr::While(_)
        | Expr::ForLoop(_) => true,
        Expr::Binary(e) => is_lazy(e.op) && marker::suspends(&e.right),
        _ => false,
    }
}

/// An expression without the parentheses around it.
fn unwrapped(expr: Expr) -> Expr {
    match expr {
        Expr::Paren(e) => unwrapped(*e.expr),
        expr => expr,
    }
}

fn is_lazy(op: syn::BinOp) -> bool {
    matches!(op, syn::BinOp::And(_) | syn::BinOp::Or(_))
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
            Expr::Macro(e) => marker::is_yield(&e.mac),
            _ => false,
        }
}
