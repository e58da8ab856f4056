//! Yields, branches and matches: the nodes of the tree.

use std::ops::Range;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprIf, ExprMatch, Lifetime, Macro, parse_quote};

use super::block::{Builder, Tail};
use super::operands::borrows;
use super::places::without_parentheses;
use super::plain::contains_let;
use super::{Lowerer, let_chains};
use crate::flow::{Flow, PointId, TargetId};
use crate::ir::{Arm, Loop, Node, Point, PointKind};
use crate::marker::{Inside, Suspension};
use crate::{cancel, marker, names};

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
                None if marker::suspension(&e.mac) == Some(Suspension::Await) => {
                    self.await_macro_node(&e.mac, out)
                }
                None => self.yield_node(&e.mac, out),
            },
            Expr::Await(e) => {
                let place = e.await_token.span();
                self.await_node(e, None, place, out)
            }
            Expr::Block(e) => {
                let first = self.next_point();
                let mut label = e.label.clone();
                let target = label
                    .is_some()
                    .then(|| self.scopes.enter_target(&mut label, false));
                let scope = self.enter_cancel_scope(e.label.as_ref(), target);
                let (block, mut flow) = self.block(e.block, Vec::new(), tail);
                if let Some(target) = target {
                    self.scopes.leave_target();
                    if scope {
                        self.cancel_scopes.pop();
                    }
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
                    source: None,
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
                let (left, right) = (without_parentheses(&e.left), without_parentheses(&e.right));
                let branch = match e.op {
                    syn::BinOp::And(_) => parse_quote!(if #left { #right } else { false }),
                    _ => parse_quote!(if #left { true } else { #right }),
                };
                self.node(branch, tail, out)
            }
            other => unreachable!("not a node: {}", other.to_token_stream()),
        }
    }

    /// Notes a cancel scope, if the block is one. A jump out of a loop's turn through it must say which loop it means.
    fn enter_cancel_scope(&mut self, label: Option<&syn::Label>, target: Option<TargetId>) -> bool {
        let (Some(label), Some(target)) = (label.filter(|label| cancel::is_scope(label)), target)
        else {
            return false;
        };
        let around = self.scopes.targets().iter().rev();
        let around = around.skip(1).find(|target| target.is_loop());
        self.crossed.extend(around.map(|target| target.id));
        self.cancel_scopes.push((target, label.name.clone()));
        true
    }

    /// What is in a macro that suspends, or nothing if that is reported.
    fn inside_of(&self, suspension: Suspension, mac: &Macro) -> Inside {
        suspension.inside(mac).unwrap_or_else(|error| {
            self.errors.push(error);
            Inside {
                label: None,
                operand: None,
            }
        })
    }

    fn yield_node(&mut self, mac: &Macro, out: &mut Builder) -> Lowered {
        let inside = self.inside_of(Suspension::Yield, mac);
        let (operand, flow) = self.operand(inside.operand, out);
        let point = self.point(
            PointKind::Yield,
            inside.label,
            names::readable(mac),
            mac.path.span(),
        );
        let flow = Flow::Sequence(vec![flow, Flow::Suspend(PointId(point))]);
        (Node::Yield { point, operand }, flow, point..point + 1)
    }

    fn await_macro_node(&mut self, mac: &Macro, out: &mut Builder) -> Lowered {
        let Inside { label, operand } = self.inside_of(Suspension::Await, mac);
        let operand = operand.unwrap_or_else(|| parse_quote!(()));
        self.await_node(marker::awaited(operand), label, mac.path.span(), out)
    }

    /// Lowers an `.await`, which stands at `await_place`.
    fn await_node(
        &mut self,
        e: syn::ExprAwait,
        label: Option<Lifetime>,
        await_place: Span,
        out: &mut Builder,
    ) -> Lowered {
        let text = names::readable(&e);
        let place = e.base.span();
        let (operand, flow) = self.operand(Some(*e.base), out);
        let child = self.temporary("child", place);
        let child = self.scopes.declare_hidden(child, "child", place);
        let point = self.point(PointKind::Await(child), label, text, await_place);
        // The callee may complete without ever yielding.
        let mut suspension = Flow::Branch(vec![Flow::Suspend(PointId(point)), Flow::nothing()]);
        let caught = self.cancel_scopes.last().cloned();
        let caught = caught.map(|(scope, label)| {
            let left = Flow::Branch(vec![Flow::Break(scope), Flow::nothing()]);
            suspension = Flow::Sequence(vec![
                std::mem::replace(&mut suspension, Flow::nothing()),
                left,
            ]);
            label
        });
        let flow = Flow::Sequence(vec![flow, suspension]);
        let operand = operand.expect("`.await` has an operand");
        let node = Node::Await {
            point,
            operand,
            caught,
        };
        (node, flow, point..point + 1)
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
        label: Option<Lifetime>,
        text: String,
        span: Span,
    ) -> usize {
        if let Some(label) = &label
            && self
                .points
                .iter()
                .any(|point| point.label.as_ref() == Some(label))
        {
            self.errors.at(label, format!("the label `{label}` is used twice: saved calls are found again by it; give each of the two a label of its own"));
        }
        if let Some(label) = label.as_ref().filter(|label| label.ident == "start") {
            self.errors.at(label, "`start` is what snapshots call the beginning of the function; choose another label");
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
    pub(super) fn condition(
        &mut self,
        cond: Expr,
        body_suspends: bool,
        out: &mut Builder,
    ) -> (Expr, Flow) {
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

    pub(super) fn if_node(&mut self, e: ExprIf, tail: &Tail, out: &mut Builder) -> Lowered {
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
}

/// Whether a suspending expression is a node of the tree by itself.
pub(super) fn is_node(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(e) => {
            marker::suspension(&e.mac).is_some()
                || marker::unfolded(&e.mac).is_some_and(|e| is_node(&e))
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

fn is_lazy(op: syn::BinOp) -> bool {
    matches!(op, syn::BinOp::And(_) | syn::BinOp::Or(_))
}
