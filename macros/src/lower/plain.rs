//! Code that does not suspend: it stays as it is; its names are resolved and its flow is noted.

use proc_macro2::Span;
use syn::{
    Block, Expr, Ident, Lifetime, Local, Macro, Member, Pat, Stmt, Token, parse_quote,
    parse_quote_spanned,
};

use super::patterns::is_binding;
use super::{Lowerer, effects, macros, made_again, operands, primitive, std_methods};
use crate::flow::{Change, Flow, LocalId, TargetId};
use crate::marker;

impl Lowerer<'_> {
    /// The flow of an expression that does not suspend. `return` is rewritten
    /// to leave the step with the function's value.
    pub(super) fn plain(&mut self, expr: &mut Expr) -> Flow {
        match expr {
            Expr::Path(path) => match single_segment(path) {
                Some(name) => self.use_of(name),
                None => Flow::nothing(),
            },
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
            Expr::Struct(e) => {
                let mut parts = Vec::new();
                for field in &mut e.fields {
                    parts.push(self.plain(&mut field.expr));
                    // `S { x }` is `S { x: x }`, whatever `x` is renamed to.
                    if field.colon_token.is_none() && self.names_a_renamed(&field.member) {
                        field.colon_token = Some(<Token![:]>::default());
                    }
                }
                parts.extend(e.rest.as_deref_mut().map(|rest| self.plain(rest)));
                Flow::Sequence(parts)
            }
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

    fn names_a_renamed(&self, member: &Member) -> bool {
        let Member::Named(name) = member else {
            return false;
        };
        self.scopes
            .lookup(&name.to_string())
            .is_some_and(|local| self.scopes.is_renamed(local))
    }

    fn use_of(&mut self, name: &mut Ident) -> Flow {
        self.scopes
            .reach(name)
            .map_or_else(Flow::nothing, |local| self.scopes.uses(local))
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

    /// What a change of a place changes: its variable, if that is declared `mut`, and what that borrows from.
    fn change_of(&mut self, place: &Expr) -> Flow {
        let root = effects::root(place).and_then(|name| self.scopes.lookup(&name.to_string()));
        let Some(local) = root else {
            return Flow::nothing();
        };
        let mut changes = Vec::new();
        if self.scopes.locals[local.0].mutable {
            let fields = effects::fields(place);
            changes.push(Flow::Change(
                local,
                Change {
                    fields,
                    through: None,
                },
            ));
        }
        let sources = self.scopes.sources.get(&local).into_iter().flatten();
        let lent = sources.filter(|source| self.scopes.locals[source.0].mutable);
        let change = Change {
            fields: Vec::new(),
            through: Some(local),
        };
        changes.extend(lent.map(|source| Flow::Change(*source, change.clone())));
        Flow::Sequence(changes)
    }

    /// A function that is lent several variables, or one of `core::mem`'s, may exchange them.
    fn note_exchanged(&mut self, call: &syn::ExprCall) {
        let lent = call.args.iter().filter_map(|arg| match arg {
            Expr::Reference(e) if e.mutability.is_some() => Some(&*e.expr),
            _ => None,
        });
        let lent: Vec<_> = lent.collect();
        let exchanges = match &*call.func {
            Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
                let names = ["replace", "swap", "take"];
                names.iter().any(|name| last.ident == name)
            }),
            _ => false,
        };
        if exchanges || lent.len() > 1 {
            for place in lent {
                self.note_replaced(place);
            }
        }
    }

    /// Notes that a variable may be another than it was after this, as by `swap(&mut a, &mut b)`.
    pub(super) fn note_replaced(&mut self, whole: &Expr) {
        if let Expr::Path(path) = whole
            && let Some(name) = path.path.get_ident()
        {
            let local = self.scopes.lookup(&name.to_string());
            self.scopes.replaced.extend(local);
        }
    }

    /// What an assignment to a pattern of places changes.
    fn changes_of(&mut self, left: &Expr) -> Flow {
        let parts: Vec<&Expr> = match left {
            Expr::Tuple(e) => e.elems.iter().collect(),
            Expr::Array(e) => e.elems.iter().collect(),
            Expr::Call(e) => e.args.iter().collect(),
            Expr::Struct(e) => e.fields.iter().map(|field| &field.expr).collect(),
            Expr::Paren(e) => vec![&e.expr],
            _ => {
                self.note_replaced(left);
                return self.change_of(left);
            }
        };
        Flow::Sequence(
            parts
                .into_iter()
                .map(|part| self.changes_of(part))
                .collect(),
        )
    }

    fn plain_assign(&mut self, left: &mut Expr, right: &mut Expr) -> Flow {
        let given = self.texts_of(right);
        let value = self.plain(right);
        if let Expr::Path(path) = &mut *left
            && let Some(name) = path.path.get_ident()
        {
            let mut name = name.clone();
            if let Some(local) = self.scopes.reach(&mut name) {
                self.note_text(local, given);
                path.path = name.into();
                return Flow::Sequence(vec![value, Flow::Define(local)]);
            }
        }
        let changed = self.changes_of(left);
        let place = self.plain(left);
        Flow::Sequence(vec![value, place, changed])
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
        if marker::is_yield(mac) {
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
                    .retain(|attr| !attr.path().is_ident("transient"));
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

    /// Declares what a pattern binds. A guard sees the bindings.
    pub(super) fn pattern(&mut self, pat: &mut Pat, irrefutable: bool) -> (Vec<LocalId>, Flow) {
        let mut bound = Vec::new();
        let mut guards = Vec::new();
        self.bind(pat, irrefutable, &mut bound, &mut guards);
        let mut parts: Vec<Flow> = bound.iter().map(|local| Flow::Define(*local)).collect();
        parts.extend(guards);
        (bound, Flow::Sequence(parts))
    }

    fn bind(
        &mut self,
        pat: &mut Pat,
        irrefutable: bool,
        bound: &mut Vec<LocalId>,
        guards: &mut Vec<Flow>,
    ) {
        match pat {
            Pat::Ident(p) => {
                if is_binding(p, irrefutable) {
                    // An alternative of an or-pattern binds the same variables again.
                    let text = p.ident.to_string();
                    let again = bound
                        .iter()
                        .copied()
                        .find(|local| self.scopes.lookup(&text) == Some(*local));
                    if again.is_some() {
                        self.scopes.reach(&mut p.ident);
                    } else {
                        let mutable = p.mutability.is_some() && p.by_ref.is_none();
                        let local = self.scopes.declare(&mut p.ident, mutable);
                        self.scopes
                            .note_mut(local, p.mutability.filter(|_| mutable));
                        bound.push(local);
                    }
                }
                if let Some((_, sub)) = &mut p.subpat {
                    self.bind(sub, irrefutable, bound, guards);
                }
            }
            Pat::Guard(p) => {
                self.bind(&mut p.pat, irrefutable, bound, guards);
                if marker::suspends(&p.guard) {
                    self.errors.at(&p.guard, "a yield in a match guard is not supported: other arms may be tried after it; move the test into the arm");
                } else {
                    let guard = self.plain(&mut p.guard);
                    guards.push(guard);
                }
            }
            Pat::Or(p) => {
                for case in &mut p.cases {
                    self.bind(case, irrefutable, bound, guards);
                }
            }
            Pat::Paren(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Reference(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Slice(p) => p
                .elems
                .iter_mut()
                .for_each(|pat| self.bind(pat, false, bound, guards)),
            Pat::Tuple(p) => p
                .elems
                .iter_mut()
                .for_each(|pat| self.bind(pat, false, bound, guards)),
            Pat::TupleStruct(p) => {
                p.elems
                    .iter_mut()
                    .for_each(|pat| self.bind(pat, false, bound, guards));
            }
            Pat::Struct(p) => {
                for field in &mut p.fields {
                    self.bind(&mut field.pat, true, bound, guards);
                    if field.colon_token.is_none() && self.names_a_renamed(&field.member) {
                        field.colon_token = Some(<Token![:]>::default());
                    }
                }
            }
            Pat::Type(p) => self.bind(&mut p.pat, irrefutable, bound, guards),
            Pat::Macro(p) => {
                // What it binds cannot be seen; rustc reports uses of it after a yield.
                let _ = p;
            }
            _ => {}
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
