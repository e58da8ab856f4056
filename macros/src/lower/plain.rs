//! Code that does not suspend: it stays as it is; its names are resolved and its flow is noted.

use proc_macro2::Span;
use syn::{
    Block, Expr, Ident, Lifetime, Local, Macro, Member, Pat, Stmt, Token, parse_quote,
    parse_quote_spanned,
};

use super::{Lowerer, in_place, macros, made_again, operands, primitive, std_methods};
use crate::edits::Edits;
use crate::flow::{Change, Flow, LocalId, TargetId};
use crate::marker;

impl Lowerer<'_> {
    /// The flow of an expression that does not suspend. `return` is rewritten
    /// to leave the step with the function's value.
    pub(super) fn plain(&mut self, expr: &mut Expr) -> Flow {
        match expr {
            Expr::Path(path) => {
                let name = single_segment(path);
                let Some(local) = name.and_then(|name| self.scopes.reach(name)) else {
                    return Flow::nothing();
                };
                if self.scopes.is_in_place(local) {
                    *expr = in_place::followed(expr);
                }
                self.scopes.uses(local)
            }
            Expr::Lit(_) | Expr::Infer(_) | Expr::Verbatim(_) => Flow::nothing(),
            Expr::Const(e) => {
                self.misplaced_in(&e.block, "a `const` block");
                Flow::nothing()
            }
            Expr::Paren(e) => self.plain(&mut e.expr),
            Expr::Group(e) => self.plain(&mut e.expr),
            Expr::Reference(e) => {
                let changed = if e.mutability.is_some() {
                    self.change_of(&e.expr)
                } else {
                    Flow::nothing()
                };
                Flow::Sequence(vec![self.plain(&mut e.expr), changed])
            }
            Expr::RawAddr(e) => self.plain(&mut e.expr),
            Expr::Unary(e) => self.plain(&mut e.expr),
            Expr::Cast(e) => self.plain(&mut e.expr),
            Expr::Field(e) => self.plain(&mut e.base),
            // Only reached inside closures and async blocks, which run by themselves.
            Expr::Await(e) => self.plain(&mut e.base),
            Expr::Try(e) => {
                let inner = self.plain(&mut e.expr);
                Flow::Sequence(vec![
                    inner,
                    Flow::Branch(vec![Flow::Leave, Flow::nothing()]),
                ])
            }
            Expr::Array(e) => self.plain_all(e.elems.iter_mut()),
            Expr::Tuple(e) => self.plain_all(e.elems.iter_mut()),
            Expr::Repeat(e) => self.plain(&mut e.expr),
            Expr::Index(e) => self.plain_all([&mut *e.expr, &mut *e.index]),
            Expr::Range(e) => self.plain_all(
                e.start
                    .as_deref_mut()
                    .into_iter()
                    .chain(e.end.as_deref_mut()),
            ),
            Expr::Call(e) => {
                self.note_exchanged(e);
                let func = self.plain(&mut e.func);
                let args = self.plain_all(e.args.iter_mut());
                Flow::Sequence(vec![func, args])
            }
            Expr::MethodCall(e) => {
                let changed = if std_methods::only_reads(&e.method) {
                    Flow::nothing()
                } else {
                    self.change_of(&e.receiver)
                };
                let receiver = self.plain(&mut e.receiver);
                let args = self.plain_all(e.args.iter_mut());
                Flow::Sequence(vec![receiver, args, changed])
            }
            Expr::Struct(e) => self.plain_struct(e),
            Expr::Binary(e) => self.plain_binary(e),
            Expr::Assign(e) => self.plain_assign(&mut e.left, &mut e.right),
            Expr::Let(e) => {
                let candidate = self.candidate(None, &mut e.expr, None);
                self.plain_condition(e, candidate)
            }
            Expr::Macro(e) => self.plain_macro(&mut e.mac),
            Expr::Closure(e) => self.plain_closure(e),
            Expr::Async(e) => {
                if marker::block_suspends(&e.block) {
                    self.misplaced_in(&e.block, "an async block");
                }
                let outer = self.enter_function();
                let first = self.scopes.next_local();
                let flow = self.plain_block(&mut e.block);
                self.leave_function(outer);
                Flow::Branch(vec![flow.of_inner_function(first), Flow::nothing()])
            }
            Expr::Break(_) | Expr::Continue(_) | Expr::Return(_) => self.plain_jump(expr),
            _ => self.plain_control(expr),
        }
    }

    fn plain_control(&mut self, expr: &mut Expr) -> Flow {
        match expr {
            Expr::Block(e) => match &e.label {
                Some(label) => {
                    let target = self.scopes.enter_target(&mut Some(label.clone()), false);
                    let flow = self.plain_block(&mut e.block);
                    self.scopes.leave_target();
                    Flow::Labelled(target, Box::new(flow))
                }
                None => self.plain_block(&mut e.block),
            },
            Expr::Unsafe(e) => self.plain_block(&mut e.block),
            Expr::If(e) => {
                self.scopes.enter();
                let cond = self.plain(&mut e.cond);
                let then = self.plain_block(&mut e.then_branch);
                self.scopes.leave();
                let otherwise = e
                    .else_branch
                    .as_mut()
                    .map_or_else(Flow::nothing, |(_, e)| self.plain(e));
                Flow::Sequence(vec![cond, Flow::Branch(vec![then, otherwise])])
            }
            Expr::Match(e) => {
                let scrutinee = self.plain(&mut e.expr);
                let arms = e.arms.iter_mut().map(|arm| {
                    self.scopes.enter();
                    let (_, pattern) = self.pattern(&mut arm.pat, false);
                    let body = self.plain(&mut arm.body);
                    self.scopes.leave();
                    Flow::Sequence(vec![pattern, body])
                });
                let arms = arms.collect();
                Flow::Sequence(vec![scrutinee, Flow::Branch(arms)])
            }
            Expr::Loop(e) => {
                let target = self.scopes.enter_target(&mut e.label, true);
                let body = self.plain_block(&mut e.body);
                self.scopes.leave_target();
                Flow::Loop(target, Box::new(body))
            }
            Expr::While(e) => {
                let target = self.scopes.enter_target(&mut e.label, true);
                self.scopes.enter();
                let cond = self.plain(&mut e.cond);
                let body = self.plain_block(&mut e.body);
                self.scopes.leave();
                self.scopes.leave_target();
                let turn = vec![cond, Flow::Branch(vec![body, Flow::Break(target)])];
                Flow::Loop(target, Box::new(Flow::Sequence(turn)))
            }
            Expr::ForLoop(e) => {
                let items = self.plain(&mut e.expr);
                let target = self.scopes.enter_target(&mut e.label, true);
                self.scopes.enter();
                let (_, pattern) = self.pattern(&mut e.pat, true);
                let body = self.plain_block(&mut e.body);
                self.scopes.leave();
                self.scopes.leave_target();
                let turn = Flow::Branch(vec![
                    Flow::Sequence(vec![pattern, body]),
                    Flow::Break(target),
                ]);
                Flow::Sequence(vec![items, Flow::Loop(target, Box::new(turn))])
            }
            other => {
                self.errors.at(&*other, "this kind of expression is not supported in a resumable function; move it into a function of its own");
                Flow::nothing()
            }
        }
    }

    /// `let PAT = e` as a condition.
    pub(super) fn plain_condition(
        &mut self,
        e: &mut syn::ExprLet,
        candidate: Option<made_again::Candidate>,
    ) -> Flow {
        let scrutinee = self.plain(&mut e.expr);
        let (declares, pattern) = self.pattern(&mut e.pat, false);
        self.make_again(candidate, &e.pat, &e.expr, &scrutinee, &declares);
        Flow::Sequence(vec![scrutinee, pattern])
    }

    pub(super) fn plain_all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e mut Expr>) -> Flow {
        Flow::Sequence(exprs.into_iter().map(|expr| self.plain(expr)).collect())
    }

    pub(super) fn names_a_renamed(&self, member: &Member) -> bool {
        let Member::Named(name) = member else {
            return false;
        };
        self.scopes
            .lookup(&name.to_string())
            .is_some_and(|local| self.scopes.is_renamed(local))
    }

    fn plain_struct(&mut self, e: &mut syn::ExprStruct) -> Flow {
        let mut parts = Vec::new();
        for field in &mut e.fields {
            parts.push(self.plain(&mut field.expr));
            // `S { x }` is `S { x: x }`, whatever `x` is renamed to.
            let in_place = !matches!(field.expr, Expr::Path(_));
            if field.colon_token.is_none() && (in_place || self.names_a_renamed(&field.member)) {
                field.colon_token = Some(<Token![:]>::default());
            }
        }
        parts.extend(e.rest.as_deref_mut().map(|rest| self.plain(rest)));
        Flow::Sequence(parts)
    }

    fn plain_binary(&mut self, e: &mut syn::ExprBinary) -> Flow {
        let changed = if operands::assigns(e.op) {
            self.change_of(&e.left)
        } else {
            Flow::nothing()
        };
        let left = self.plain(&mut e.left);
        let right = self.plain(&mut e.right);
        if matches!(e.op, syn::BinOp::And(_)) && contains_let(&e.left) || contains_let(&e.right) {
            // A chain of conditions: what the left side binds is seen by the right side.
            return Flow::Sequence(vec![left, right]);
        }
        match e.op {
            syn::BinOp::And(_) | syn::BinOp::Or(_) => {
                Flow::Sequence(vec![left, Flow::Branch(vec![right, Flow::nothing()])])
            }
            _ => Flow::Sequence(vec![left, right, changed]),
        }
    }

    fn plain_assign(&mut self, left: &mut Expr, right: &mut Expr) -> Flow {
        let given = self.texts_of(right);
        let value = self.plain(right);
        if let Expr::Path(path) = &mut *left
            && let Some(name) = path.path.get_ident()
        {
            let mut name = name.clone();
            if let Some(local) = self.scopes.reach(&mut name)
                && !self.scopes.is_in_place(local)
            {
                self.note_text(local, given);
                path.path = name.into();
                return Flow::Sequence(vec![value, Flow::Define(local)]);
            }
        }
        let places = self.plain_places(left);
        Flow::Sequence(vec![value, places])
    }

    /// What an assignment gives values: variables, among others in a pattern, and places.
    fn plain_places(&mut self, left: &mut Expr) -> Flow {
        match left {
            Expr::Tuple(e) => {
                let parts = e.elems.iter_mut().map(|part| self.plain_places(part));
                return Flow::Sequence(parts.collect());
            }
            Expr::Path(path) => {
                if let Some(mut name) = path.path.get_ident().cloned()
                    && let Some(local) = self.scopes.reach(&mut name)
                    && !self.scopes.is_in_place(local)
                {
                    self.scopes.replaced.insert(local);
                    path.path = name.into();
                    return Flow::Define(local);
                }
            }
            _ => {}
        }
        let changed = self.changes_of(left);
        let place = self.plain(left);
        Flow::Sequence(vec![place, changed])
    }

    fn plain_closure(&mut self, e: &mut syn::ExprClosure) -> Flow {
        if marker::suspends(&e.body) {
            let place = if e.asyncness.is_some() {
                "an async closure"
            } else {
                "a closure"
            };
            self.misplaced_in(&*e.body, place);
        }
        let outer = self.enter_function();
        let first = self.scopes.next_local();
        self.scopes.enter();
        let mut parts: Vec<_> = e
            .inputs
            .iter_mut()
            .map(|input| self.pattern(input, true).1)
            .collect();
        parts.push(self.plain(&mut e.body));
        let body = Flow::Sequence(parts);
        self.scopes.leave();
        self.leave_function(outer);
        Flow::Branch(vec![body.of_inner_function(first), Flow::nothing()])
    }

    fn plain_jump(&mut self, expr: &mut Expr) -> Flow {
        match expr {
            Expr::Break(e) => {
                let value = e
                    .expr
                    .as_deref_mut()
                    .map_or_else(Flow::nothing, |e| self.plain(e));
                let target = self.scopes.target(e.label.as_ref());
                self.name_jump(&mut e.label, target);
                if target.is_none() && e.label.is_none() && !self.in_inner_function {
                    self.errors.at(e.break_token, "`break` outside of a loop");
                }
                Flow::Sequence(vec![value, target.map_or(Flow::Leave, Flow::Break)])
            }
            Expr::Continue(e) => {
                let target = self.scopes.target(e.label.as_ref());
                self.name_jump(&mut e.label, target);
                if target.is_none() && e.label.is_none() && !self.in_inner_function {
                    self.errors
                        .at(e.continue_token, "`continue` outside of a loop");
                }
                target.map_or(Flow::Leave, Flow::Continue)
            }
            Expr::Return(e) => {
                let value = e
                    .expr
                    .as_deref_mut()
                    .map_or_else(Flow::nothing, |e| self.plain(e));
                if !self.in_inner_function {
                    let flow = crate::names::hidden("flow");
                    let returned = e.expr.take().unwrap_or_else(|| Box::new(parse_quote!(())));
                    let keyword = e.return_token;
                    let place = Span::mixed_site().located_at(keyword.span);
                    *expr = parse_quote_spanned!(place=> #keyword #flow.complete(#returned));
                }
                Flow::Sequence(vec![value, Flow::Leave])
            }
            _ => Flow::nothing(),
        }
    }

    fn name_jump(&self, label: &mut Option<Lifetime>, target: Option<TargetId>) {
        if let Some(named) = target.and_then(|target| self.scopes.jump_label(target)) {
            *label = Some(named);
        }
    }

    pub(super) fn plain_macro(&mut self, mac: &mut Macro) -> Flow {
        if marker::suspension(mac).is_some() {
            // Only reached inside closures and async blocks, where it is reported.
            return Flow::nothing();
        }
        if marker::hidden_in(&mac.tokens).is_some() {
            self.check_hidden(mac);
        }
        macros::flow(self, mac)
    }

    pub(super) fn plain_block(&mut self, block: &mut Block) -> Flow {
        self.scopes.enter();
        let parts = block.stmts.iter_mut().map(|stmt| match stmt {
            Stmt::Local(local) => {
                // Nothing is made again where nothing suspends.
                local
                    .attrs
                    .retain(|attr| !attr.path().is_ident("transient") && !in_place::is_mark(attr));
                let _unsaved = Edits::take(&mut local.attrs);
                let (_, made, flow) = self.plain_local(local);
                Flow::Sequence(vec![made, flow])
            }
            Stmt::Expr(expr, _) => self.plain(expr),
            Stmt::Macro(stmt) => self.plain_macro(&mut stmt.mac),
            Stmt::Item(item) => {
                self.check_item(item);
                Flow::nothing()
            }
        });
        let parts = parts.collect();
        self.scopes.leave();
        Flow::Sequence(parts)
    }

    /// The locals that a `let` declares, the flow of its initializer, and what follows.
    pub(super) fn plain_local(&mut self, local: &mut Local) -> (Vec<LocalId>, Flow, Flow) {
        let (mut made, mut parts) = (Flow::nothing(), Vec::new());
        let primitive = self.binds_primitive(local);
        if let Some(init) = &mut local.init {
            made = self.plain(&mut init.expr);
            if let Some((_, diverge)) = &mut init.diverge {
                let diverge = self.plain(diverge);
                parts.push(Flow::Branch(vec![
                    Flow::Sequence(vec![diverge, Flow::Leave]),
                    Flow::nothing(),
                ]));
            }
        }
        let irrefutable = local
            .init
            .as_ref()
            .is_none_or(|init| init.diverge.is_none());
        let (declares, pattern) = self.pattern(&mut local.pat, irrefutable);
        parts.push(pattern);
        if primitive {
            for local in &declares {
                self.scopes.mark_primitive(*local);
            }
        }
        (declares, made, Flow::Sequence(parts))
    }

    /// Whether the `let` binds one variable to a number or the like.
    fn binds_primitive(&self, local: &Local) -> bool {
        match &local.pat {
            Pat::Type(typed) => {
                matches!(&*typed.pat, Pat::Ident(_)) && primitive::is_type(&typed.ty)
            }
            Pat::Ident(name) if name.by_ref.is_none() => local
                .init
                .as_ref()
                .is_some_and(|init| primitive::is_value(&init.expr, &self.scopes)),
            _ => false,
        }
    }
}

fn single_segment(path: &mut syn::ExprPath) -> Option<&mut Ident> {
    let plain =
        path.qself.is_none() && path.path.leading_colon.is_none() && path.path.segments.len() == 1;
    plain.then(|| &mut path.path.segments[0].ident)
}

pub(super) fn contains_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(e) => contains_let(&e.left) || contains_let(&e.right),
        _ => false,
    }
}

impl Flow {
    /// The flow of a closure's body, seen from where it is made: it may run later or never, and what
    /// it assigns must be there. Its own locals are those from `first` on.
    fn of_inner_function(self, first: LocalId) -> Flow {
        let all = |parts: Vec<Flow>| {
            parts
                .into_iter()
                .map(|part| part.of_inner_function(first))
                .collect()
        };
        match self {
            Flow::Sequence(parts) => Flow::Sequence(all(parts)),
            Flow::Branch(parts) => Flow::Branch(all(parts)),
            Flow::Loop(target, body) => Flow::Loop(target, Box::new(body.of_inner_function(first))),
            Flow::Labelled(target, body) => {
                Flow::Labelled(target, Box::new(body.of_inner_function(first)))
            }
            Flow::Define(local) if local < first => Flow::Change(local, Change::default()),
            Flow::Leave => Flow::nothing(),
            other => other,
        }
    }
}
