//! Statements, and how a block is put together.

use std::collections::BTreeSet;

use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Expr, ExprMacro, Ident, Stmt, Type, parse_quote};

use super::control::is_node;
use super::{Lowerer, macros, primitive};
use crate::flow::{Flow, LocalId};
use crate::ir::{self, Binding, Block, Let, Node, StmtKind, Suspend};
use crate::marker;
use crate::names;
use crate::routine::Routine;

/// What is done with the value of a block.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "short-lived")]
pub(super) enum Tail {
    /// Nothing: the block is a loop's body or a statement.
    Unit,
    /// It is used, as this type where that is known.
    Value(Option<Type>),
}

/// A block that is being put together.
pub(super) struct Builder {
    pub(super) block: Block,
    flow: Vec<Flow>,
    first_point: usize,
}

impl Builder {
    pub(super) fn push(
        &mut self,
        kind: StmtKind,
        declares: Vec<LocalId>,
        flow: Flow,
        names: BTreeSet<String>,
    ) {
        self.flow.push(flow.clone());
        self.block.stmts.push(ir::Stmt {
            kind,
            declares,
            flow,
            names,
        });
    }

    /// The block ends with the value of `tail`.
    fn end(&mut self, tail: Expr, flow: Flow) {
        self.flow.push(flow.clone());
        self.block.tail = Some(tail);
        self.block.tail_flow = flow;
    }

    fn finish(self, next_point: usize) -> (Block, Flow) {
        let block = Block {
            points: self.first_point..next_point,
            ..self.block
        };
        (block, Flow::Sequence(self.flow))
    }
}

impl Lowerer<'_> {
    pub(super) fn builder(&self, params: Vec<LocalId>) -> Builder {
        let block = Block {
            params,
            items: Vec::new(),
            stmts: Vec::new(),
            tail: None,
            tail_flow: Flow::nothing(),
            points: 0..0,
        };
        Builder {
            block,
            flow: Vec::new(),
            first_point: self.next_point(),
        }
    }

    pub(super) fn finish(&self, builder: Builder) -> (Block, Flow) {
        builder.finish(self.next_point())
    }

    pub(super) fn next_point(&self) -> usize {
        self.points.len() + 1
    }

    /// The function's own block: the parameters are its first `let`s.
    pub(super) fn body(&mut self, routine: &Routine) -> (Block, Flow) {
        self.scopes.enter();
        let mut out = self.builder(Vec::new());
        for (index, param) in routine.params.iter().enumerate() {
            let (rt, argument) = (names::rt(), names::argument(index));
            let (mut pat, ty) = (param.pat.clone(), param.ty.clone());
            let (declares, flow) = self.pattern(&mut pat, true);
            if let [declared] = *declares {
                self.scopes.locals[declared.0].edits = param.edits.clone();
            }
            if primitive::is_type(&ty) {
                for local in &declares {
                    self.scopes.mark_primitive(*local);
                }
            }
            let init = Some(quote!(#rt::restored(&mut #argument)));
            let kind = StmtKind::Let(Let {
                attrs: Vec::new(),
                pat,
                ty: Some(ty),
                init,
                diverge: None,
            });
            out.push(kind, declares, flow, BTreeSet::new());
        }
        for param in &routine.params {
            self.check_default(&param.edits);
        }
        let tail = Tail::Value(Some(routine.output.clone()));
        self.statements(routine.body.stmts.clone(), &tail, &mut out);
        self.scopes.leave();
        self.finish(out)
    }

    /// A block with a scope of its own, in which `params` are bound already.
    pub(super) fn block(
        &mut self,
        block: syn::Block,
        params: Vec<LocalId>,
        tail: &Tail,
    ) -> (Block, Flow) {
        self.scopes.enter();
        let mut out = self.builder(params);
        self.statements(block.stmts, tail, &mut out);
        self.scopes.leave();
        self.finish(out)
    }

    /// An arm's or a branch's expression as a block.
    pub(super) fn expr_block(
        &mut self,
        expr: Expr,
        params: Vec<LocalId>,
        tail: &Tail,
    ) -> (Block, Flow) {
        match expr {
            Expr::Block(e) if e.label.is_none() => self.block(e.block, params, tail),
            expr => {
                let tokens = parse_quote!({ #expr });
                self.block(tokens, params, tail)
            }
        }
    }

    pub(super) fn statements(&mut self, stmts: Vec<Stmt>, tail: &Tail, out: &mut Builder) {
        let count = stmts.len();
        for (index, stmt) in stmts.into_iter().enumerate() {
            let tail = (index + 1 == count).then(|| tail.clone());
            self.statement(stmt, tail, out);
        }
    }

    /// Lowers a statement; `tail` is given for the last one of a block.
    fn statement(&mut self, stmt: Stmt, tail: Option<Tail>, out: &mut Builder) {
        let mut mentioned = BTreeSet::new();
        match &stmt {
            Stmt::Local(local) => {
                // What the pattern binds is declared, not mentioned.
                if let Some(init) = &local.init {
                    macros::names(init.expr.to_token_stream(), &mut mentioned);
                    let diverge = init.diverge.as_ref().map(|(_, diverge)| diverge);
                    macros::names(diverge.to_token_stream(), &mut mentioned);
                }
            }
            stmt => macros::names(stmt.to_token_stream(), &mut mentioned),
        }
        match stmt {
            Stmt::Item(item) => {
                self.check_item(&item);
                out.block.items.push(item);
            }
            Stmt::Local(local) => self.local(local, mentioned, out),
            Stmt::Macro(stmt) => {
                let expr = Expr::Macro(ExprMacro {
                    attrs: stmt.attrs,
                    mac: stmt.mac,
                });
                let tail = tail.filter(|_| stmt.semi_token.is_none());
                self.expression(expr, stmt.semi_token.is_some(), tail, mentioned, out);
            }
            Stmt::Expr(expr, semi) => {
                let tail = tail.filter(|_| semi.is_none());
                self.expression(expr, semi.is_some(), tail, mentioned, out);
            }
        }
    }

    fn expression(
        &mut self,
        mut expr: Expr,
        semi: bool,
        tail: Option<Tail>,
        mentioned: BTreeSet<String>,
        out: &mut Builder,
    ) {
        if !marker::suspends(&expr) {
            let flow = self.plain(&mut expr);
            if tail.is_some() {
                out.end(expr, flow);
            } else {
                let semi = semi.then(|| quote!(;));
                out.push(
                    StmtKind::Plain(quote!(#expr #semi)),
                    Vec::new(),
                    flow,
                    mentioned,
                );
            }
            return;
        }
        let value = match tail {
            Some(Tail::Value(ty)) if has_value(&expr) => Some(ty),
            _ => None,
        };
        if !is_node(&expr) {
            let mut rest = self.value(expr, out);
            let flow = self.plain(&mut rest);
            match value {
                Some(_) => {
                    out.end(rest, flow);
                }
                None => out.push(StmtKind::Plain(quote!(#rest;)), Vec::new(), flow, mentioned),
            }
            return;
        }
        if let Some(ty) = value {
            let name = self.suspend_into_temporary(expr, ty, mentioned, out);
            let flow = self.use_of_name(&name);
            out.end(parse_quote!(#name), flow);
        } else {
            let (node, flow, points) = self.node(expr, &Tail::Value(None), out);
            out.push(
                StmtKind::Suspend(Suspend {
                    result: None,
                    discarded: false,
                    node,
                    points,
                }),
                Vec::new(),
                flow,
                mentioned,
            );
        }
    }

    /// A suspending node whose value goes into a new temporary.
    pub(super) fn suspend_into_temporary(
        &mut self,
        expr: Expr,
        ty: Option<Type>,
        mentioned: BTreeSet<String>,
        out: &mut Builder,
    ) -> Ident {
        let (place, stands_for) = (expr.span(), self.stands_for(&expr));
        let (node, flow, points) = self.node(expr, &Tail::Value(ty.clone()), out);
        let mut name = self.temporary("value", place);
        let local = self.scopes.declare_temporary(&mut name);
        self.scopes.show_as(local, "value", stands_for, place);
        Self::push_suspend(
            Some(Binding { local, ty }),
            node,
            points,
            flow,
            mentioned,
            out,
        );
        name
    }

    pub(super) fn push_suspend(
        result: Option<Binding>,
        node: Node,
        points: std::ops::Range<usize>,
        flow: Flow,
        mentioned: BTreeSet<String>,
        out: &mut Builder,
    ) {
        let declares: Vec<_> = result.iter().map(|binding| binding.local).collect();
        let defines = declares.iter().map(|local| Flow::Define(*local));
        let flow = Flow::Sequence(std::iter::once(flow).chain(defines).collect());
        out.push(
            StmtKind::Suspend(Suspend {
                discarded: result.is_none(),
                result,
                node,
                points,
            }),
            declares,
            flow,
            mentioned,
        );
    }

    fn use_of_name(&mut self, name: &Ident) -> Flow {
        self.scopes
            .lookup(&name.to_string())
            .map_or_else(Flow::nothing, |local| self.scopes.uses(local))
    }
}

/// Whether the expression's value is more than `()` by its form.
fn has_value(expr: &Expr) -> bool {
    match expr {
        Expr::While(_) | Expr::ForLoop(_) => false,
        Expr::If(e) => e.else_branch.is_some(),
        _ => true,
    }
}
