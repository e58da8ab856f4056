//! The body as the rest of the pipeline sees it: what suspends is a node, everything else is verbatim.
//!
//! AFTER THIS POINT: no `yield_!` or `.await` stands inside an expression,
//! no `while` or `for` suspends, and every name is resolved.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Expr, Ident, Item, Label, Lifetime, Pat, Token, Type};

use crate::flow::{Flow, LocalId, TargetId};

/// A whole function body.
pub(crate) struct Body {
    pub(crate) block: Block,
    pub(crate) locals: Vec<Local>,
    /// The suspension points in source order; point `k` is the one at index `k - 1`.
    pub(crate) points: Vec<Point>,
    /// The loops whose jumps all name them.
    pub(crate) named: BTreeSet<TargetId>,
    pub(crate) flow: Flow,
}

/// A variable.
#[allow(clippy::struct_excessive_bools, reason = "four independent facts")]
pub(crate) struct Local {
    pub(crate) name: Ident,
    /// Where it is declared in the user's code, or what it stands for there.
    pub(crate) span: Span,
    /// What users see it called: in `Debug`, JSON and errors.
    pub(crate) shown: String,
    pub(crate) mutable: bool,
    /// The user's own `mut`.
    pub(crate) mut_token: Option<Token![mut]>,
    /// Whether generated code reaches it under a hygienic name, since another of its name hides it at a yield.
    pub(crate) renamed: bool,
    /// Whether it is a number, a `bool` or a `char` by its form: never moved, always savable.
    pub(crate) primitive: bool,
    /// Whether no name in the body reaches it.
    pub(crate) hidden: bool,
}

/// A suspension point.
pub(crate) struct Point {
    pub(crate) kind: PointKind,
    pub(crate) label: Option<Lifetime>,
    /// The yield's own tokens, by which an unlabelled point is known.
    pub(crate) text: String,
    pub(crate) span: Span,
    /// The locals whose names reach them here.
    pub(crate) visible: Vec<LocalId>,
}

pub(crate) enum PointKind {
    Yield,
    /// The callee is saved in this local.
    Await(LocalId),
}

/// Statements in a scope of their own.
pub(crate) struct Block {
    /// What a pattern in front of the block binds: an arm's or an `if let`'s.
    pub(crate) params: Vec<LocalId>,
    pub(crate) items: Vec<Item>,
    pub(crate) stmts: Vec<Stmt>,
    /// The value; it does not suspend.
    pub(crate) tail: Option<Expr>,
    pub(crate) tail_flow: Flow,
    /// Points inside, as a range of their numbers.
    pub(crate) points: Range<usize>,
}

pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    /// What it declares in the block.
    pub(crate) declares: Vec<LocalId>,
    pub(crate) flow: Flow,
    /// Every identifier in it, those in format strings too.
    pub(crate) names: BTreeSet<String>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "one for each statement of a body, moved once"
)]
pub(crate) enum StmtKind {
    Let(Let),
    /// An expression or a macro call with its semicolon.
    Plain(TokenStream),
    Suspend(Suspend),
}

/// A `let` that does not suspend.
pub(crate) struct Let {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) pat: Pat,
    pub(crate) ty: Option<Type>,
    pub(crate) init: Option<TokenStream>,
    pub(crate) diverge: Option<Expr>,
}

/// A statement that may suspend.
pub(crate) struct Suspend {
    pub(crate) result: Option<Binding>,
    pub(crate) node: Node,
    pub(crate) points: Range<usize>,
}

/// The local that takes a suspending statement's value.
pub(crate) struct Binding {
    pub(crate) local: LocalId,
    pub(crate) ty: Option<Type>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "one for each suspending statement of a body, moved once"
)]
pub(crate) enum Node {
    Yield {
        point: usize,
        operand: Option<Expr>,
    },
    Await {
        point: usize,
        operand: Expr,
    },
    Block {
        label: Option<Label>,
        block: Block,
    },
    If {
        cond: Expr,
        then: Block,
        otherwise: Option<Block>,
    },
    Match {
        scrutinee: Expr,
        arms: Vec<Arm>,
    },
    Loop(Loop),
}

pub(crate) struct Arm {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) pat: Pat,
    pub(crate) body: Block,
}

pub(crate) struct Loop {
    pub(crate) target: TargetId,
    pub(crate) label: Option<Label>,
    /// The iterator of a `for`: where it is kept and how it is made.
    pub(crate) items: Option<(LocalId, TokenStream)>,
    pub(crate) body: Block,
}
